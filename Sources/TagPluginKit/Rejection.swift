/// Why a value was not understood.
///
/// Throw one from ``TagParser/parse(_:answer:)`` and the item counts as rejected for that reason. Reasons name a rule,
/// never the value itself: they are counted, and reports may leave the hospital.
public struct Rejection: Error, Hashable, Sendable {
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

// MARK: Reasons of the value syntax helpers
extension Rejection {
    /// There is nothing but padding.
    public static var empty: Rejection { Rejection("empty") }
    /// The text does not start like a decimal number.
    public static var notANumber: Rejection { Rejection("not a number") }
    /// A number is followed by something that is neither padding nor an accepted unit.
    public static var textAfterNumber: Rejection { Rejection("text after the number") }
    /// The text spells NaN or an infinity.
    public static var notFinite: Rejection { Rejection("NaN or infinity") }
    /// The number is too large, or too close to zero, for a double.
    public static var outOfRange: Rejection { Rejection("number out of range") }
    /// Both a comma and a point, or several of one: decimal and thousands separators cannot be told apart.
    public static var severalSeparators: Rejection { Rejection("more than one decimal separator") }
    /// Commas that may separate values or decimals, as in `[0,5,0,5]` where two values are expected.
    public static var ambiguousCommas: Rejection { Rejection("ambiguous commas") }
    /// Different numbers in a tag that holds one.
    public static var severalValues: Rejection { Rejection("several values") }
}
