import TagPluginKit

/// The b-value, from the first of these that has one: DiffusionBValue, then private elements of Siemens, GE, Philips.
///
/// GE writes four numbers, the b-value first, and adds 10⁹ to it in series of several b-values and in computed images
/// (dcm2niix issue 602). GE and Philips also write zero in images that are not diffusion-weighted at all: there it tells
/// nothing.
struct BValueParser: TagParser {
    let claim: Claim
    private let sources: [Source]
    private let column: NumericColumn

    private struct Source {
        let tag: InputTag
        /// Of several numbers the first, with an offset at times.
        var isGE = false
        var quantity = BValueParser.quantity
    }

    private static let offset = 1e9
    /// The private tags hold what was asked for, the standard's often what was played out.
    private static let tolerance = 0.1
    private static let tolerated = 10.0

    private static let quantity = Quantity("b-value", unit: "s/mm2", within: 0...100_000, zero: .number)
    private static let quantityBesideZero = Quantity(
        "b-value", unit: "s/mm2", within: 0...100_000, zero: .missing("zero is also written where nothing is diffusion-weighted"))

    init() {
        var claim = Claim()
        sources = [
            Source(tag: claim.claimed("DiffusionBValue")),
            Source(tag: claim.claimed(#"0019xx0C@"SIEMENS MR HEADER""#)),
            Source(tag: claim.claimed(#"0043xx39@"GEMS_PARM_01""#), isGE: true, quantity: Self.quantityBesideZero),
            Source(tag: claim.claimed(#"2001xx03@"Philips Imaging DD 001""#), quantity: Self.quantityBesideZero),
        ]
        column = claim.number("DiffusionBValue", unit: "s/mm2", "diffusion sensitivity factor b")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        var found: Quantity.Reading?
        var missing: Quantity.Reading?
        var rejection: Rejection?
        for source in sources where input.isPresent(source.tag) {
            do throws(Rejection) {
                let reading = try read(input, source)
                if reading.number == nil {
                    missing = missing ?? reading
                } else if let known = found {
                    if differ(known, reading) { answer.contradiction("the b-values of two tags differ") }
                } else {
                    found = reading
                }
            } catch {
                rejection = rejection ?? error
            }
        }
        guard let reading = found ?? missing else { throw rejection ?? .empty }
        if found == nil, let rejection { throw rejection }
        answer.quantity(column, reading)
        if let rejection { answer.partial("one of several tags: \(rejection.reason)") }
    }

    private func read(_ input: borrowing Input, _ source: Source) throws(Rejection) -> Quantity.Reading {
        guard source.isGE else { return try source.quantity.read(input, source.tag) }
        if let rule = input.sentinel(source.tag) { return .missing(rule) }
        let list = try input.numbers(source.tag)
        guard let first = list.elements.first?.number else { throw list.firstRejection ?? .empty }
        guard first >= Self.offset else { return try source.quantity.judge(Number(first, repairs: list.repairs)) }
        let reading = try Self.quantity.judge(Number(first - Self.offset, repairs: list.repairs))
        guard case .number(let value, let repairs) = reading else { return reading }
        return .number(value, repairs: repairs + ["offset of 10^9 removed"])
    }

    private func differ(_ first: Quantity.Reading, _ second: Quantity.Reading) -> Bool {
        guard let first = first.number, let second = second.number else { return false }
        return abs(first - second) > Self.tolerated + Self.tolerance * max(first, second)
    }
}
