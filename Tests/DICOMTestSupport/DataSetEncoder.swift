import DICOM

/// Writes the bytes of data elements as one of the three plain encodings has them (PS3.5 §7.1).
public struct DataSetEncoder: Sendable {
    public var isBigEndian = false
    public var isImplicit = false

    public init(isBigEndian: Bool = false, isImplicit: Bool = false) {
        self.isBigEndian = isBigEndian
        self.isImplicit = isImplicit
    }

    public static let explicitLittle = DataSetEncoder()
    public static let implicitLittle = DataSetEncoder(isImplicit: true)
    public static let explicitBig = DataSetEncoder(isBigEndian: true)

    public func u16(_ value: UInt16) -> [UInt8] { words(value) }
    public func u32(_ value: UInt32) -> [UInt8] { words(value) }

    /// A number in the encoder's byte order.
    public func words(_ value: some FixedWidthInteger) -> [UInt8] {
        let little = (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isBigEndian ? little.reversed() : little
    }

    public func tag(_ tag: Tag) -> [UInt8] { u16(tag.group) + u16(tag.element) }

    /// Tag, VR and length, whatever follows.
    public func header(_ tag: Tag, _ vr: String, length: UInt32) -> [UInt8] {
        let start = self.tag(tag)
        if isImplicit { return start + u32(length) }
        let isLong = VR(name: vr)?.hasLongLength ?? true
        return start + Array(vr.utf8) + (isLong ? [0, 0] + u32(length) : u16(UInt16(truncatingIfNeeded: length)))
    }

    public func element(_ tag: Tag, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        header(tag, vr, length: UInt32(value.count)) + value
    }

    /// Text, padded to even length.
    public func element(_ tag: Tag, _ vr: String, _ text: String) -> [UInt8] {
        let value = Array(text.utf8)
        return element(tag, vr, value.count % 2 == 0 ? value : value + [vr == "UI" ? 0 : 0x20])
    }

    public static let undefined = UInt32.max

    public func item(_ content: [UInt8], isDelimited: Bool = false) -> [UInt8] {
        let length = isDelimited ? DataSetEncoder.undefined : UInt32(content.count)
        return tag(.item) + u32(length) + content + (isDelimited ? tag(.itemDelimitation) + u32(0) : [])
    }

    public func sequence(_ tag: Tag, _ items: [[UInt8]], isDelimited: Bool = false) -> [UInt8] {
        let content = items.flatMap { item($0, isDelimited: isDelimited) }
        let length = isDelimited ? DataSetEncoder.undefined : UInt32(content.count)
        let end = isDelimited ? self.tag(.sequenceDelimitation) + u32(0) : []
        return header(tag, "SQ", length: length) + content + end
    }
}

/// Transfer Syntax UIDs that the tests need.
public enum Syntax {
    public static let implicitLittle = "1.2.840.10008.1.2"
    public static let explicitLittle = "1.2.840.10008.1.2.1"
    public static let deflated = "1.2.840.10008.1.2.1.99"
    public static let explicitBig = "1.2.840.10008.1.2.2"
    public static let jpeg = "1.2.840.10008.1.2.4.50"
}

/// Whole files.
public enum File {
    public static let preamble = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)

    /// Group 0002 with a right group length.
    public static func meta(_ syntax: String? = Syntax.explicitLittle) -> [UInt8] {
        let encoder = DataSetEncoder.explicitLittle
        let content = syntax.map { encoder.element(.transferSyntaxUID, "UI", $0) } ?? encoder.element(Tag(0x0002, 0x0013), "SH", "tests")
        return encoder.element(Tag(0x0002, 0x0000), "UL", encoder.u32(UInt32(content.count))) + content
    }

    public static func part10(_ dataSet: [UInt8], syntax: String? = Syntax.explicitLittle) -> [UInt8] { preamble + meta(syntax) + dataSet }

    /// Offset of the data set in a `part10` file of explicit VR little endian.
    public static let start = (preamble + meta()).count

    /// Raw deflate of stored blocks: the bytes themselves, framed (RFC 1951 §3.2.4).
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        var out: [UInt8] = []
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            let length = UInt16(block.count)
            out += [rest.isEmpty ? 1 : 0] + DataSetEncoder.explicitLittle.u16(length) + DataSetEncoder.explicitLittle.u16(~length) + block
        } while !rest.isEmpty
        return out
    }
}
