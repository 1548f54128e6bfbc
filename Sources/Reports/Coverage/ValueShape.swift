import TagPluginKit

/// What a value looks like, without what it says: `AAA 9 AA`.
enum ValueShape {
    private static let longest = 24

    /// Letters as A, digits as 9, ASCII punctuation and spaces as they are, all else as ?; the end of a long value as `…`.
    static func of(_ value: String) -> String {
        var shape = ""
        for scalar in value.unicodeScalars.prefix(longest) {
            switch scalar {
            case "0"..."9": shape += "9"
            case " "..."~" where !scalar.properties.isAlphabetic: shape.unicodeScalars.append(scalar)
            default: shape += scalar.properties.isAlphabetic ? "A" : scalar.properties.numericType != nil ? "9" : "?"
            }
        }
        return value.unicodeScalars.count > longest ? shape + "…" : shape
    }
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
