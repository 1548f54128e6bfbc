/// The decimal number at the start of some text: where it is, and what it is made of.
struct ScannedDecimal {
    /// The number without what follows it.
    private(set) var range: Range<Int>
    private(set) var hasComma = false
    private var isNegative = false
    /// The significant digits as an integer, unless there are too many for one.
    private var mantissa: UInt64 = 0
    private var significantDigits = 0
    private var fractionDigits = 0
    private var exponent = 0

    init(_ utf8: Span<UInt8>, _ text: Range<Int>) throws(Rejection) {
        range = text
        var position = text.lowerBound
        if position < text.upperBound, utf8[position] == UInt8(ascii: "-") || utf8[position] == UInt8(ascii: "+") {
            isNegative = utf8[position] == UInt8(ascii: "-")
            position += 1
        }
        let digitCount = scanDigits(utf8, &position, text.upperBound)
        guard digitCount > 0 else {
            throw Self.spellsNonFinite(utf8, position..<text.upperBound) ? .notFinite : .notANumber
        }
        guard !Self.spellsNonFinite(utf8, position..<text.upperBound) else { throw .notFinite }
        scanExponent(utf8, &position, text.upperBound)
        range = text.lowerBound..<position
    }

    /// Digits with at most one separator among them; returns how many digits.
    private mutating func scanDigits(_ utf8: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int {
        var count = 0
        var hasSeparator = false
        while position < end {
            let byte = utf8[position]
            if byte.isASCIIDigit {
                count += 1
                if significantDigits > 0 || byte != UInt8(ascii: "0") { significantDigits += 1 }
                if significantDigits <= Self.mostExactDigits { mantissa = mantissa * 10 + UInt64(byte - UInt8(ascii: "0")) }
                if hasSeparator { fractionDigits += 1 }
            } else if NumberSyntax.isSeparator(byte), !hasSeparator {
                hasSeparator = true
                hasComma = byte == UInt8(ascii: ",")
            } else {
                break
            }
            position += 1
        }
        return count
    }

    /// `E` with digits; an `E` without belongs to what follows the number.
    private mutating func scanExponent(_ utf8: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard position < end, utf8[position].asciiLowercased == UInt8(ascii: "e") else { return }
        var digit = position + 1
        var isNegativeExponent = false
        if digit < end, utf8[digit] == UInt8(ascii: "-") || utf8[digit] == UInt8(ascii: "+") {
            isNegativeExponent = utf8[digit] == UInt8(ascii: "-")
            digit += 1
        }
        guard digit < end, utf8[digit].isASCIIDigit else { return }
        while digit < end, utf8[digit].isASCIIDigit {
            exponent = min(exponent * 10 + Int(utf8[digit] - UInt8(ascii: "0")), Self.exponentLimit)
            digit += 1
        }
        if isNegativeExponent { exponent = -exponent }
        position = digit
    }
}

// MARK: Value
extension ScannedDecimal {
    /// A UInt64 holds every integer of so many digits.
    private static let mostExactDigits = 19
    private static let largestExactMantissa: UInt64 = 1 << 53
    /// Beyond any exponent that a double has, whatever the mantissa.
    private static let exponentLimit = 100_000
    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The nearest double. `utf8` is the text that was scanned.
    func value(in utf8: Span<UInt8>) throws(Rejection) -> Double {
        guard significantDigits > 0 else { return 0 }
        let scale = exponent - fractionDigits
        let magnitude: Double
        // Two exact operands and one rounding give the nearest double (Clinger 1990).
        if mantissa <= Self.largestExactMantissa, significantDigits <= Self.mostExactDigits,
            Self.powersOfTen.indices.contains(abs(scale))
        {
            let power = Self.powersOfTen[abs(scale)]
            magnitude = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
        } else {
            magnitude = try slowMagnitude(in: utf8)
        }
        return isNegative ? -magnitude : magnitude
    }

    /// By the standard library, which is exact and free of locale; its further spellings have been ruled out.
    private func slowMagnitude(in utf8: Span<UInt8>) throws(Rejection) -> Double {
        let bytes = range.map { utf8[$0] == UInt8(ascii: ",") ? UInt8(ascii: ".") : utf8[$0] }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)) else { throw .notANumber }
        guard value.isFinite, value != 0 else { throw .outOfRange }
        return abs(value)
    }
}

// MARK: Spellings of NaN and infinity
extension ScannedDecimal {
    /// `nan`, `inf`, `Infinity`, and the `#INF`, `#IND`, `#QNAN` that follow `1.` on Windows.
    private static func spellsNonFinite(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, !utf8[range.lowerBound].isASCIIDigit else { return false }
        if utf8[range.lowerBound] == UInt8(ascii: "#") { return true }
        return ["nan", "inf", "infinity"].contains { utf8.matches($0, in: range) }
    }
}
