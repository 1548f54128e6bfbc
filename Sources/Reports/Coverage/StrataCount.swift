import PluginHost

/// What became of one input in every group, counted once for all ways to part the rows.
struct StrataCount: Sendable {
    private static let states = ValueState.allCases
    private static let stateCount = ValueState.allCases.count

    private let columnNames: [String]
    /// By group and state.
    private var instances: [Int]
    private var distinct: [Int]
    /// By group and column: instances that have a value in it.
    private var filled: [Int]

    init(_ result: ClaimResult, _ rows: StrataRows) {
        columnNames = result.columns.map(\.name)
        let columnCount = result.columns.count, stateCount = StrataCount.stateCount, partingCount = rows.partingCount
        let states = result.items.map { item in StrataCount.states.firstIndex(of: item.state) ?? 0 }
        let hasValue = result.columns.map { column in column.values.map { $0 != nil } }
        var instances = [Int](repeating: 0, count: rows.slotCount * stateCount)
        var distinct = instances
        var filled = [Int](repeating: 0, count: rows.slotCount * columnCount)
        var lastCode = [Int](repeating: -1, count: rows.slotCount)
        let codes = result.itemOfRow.rowCodes
        let meaning = codes.meaning
        CellPairs(rows).forEach(codes, count: meaning?.count ?? result.items.count) { code, cell, count in
            let item = meaning.map { Int($0[code]) } ?? code
            let state = states[item]
            for parting in 0..<partingCount {
                let slot = Int(rows.slotsOfCell[cell * partingCount + parting])
                instances[slot * stateCount + state] += count
                if lastCode[slot] != code {
                    lastCode[slot] = code
                    distinct[slot * stateCount + state] += 1
                }
                for column in 0..<columnCount where hasValue[column][item] { filled[slot * columnCount + column] += count }
            }
        }
        (self.instances, self.distinct, self.filled) = (instances, distinct, filled)
    }

    /// States of one group.
    func states(_ slot: Int) -> CoverageReport.Counts {
        var counts: CoverageReport.Counts = [:]
        for (place, state) in StrataCount.states.enumerated() {
            let index = slot * StrataCount.stateCount + place
            guard distinct[index] > 0 else { continue }
            counts[state.rawValue] = CoverageReport.Count(distinct: distinct[index], instances: instances[index])
        }
        return counts
    }

    /// Instances of one group that have a value in each column, where some have.
    func columns(_ slot: Int) -> [String: Int] {
        columnNames.enumerated().reduce(into: [:]) { columns, column in
            let count = filled[slot * columnNames.count + column.offset]
            if count > 0 { columns[column.element] = count }
        }
    }
}
