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

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
