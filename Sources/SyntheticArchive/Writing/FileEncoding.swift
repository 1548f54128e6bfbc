import DICOM

/// The transfer syntaxes of made files (PS3.5 Annex A).
enum FileEncoding: String, CaseIterable, Sendable {
    case explicitLittle = "1.2.840.10008.1.2.1"
    case implicitLittle = "1.2.840.10008.1.2"
    case deflated = "1.2.840.10008.1.2.1.99"
    case runLength = "1.2.840.10008.1.2.5"

    /// A whole file (PS3.10 §7.1): preamble, file meta information, data set.
    func file(_ elements: ElementSet, text: TextEncoding) -> [UInt8] {
        let encoder = DataSetEncoder(isImplicit: self == .implicitLittle)
        let dataSet = FileEncoding.bytes(elements, encoder, text)
        return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + meta(elements) + (self == .deflated ? Deflate.raw(dataSet) : dataSet)
    }

    /// Group 0002 (PS3.10 Table 7.1-1).
    private func meta(_ elements: ElementSet) -> [UInt8] {
        let encoder = DataSetEncoder.explicitLittle
        var content = encoder.element(Tag(0x0002, 0x0001), "OB", [0, 1])
        content += encoder.element(Tag(0x0002, 0x0002), "UI", elements.text(.sopClassUID) ?? "")
        content += encoder.element(Tag(0x0002, 0x0003), "UI", elements.text(.sopInstanceUID) ?? "")
        content += encoder.element(.transferSyntaxUID, "UI", rawValue)
        content += encoder.element(Tag(0x0002, 0x0012), "UI", FileEncoding.implementation)
        content += encoder.element(Tag(0x0002, 0x0013), "SH", "TAGFOLD_SYNTH")
        return encoder.element(Tag(0x0002, 0x0000), "UL", encoder.u32(UInt32(content.count))) + content
    }

    /// Implementation Class UID of what writes these files.
    private static let implementation = "2.25.302714593108563416052389710847361129"

    // MARK: Elements

    private static func bytes(_ set: ElementSet, _ encoder: DataSetEncoder, _ text: TextEncoding) -> [UInt8] {
        set.elements.values.sorted { $0.attribute.tag < $1.attribute.tag }.reduce(into: []) { bytes, element in
            bytes += FileEncoding.bytes(element.attribute, element.content, encoder, text)
        }
    }

    private static func bytes(_ attribute: Attribute, _ content: ElementSet.Content, _ encoder: DataSetEncoder, _ text: TextEncoding) -> [UInt8] {
        let (tag, vr) = (attribute.tag, attribute.vr.name)
        switch content {
        case .text(let value):
            let bytes = attribute.vr.usesCharacterSet ? text.bytes(value) : Array(value.utf8)
            return encoder.element(tag, vr, padded(bytes, with: attribute.vr == .UI ? 0 : 0x20))
        case .words(let values): return encoder.element(tag, vr, littleEndian(values))
        case .longs(let values): return encoder.element(tag, vr, values.flatMap(encoder.u32))
        case .doubles(let values): return encoder.element(tag, vr, values.flatMap { encoder.words($0.bitPattern) })
        case .tags(let values): return encoder.element(tag, vr, values.flatMap(encoder.tag))
        case .bytes(let values): return encoder.element(tag, vr, padded(values, with: 0))
        case .items(let items): return encoder.sequence(tag, items.map { bytes($0, encoder, text) })
        case .fragments(let fragments):
            // An empty offset table, then a fragment a frame (PS3.5 §A.4).
            let items = encoder.item([]) + fragments.flatMap { encoder.item(padded($0, with: 0)) }
            return encoder.header(tag, vr, length: DataSetEncoder.undefined) + items + encoder.tag(.sequenceDelimitation) + encoder.u32(0)
        }
    }

    private static func padded(_ bytes: [UInt8], with byte: UInt8) -> [UInt8] { bytes.count % 2 == 0 ? bytes : bytes + [byte] }

    static func littleEndian(_ words: [UInt16]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: words.count * 2)
        for (place, word) in words.enumerated() {
            bytes[2 * place] = UInt8(truncatingIfNeeded: word)
            bytes[2 * place + 1] = UInt8(truncatingIfNeeded: word >> 8)
        }
        return bytes
    }
}
