// `squareRoot()` may call C's `sqrt`, and it is this import that links its library.
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The mean silhouette of many rows, estimated from a sample of each cluster, with its standard error.
///
/// ``Silhouette`` compares all pairs. Here m(c) rows are drawn from each cluster c of n(c) rows, evenly and without
/// repeats. Each of them gets s(i) with a(i) and b(i) as mean distances to the rows drawn from its own and from the other
/// clusters; s̄(c) is their mean, and the mean over all rows is estimated by Σ n(c) s̄(c) / n (stratified sampling).
///
/// The standard error is that of the delete-a-group jackknife (J. Shao, D. Tu: *The Jackknife and Bootstrap*, 1995,
/// chapter 6): the rows drawn from each cluster are dealt to 20 groups, and the estimate is made again without each of
/// them, both as rows and as what rows are compared with. So it covers both that few rows are looked at and that they
/// are compared with few. A cluster of which all rows are taken adds no error; with all clusters so, the estimate is the
/// silhouette itself and its standard error 0. Drawn means make b(i), the least of several, a little too small; the
/// bias falls with m(c), and is far below the standard error with the default.
public struct SilhouetteEstimate: Sendable, Hashable {
    /// The estimated mean of s over all rows.
    public let mean: Double
    /// The standard error of the mean.
    public let standardError: Double
    /// The estimated mean of s over the rows of each cluster.
    public let clusterMeans: [Double]
    /// The standard errors of the clusters' means.
    public let clusterStandardErrors: [Double]
    /// The number of rows drawn from all clusters together.
    public let sampleSize: Int

    /// Estimates the silhouettes of a partition.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - assignments: The cluster of each row, n values; the numbers 0..<k are all in use.
    ///   - rowsPerCluster: The most rows drawn from a cluster, at least 20; `nil` takes 6,000 over k, or 64 if that is more.
    ///   - seed: What the draws depend on.
    ///   - options: Threads, progress (by row drawn) and cancellation.
    /// - Returns: The estimate; `nil` for fewer than two clusters, for which silhouettes are not defined.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidAssignment`, `invalidOption` or `cancelled`.
    public static func of(
        _ table: GowerTable, assignments: [Int32], rowsPerCluster: Int? = nil, seed: UInt64 = 1, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> SilhouetteEstimate? {
        try options.validate()
        if let rowsPerCluster, rowsPerCluster < groupCount {
            throw ClusteringError(.invalidOption, "at least \(groupCount) rows of a cluster are needed, not \(rowsPerCluster)")
        }
        let clusters = try rowsOfClusters(assignments, rowCount: table.rowCount)
        guard clusters.count > 1 else { return nil }
        let most = rowsPerCluster ?? max(64, 6_000 / clusters.count)
        let strata = clusters.enumerated().map { cluster, rows in SilhouetteStratum(rows, cluster: cluster, most: most, groups: groupCount, seed: seed) }
        return try SilhouetteEstimate(strata, ComparedRows(table, options))
    }

    /// Groups of the jackknife.
    static let groupCount = 20

    /// The rows of each cluster; throws if the numbers are not 0..<k, all in use.
    private static func rowsOfClusters(_ assignments: [Int32], rowCount: Int) throws(ClusteringError) -> [[Int]] {
        guard assignments.count == rowCount else {
            throw ClusteringError(.rowCountMismatch, "\(assignments.count) assignments for \(rowCount) rows")
        }
        var rows: [[Int]] = []
        for (row, cluster) in assignments.enumerated() {
            guard cluster >= 0, cluster < rowCount else {
                throw ClusteringError(.invalidAssignment, "there can be no cluster \(cluster)", row: row)
            }
            while rows.count <= Int(cluster) { rows.append([]) }
            rows[Int(cluster)].append(row)
        }
        if let empty = rows.firstIndex(where: \.isEmpty) {
            throw ClusteringError(.invalidAssignment, "cluster \(empty) has no rows")
        }
        return rows
    }

    private init(_ strata: [SilhouetteStratum], _ rows: ComparedRows) throws(ClusteringError) {
        let sample = SilhouetteSample(strata, rows)
        let total = Double(rows.count)
        let sums = try sample.sums()
        // The estimates from all groups, then without each of them.
        let versions = (0...Self.groupCount).map { version in sums.clusterMeans(version) }
        let means = versions.map { version in zip(version, strata).reduce(0.0) { $0 + $1.0 * Double($1.1.size) } / total }
        sampleSize = sample.count
        mean = means[0]
        standardError = SilhouetteEstimate.standardError(means)
        clusterMeans = versions[0]
        clusterStandardErrors = strata.indices.map { cluster in SilhouetteEstimate.standardError(versions.map { $0[cluster] }) }
    }

    /// √((G − 1) / G · Σ (θ(g) − θ̄)²) of the estimates without each group; the first estimate is that of all.
    private static func standardError(_ versions: [Double]) -> Double {
        // From the first estimate, so that equal ones have no error at all.
        let left = versions.dropFirst().map { $0 - versions[0] }
        let center = left.reduce(0, +) / Double(left.count)
        let squares = left.reduce(0.0) { $0 + ($1 - center) * ($1 - center) }
        return (squares * Double(left.count - 1) / Double(left.count)).squareRoot()
    }
}
