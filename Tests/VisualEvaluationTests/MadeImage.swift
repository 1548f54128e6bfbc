import DICOM
import DICOMTestSupport

/// A DICOM file with an image, made element by element.
struct MadeImage {
    private var elements: [UInt32: (vr: String, value: [UInt8])] = [:]
    var syntax = Syntax.explicitLittle
    var encoder = DataSetEncoder.explicitLittle

    /// MONOCHROME2 of unsigned cells, all of whose bits are stored.
    init(rows: Int, columns: Int, bits: Int = 8, photometric: String = "MONOCHROME2") {
        describe(rows: rows, columns: columns, bits: bits, photometric: photometric)
    }

    fileprivate init(empty encoder: DataSetEncoder, syntax: String) {
        self.encoder = encoder
        self.syntax = syntax
    }

    fileprivate mutating func describe(rows: Int, columns: Int, bits: Int, photometric: String) {
        set(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
        set(0x0028_0002, words: 1)
        set(0x0028_0004, "CS", photometric)
        set(0x0028_0010, words: rows)
        set(0x0028_0011, words: columns)
        set(0x0028_0100, words: bits)
        set(0x0028_0101, words: bits)
        set(0x0028_0102, words: bits - 1)
        set(0x0028_0103, words: 0)
    }

    mutating func set(_ tag: UInt32, _ vr: String, _ text: String) {
        var bytes = Array(text.utf8)
        if bytes.count % 2 == 1 { bytes.append(vr == "UI" ? 0 : 0x20) }
        set(tag, vr, bytes)
    }
    mutating func set(_ tag: UInt32, _ vr: String, _ bytes: [UInt8]) { elements[tag] = (vr, bytes) }
    mutating func set(_ tag: UInt32, words: Int...) { set(tag, "US", words.flatMap { encoder.u16(UInt16(truncatingIfNeeded: $0)) }) }
    mutating func remove(_ tag: UInt32) { elements[tag] = nil }

    mutating func setPixels(_ bytes: [UInt8]) { set(0x7FE0_0010, "OB", bytes.count % 2 == 0 ? bytes : bytes + [0]) }
    mutating func setPixels(words: [Int]) { set(0x7FE0_0010, "OW", words.flatMap { encoder.u16(UInt16(truncatingIfNeeded: $0)) }) }
    /// Encapsulated pixel data: a basic offset table, and fragments.
    mutating func setFragments(_ fragments: [[UInt8]], table: [UInt8] = []) { encapsulated = (table, fragments) }
    private var encapsulated: (table: [UInt8], fragments: [[UInt8]])?

    var bytes: [UInt8] { File.part10(syntax == Syntax.deflated ? File.stored(dataSet) : dataSet, syntax: syntax) }

    /// Without what stands before it in a file.
    var dataSet: [UInt8] {
        var data: [UInt8] = []
        for (tag, element) in elements.sorted(by: { $0.key < $1.key }) { data += encode(tag, element.vr, element.value) }
        if let encapsulated {
            data += encoder.header(.pixelData, "OB", length: DataSetEncoder.undefined)
            for item in [encapsulated.table] + encapsulated.fragments { data += encoder.item(item.count % 2 == 0 ? item : item + [0]) }
            data += encoder.tag(.sequenceDelimitation) + encoder.u32(0)
        }
        return data
    }

    /// Elements as items of sequences take them.
    static func item(_ elements: [(tag: UInt32, vr: String, value: [UInt8])]) -> [UInt8] {
        elements.flatMap { DataSetEncoder.explicitLittle.element(MadeImage.tag($0.tag), $0.vr, $0.value) }
    }
    static func sequence(_ tag: UInt32, _ items: [[UInt8]]) -> [UInt8] { DataSetEncoder.explicitLittle.sequence(MadeImage.tag(tag), items) }

    private func encode(_ tag: UInt32, _ vr: String, _ value: [UInt8]) -> [UInt8] { encoder.element(MadeImage.tag(tag), vr, value) }
    private static func tag(_ number: UInt32) -> Tag { Tag(UInt16(number >> 16), UInt16(truncatingIfNeeded: number)) }
}

extension MadeImage {
    /// The same kind of image in big endian.
    static func bigEndian(rows: Int, columns: Int, words: [Int]) -> MadeImage {
        var image = MadeImage(empty: .explicitBig, syntax: Syntax.explicitBig)
        image.describe(rows: rows, columns: columns, bits: 16, photometric: "MONOCHROME2")
        image.setPixels(words: words)
        return image
    }
}
