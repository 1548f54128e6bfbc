import TagPluginKit

/// OrganDose in mGy, the mean glandular dose of mammography. The standard asks for decigrays, and no breast gets 30 mGy by an image,
/// so larger numbers there are in milligrays already.
struct OrganDoseParser: TagParser {
    let claim: Claim
    private let dose: InputTag
    private let modality: InputTag
    private let column: NumericColumn

    private static let suffixes: [UnitSuffix] = ["dGy", UnitSuffix("mGy", times: 0.01), UnitSuffix("uGy", times: 1e-5), UnitSuffix("Gy", times: 10)]
    private static let zero = Quantity.Zero.missing("zero means not recorded")
    private static let any = Quantity("organ dose", unit: "dGy", within: 0...1000, zero: zero, suffixes: suffixes)
    private static let breast = Quantity(
        "organ dose", unit: "dGy", within: 0...0.3, zero: zero, suffixes: suffixes,
        otherUnits: [.init(0.3001...100, times: 0.01, "milligrays for decigrays")])

    init() {
        var claim = Claim()
        dose = claim.claimed("OrganDose")
        modality = claim.context("Modality")
        column = claim.number("OrganDose", unit: "mGy", "mean dose of the organ")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try (input.text(modality) == "MG" ? Self.breast : Self.any).read(input, dose)
        guard case .number(let value, let repairs) = reading else { return answer.quantity(column, reading) }
        answer.quantity(column, .number(value * 100, repairs: repairs))
    }
}
