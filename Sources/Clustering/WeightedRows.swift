/// The distinct rows of a table, each with the number of rows that are equal to it.
///
/// With these weights the loss and the silhouettes of a partition are those of all rows, since identical rows have
/// distance 0 to each other and the same distance to every other row; and where no exchange of distinct rows lowers the
/// loss, none of all rows does. Rows are told apart as the dissimilarity does:
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
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - options: Threads.
    public init(_ table: GowerTable, options: ExecutionOptions = ExecutionOptions()) {
        // There are never more distinct rows than rows.
        let found = DistinctRows(table, atMost: table.rowCount, options: options) ?? DistinctRows()
        self.init(found, of: table)
    }

    /// Finds the distinct rows of a table, if they are not too many for what the caller means to do with them.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - limit: The most distinct rows; `nil` is returned, soon, where there are more.
    ///   - options: Threads.
    public init?(_ table: GowerTable, atMost limit: Int, options: ExecutionOptions = ExecutionOptions()) {
        guard let found = DistinctRows(table, atMost: limit, options: options) else { return nil }
        self.init(found, of: table)
    }

    private init(_ found: DistinctRows, of table: GowerTable) {
        // Without a row that is like another one the table is the same.
        self.table = found.representative.count == table.rowCount ? table : table.selecting(checked: found.representative)
        weights = found.weights
        distinctRow = found.distinctRow
        representative = found.representative
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
