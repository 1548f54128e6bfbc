/// A side of the body.
enum Side: String {
    case left = "L"
    case right = "R"
    case both = "B"

    /// English words and the abbreviations in use everywhere; `B` alone is left out, too many things begin with it.
    init?(word: String) {
        switch word.uppercased() {
        case "L", "LT", "LEFT": self = .left
        case "R", "RT", "RIGHT": self = .right
        case "BI", "BIL", "BILAT", "BILATERAL", "BOTH": self = .both
        default: return nil
        }
    }
}

extension Set<Side> {
    /// One side for all; both when the values name each.
    var combined: Side? {
        count > 1 ? .both : first
    }
}

/// A text that names a side as its first or last word: `Left Breast`, `L KNEE`, `KNEE_R`, `HAND, LT`.
struct SidedText {
    let side: Side
    /// The text without that word.
    let rest: String

    /// - Parameter side: tells which side a word names.
    init?(_ text: String, side: (String) -> Side?) {
        let words = text.split { " _-^.,;:/()".contains($0) }.map(String.init)
        guard words.count > 1, let first = words.first, let last = words.last else { return nil }
        if let leading = side(first) {
            self.init(side: leading, words: words.dropFirst())
        } else if let trailing = side(last) {
            self.init(side: trailing, words: words.dropLast())
        } else {
            return nil
        }
    }

    private init(side: Side, words: ArraySlice<String>) {
        self.side = side
        rest = words.joined(separator: " ")
    }
}
