import TagPluginKit

/// DistanceSourceToDetector, which is longer than the distance to the patient.
struct DistanceParser: TagParser {
    let claim: Claim
    private let detector: InputTag
    private let patient: InputTag
    private let column: NumericColumn

    init() {
        var claim = Claim()
        detector = claim.claimed("DistanceSourceToDetector")
        patient = claim.context("DistanceSourceToPatient")
        column = claim.number("DistanceSourceToDetector", unit: "mm", "from the source to the detector")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.distance.read(input, detector)
        answer.quantity(column, reading)
        guard let value = reading.number, let nearer = try? Quantity.distance.read(input, patient), let nearer = nearer.number else { return }
        if nearer > value { answer.contradiction("the detector is nearer to the source than the patient") }
    }
}

/// EstimatedRadiographicMagnificationFactor: the distance to the detector over that to the patient.
struct MagnificationParser: TagParser {
    let claim: Claim
    private let factor: InputTag
    private let detector: InputTag
    private let patient: InputTag
    private let column: NumericColumn

    /// It is told for the middle of the patient, the distance at times for the skin.
    private static let tolerance = 0.2

    init() {
        var claim = Claim()
        factor = claim.claimed("EstimatedRadiographicMagnificationFactor")
        detector = claim.context("DistanceSourceToDetector")
        patient = claim.context("DistanceSourceToPatient")
        column = claim.number("EstimatedRadiographicMagnificationFactor", "how much larger things are on the detector")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Quantity.magnification.read(input, factor)
        answer.quantity(column, reading)
        guard let value = reading.number, let far = try? Quantity.distance.read(input, detector), let far = far.number,
            let near = try? Quantity.distance.read(input, patient), let near = near.number
        else { return }
        if abs(value - far / near) > Self.tolerance * value { answer.contradiction("the magnification is not that of the distances") }
    }
}
