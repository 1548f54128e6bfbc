import DICOM

/// The apostrophe that keeps a spreadsheet from running text as a formula. It goes before text that begins with `=`, `+`,
/// `-`, `@`, a tab or a carriage return and is no number, and before text that would be mistaken for marked text: so it
/// can be taken off again without loss.
package enum FormulaMark {
    package static func adding(to text: String) -> String { needsMark(text) ? "'" + text : text }

    package static func removing(from text: String) -> String {
        guard text.utf8.first == apostrophe else { return text }
        let rest = String(decoding: text.utf8.dropFirst(), as: UTF8.self)
        return needsMark(rest) ? rest : text
    }

    static let apostrophe = UInt8(ascii: "'")
    static let starts: Set<UInt8> = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]

    private static func needsMark(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 != apostrophe }), starts.contains(first) else { return false }
        return text.utf8.first == apostrophe || DecimalString(text).number == nil
    }
}
