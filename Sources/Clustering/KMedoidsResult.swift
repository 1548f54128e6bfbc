/// A partition around medoids.
public struct KMedoidsResult: Sendable, Hashable {
    /// The k medoids, as rows, rising; cluster c is that of `medoids[c]`.
    public let medoids: [Int]
    /// The cluster (0..<k) of each row: that of its nearest medoid, the lowest of several.
    public let assignments: [Int]
    /// The number of original rows in each of the k clusters, at least 1.
    public let clusterWeights: [Int]
    /// TD: the sum of all original rows' distances to the nearest medoid.
    public let loss: Double
    /// The same for the medoids that SWAP started with.
    public let startLoss: Double
    /// How many exchanges SWAP made.
    public let swaps: Int
    /// Whether SWAP ended because no exchange was left that lowers the loss (not by its limit).
    public let converged: Bool
    /// How the first medoids were chosen; of several starts, the one that led here.
    public let start: KMedoids.Start

    /// The number of clusters, k.
    public var clusterCount: Int { medoids.count }

    /// The seed of the start that led here; `nil` for starts that need none.
    public var seed: UInt64? { start.seed }

    /// The result for all original rows: medoids are the first rows equal to the distinct ones, in the same order.
    ///
    /// Start medoids that were given stay as given, by distinct row.
    ///
    /// - Parameter rows: The distinct rows, m of them, that were clustered.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch` if the result is not one of m rows.
    public func expanded(by rows: WeightedRows) throws(ClusteringError) -> KMedoidsResult {
        KMedoidsResult(
            medoids: try medoids(in: rows), assignments: try rows.expand(assignments), clusterWeights: clusterWeights,
            loss: loss, startLoss: startLoss, swaps: swaps, converged: converged, start: start)
    }

    /// The medoids as original rows.
    private func medoids(in rows: WeightedRows) throws(ClusteringError) -> [Int] {
        guard assignments.count == rows.representative.count else {
            throw ClusteringError(
                .rowCountMismatch, "a result of \(assignments.count) rows for \(rows.representative.count) distinct rows")
        }
        return medoids.map { rows.representative[$0] }
    }
}
