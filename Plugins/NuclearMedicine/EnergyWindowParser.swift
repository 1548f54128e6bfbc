import TagPluginKit

/// The window of energy in which counts were taken, in keV; the first of several.
struct EnergyWindowParser: TagParser {
    let claim: Claim
    private let lower: InputTag
    private let upper: InputTag
    private let lowerColumn: NumericColumn
    private let upperColumn: NumericColumn

    private static let nested = "EnergyWindowInformationSequence.EnergyWindowRangeSequence"
    /// In PET the range stands by itself.
    private static let plain = "EnergyWindowRangeSequence"

    private let plainLower: InputTag
    private let plainUpper: InputTag

    init() {
        var claim = Claim()
        lower = claim.claimed("\(Self.nested).EnergyWindowLowerLimit")
        upper = claim.claimed("\(Self.nested).EnergyWindowUpperLimit")
        plainLower = claim.claimed("\(Self.plain).EnergyWindowLowerLimit")
        plainUpper = claim.claimed("\(Self.plain).EnergyWindowUpperLimit")
        lowerColumn = claim.number("EnergyWindow_lower", unit: "keV", "lower limit of the first window of energy")
        upperColumn = claim.number("EnergyWindow_upper", unit: "keV", "upper limit of the first window of energy")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let isNested = input.isPresent(lower) || input.isPresent(upper)
        let low = try Quantity.energy.read(input, isNested ? lower : plainLower)
        let high = try Quantity.energy.read(input, isNested ? upper : plainUpper)
        guard low.number != nil || high.number != nil else { return answer.quantity(lowerColumn, low) }
        if case .number(let value, let repairs) = low {
            for repair in repairs { answer.repaired(repair) }
            answer.number(lowerColumn, value)
        }
        if case .number(let value, let repairs) = high {
            for repair in repairs { answer.repaired(repair) }
            answer.number(upperColumn, value)
        }
        if let low = low.number, let high = high.number, low > high { answer.contradiction("the window of energy ends before it begins") }
    }
}
