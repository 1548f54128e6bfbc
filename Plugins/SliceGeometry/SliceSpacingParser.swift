import TagPluginKit

/// SpacingBetweenSlices: from centre to centre, in mm.
///
/// Some devices write the gap between slices instead. Slices that overlap look the same, and are common in CT and in 3D
/// MR; in 2D MR they are not, so a spacing below the thickness is reported there. The value stays as it is.
///
/// In nuclear medicine (PS3.3 NM Reconstruction) the sign tells in which direction slices are stacked. Nowhere else does
/// it mean anything.
struct SliceSpacingParser: TagParser {
    let claim: Claim
    private let spacing: InputTag
    private let thickness: InputTag
    private let modality: InputTag
    private let acquisition: InputTag
    private let column: NumericColumn

    /// A thickness is rounded more than a spacing is: 1.5 beside 1.4999999875777.
    private static let rounding = 0.05

    init() {
        var claim = Claim()
        spacing = claim.claimed("SpacingBetweenSlices")
        thickness = claim.context("SliceThickness")
        modality = claim.context("Modality")
        acquisition = claim.context("MRAcquisitionType")
        column = claim.number("SpacingBetweenSlices", unit: "mm", "distance between the centres of adjacent slices")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try read(input, answer)
        answer.quantity(column, reading)
        guard let value = reading.number, input.text(acquisition) == "2D", input.text(modality) == "MR" else { return }
        if let thickness = (try? Quantity.thickness.read(input, thickness))?.number, value < thickness * (1 - Self.rounding) {
            answer.contradiction("spacing below the slice thickness: it may be the gap")
        }
    }

    private func read(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Quantity.Reading {
        guard input.text(modality) == "NM", input.sentinel(spacing) == nil else { return try Quantity.spacing.read(input, spacing) }
        var number = try input.single(spacing)
        if number.value < 0 {
            number.value.negate()
            answer.repaired("sign of the stacking direction removed")
        }
        return try Quantity.spacing.judge(number)
    }
}
