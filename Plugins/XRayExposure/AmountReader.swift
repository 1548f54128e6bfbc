import TagPluginKit

/// The inputs that hold an amount, and how to read it out of them.
struct AmountReader {
    private let amount: Amount
    private let tags: [InputTag]

    /// An amount as it was found.
    struct Found {
        var value: Double
        /// How far off it may be, in the unit of the column.
        var rounding: Double
        var repairs: [String]
    }

    init(_ amount: Amount, claiming claim: inout Claim) {
        self.amount = amount
        tags = amount.sources.map { claim.claimed($0.keyword) }
    }

    init(_ amount: Amount, asContextOf claim: inout Claim) {
        self.amount = amount
        tags = amount.sources.map { claim.context($0.keyword) }
    }

    /// What all inputs say. Tags that say different things give no amount: which of them is wrong cannot be told.
    struct Outcome {
        /// The most precise of those that agree.
        var found: Found?
        var differ = false
        var missingRule: String?
        var rejection: Rejection?
    }

    func read(_ input: borrowing Input) -> Outcome {
        var outcome = Outcome()
        for (source, tag) in zip(amount.sources, tags) where input.isPresent(tag) {
            do throws(Rejection) {
                switch try source.quantity.read(input, tag) {
                case .missing(let rule): outcome.missingRule = outcome.missingRule ?? rule
                case .number(let value, let repairs): outcome.add(found(value, repairs, source))
                }
            } catch {
                outcome.rejection = outcome.rejection ?? error
            }
        }
        return outcome
    }

    private func found(_ value: Double, _ repairs: [String], _ source: Amount.Source) -> Found {
        Found(value: value * source.factor, rounding: value == value.rounded() ? source.rounding : 0, repairs: repairs)
    }
}

extension AmountReader.Outcome {
    /// Beyond rounding, what two tags of one amount may differ by, as a share.
    private static let tolerance = 0.02

    fileprivate mutating func add(_ next: AmountReader.Found) {
        guard var known = found else {
            found = next
            return
        }
        let rounding = max(known.rounding, next.rounding)
        if abs(known.value - next.value) > rounding + Self.tolerance * max(known.value, next.value) { differ = true }
        let repairs = known.repairs + next.repairs.filter { !known.repairs.contains($0) }
        if next.rounding < known.rounding { known = next }
        known.repairs = repairs
        found = known
    }
}

extension AmountReader {
    /// Answers the column of the amount.
    func tell(_ outcome: Outcome, _ column: NumericColumn, _ answer: borrowing Answer) throws(Rejection) {
        guard let found = outcome.found else {
            if let rejection = outcome.rejection { throw rejection }
            return answer.missing(outcome.missingRule ?? "no value")
        }
        if outcome.differ {
            answer.contradiction("the tags of the \(amount.name) differ")
            return answer.partial("the tags of the \(amount.name) differ")
        }
        for repair in found.repairs { answer.repaired(repair) }
        answer.number(column, found.value)
        if let rejection = outcome.rejection { answer.partial("one of several tags: \(rejection.reason)") }
    }
}
