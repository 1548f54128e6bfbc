/// Agglomerative hierarchical clustering: starts with every row alone and joins the two closest clusters, n − 1 times.
///
/// Closest pairs are found by the nearest-neighbour chain (F. Murtagh: *A Survey of Recent Advances in Hierarchical
/// Clustering Algorithms*, The Computer Journal 26, 1983; D. Müllner: *Modern hierarchical, agglomerative clustering
/// algorithms*, arXiv:1109.2378, 2011), in O(n²) time. Of equally close clusters any may be joined first; this picks by
/// row order, so that the same input gives the same tree.
///
/// Dissimilarities between clusters are kept as 32-bit floats, as those between rows are. Each is rounded once a join,
/// so average-linkage heights differ from those of 64-bit arithmetic by about 10⁻⁷ of their size. Two joins whose heights
/// are closer than that may trade places. Complete linkage only compares, and is exact. In tables with many equal
/// dissimilarities other orders of joins are as right, and single heights differ between libraries by more.
public struct Agglomerative: Sendable, Hashable {
    /// What the dissimilarity of two clusters is.
    public enum Linkage: String, Sendable, Hashable, CaseIterable {
        /// The mean dissimilarity of a row of the one and a row of the other (UPGMA).
        case average
        /// The largest dissimilarity of a row of the one and a row of the other.
        case complete
    }

    /// What the dissimilarity of two clusters is.
    public var linkage: Linkage

    /// Sets up a clustering.
    ///
    /// - Parameter linkage: What the dissimilarity of two clusters is.
    public init(linkage: Linkage = .average) {
        self.linkage = linkage
    }

    /// Joins the rows of a matrix.
    ///
    /// Takes up to twice the memory of the square matrix, besides it; a condensed matrix is first copied to a square one.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each. The tree is that of
    ///     all rows, without the joins at height 0 of identical ones; ``Dendrogram/expanded(by:)`` adds them.
    ///   - options: Threads, progress (by join) and cancellation.
    /// - Returns: The n − 1 joins; none for 0 or 1 rows.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `tooLarge`, `invalidOption` or
    ///   `cancelled`.
    public func cluster(
        _ matrix: DissimilarityMatrix, weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> Dendrogram {
        try options.validate()
        let rows = try WeightedMatrix(matrix, weights: weights)
        guard rows.count > 1 else { return Dendrogram(joins: [], rowWeights: rows.rowWeights) }
        guard rows.count < Int(Int32.max) / 2 else {
            throw ClusteringError(.tooLarge, "\(rows.count) rows are too many to join")
        }
        var chain = try NearestNeighbourChain(rows, linkage, options: options)
        return Dendrogram(joins: try chain.run(options: options), rowWeights: rows.rowWeights)
    }
}
