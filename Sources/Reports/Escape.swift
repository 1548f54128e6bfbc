import Dictionaries

/// Makes text that nobody vouches for safe for where it goes.
public enum Escape {
    /// For a terminal: controls, escape sequences, bidirectional and invisible characters become visible.
    public static func terminal(_ text: String, keepsLines: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if keepsLines, scalar == "\n" {
                result.unicodeScalars.append(scalar)
            } else if isUnsafe(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// For a field of a CSV file (RFC 4180): quoted where it holds a separator, a quote or a line break. What a
    /// spreadsheet would run as a formula is marked (`FormulaMark`); numbers are not.
    public static func csv(_ text: String) -> String {
        CSVField.quoted(FormulaMark.adding(to: text))
    }

    /// For the text and the attributes of XML 1.0, which has no place for most controls, and of HTML. By scalars: to a
    /// `Character` a quote with an accent upon it is no quote, but to a parser of XML it is.
    public static func xml(_ text: String) -> String {
        terminal(text, keepsLines: true).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// For a cell of a table in Markdown, or a line of its text: nothing in it is markup, a link, or HTML. Punctuation that
    /// means nothing where it stands stays, so that the source reads well.
    public static func markdown(_ text: String) -> String {
        let scalars = Array(terminal(text).unicodeScalars)
        var result = ""
        for (place, scalar) in scalars.enumerated() {
            let before = place > 0 ? scalars[place - 1] : " ", after = place + 1 < scalars.count ? scalars[place + 1] : " "
            if isPlainInMarkdown(scalar, between: before, and: after) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "&#\(scalar.value);"
            }
        }
        return result
    }

    private static func isPlainInMarkdown(_ scalar: Unicode.Scalar, between before: Unicode.Scalar, and after: Unicode.Scalar) -> Bool {
        func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.properties.numericType != nil }
        switch scalar {
        case " ", ",", ";", "(", ")", "%": return true
        case "-" where before == "(": return isWord(after)
        case "_", "-", "+", "=": return isWord(before) && (isWord(after) || scalar != "_")
        // Between digits: elsewhere it may make a link of a word.
        case ".": return before.properties.numericType != nil && (after.properties.numericType != nil || after == " ")
        case ":": return after == " "
        default: return !scalar.isASCII || isWord(scalar)
        }
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
