extension FeatureImportance {
    /// Leaves groups of columns out one after the other, and clusters the rows anew each time, from the same medoids.
    ///
    /// Costs a matrix of all pairs and a clustering a group: for tables of some thousand rows. A group after whose leaving
    /// no column is left has every pair at distance 1, so its silhouettes are 0.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - medoids: The rows to start from, different ones, as many as clusters.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - groups: The columns that leave together, no column in two of them; `nil` makes each column a group.
    ///   - options: Threads, memory limit, progress (by group) and cancellation.
    /// - Returns: What each group adds; `nil` for fewer than two medoids.
    /// - Throws: ``ClusteringError`` with code `invalidGroup` or of ``KMedoids``.
    public static func reclustering(
        _ table: GowerTable, from medoids: [Int], weights: [Int]? = nil, groups: [Group]? = nil,
        options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> FeatureImportance? {
        try options.validate()
        let groups = groups ?? Group.eachColumn(of: table)
        try Group.check(groups, columnCount: table.columns.count)
        let (partition, mean) = try cluster(table, from: medoids, weights, options)
        guard let mean else { return nil }
        var entries: [Entry] = []
        for group in groups {
            let left = table.columns.indices.filter { !group.columns.contains($0) }.map { table.columns[$0] }
            var (without, agreement): (Double, Double?) = (0, nil)
            if !left.isEmpty {
                let (anew, meanWithout) = try cluster(GowerTable(columns: left), from: medoids, weights, options)
                without = meanWithout ?? 0
                agreement = try AdjustedRandIndex.of(anew, partition, weights: weights)
            }
            entries.append(Entry(
                group: group, silhouetteWithout: without, importance: mean - without, standardError: nil, agreement: agreement))
            try options.step(.importance, entries.count, of: groups.count)
        }
        return FeatureImportance(silhouetteMean: mean, entries: entries, sampledRows: table.rowCount)
    }

    /// The partition from some medoids, and its mean silhouette.
    private static func cluster(
        _ table: GowerTable, from medoids: [Int], _ weights: [Int]?, _ options: ExecutionOptions
    ) throws(ClusteringError) -> (assignments: [Int], silhouetteMean: Double?) {
        let matrix = try Dissimilarity(table).matrix(options: options)
        let result = try KMedoids(clusterCount: medoids.count, start: .medoids(medoids))
            .cluster(matrix, weights: weights, options: options)
        let silhouette = try Silhouette.of(matrix, assignments: result.assignments, weights: weights, options: options)
        return (result.assignments, silhouette?.mean)
    }
}
