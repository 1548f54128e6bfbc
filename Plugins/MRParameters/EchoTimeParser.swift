import TagPluginKit

/// EchoTime; enhanced images have EffectiveEchoTime instead.
///
/// Where both are there, EchoTime counts, and another effective time is reported.
struct EchoTimeParser: TagParser {
    let claim: Claim
    private let echo: InputTag
    private let effective: InputTag
    private let column: NumericColumn

    private static let tolerance = 0.05

    init() {
        var claim = Claim()
        echo = claim.claimed("EchoTime")
        effective = claim.claimed("EffectiveEchoTime")
        column = claim.number("EchoTime", unit: "ms", "time from excitation to the echo in the middle of the data")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let first = try reading(input, answer)
        guard case .number(let value, _) = first else {
            return answer.quantity(column, input.isPresent(effective) ? try Quantity.echoTime.read(input, effective) : first)
        }
        answer.quantity(column, first)
        guard input.isPresent(effective) else { return }
        do throws(Rejection) {
            guard let other = try Quantity.echoTime.read(input, effective).number else { return }
            if abs(value - other) > Self.tolerance * max(value, other) { answer.contradiction("EchoTime and EffectiveEchoTime differ") }
        } catch {
            answer.partial("EffectiveEchoTime: \(error.reason)")
        }
    }

    /// Of several echoes the first.
    private func reading(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Quantity.Reading {
        let list = input.isPresent(echo) && input.sentinel(echo) == nil ? try input.numbers(echo) : nil
        let numbers = list?.elements.compactMap(\.number) ?? []
        guard let list, let first = numbers.first, numbers.count > 1, list.firstRejection == nil, Set(numbers).count > 1 else {
            return try Quantity.echoTime.read(input, echo)
        }
        answer.partial("first of several echo times kept")
        return try Quantity.echoTime.judge(Number(first, repairs: list.repairs))
    }
}
