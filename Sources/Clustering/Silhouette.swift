/// How well each row lies in its cluster.
///
/// P. J. Rousseeuw: *Silhouettes: a graphical aid to the interpretation and validation of cluster analysis*, Journal of
/// Computational and Applied Mathematics 20 (1987). With a(i) the mean distance of row i to the other rows of its
/// cluster, and b(i) the smallest mean distance to the rows of another one,
///
///     s(i) = (b(i) − a(i)) / max(a(i), b(i)), in [−1, 1]
///
/// and s(i) = 0 for a row that is alone in its cluster (and where a(i) = b(i) = 0). Needs at least two clusters.
public struct Silhouette: Sendable, Hashable {
    /// s(i) by row; where a row stands for several, the same for each of them.
    public let values: [Double]
    /// The mean of s over all original rows: the overall average silhouette width.
    public let mean: Double
    /// The mean of s over the original rows of each cluster.
    public let clusterMeans: [Double]

    /// Computes the silhouettes of a partition.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - assignments: The cluster of each row, n values; the numbers 0..<k are all in use.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress (by row) and cancellation.
    /// - Returns: The silhouettes; `nil` for fewer than two clusters, for which they are not defined.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `invalidAssignment`,
    ///   `invalidOption` or `cancelled`.
    public static func of(
        _ matrix: DissimilarityMatrix, assignments: [Int], weights: [Int]? = nil,
        options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> Silhouette? {
        try of(WeightedMatrix(matrix, weights: weights), assignments: assignments, options: options)
    }

    static func of(
        _ rows: WeightedMatrix, assignments: [Int], options: ExecutionOptions
    ) throws(ClusteringError) -> Silhouette? {
        try options.validate()
        let clusterWeights = try clusterWeights(of: rows, assignments)
        guard clusterWeights.count > 1 else { return nil }
        let values = try SilhouetteSums(rows, assignments, clusterWeights).values(options: options)
        return Silhouette(values: values, rows, assignments, clusterWeights)
    }

    /// Makes the means of per-row values.
    private init(values: [Double], _ rows: WeightedMatrix, _ assignments: [Int], _ clusterWeights: [Int]) {
        var sums = [Double](repeating: 0, count: clusterWeights.count)
        for row in values.indices { sums[assignments[row]] += Double(rows.rowWeights[row]) * values[row] }
        self.values = values
        mean = sums.reduce(0, +) / Double(rows.totalWeight)
        clusterMeans = zip(sums, clusterWeights).map { sum, weight in sum / Double(weight) }
    }
}

extension Silhouette {
    /// The number of original rows in each cluster; throws if the cluster numbers are not 0..<k, all in use.
    private static func clusterWeights(
        of rows: WeightedMatrix, _ assignments: [Int]
    ) throws(ClusteringError) -> [Int] {
        guard assignments.count == rows.count else {
            throw ClusteringError(.rowCountMismatch, "\(assignments.count) assignments for \(rows.count) rows")
        }
        var weights: [Int] = []
        for (row, cluster) in assignments.enumerated() {
            guard cluster >= 0, cluster < rows.count else {
                throw ClusteringError(.invalidAssignment, "there can be no cluster \(cluster)", row: row)
            }
            while weights.count <= cluster { weights.append(0) }
            weights[cluster] += rows.rowWeights[row]
        }
        if let empty = weights.firstIndex(of: 0) {
            throw ClusteringError(.invalidAssignment, "cluster \(empty) has no rows")
        }
        return weights
    }
}
