import DICOM

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
