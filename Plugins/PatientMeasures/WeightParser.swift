import TagPluginKit

/// PatientWeight.
struct WeightParser: TagParser {
    let claim: Claim
    private let column: NumericColumn

    /// Nines fill a field that must not be empty.
    private static let unrecorded: Set<Double> = [999, 999.9, 9999, 99_999]

    init() {
        var claim = Claim()
        claim.claimed("PatientWeight")
        column = claim.number("PatientWeight", unit: "kg", "weight of the patient")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        if let number = try? input.single().value, Self.unrecorded.contains(number) { return answer.missing("nines mean not recorded") }
        answer.quantity(column, try Quantity.weight.read(input))
    }
}
