/// Rows of mixed features, numeric and categorical, with missing values: what Gower's coefficient compares.
///
/// Values are kept by column. A table is checked once, when it is made; everything that takes one can rely on that.
public struct GowerTable: Sendable {
    /// The features.
    public let columns: [Column]
    /// The number of rows; every column has as many values.
    public let rowCount: Int

    /// Checks columns and makes a table of them.
    ///
    /// - Parameter columns: At least one column; all of the same number of rows, which may be 0.
    /// - Throws: ``ClusteringError`` with code `noColumns`, `rowCountMismatch`, `invalidWeight` (also when the
    ///   weights' sum is not finite), `invalidValue` (an infinite number) or `invalidCategory` (a code below −1).
    public init(columns: [Column]) throws(ClusteringError) {
        guard let first = columns.first else {
            throw ClusteringError(.noColumns, "a table needs at least one column")
        }
        var totalWeight = 0.0
        for column in columns {
            try column.validate(rowCount: first.rowCount)
            totalWeight += column.weight
        }
        guard totalWeight.isFinite else {
            throw ClusteringError(.invalidWeight, "the sum of the columns' weights is not finite")
        }
        self.init(checked: columns, rowCount: first.rowCount)
    }

    /// Makes a table of columns that are known to be valid.
    private init(checked columns: [Column], rowCount: Int) {
        self.columns = columns
        self.rowCount = rowCount
    }

    /// A table of some of the rows, in the order given; a row may be asked for more than once.
    ///
    /// - Parameter rows: Zero-based row indices.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public func selecting(rows: [Int]) throws(ClusteringError) -> GowerTable {
        for row in rows { try checkRow(row) }
        return selecting(checked: rows)
    }

    /// A table of some of the rows, which are known to exist.
    func selecting(checked rows: [Int]) -> GowerTable {
        GowerTable(checked: columns.map { $0.selecting(rows: rows) }, rowCount: rows.count)
    }

    /// Throws when a row does not exist.
    func checkRow(_ row: Int) throws(ClusteringError) {
        guard row >= 0, row < rowCount else {
            throw ClusteringError(.rowOutOfRange, "row \(row) is not in a table of \(rowCount) rows", row: row)
        }
    }
}
