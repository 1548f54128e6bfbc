/// Numbers as they stand in a chart: short, without locale.
enum ShortNumber {
    /// Up to three significant digits: `0.034`, `1.25`, `870`, `12.5k`, `1.04M`.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
        let size = abs(value)
        if size == 0 { return "0" }
        if size < 0.001 || size >= 9.995e14 { return scientific(value) }
        for (limit, unit, letter) in units where size >= limit { return text(value / unit, digits: 3) + letter }
        return text(value, digits: 3)
    }

    /// With a fixed number of decimals, for the ticks of one axis; large numbers get a unit.
    static func text(_ value: Double, decimals: Int) -> String {
        if decimals > 6 { return value == 0 ? "0" : scientific(value) }
        return decimals == 0 && abs(value) >= 9999.5 ? text(value) : signed(Decimals.text(value == 0 ? 0 : value, decimals))
    }

    /// A count, in groups of three digits.
    static func count(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return (count < 0 ? "−" : "") + text
    }

    /// From 9,999.5 on, which would need five digits.
    private static let units: [(limit: Double, unit: Double, letter: String)] = [
        (9.995e11, 1e12, "T"), (9.995e8, 1e9, "G"), (9.995e5, 1e6, "M"), (9999.5, 1e3, "k"),
    ]

    private static func text(_ value: Double, digits: Int) -> String {
        let size = abs(value)
        let decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4
        var text = Decimals.text(value, decimals)
        if decimals > 0 {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return signed(text)
    }

    private static func scientific(_ value: Double) -> String {
        var exponent = 0
        var digits = abs(value)
        guard digits.isFinite, digits > 0 else { return "0" }
        while digits >= 9.95 { (digits, exponent) = (digits / 10, exponent + 1) }
        while digits < 0.995 { (digits, exponent) = (digits * 10, exponent - 1) }
        let text = Decimals.text(digits, 1)
        return (value < 0 ? "−" : "") + (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "e\(exponent)"
    }

    private static func signed(_ text: String) -> String { text.hasPrefix("-") ? "−" + text.dropFirst() : text }
}
