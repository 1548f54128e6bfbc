import TagPluginKit

/// AcquisitionMatrix (frequency rows, frequency columns, phase rows, phase columns) and InPlanePhaseEncodingDirection.
///
/// Of the four counts two are zero: phase rows are filled where phase was encoded along rows (ROW), phase columns where
/// along columns (COL). So the matrix alone tells the direction, and with all four filled the direction tells which two
/// count.
struct MatrixParser: TagParser {
    let claim: Claim
    private let matrix: InputTag
    private let direction: InputTag
    private let frequency: NumericColumn
    private let phase: NumericColumn
    private let directionLabel: LabelColumn

    /// More samples no device acquires.
    private static let most = 65_535.0

    init() {
        var claim = Claim()
        matrix = claim.claimed("AcquisitionMatrix")
        direction = claim.claimed("InPlanePhaseEncodingDirection")
        frequency = claim.number("AcquisitionMatrix_frequency", "samples in the direction of frequency encoding")
        phase = claim.number("AcquisitionMatrix_phase", "samples in the direction of phase encoding")
        directionLabel = claim.label("InPlanePhaseEncodingDirection", "ROW, COL or OTHER: what phase was encoded along")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let said = Self.isFilled(input, direction) ? Direction(word: input.text(direction)) : nil
        let isUnknown = said == nil && Self.isFilled(input, direction)
        if let said { answer.label(directionLabel, said.rawValue) }
        guard Self.isFilled(input, matrix) else {
            if isUnknown { throw .unknownDirection }
            if said == nil { answer.missing(input.sentinel(matrix) ?? input.sentinel(direction) ?? "no value") }
            return
        }
        let list = try input.numbers(matrix, expecting: 4)
        let counts = try Self.counts(list)
        if counts.allSatisfy({ $0 == 0 }) {
            if isUnknown { throw .unknownDirection }
            for column in [frequency, phase] { answer.missing(column, "zeros are no matrix") }
            return
        }
        answer.repaired(list.repairs)
        let layout = Layout(counts)
        try tell(layout, said: said, answer)
        if isUnknown {
            answer.partial(Rejection.unknownDirection.reason)
        } else if let derived = layout.direction {
            compare(said, with: derived, answer)
        }
    }

    private func tell(_ layout: Layout, said: Direction?, _ answer: borrowing Answer) throws(Rejection) {
        let along = layout.direction ?? said
        guard let counts = layout.counts(along) else { throw Rejection("the counts of both directions, and nothing says which holds") }
        if counts.frequency > 0 { answer.number(frequency, counts.frequency) }
        if counts.phase > 0 { answer.number(phase, counts.phase) }
        if counts.frequency == 0 || counts.phase == 0 { answer.partial("one of two counts") }
    }

    private func compare(_ said: Direction?, with derived: Direction, _ answer: borrowing Answer) {
        if said == nil {
            answer.inferred("direction from the places of AcquisitionMatrix")
            answer.label(directionLabel, derived.rawValue)
        } else if said != derived, said != .other {
            answer.contradiction("AcquisitionMatrix and InPlanePhaseEncodingDirection name different directions")
        }
    }

    private static func counts(_ list: NumberList) throws(Rejection) -> [Double] {
        let counts = list.elements.compactMap(\.number)
        guard counts.count == list.elements.count else { throw list.firstRejection ?? .empty }
        guard counts.count == 4 || counts.allSatisfy({ $0 == 0 }) else { throw Rejection("4 values expected, not \(counts.count)") }
        guard counts.allSatisfy({ $0 >= 0 && $0 <= most && $0 == $0.rounded() }) else { throw Rejection("a count that is none") }
        return counts
    }

    private static func isFilled(_ input: borrowing Input, _ tag: InputTag) -> Bool {
        input.isPresent(tag) && input.sentinel(tag) == nil
    }
}

extension Rejection {
    fileprivate static var unknownDirection: Rejection { Rejection("unknown direction of phase encoding") }
}

/// What phase was encoded along.
private enum Direction: String {
    case row = "ROW"
    case column = "COL"
    case other = "OTHER"

    /// ROW and COL in classic images, ROW, COLUMN and OTHER in enhanced ones (PS3.3 MR Image and MR FOV/Geometry).
    init?(word: String) {
        switch word.uppercased().filter({ $0 != " " && $0 != "\0" }) {
        case "ROW", "ROWS": self = .row
        case "COL", "COLS", "COLUMN", "COLUMNS": self = .column
        case "OTHER": self = .other
        default: return nil
        }
    }
}

/// Which of the four counts are filled.
private struct Layout {
    private let alongRows: (frequency: Double, phase: Double)
    private let alongColumns: (frequency: Double, phase: Double)

    /// - Precondition: `counts` are four.
    init(_ counts: [Double]) {
        alongRows = (counts[1], counts[2])
        alongColumns = (counts[0], counts[3])
    }

    /// The direction that the filled places tell, nil when both are.
    var direction: Direction? {
        switch (alongRows.frequency + alongRows.phase > 0, alongColumns.frequency + alongColumns.phase > 0) {
        case (true, false): .row
        case (false, true): .column
        default: nil
        }
    }

    func counts(_ direction: Direction?) -> (frequency: Double, phase: Double)? {
        switch direction {
        case .row: alongRows
        case .column: alongColumns
        // The same counts either way.
        case .other, nil: alongRows == alongColumns ? alongRows : nil
        }
    }
}
