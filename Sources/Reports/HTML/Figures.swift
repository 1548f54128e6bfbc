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

    /// A length on a scale of 100, for bars: never so short that it is not seen when there is something.
    static func length(_ share: Double) -> String {
        guard share > 0, share.isFinite else { return "0" }
        return Decimals.text(min(100, max(0.6, share * 100)), 1)
    }
}
