/// Agglomerative clusterings beside given partitions, such as those of K-medoids, of the same rows into as many clusters.
///
/// A mean silhouette alone favours trees that split off single rows, which have silhouette 0 and leave one large cluster
/// with a high one; so the share of the largest cluster stands beside it.
public struct ClusteringComparison: Sendable, Hashable {
    /// One partition, as seen in a comparison.
    public struct Side: Sendable, Hashable {
        /// The cluster of each row.
        public let assignments: [Int]
        /// The mean silhouette over all original rows; `nil` for one cluster.
        public let silhouetteMean: Double?
        /// The share of the original rows in the largest cluster, in (0, 1].
        public let largestShare: Double
        /// The number of clusters of a single original row.
        public let singleCount: Int
        /// The ``AdjustedRandIndex`` against the given partition.
        public let agreement: Double
    }

    /// A given partition and the agglomerative ones of as many clusters.
    public struct Entry: Sendable, Hashable {
        /// The number of clusters.
        public let clusterCount: Int
        /// The given partition.
        public let given: Side
        /// The tree of each linkage, cut at as many clusters.
        public let agglomerative: [Agglomerative.Linkage: Side]
    }

    /// One entry a given partition, in their order.
    public let entries: [Entry]
    /// The tree of each linkage.
    public let dendrograms: [Agglomerative.Linkage: Dendrogram]

    /// Cuts trees at the number of clusters of each given partition, and compares.
    ///
    /// - Parameters:
    ///   - partitions: The cluster of each row, n values each; the numbers 0..<k are all in use.
    ///   - matrix: The dissimilarities of n rows.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - linkages: The trees to make.
    ///   - options: Threads, progress and cancellation.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `invalidAssignment`, `tooLarge`,
    ///   `invalidOption` or `cancelled`.
    public static func of(
        _ partitions: [[Int]], _ matrix: DissimilarityMatrix, weights: [Int]? = nil,
        linkages: [Agglomerative.Linkage] = Agglomerative.Linkage.allCases, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> ClusteringComparison {
        var dendrograms: [Agglomerative.Linkage: Dendrogram] = [:]
        for linkage in linkages {
            dendrograms[linkage] = try Agglomerative(linkage: linkage).cluster(matrix, weights: weights, options: options)
        }
        let rowWeights = try WeightedMatrix(matrix, weights: weights).rowWeights
        var entries: [Entry] = []
        for partition in partitions {
            func side(_ assignments: [Int]) throws(ClusteringError) -> Side {
                let silhouette = try Silhouette.of(matrix, assignments: assignments, weights: weights, options: options)
                return Side(
                    assignments, rowWeights, silhouetteMean: silhouette?.mean,
                    agreement: try AdjustedRandIndex.of(assignments, partition, weights: weights))
            }
            // The silhouette has checked the cluster numbers before they are counted.
            let given = try side(partition)
            let clusterCount = Set(partition).count
            var cuts: [Agglomerative.Linkage: Side] = [:]
            for linkage in linkages {
                guard let dendrogram = dendrograms[linkage] else { continue }
                cuts[linkage] = try side(dendrogram.assignments(clusterCount: clusterCount))
            }
            entries.append(Entry(clusterCount: clusterCount, given: given, agglomerative: cuts))
        }
        return ClusteringComparison(entries: entries, dendrograms: dendrograms)
    }
}

extension ClusteringComparison.Side {
    fileprivate init(_ assignments: [Int], _ rowWeights: [Int], silhouetteMean: Double?, agreement: Double) {
        var sizes: [Int: Int] = [:]
        for (cluster, weight) in zip(assignments, rowWeights) { sizes[cluster, default: 0] += weight }
        let total = Double(rowWeights.reduce(0, +))
        self.assignments = assignments
        self.silhouetteMean = silhouetteMean
        self.agreement = agreement
        largestShare = total > 0 ? Double(sizes.values.max() ?? 0) / total : 0
        singleCount = sizes.values.count { $0 == 1 }
    }
}
