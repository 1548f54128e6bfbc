import TagPluginKit

/// PatientOrientation: the direction of the rows, then that of the columns.
///
/// Oblique directions count as the one that they are nearest to; ImageOrientationPatient has the angle.
struct OrientationParser: TagParser {
    let claim: Claim
    private let row: LabelColumn
    private let column: LabelColumn
    private let plane: LabelColumn

    init() {
        var claim = Claim()
        claim.claimed("PatientOrientation")
        row = claim.label("PatientOrientation_row", "where rows run to: A, P, L, R, H or F")
        column = claim.label("PatientOrientation_column", "where columns run to: A, P, L, R, H or F")
        plane = claim.label("PatientOrientation_plane", "axial, coronal or sagittal")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = input.texts()
        var texts = list.elements
        if texts.count == 1 { texts = texts[0].split { " ,;/".contains($0) }.map(String.init) }
        guard texts.count == 2 else { throw Rejection("2 directions expected, not \(texts.count)") }

        let readings = texts.map(BodyDirection.Reading.init)
        guard zip(texts, readings).allSatisfy({ $0.isEmpty || $1 != nil }) else { throw Rejection("not a direction of the human body") }
        try tell(readings[0]?.direction, readings[1]?.direction, answer)
        answer.repaired(list.repairs)
        if list.elements.count == 1 { answer.repaired("values not separated by backslash") }
        if readings.contains(where: { $0?.hasForeignLetter == true }) { answer.repaired("S and I for H and F") }
    }

    private func tell(_ rowDirection: BodyDirection?, _ columnDirection: BodyDirection?, _ answer: borrowing Answer) throws(Rejection) {
        if let rowDirection, let columnDirection {
            guard let name = planeName(rowDirection.axis, columnDirection.axis) else { throw Rejection("both directions along one axis") }
            answer.label(plane, name)
        } else {
            answer.partial("one of two directions")
        }
        if let rowDirection { answer.label(row, rowDirection.rawValue) }
        if let columnDirection { answer.label(column, columnDirection.rawValue) }
    }

    private func planeName(_ row: BodyDirection.Axis, _ column: BodyDirection.Axis) -> String? {
        guard row != column else { return nil }
        if row != .headToFoot, column != .headToFoot { return "axial" }
        return row == .sideToSide || column == .sideToSide ? "coronal" : "sagittal"
    }
}
