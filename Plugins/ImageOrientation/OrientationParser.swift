import TagPluginKit

/// ImageOrientationPatient: six direction cosines, first of a row, then of a column.
///
/// The normal is row × column. The plane is the one whose axis is closest to the normal, and the obliqueness the angle
/// between the two. From an obliqueness of 30° on the label is "oblique": below, tilted gantries and AC–PC lines still
/// make what everyone calls an axial image; above, there are the oblique planes of heart and joints. Set the option
/// `obliqueAbove` to move the line; the obliqueness column is not touched by it.
struct OrientationParser: TagParser {
    let claim: Claim
    private let plane: LabelColumn
    private let obliqueness: NumericColumn
    private let obliqueAbove: Double

    init(obliqueAbove: Double) {
        var claim = Claim()
        claim.claimed("ImageOrientationPatient")
        plane = claim.label("ImageOrientationPatient_plane", "axial, coronal, sagittal or oblique")
        obliqueness = claim.number(
            "ImageOrientationPatient_obliqueness", unit: "deg", "angle to the closest of the three main planes")
        self.claim = claim
        self.obliqueAbove = obliqueAbove
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers(expecting: 6)
        if !list.elements.isEmpty, list.elements.allSatisfy({ $0 == .number(0) }) {
            return answer.missing("zero vectors are no orientation")
        }
        let given = try cosines(list)
        let directions = try given.normalized()

        let skew = abs(directions.row.dot(directions.column))
        guard skew <= Tolerance.grossSkew else { throw Rejection("vectors not perpendicular") }

        answer.repaired(list.repairs)
        if given.lengthError > Tolerance.length { answer.repaired("vectors normalised") }
        if skew > Tolerance.skew { answer.partial("vectors not quite perpendicular") }

        let normal = directions.row.cross(directions.column).normalized()
        let closest = Plane(closestTo: normal)
        let angle = closest.obliqueness(of: normal)
        answer.label(plane, angle > obliqueAbove ? "oblique" : closest.rawValue)
        answer.number(obliqueness, angle)
    }

    private func cosines(_ list: NumberList) throws(Rejection) -> DirectionCosines {
        guard list.elements.count == 6 else { throw Rejection("6 values expected, not \(list.elements.count)") }
        guard let cosines = DirectionCosines(list.elements.compactMap(\.number)) else { throw list.firstRejection ?? .empty }
        return cosines
    }
}

/// How far from exact the vectors may be. DICOM writes cosines in up to 16 characters; some devices in 4 digits.
private enum Tolerance {
    /// Of a vector's length, before it counts as repaired.
    static let length = 1e-3
    /// Of the cosine between row and column, before the answer counts as partial.
    static let skew = 1e-3
    /// Of the same, some 3 degrees, before there is no answer.
    static let grossSkew = 0.05
}
