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

extension CellPairs {
    init(_ rows: StrataRows) { self.init(cellOfRow: rows.cellOfRow, cellCount: rows.cellCount, weights: rows.weights) }
}

/// The series of an archive. Instances without SeriesInstanceUID count as one.
struct SeriesRows: Sendable {
    let ofRow: [Int32]
    let count: Int

    /// Nil when no instance says which series it is of.
    init?(_ codes: RowCodes?, rowCount: Int, distinctCount: Int) {
        guard let codes, rowCount > 0 else { return nil }
        var places = [Int32](repeating: -1, count: distinctCount + 1)
        var (ofRow, next) = ([Int32](), Int32(0))
        ofRow.reserveCapacity(rowCount)
        func add<Code: FixedWidthInteger>(_ codes: [Code]) {
            for code in codes {
                if places[Int(code)] < 0 {
                    places[Int(code)] = next
                    next += 1
                }
                ofRow.append(places[Int(code)])
            }
        }
        switch codes.numbers {
        case .narrow(let codes): add(codes)
        case .medium(let codes): add(codes)
        case .wide(let codes): add(codes)
        case .items(let codes): add(codes)
        }
        guard ofRow.count == rowCount else { return nil }
        self.ofRow = ofRow
        count = Int(next)
    }

    private static let withoutValue: UInt8 = 1, understood: UInt8 = 2, notUnderstood: UInt8 = 4

    /// Series by what became of one input in them; the worst counts.
    func parted(_ result: ClaimResult) -> CoverageReport.SeriesCount {
        let kinds = result.items.map { item in
            !item.state.isPresent ? SeriesRows.withoutValue : item.state.isUnderstood ? SeriesRows.understood : SeriesRows.notUnderstood
        }
        var seen = [UInt8](repeating: 0, count: count)
        let codes = result.itemOfRow.rowCodes
        let kindOfCode = codes.meaning.map { $0.map { kinds.indices.contains(Int($0)) ? kinds[Int($0)] : 0 } } ?? kinds
        switch codes.numbers {
        case .narrow(let codes): mark(&seen, codes, kindOfCode)
        case .medium(let codes): mark(&seen, codes, kindOfCode)
        case .wide(let codes): mark(&seen, codes, kindOfCode)
        case .items(let codes): mark(&seen, codes, kindOfCode)
        }
        var parted = CoverageReport.SeriesCount()
        for kind in seen {
            if kind & SeriesRows.notUnderstood > 0 {
                parted.notUnderstood += 1
            } else if kind & SeriesRows.understood > 0 {
                parted.understood += 1
            } else {
                parted.withoutValue += 1
            }
        }
        return parted
    }

    private func mark<Code: FixedWidthInteger>(_ seen: inout [UInt8], _ codes: [Code], _ kindOfCode: [UInt8]) {
        for row in 0..<min(codes.count, ofRow.count) { seen[Int(ofRow[row])] |= kindOfCode[Int(codes[row])] }
    }
}
