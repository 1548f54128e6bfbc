import PluginHost
import TagTable

/// The strata of an archive, ready to be counted in. All ways to part the rows are joined into cells, each a set of groups
/// that meet in some row: a value then is counted by cell, and not once for each way.
struct StrataRows: Sendable {
    /// One way to part the rows, and what is to be shown of it.
    struct Parting: Sendable {
        let by: CoverageReport.Stratification.Kind
        let groups: [RowGroups.Group]
        let groupOfCell: [Int32]
        /// The first of its groups among those of all partings.
        let base: Int
    }

    /// Every group, however few patients it has: not to leave the hospital.
    let all: [Parting]
    /// Groups of few patients taken together.
    let shareable: [Parting]
    let cellOfRow: [Int32]
    let cellCount: Int
    /// How many instances each row stands for; nil for one each.
    let weights: [Int]?
    /// Instances, and patients as far as they are known, by group of all partings.
    private(set) var instances: [Int] = []
    private(set) var patients: [Int] = []
    let knowsPatients: Bool
    let slotCount: Int
    /// For each cell its group of each parting.
    let slotsOfCell: [Int32]
    let partingCount: Int

    /// A group is named when at least so many patients are in it.
    static let fewestPatients = 11
    /// More are taken together.
    private static let mostShown = 50

    init(_ groups: [RowGroups], _ table: TagTable, patientID: TagColumn?) {
        let cells = Cells(groups, rowCount: table.rowCount)
        let weights = table.hasRowsOfSeveralInstances ? (0..<table.rowCount).map(table.instances(ofRow:)) : nil
        let full = StrataRows.partings(groups.indices.map { (groups[$0].by, groups[$0].groups, cells.groups($0)) }, base: 0)
        let fullCount = full.reduce(0) { $0 + $1.groups.count }
        var counting = GroupCounting(full, cells, weights)
        counting.countInstances()
        let patientRows = PatientRows(patientID)
        if let patientRows { counting.countPatients(patientRows) }
        let known = patientRows != nil
        let sizes = known ? counting.patients : counting.instances
        let merged = StrataRows.partings(
            full.map { parting in
                let (groups, places) = StrataRows.merged(parting, sizes, counting.instances)
                return (parting.by, groups, parting.groupOfCell.map { places[Int($0)] })
            }, base: fullCount)
        (all, shareable) = (full, merged)
        (cellOfRow, cellCount) = (cells.cellOfRow, cells.count)
        self.weights = weights
        knowsPatients = known
        slotCount = merged.reduce(fullCount) { $0 + $1.groups.count }
        let partings = full + merged
        partingCount = partings.count
        slotsOfCell = (0..<cells.count).flatMap { cell in partings.map { Int32(truncatingIfNeeded: $0.base) + $0.groupOfCell[cell] } }
        var ofAll = GroupCounting(partings, cells, weights)
        ofAll.countInstances()
        if let patientRows { ofAll.countPatients(patientRows) }
        (instances, patients) = (ofAll.instances, ofAll.patients)
    }

    private static func partings(
        _ parts: [(by: CoverageReport.Stratification.Kind, groups: [RowGroups.Group], groupOfCell: [Int32])], base: Int
    ) -> [Parting] {
        var next = base
        return parts.map { part in
            defer { next += part.groups.count }
            return Parting(by: part.by, groups: part.groups, groupOfCell: part.groupOfCell, base: next)
        }
    }

    /// Named groups that are too small, or too many, go into one.
    /// - Parameter sizes: patients, or instances where patients are not known.
    private static func merged(_ parting: Parting, _ sizes: [Int], _ instances: [Int]) -> (groups: [RowGroups.Group], places: [Int32]) {
        let indices = parting.groups.indices
        let large = indices.filter { parting.groups[$0].name != nil && sizes[parting.base + $0] >= fewestPatients }
        let named = Set(large.sorted { (instances[parting.base + $1], $0) < (instances[parting.base + $0], $1) }.prefix(mostShown))
        let stays = indices.map { named.contains($0) || parting.groups[$0].name == nil && parting.groups[$0] != .other }
        var groups = indices.filter { stays[$0] }.map { parting.groups[$0] }
        if stays.contains(false) { groups.append(.other) }
        let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
        return (groups, indices.map { (stays[$0] ? places[parting.groups[$0]] : places[.other]) ?? 0 })
    }
}

/// The sets of groups that meet in some row.
private struct Cells {
    private(set) var cellOfRow: [Int32]
    private(set) var count = 1
    private var groupsOfCell: [[Int32]] = [[]]

    init(_ partings: [RowGroups], rowCount: Int) {
        cellOfRow = Array(repeating: 0, count: rowCount)
        for parting in partings {
            switch parting.codes.numbers {
            case .narrow(let codes): extend(codes, parting)
            case .medium(let codes): extend(codes, parting)
            case .wide(let codes): extend(codes, parting)
            case .items(let codes): extend(codes, parting)
            }
        }
        if rowCount == 0 { groupsOfCell = [Array(repeating: 0, count: partings.count)] }
    }

    func groups(_ parting: Int) -> [Int32] { groupsOfCell.map { $0[parting] } }

    private mutating func extend<Code: FixedWidthInteger>(_ codes: [Code], _ parting: RowGroups) {
        var numbers = PairNumbers(firsts: count, seconds: max(1, parting.groups.count))
        var extended: [[Int32]] = []
        var next: Int32 = 0
        for row in 0..<min(codes.count, cellOfRow.count) {
            let cell = cellOfRow[row], group = parting.groupOfCode[Int(codes[row])]
            let number = numbers.number(cell, Int(group), or: next)
            if number == next {
                extended.append(groupsOfCell[Int(cell)] + [group])
                next += 1
            }
            cellOfRow[row] = number
        }
        (groupsOfCell, count) = (extended, max(1, Int(next)))
    }
}

/// Instances and patients of each group.
private struct GroupCounting {
    private let partings: [StrataRows.Parting]
    private let cells: Cells
    private let weights: [Int]?
    private(set) var instances: [Int]
    private(set) var patients: [Int]

    init(_ partings: [StrataRows.Parting], _ cells: Cells, _ weights: [Int]?) {
        self.partings = partings
        self.cells = cells
        self.weights = weights
        let slots = partings.map { $0.base + $0.groups.count }.max() ?? 0
        instances = Array(repeating: 0, count: slots)
        patients = instances
    }

    mutating func countInstances() {
        var ofCell = [Int](repeating: 0, count: cells.count)
        for (row, cell) in cells.cellOfRow.enumerated() { ofCell[Int(cell)] += weights?[row] ?? 1 }
        for parting in partings {
            for (cell, group) in parting.groupOfCell.enumerated() where ofCell[cell] > 0 { instances[parting.base + Int(group)] += ofCell[cell] }
        }
    }

    mutating func countPatients(_ all: PatientRows) {
        var last = [Int](repeating: -1, count: patients.count)
        let pairs = CellPairs(cellOfRow: cells.cellOfRow, cellCount: cells.count, weights: nil)
        pairs.forEach(all.numbers, count: all.count + 1) { patient, cell, _ in
            guard patient > 0 else { return }
            for parting in partings {
                let slot = parting.base + Int(parting.groupOfCell[cell])
                if last[slot] != patient {
                    last[slot] = patient
                    patients[slot] += 1
                }
            }
        }
    }
}
