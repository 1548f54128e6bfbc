import TagPluginKit

/// KVP: the peak voltage of the tube in kV; in radiotherapy images that of the accelerator, thousands of kV.
struct VoltageParser: TagParser {
    let claim: Claim
    private let voltage: InputTag
    private let modality: InputTag
    private let column: NumericColumn

    private static let zero = Quantity.Zero.missing("zero means not recorded")
    private static let suffixes: [UnitSuffix] = ["kV", "kVp", UnitSuffix("V", times: 0.001)]

    /// From breast images to what tests materials.
    private static let tube = Quantity(
        "tube voltage", unit: "kV", within: 10...500, zero: zero, suffixes: suffixes,
        otherUnits: [.init(20_000...500_000, times: 0.001, "volts for kilovolts")])
    /// Below the imager's own tube a number may be in MV.
    private static let accelerator = Quantity("voltage", unit: "kV", within: 40...50_000, zero: zero, suffixes: suffixes)

    init() {
        var claim = Claim()
        voltage = claim.claimed("KVP")
        modality = claim.context("Modality")
        column = claim.number("KVP", unit: "kV", "peak voltage of the X-ray generator")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let quantity = input.text(modality) == "RTIMAGE" ? Self.accelerator : Self.tube
        answer.quantity(column, try quantity.read(input, voltage))
    }
}
