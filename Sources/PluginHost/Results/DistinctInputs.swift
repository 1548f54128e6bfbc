import TagTable

/// The distinct tuples that the values of some columns make, in order of their first instance.
struct DistinctInputs {
    /// Value codes, item by item: 0 where absent, else the distinct value plus one.
    private let codes: [Int32]
    private let columnCount: Int
    /// The item of each row.
    let itemOfRow: [Int32]
    /// Instances that hold each item.
    let instances: [Int]

    /// - Parameter columns: nil for an attribute that no instance has.
    init(_ columns: [TagColumn?], _ table: TagTable) {
        var itemOfRow = [Int32](repeating: 0, count: table.rowCount)
        var codes: [Int32] = []
        var count = table.rowCount > 0 ? 1 : 0
        for (width, column) in columns.enumerated() {
            var known = PairNumbers(firsts: count, seconds: (column?.distinctCount ?? 0) + 1)
            var extended: [Int32] = []
            var extendedCount: Int32 = 0
            func extend(_ item: Int32, by code: Int) {
                for place in (Int(item) * width)..<(Int(item + 1) * width) { extended.append(codes[place]) }
                extended.append(Int32(truncatingIfNeeded: code))
                extendedCount += 1
            }
            if let column {
                column.codes.forEach { row, code in
                    let item = known.number(itemOfRow[row], code, or: extendedCount)
                    if item == extendedCount { extend(itemOfRow[row], by: code) }
                    itemOfRow[row] = item
                }
            } else {
                // An attribute that no instance has parts no tuples.
                for item in 0..<Int32(count) { extend(item, by: 0) }
            }
            (codes, count) = (extended, Int(extendedCount))
        }
        var instances = [Int](repeating: 0, count: count)
        for (row, item) in itemOfRow.enumerated() { instances[Int(item)] += table.instances(ofRow: row) }
        self.instances = instances
        self.codes = codes
        columnCount = columns.count
        self.itemOfRow = itemOfRow
    }

    var count: Int { instances.count }
    func codes(of item: Int) -> ValueCodes { ValueCodes(codes, item: item, count: columnCount) }
}
