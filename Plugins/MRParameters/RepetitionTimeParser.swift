import TagPluginKit

/// RepetitionTime. An echo cannot come many repetitions after its pulse, so an echo time far above the repetition time
/// tells that the latter is in seconds.
struct RepetitionTimeParser: TagParser {
    let claim: Claim
    private let repetition: InputTag
    private let echo: InputTag
    private let column: NumericColumn

    /// Steady-state and echo-shifted sequences have echoes up to a few repetitions late.
    private static let latestEcho = 5.0
    private static let plausibleSeconds = 0.002...60.0

    init() {
        var claim = Claim()
        repetition = claim.claimed("RepetitionTime")
        echo = claim.context("EchoTime")
        column = claim.number("RepetitionTime", unit: "ms", "time from one excitation to the next")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.repetitionTime.read(input, repetition)
        guard case .number(let value, let repairs) = reading, repairs.isEmpty, Self.plausibleSeconds.contains(value),
            let echo = echoTime(input), echo > value * Self.latestEcho, echo < value * 1000
        else { return answer.quantity(column, reading) }
        answer.quantity(column, .number(value * 1000, repairs: ["seconds for milliseconds, by the echo time"]))
    }

    private func echoTime(_ input: borrowing Input) -> Double? {
        // What had to be repaired is no measure for others.
        guard case .number(let value, let repairs) = try? Quantity.echoTime.read(input, echo), repairs.isEmpty else { return nil }
        return value
    }
}
