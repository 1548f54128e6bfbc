/// Parses the distinct inputs of one claim.
///
/// A plugin is a list of parsers, one for each claim that it makes. A parser declares its inputs and columns once, in
/// its initialiser, and keeps the handles that it got for them:
///
/// ```swift
/// struct Thickness: TagParser {
///     let claim: Claim
///     let thickness: NumericColumn
///
///     init() {
///         var claim = Claim()
///         claim.claimed("SliceThickness")
///         thickness = claim.number("SliceThickness", unit: "mm", "nominal thickness of the slice")
///         self.claim = claim
///     }
///
///     func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
///         let number = try input.number(units: ["mm"])
///         answer.repaired(number.repairs)
///         answer.number(thickness, number.value)
///     }
/// }
/// ```
///
/// The same input must get the same answer every time: the host asks once for each distinct input.
public protocol TagParser: Sendable {
    /// The inputs that are parsed and the columns that are filled. Read once, when the plugin starts.
    var claim: Claim { get }

    /// Parses one distinct input. Throwing rejects it for that reason, and discards what was answered before.
    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection)
}
