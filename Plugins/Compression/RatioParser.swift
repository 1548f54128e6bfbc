import TagPluginKit

/// LossyImageCompressionRatio: one ratio for each time that the image was compressed.
struct RatioParser: TagParser {
    let claim: Claim
    private let ratio: NumericColumn
    private let steps: NumericColumn

    private static let quantity = Quantity("ratio", within: 1...100_000, zero: .missing("zero is not a ratio"))

    init() {
        var claim = Claim()
        claim.claimed("LossyImageCompressionRatio")
        ratio = claim.number("LossyImageCompressionRatio", "highest ratio of lossy compression")
        steps = claim.number("LossyImageCompressionRatio_steps", "how often the image was compressed with losses")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers(units: [":1", ": 1", "x"])
        if let rejection = list.firstRejection { throw rejection }
        guard let highest = list.elements.compactMap(\.number).max() else { throw .empty }
        let reading = try Self.quantity.judge(Number(highest, repairs: list.repairs))
        answer.quantity(ratio, reading)
        if reading.number != nil { answer.number(steps, Double(list.elements.count { $0.number.map { $0 > 0 } ?? false })) }
    }
}
