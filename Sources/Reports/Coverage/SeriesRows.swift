import PluginHost

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
