import TagPluginKit

/// The way from one pixel to the next in the first region, where it is a way: along a spectrum or a trace it is a time, a speed
/// or a frequency.
struct DeltaParser: TagParser {
    enum Axis: String {
        case x = "X"
        case y = "Y"
    }

    let claim: Claim
    private let delta: InputTag
    private let unit: InputTag
    private let column: NumericColumn

    private static let centimetres = 3.0
    private static let millimetres = Quantity("spacing", unit: "mm", within: 0.0001...50, zero: .missing("zero is not a spacing"))

    init(_ axis: Axis) {
        var claim = Claim()
        delta = claim.claimed(RegionPath.of("PhysicalDelta\(axis.rawValue)"))
        unit = claim.context(RegionPath.of("PhysicalUnits\(axis.rawValue)Direction"))
        column = claim.number("UltrasoundRegion_spacing\(axis.rawValue)", unit: "mm", "distance between pixels of the first region")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel(delta) { return answer.missing(rule) }
        var number = try input.single(delta)
        guard let unit = try? input.single(unit).value else { throw Rejection("no unit") }
        guard unit == Self.centimetres else { return answer.missing("the axis is no length") }
        if number.value < 0 {
            // Down or up: the direction is told by the reference pixel.
            number.value.negate()
            answer.repaired("sign of the direction removed")
        }
        number.value *= 10
        answer.quantity(column, try Self.millimetres.judge(number))
    }
}
