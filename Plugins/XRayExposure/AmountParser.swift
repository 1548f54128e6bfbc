import TagPluginKit

/// Exposure time or tube current, in whichever tags it is.
struct AmountParser: TagParser {
    let claim: Claim
    private let reader: AmountReader
    private let column: NumericColumn

    init(_ amount: Amount) {
        var claim = Claim()
        reader = AmountReader(amount, claiming: &claim)
        column = claim.number(amount.column, unit: amount.unit, amount.summary)
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        try reader.tell(reader.read(input), column, answer)
    }
}
