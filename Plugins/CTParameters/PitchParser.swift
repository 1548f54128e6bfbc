import TagPluginKit

/// SpiralPitchFactor: the way of the table in one rotation, over the width of the beam. GE also keeps it in a private
/// element, as `/1.375:1`.
struct PitchParser: TagParser {
    let claim: Claim
    private let pitch: InputTag
    private let ratio: InputTag
    private let feed: InputTag
    private let width: InputTag
    private let column: NumericColumn

    private static let tolerance = 0.1

    init() {
        var claim = Claim()
        pitch = claim.claimed("SpiralPitchFactor")
        ratio = claim.claimed(#"0043xx27@"GEMS_PARM_01""#)
        feed = claim.context("TableFeedPerRotation")
        width = claim.context("TotalCollimationWidth")
        column = claim.number("SpiralPitchFactor", "way of the table in one rotation over the width of the beam")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let standard = try Quantity.pitch.read(input, pitch)
        let reading = standard.number == nil && input.isPresent(ratio) ? try readRatio(input) : standard
        answer.quantity(column, reading)
        guard let value = reading.number else { return }
        if standard.number != nil, input.isPresent(ratio), let other = (try? readRatio(input))?.number, differ(value, other) {
            answer.contradiction("the pitch of two tags differs")
        }
        if let feed = try? input.single(feed).value, let width = try? input.single(width).value, feed > 0, width > 0,
            differ(value, feed / width)
        {
            answer.contradiction("the pitch is not table feed over collimation")
        }
    }

    /// `/1.0:1`, with or without the slash and the 1.
    private func readRatio(_ input: borrowing Input) throws(Rejection) -> Quantity.Reading {
        if let rule = input.sentinel(ratio) { return .missing(rule) }
        var text = input.text(ratio)[...]
        while text.first == " " || text.first == "/" { text = text.dropFirst() }
        if let colon = text.firstIndex(of: ":") {
            let base = text[colon...].dropFirst().filter { $0 != " " && $0 != "\0" }
            guard base == "1" else { throw Rejection("no ratio to one") }
            text = text[..<colon]
        }
        return try Quantity.pitch.judge(try NumberSyntax.parse(String(text)))
    }

    private func differ(_ first: Double, _ second: Double) -> Bool {
        abs(first - second) > Self.tolerance * max(first, second)
    }
}
