/// What each feature adds to the mean silhouette of a clustering, by leaving it out.
///
/// A feature that lowers the mean silhouette when it leaves holds the clusters together; one that raises it only adds
/// noise to them. Features that say the same stand in for each other, and each looks unimportant: put such columns in one
/// group, so that they leave together.
public struct FeatureImportance: Sendable, Hashable {
    /// Columns that leave together.
    public struct Group: Sendable, Hashable {
        /// What the group is called in reports.
        public let name: String
        /// Its columns, by their places in the table; at least one.
        public let columns: [Int]

        /// Names a group.
        ///
        /// - Parameters:
        ///   - name: What the group is called in reports.
        ///   - columns: Its columns, by their places in the table.
        public init(name: String, columns: [Int]) {
            self.name = name
            self.columns = columns
        }
    }

    /// A group of columns and what became of the silhouettes without it.
    public struct Entry: Sendable, Hashable {
        /// The columns left out.
        public let group: Group
        /// The mean silhouette without them.
        public let silhouetteWithout: Double
        /// The mean silhouette with all columns, less that without these: what they add.
        public let importance: Double
        /// The standard error of `importance` by the draw of the rows, rather too large than too small; `nil` where all rows
        /// were looked at.
        public let standardError: Double?
        /// Where rows were clustered anew: the ``AdjustedRandIndex`` of that partition against the one with all columns.
        public let agreement: Double?
    }

    /// Rows to draw, where a table has more.
    public struct Sample: Sendable, Hashable {
        /// How many rows, at least 2.
        public var rows: Int
        /// The seed of the draw, by ``SplitMix64``; row weights play no part in it.
        public var seed: UInt64

        /// Sets up a draw.
        ///
        /// - Parameters:
        ///   - rows: How many rows.
        ///   - seed: The seed of the draw.
        public init(rows: Int = 5000, seed: UInt64 = 1) {
            self.rows = rows
            self.seed = seed
        }
    }

    /// The mean silhouette with all columns, over the rows looked at.
    public let silhouetteMean: Double
    /// One entry a group, in the order of the groups.
    public let entries: [Entry]
    /// How many rows of the table were looked at.
    public let sampledRows: Int
}

extension FeatureImportance {
    /// Leaves groups of columns out one after the other, with the partition as it is.
    ///
    /// Takes one pass over the pairs of the rows for all groups, and no matrix. Where rows are drawn, silhouettes are
    /// those among the drawn rows; ranges of numeric columns stay those of the table.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - assignments: The cluster of each row, n values ≥ 0, below n.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - groups: The columns that leave together, no column in two of them; `nil` makes each column a group.
    ///   - sample: The rows to draw where there are more; `nil` looks at all rows.
    ///   - options: Threads, progress (by row) and cancellation.
    /// - Returns: What each group adds; `nil` if the rows looked at are of fewer than two clusters.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `invalidAssignment`, `invalidGroup`,
    ///   `tooLarge`, `invalidOption` or `cancelled`.
    public static func of(
        _ table: GowerTable, assignments: [Int], weights: [Int]? = nil, groups: [Group]? = nil,
        sample: Sample? = Sample(), options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> FeatureImportance? {
        try options.validate()
        let groups = groups ?? Group.eachColumn(of: table)
        try Group.check(groups, columnCount: table.columns.count)
        try check(table, assignments, weights)
        let rows = try drawn(sample, of: table.rowCount)
        guard let leaving = try LeavingOut(
            table, rows: rows, assignments: assignments, weights: weights, groups: groups.map(\.columns))
        else { return nil }
        let sums = try leaving.run(options: options)
        let isSample = rows.count < table.rowCount
        let share = Double(rows.count) / Double(max(1, table.rowCount))
        return FeatureImportance(
            silhouetteMean: sums.meanWithAll,
            entries: groups.enumerated().map { number, group in
                Entry(
                    group: group, silhouetteWithout: sums.meanWithAll - sums.meanDifference(number),
                    importance: sums.meanDifference(number),
                    standardError: isSample ? sums.standardError(number, sampledShare: share) : nil, agreement: nil)
            },
            sampledRows: rows.count)
    }

    private static func check(_ table: GowerTable, _ assignments: [Int], _ weights: [Int]?) throws(ClusteringError) {
        guard assignments.count == table.rowCount, weights == nil || weights?.count == table.rowCount else {
            throw ClusteringError(.rowCountMismatch, "\(assignments.count) assignments for \(table.rowCount) rows")
        }
        if let row = assignments.firstIndex(where: { $0 < 0 || $0 >= table.rowCount }) {
            throw ClusteringError(.invalidAssignment, "there can be no cluster \(assignments[row])", row: row)
        }
        if let row = weights?.firstIndex(where: { $0 < 1 }) {
            throw ClusteringError(.invalidWeight, "a row's weight is not ≥ 1", row: row)
        }
    }

    /// The rows to look at, rising.
    private static func drawn(_ sample: Sample?, of count: Int) throws(ClusteringError) -> [Int] {
        guard let sample else { return Array(0..<count) }
        guard sample.rows >= 2 else {
            throw ClusteringError(.invalidOption, "a sample needs at least 2 rows, not \(sample.rows)")
        }
        guard sample.rows < count else { return Array(0..<count) }
        var generator = SplitMix64(seed: sample.seed)
        return generator.sample(sample.rows, from: count).sorted()
    }
}

extension FeatureImportance.Group {
    /// Each column as a group of its own, under its name.
    public static func eachColumn(of table: GowerTable) -> [FeatureImportance.Group] {
        table.columns.enumerated().map { FeatureImportance.Group(name: $1.name, columns: [$0]) }
    }

    /// Throws unless every group has columns, all of which exist, and no column leaves twice.
    static func check(_ groups: [FeatureImportance.Group], columnCount: Int) throws(ClusteringError) {
        var seen: Set<Int> = []
        for group in groups {
            guard !group.columns.isEmpty else {
                throw ClusteringError(.invalidGroup, "group \"\(group.name)\" has no columns")
            }
            for column in group.columns {
                guard column >= 0, column < columnCount, seen.insert(column).inserted else {
                    throw ClusteringError(
                        .invalidGroup, "column \(column) of group \"\(group.name)\" does not exist or is in a group already")
                }
            }
        }
    }
}
