import TagPluginKit

/// InversionTime; enhanced images have InversionTimes, one for each inversion, of which the first is kept.
struct InversionTimeParser: TagParser {
    let claim: Claim
    private let single: InputTag
    private let several: InputTag
    private let column: NumericColumn

    init() {
        var claim = Claim()
        single = claim.claimed("InversionTime")
        several = claim.claimed("InversionTimes")
        column = claim.number("InversionTime", unit: "ms", "time from the inversion pulse to the middle of the data")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.inversionTime.read(input, single)
        guard reading.number == nil, input.isPresent(several), input.sentinel(several) == nil else {
            return answer.quantity(column, reading)
        }
        let list = try input.numbers(several)
        let numbers = list.elements.compactMap(\.number)
        guard let first = numbers.first else { throw list.firstRejection ?? .empty }
        if Set(numbers).count > 1 || numbers.count < list.elements.count { answer.partial("first of several inversion times kept") }
        answer.quantity(column, try Quantity.inversionTime.judge(Number(first, repairs: list.repairs)))
    }
}
