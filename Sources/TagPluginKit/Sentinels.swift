/// Words that stand for a missing value in any tag: `UNKNOWN`, `N/A`, `(blank)`, `XXX XXXX`, `---`.
///
/// Only for the whole value, in either case, with padding, brackets, quotes and separators around it or not. What stands
/// for missing in one tag alone (`0`, `-1`, `999Y`) is the parser's matter, and words of other languages are a
/// dictionary's.
///
/// `NaN` counts here: printed by a tool that had no number. A parser of numbers asks here first, then ``NumberSyntax``,
/// which rejects it.
public enum Sentinels {
    /// The rule by which a value stands for missing when a synonym dictionary says so.
    public static let dictionaryRule = "listed in the dictionary"

    /// The name of the rule by which the value stands for missing, nil when it does not.
    public static func rule(for utf8: Span<UInt8>) -> String? {
        // Most values are numbers, and no word starts like one.
        guard utf8.count > 0, !utf8[0].isASCIIDigit else { return nil }
        let text = withoutDecoration(utf8)
        guard text.count <= longestWord else { return nil }
        if text.isEmpty { return hasOnlyPadding(utf8) ? nil : punctuationRule }
        guard !utf8[text.lowerBound].isASCIIDigit else { return nil }
        if text.count > 1, text.allSatisfy({ isMask(utf8[$0]) }) { return maskRule }
        return rules[normalized(utf8, text)]
    }

    public static func rule(for text: String) -> String? {
        rule(for: text.utf8.span)
    }

    /// Whether a text is the name of a rule about one of the listed words: it tells no more than that.
    package static func isListedRule(_ text: String) -> Bool { listedRules.contains(text) }

    private static let listedRules = Set(rules.values)
    private static let punctuationRule = "nothing but punctuation"
    private static let maskRule = "masked by X"

    private static let rules = Dictionary(uniqueKeysWithValues: words.map { ($0, "the word \($0.uppercased())") })

    private static let words = [
        // Not recorded
        "unknown", "unk", "unkn", "not known", "undefined", "unspecified", "not specified", "not supplied", "not provided",
        "not available", "not recorded", "not given", "not entered", "not set", "no value", "no data", "missing",
        // Not applicable
        "n/a", "n.a", "na", "not applicable",
        // Printed by tools
        "none", "null", "nil", "nan", "nat", "blank", "empty", "<na>", "undef", "#n/a",
        // Removed
        "anonymized", "anonymised", "anonymous", "anon", "deidentified", "de-identified", "redacted", "removed", "masked",
    ]

    private static let longestWord = 24

    /// What is left without padding and punctuation at both ends.
    private static func withoutDecoration(_ utf8: Span<UInt8>) -> Range<Int> {
        var range = 0..<utf8.count
        while let first = range.first, isDecoration(utf8[first]) { range = (first + 1)..<range.upperBound }
        while let last = range.last, isDecoration(utf8[last]) { range = range.lowerBound..<last }
        return range
    }

    private static func isDecoration(_ byte: UInt8) -> Bool {
        Padding.isPadding(byte) || decoration.contains(byte)
    }

    private static func isMask(_ byte: UInt8) -> Bool {
        byte.asciiLowercased == UInt8(ascii: "x") || byte == UInt8(ascii: " ")
    }

    private static let decoration = Array("()[]{}'\"-_*.?\\".utf8)

    private static func hasOnlyPadding(_ utf8: Span<UInt8>) -> Bool {
        Padding.trim(utf8, 0..<utf8.count).isEmpty
    }

    /// Lower case, and a single space for each run of spaces and underscores.
    private static func normalized(_ utf8: Span<UInt8>, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for position in range {
            let byte = utf8[position]
            let isSpace = Padding.isPadding(byte) || byte == UInt8(ascii: "_")
            if !isSpace {
                bytes.append(byte.asciiLowercased)
            } else if bytes.last != UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: " "))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
