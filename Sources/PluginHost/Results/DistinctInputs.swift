import TagTable

/// The distinct tuples that the values of some columns make, in order of their first instance.
struct DistinctInputs {
    /// Value codes by item and column: 0 where absent, else the distinct value plus one.
    let codes: [[Int32]]
    /// The item of each row.
    let itemOfRow: [Int32]
    /// Instances that hold each item.
    let instances: [Int]

    /// - Parameter columns: nil for an attribute that no instance has; it parts no tuples.
    init(_ columns: [TagColumn?], _ table: TagTable) {
        var itemOfRow = [Int32](repeating: 0, count: table.rowCount)
        var codes: [[Int32]] = table.rowCount > 0 ? [[]] : []
        for column in columns {
            guard let column else {
                codes = codes.map { $0 + [0] }
                continue
            }
            var known = PairNumbers(firsts: codes.count, seconds: column.distinctCount + 1)
            var extended: [[Int32]] = []
            column.codes.forEach { row, code in
                let item = known.number(itemOfRow[row], code, or: Int32(extended.count))
                if item == extended.count { extended.append(codes[Int(itemOfRow[row])] + [Int32(code)]) }
                itemOfRow[row] = item
            }
            codes = extended
        }
        var instances = [Int](repeating: 0, count: codes.count)
        for (row, item) in itemOfRow.enumerated() { instances[Int(item)] += table.instances(ofRow: row) }
        self.instances = instances
        self.codes = codes
        self.itemOfRow = itemOfRow
    }
}
