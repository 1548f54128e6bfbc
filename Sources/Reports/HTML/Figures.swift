import Glibc

/// Numbers as the page writes them.
enum Figures {
    private static let narrowSpace: Character = "\u{202F}"

    /// Digits in groups of three: `1 044 191`.
    static func count(_ number: Int) -> String {
        let digits = Array("\(number.magnitude)")
        guard digits.count > 4 else { return "\(number)" }
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(narrowSpace) }
            text.append(digit)
        }
        return text
    }

    /// `1 file`, `3 files`.
    static func count(_ number: Int, _ one: String, _ several: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? one : several ?? one + "s")"
    }

    /// A share as a length of 100, never so short that it is not seen.
    static func visible(_ share: Double) -> Double { share > 0 && share.isFinite ? min(100, max(0.8, share * 100)) : 0 }

    /// A length or a place in an SVG.
    static func length(_ length: Double) -> String {
        let text = Decimals.text(length, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Where a count lies between 1 and the largest, by its logarithm: 0 to 1; one that is there is seen.
    static func logarithmic(_ count: Int, largest: Int) -> Double {
        guard count > 0, largest > 0 else { return 0 }
        return log2(Double(count) + 1) / log2(Double(max(largest, count)) + 1)
    }

    /// The beginning of a long text; how long it is stands behind.
    static func shortened(_ text: String, to longest: Int = 120) -> String {
        let count = text.unicodeScalars.count
        guard count > longest else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) + "… (\(Figures.count(count)) characters)"
    }
}
