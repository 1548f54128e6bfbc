/// A number, and what had to be repaired to read it.
public struct Number: Sendable, Hashable {
    public var value: Double
    public var repairs: SyntaxRepairs

    public init(_ value: Double, repairs: SyntaxRepairs = []) {
        self.value = value
        self.repairs = repairs
    }
}

/// Reads a number as DICOM writes it in text (DS, IS, and binary numbers in decimal), and as messy files write it.
///
/// No repair: padding with spaces or NULs, leading zeros, a leading `+`, `.5` and `5.`, an exponent.
///
/// Named repairs: a decimal comma (`0,143`); a unit that the caller accepts (`5mm`, `1.5 T`). A lone comma is always a
/// decimal comma, also in `1,250`: devices that write a comma write it for decimals, and none groups thousands.
///
/// Rejected: nothing but padding; NaN and infinities in any spelling; numbers that overflow a double or vanish in one;
/// hexadecimal; several separators (`1,234.5`); any other text, before or after.
public enum NumberSyntax {
    public static func parse(_ utf8: Span<UInt8>, units: [UnitSuffix] = []) throws(Rejection) -> Number {
        let trimmed = Padding.trim(utf8, 0..<utf8.count)
        guard !trimmed.isEmpty else { throw .empty }
        let decimal = try ScannedDecimal(utf8, trimmed)
        var number = Number(try decimal.value(in: utf8), repairs: decimal.hasComma ? .decimalComma : [])

        let rest = Padding.trim(utf8, decimal.range.upperBound..<trimmed.upperBound)
        guard !rest.isEmpty else { return number }
        guard let unit = units.first(where: { utf8.matches($0.symbol, in: rest) }) else {
            throw isSeparator(utf8[rest.lowerBound]) ? .severalSeparators : .textAfterNumber
        }
        number.repairs.insert(.unitSuffix)
        number.value *= unit.factor
        guard number.value.isFinite else { throw .outOfRange }
        return number
    }

    public static func parse(_ text: String, units: [UnitSuffix] = []) throws(Rejection) -> Number {
        try parse(text.utf8.span, units: units)
    }

    static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".")
    }
}
