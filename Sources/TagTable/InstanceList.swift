/// What was found out of a list of instances: a CSV file with a column an attribute and a row an instance, or a row for
/// several that are alike.
public struct InstanceList: Sendable {
    /// A column that was not read.
    public struct LeftOutColumn: Hashable, Sendable {
        /// Its title.
        public let name: String
        /// From 1.
        public let number: Int
        public let reason: String
    }

    /// What it was read as, where that is not UTF-8, and what tells so.
    public internal(set) var encoding: String?
    public internal(set) var leftOut: [LeftOutColumn] = []
    /// Rows that could not be read, and were left out.
    public internal(set) var badRows = 0
    /// The first of its rows in the table.
    var firstRow = 0
    var lines = LineNumbers()
}

/// The line on which each row of a list begins. Most rows begin on the line behind the one before: only where that is not
/// so something is kept.
struct LineNumbers: Sendable {
    private var breaks: [(row: Int, line: Int)] = []

    /// - Parameter row: one more than the last.
    mutating func append(row: Int, line: Int) {
        if let last = breaks.last, line - last.line == row - last.row { return }
        breaks.append((row, line))
    }

    subscript(row: Int) -> Int {
        // The last break at or before the row.
        var (low, high) = (0, breaks.count)
        while low < high {
            let middle = (low + high) / 2
            if breaks[middle].row <= row { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        return breaks[low - 1].line + row - breaks[low - 1].row
    }
}
