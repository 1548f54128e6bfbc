import DICOM

/// How the text of a spreadsheet is written in bytes.
package enum SpreadsheetEncoding: Hashable, Sendable {
    case utf8, utf16LittleEndian, utf16BigEndian
    /// One byte a character, the lower half being ASCII. The name is iconv's.
    case singleByte(String)

    /// - Parameter name: `utf-8`, `utf-16`, or what the system's iconv calls a one-byte encoding: CP1250, ISO-8859-2. Nil
    ///   for anything else.
    package init?(named name: String) {
        switch name.uppercased() {
        case "UTF-8", "UTF8": self = .utf8
        case "UTF-16", "UTF16", "UTF-16LE", "UTF16LE": self = .utf16LittleEndian
        case "UTF-16BE", "UTF16BE": self = .utf16BigEndian
        case let name where SpreadsheetEncoding.isSingleByte(name): self = .singleByte(name)
        default: return nil
        }
    }

    package var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    private static func isSingleByte(_ name: String) -> Bool {
        // A slash would begin a suffix, or a path.
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else { return false }
        guard let iconv = Iconv(from: name) else { return false }
        let ascii = Array(0x20...0x7E as ClosedRange<UInt8>)
        var converted: [UInt8] = []
        guard !iconv.convert(ascii[...], to: &converted), converted == ascii else { return false }
        // Half of them at least: encodings of several bytes a character have few bytes that stand alone.
        return HalfTable(name).characters.count { !$0.isEmpty } >= 64
    }
}

extension SpreadsheetEncoding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .singleByte(let name): name
        }
    }
}
