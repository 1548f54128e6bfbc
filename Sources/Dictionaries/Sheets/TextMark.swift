/// The apostrophe that keeps a spreadsheet from changing text: what it would run as a formula, as `FormulaMark` does, and
/// what it would take for a number, a date, a time or a truth value and write in another way. For cells that are all text.
/// It can be taken off again without loss.
package enum TextMark {
    package static func adding(to text: String) -> String { needsMark(text) ? "'" + text : text }

    package static func removing(from text: String) -> String {
        guard text.utf8.first == FormulaMark.apostrophe else { return text }
        let rest = String(decoding: text.utf8.dropFirst(), as: UTF8.self)
        return needsMark(rest) ? rest : text
    }

    /// Also for text that would be mistaken for marked text.
    private static func needsMark(_ text: String) -> Bool {
        let bytes = text.utf8.drop { $0 == FormulaMark.apostrophe }
        guard let first = bytes.first else { return false }
        return FormulaMark.starts.contains(first) || isTakenForAnother(bytes)
    }

    private static func isTakenForAnother(_ bytes: Substring.UTF8View) -> Bool {
        var words: [String] = []
        var word: [UInt8] = []
        var hasDigit = false
        for byte in bytes {
            switch byte {
            // A byte beyond ASCII may be part of a letter: those of dates and numbers are ASCII.
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
                word.append(byte)
                // Longer than any that means something.
                if word.count > 9 { return false }
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            default: break
            }
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self).uppercased()) }
            word.removeAll(keepingCapacity: true)
            if words.count > 2 { return false }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self).uppercased()) }
        guard hasDigit else { return words == ["TRUE"] || words == ["FALSE"] }
        guard !words.isEmpty else { return !isPlainNumber(bytes) }
        let beginsWithDigit = bytes.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
        return words.allSatisfy { isMonth($0) || beginsWithDigit && ["E", "A", "P", "AM", "PM"].contains($0) }
    }

    /// Comes back as it was: whole, without zeros before it, and of no more digits than a spreadsheet keeps.
    private static func isPlainNumber(_ bytes: Substring.UTF8View) -> Bool {
        bytes.count <= 15 && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && (bytes.count == 1 || bytes.first != UInt8(ascii: "0"))
    }

    private static let months = [
        "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
    ]
    private static func isMonth(_ word: String) -> Bool { word.utf8.count >= 3 && months.contains { $0.hasPrefix(word) } }
}
