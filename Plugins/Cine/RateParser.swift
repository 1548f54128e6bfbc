import TagPluginKit

extension Quantity {
    static let rate = Quantity(
        "rate", unit: "1/s", within: 0.01...20_000, zero: .missing("zero is not a rate"), suffixes: ["fps", "Hz", "/s", "1/s", "frames/s"])
    static let frameTime = Quantity(
        "frame time", unit: "ms", within: 0.05...600_000, zero: .missing("zero is not a frame time"),
        suffixes: ["ms", "msec", UnitSuffix("s", times: 1000), UnitSuffix("sec", times: 1000), UnitSuffix("us", times: 0.001)])
    /// Of fetuses 180, of newborns above 200.
    static let heartRate = Quantity(
        "heart rate", unit: "1/min", within: 15...350, zero: .missing("zero is not a heart rate"), suffixes: ["bpm", "/min", "1/min"])
}

/// A rate at which frames were taken or are to be shown.
struct RateParser: TagParser {
    enum Kind: String {
        case cineRate = "CineRate"
        case recommended = "RecommendedDisplayFrameRate"
    }

    let claim: Claim
    private let kind: Kind
    private let frameTime: InputTag
    private let column: NumericColumn

    init(_ kind: Kind) {
        var claim = Claim()
        claim.claimed(kind.rawValue)
        frameTime = claim.context("FrameTime")
        column = claim.number(kind.rawValue, unit: "/s", kind == .cineRate ? "frames taken in a second" : "frames to show in a second")
        self.claim = claim
        self.kind = kind
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.rate.read(input)
        answer.quantity(column, reading)
        // What is recommended may well be slower or faster.
        guard kind == .cineRate, let rate = reading.number, let time = try? Quantity.frameTime.read(input, frameTime), let time = time.number else { return }
        if !Frames.agree(rate, time) { answer.contradiction("the cine rate is not that of the frame time") }
    }
}

/// FrameTime in ms; seconds are told by the rate beside it.
struct FrameTimeParser: TagParser {
    let claim: Claim
    private let frameTime: InputTag
    private let rates: [InputTag]
    private let column: NumericColumn

    init() {
        var claim = Claim()
        frameTime = claim.claimed("FrameTime")
        rates = [claim.context("CineRate"), claim.context("RecommendedDisplayFrameRate")]
        column = claim.number("FrameTime", unit: "ms", "from one frame to the next")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.frameTime.read(input, frameTime)
        guard case .number(let time, let repairs) = reading, repairs.isEmpty, !matchesRate(input, time), matchesRate(input, time * 1000) else {
            return answer.quantity(column, reading)
        }
        answer.quantity(column, .number(time * 1000, repairs: ["seconds for milliseconds, by the rate"]))
    }

    private func matchesRate(_ input: borrowing Input, _ time: Double) -> Bool {
        for tag in rates {
            if let rate = try? Quantity.rate.read(input, tag), let rate = rate.number, Frames.agree(rate, time) { return true }
        }
        return false
    }
}

enum Frames {
    /// Rates are integer strings, so slow ones are rounded a lot.
    static func agree(_ rate: Double, _ time: Double) -> Bool { abs(rate - 1000 / time) <= 0.6 + 0.1 * rate }
}
