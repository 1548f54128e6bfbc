import PluginHost

/// Counts how often each number of a column meets each cell.
struct CellPairs {
    let cellOfRow: [Int32]
    let cellCount: Int
    let weights: [Int]?

    /// - Parameters:
    ///   - count: the numbers are below it.
    ///   - body: number, cell and instances. All of one number come together; a pair may come more than once.
    func forEach(_ codes: RowCodes, count: Int, _ body: (_ code: Int, _ cell: Int, _ instances: Int) -> Void) {
        switch codes.numbers {
        case .narrow(let codes): forEach(codes, count, body)
        case .medium(let codes): forEach(codes, count, body)
        case .wide(let codes): forEach(codes, count, body)
        case .items(let codes): forEach(codes, count, body)
        }
    }

    private func forEach<Code: FixedWidthInteger>(_ codes: [Code], _ count: Int, _ body: (Int, Int, Int) -> Void) {
        let (pairs, isTooLarge) = count.multipliedReportingOverflow(by: cellCount)
        if !isTooLarge, pairs <= max(4096, codes.count) { byTable(codes, count, body) } else { bySorting(codes, count, body) }
    }

    /// Few numbers and few cells: a count for each pair.
    private func byTable<Code: FixedWidthInteger>(_ codes: [Code], _ count: Int, _ body: (Int, Int, Int) -> Void) {
        var table = [Int](repeating: 0, count: count * cellCount)
        if let weights {
            for row in 0..<min(codes.count, cellOfRow.count) { table[Int(codes[row]) * cellCount + Int(cellOfRow[row])] += weights[row] }
        } else {
            for row in 0..<min(codes.count, cellOfRow.count) { table[Int(codes[row]) * cellCount + Int(cellOfRow[row])] += 1 }
        }
        for code in 0..<count {
            for cell in 0..<cellCount {
                let instances = table[code * cellCount + cell]
                if instances > 0 { body(code, cell, instances) }
            }
        }
    }

    /// Many of them: rows in the order of their numbers.
    private func bySorting<Code: FixedWidthInteger>(_ codes: [Code], _ count: Int, _ body: (Int, Int, Int) -> Void) {
        let rowCount = min(codes.count, cellOfRow.count)
        var ends = [Int32](repeating: 0, count: count + 1)
        for row in 0..<rowCount { ends[Int(codes[row]) + 1] += 1 }
        for code in 0..<count { ends[code + 1] += ends[code] }
        // From here on ends[code] is where the next row of the number goes, and at last where they end.
        var rows = [Int32](repeating: 0, count: rowCount)
        for row in 0..<rowCount {
            let code = Int(codes[row])
            rows[Int(ends[code])] = Int32(truncatingIfNeeded: row)
            ends[code] += 1
        }
        var start = 0
        for code in 0..<count {
            let end = Int(ends[code])
            while start < end {
                let cell = cellOfRow[Int(rows[start])]
                var instances = 0
                while start < end, cellOfRow[Int(rows[start])] == cell {
                    instances += weights?[Int(rows[start])] ?? 1
                    start += 1
                }
                if instances > 0 { body(code, Int(cell), instances) }
            }
        }
    }
}

extension CellPairs {
    init(_ rows: StrataRows) { self.init(cellOfRow: rows.cellOfRow, cellCount: rows.cellCount, weights: rows.weights) }
}
