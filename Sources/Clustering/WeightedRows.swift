/// The distinct rows of a table, each with the number of rows that are equal to it.
///
/// K-medoids and silhouettes of the distinct rows, with these weights, are those of all rows: identical rows have
/// distance 0 to each other and the same distance to every other row. Rows are told apart as the dissimilarity does:
///
/// - two missing values are the same, and so are 0 and −0;
/// - columns of weight 0 are left out;
/// - a row with nothing to compare (every value missing) stays a row of its own, since it has distance 1 even to a row
///   like itself.
public struct WeightedRows: Sendable {
    /// The distinct rows, m of them, in the order in which they first appear.
    public let table: GowerTable
    /// m weights: how many of the original rows are equal to each distinct row, at least 1.
    public let weights: [Int]
    /// The distinct row (0..<m) of each of the n original rows.
    public let distinctRow: [Int]
    /// The first original row (0..<n) that is equal to each of the m distinct rows; rising.
    public let representative: [Int]

    /// Finds the distinct rows of a table.
    ///
    /// - Parameter table: n rows of mixed features.
    public init(_ table: GowerTable) {
        let keys = RowKeys(table)
        var newest: [UInt64: Int] = [:]  // hash → the distinct row last seen with it
        var older: [Int] = []  // distinct row → the one before it with the same hash, or −1
        var weights: [Int] = []
        var representative: [Int] = []
        var distinctRow = [Int](repeating: 0, count: table.rowCount)

        for row in 0..<table.rowCount {
            let last = newest[keys.hashes[row]] ?? -1
            var match = last
            while match >= 0, !keys.areEqual(representative[match], row) { match = older[match] }
            if match < 0 {
                match = weights.count
                newest[keys.hashes[row]] = match
                older.append(last)
                weights.append(0)
                representative.append(row)
            }
            weights[match] += 1
            distinctRow[row] = match
        }
        self.table = table.selecting(checked: representative)
        self.weights = weights
        self.distinctRow = distinctRow
        self.representative = representative
    }

    /// Spreads values of the distinct rows over the original rows.
    ///
    /// - Parameter values: m values, one a distinct row.
    /// - Returns: n values, one an original row.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`.
    public func expand<Value>(_ values: [Value]) throws(ClusteringError) -> [Value] {
        guard values.count == weights.count else {
            throw ClusteringError(
                .rowCountMismatch, "\(values.count) values for \(weights.count) distinct rows")
        }
        return distinctRow.map { values[$0] }
    }
}

/// What tells rows apart: their comparable values as bit patterns, and a hash of them.
private struct RowKeys {
    /// A bit pattern that no present value has: a NaN, as the kernel sees a missing value.
    private static let missing = Double.nan.bitPattern

    private let columns: [GowerTable.Column.Values]
    private let comparable: [Bool]
    let hashes: [UInt64]

    init(_ table: GowerTable) {
        columns = table.columns.filter { $0.weight > 0 }.map(\.values)
        var hashes = [UInt64](repeating: 0, count: table.rowCount)
        var comparable = [Bool](repeating: false, count: table.rowCount)
        for column in columns {
            for row in 0..<table.rowCount {
                let bits = RowKeys.bits(column, row)
                var mixer = SplitMix64(seed: hashes[row] ^ bits)
                hashes[row] = mixer.next()
                if bits != RowKeys.missing { comparable[row] = true }
            }
        }
        self.hashes = hashes
        self.comparable = comparable
    }

    func areEqual(_ i: Int, _ j: Int) -> Bool {
        comparable[i] && comparable[j]
            && columns.allSatisfy { RowKeys.bits($0, i) == RowKeys.bits($0, j) }
    }

    private static func bits(_ column: GowerTable.Column.Values, _ row: Int) -> UInt64 {
        switch column {
        case .numeric(let numbers):
            let number = numbers[row]
            if number.isNaN { return missing }
            return number == 0 ? 0 : number.bitPattern
        case .categorical(let codes):
            return codes[row] < 0 ? missing : UInt64(codes[row])
        }
    }
}
