import TagPluginKit

/// What a value looks like, without what it says: `AAA 9 AA`. It tells neither how long a long word is, nor how long the value:
/// names and numbers of one kind look alike.
enum ValueShape {
    private static let longest = 24
    /// A longer run of letters, or of digits, looks like one of so many.
    private static let longestRun = 6

    /// Letters as A, digits as 9, spaces and common punctuation as they are, all else as ?; the end of a long value as `…`.
    static func of(_ value: String) -> String {
        var shape: [Unicode.Scalar] = []
        var run = 0
        for scalar in value.unicodeScalars {
            let mark = mark(scalar)
            run = mark == shape.last ? run + 1 : 1
            if run > longestRun, !isCommonMark(mark) { continue }
            guard shape.count < longest else { return text(shape) + "…" }
            shape.append(mark)
        }
        return text(shape)
    }

    private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if isCommonMark(scalar) { return scalar }
        return scalar.properties.isAlphabetic ? "A" : scalar.properties.numericType != nil ? "9" : "?"
    }

    /// Punctuation that values are written with, and that no reader of a report obeys.
    static func isCommonMark(_ scalar: Unicode.Scalar) -> Bool { " -_/+.,:;^&()*%#\\".unicodeScalars.contains(scalar) }

    private static func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }
}

/// Decides which words of plugins may be shown. A plugin must not put values into its reasons, but who validates one does
/// not know yet whether it keeps to that.
struct PluginWords {
    static let withheld = "(withheld: the plugin repeats the value)"
    private static let shortestWord = 3

    /// For each text how it is shown: as it is when it was said of some value of which no word stands in it.
    private var shown: [String: Bool] = [:]
    private var wordsOfText: [String: Set<String>] = [:]

    /// - Parameter words: of the values, asked for when they are needed.
    mutating func note(_ text: String, _ words: () -> Set<String>) {
        if shown[text] == true { return }
        if Sentinels.isListedRule(text) { return shown[text] = true }
        let own = wordsOfText[text] ?? PluginWords.words(text)
        wordsOfText[text] = own
        shown[text] = own.isDisjoint(with: words())
    }

    func text(_ text: String) -> String { shown[text] == false ? PluginWords.withheld : text }

    /// Words that could tell something: of three letters or digits and more, and all of them together.
    static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= shortestWord })
    }
}
