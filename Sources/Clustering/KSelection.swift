/// Finds the number of clusters together with the clusters: those with the best average medoid silhouette.
///
/// This is DynMSC (L. Lenssen, E. Schubert: *Medoid silhouette clustering with automatic cluster number selection*,
/// Information Systems 120, 2024). From the largest number of clusters down to the smallest, FasterMSC makes each
/// exchange of medoids that raises the average ``MedoidSilhouette`` as soon as it is found; then the medoid that is missed
/// least goes.
public struct KSelection: Sendable, Hashable {
    /// The numbers of clusters to choose from.
    public var clusterCounts: ClosedRange<Int>
    /// How the first medoids are chosen, for the largest number of clusters.
    public var start: KMedoids.Start

    /// Sets up a selection by DynMSC; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCounts: The numbers of clusters to choose from, from at least 2 to at most the number of (distinct) rows.
    ///   - start: How the first medoids are chosen, for the largest of them.
    public static func dynamic(_ clusterCounts: ClosedRange<Int>, start: KMedoids.Start = .build) -> KSelection {
        KSelection(clusterCounts: clusterCounts, start: start)
    }

    /// Selects among partitions of distinct rows by Gower's dissimilarity.
    ///
    /// - Parameters:
    ///   - rows: m distinct rows with their weights.
    ///   - options: Threads, memory limit, progress and cancellation.
    /// - Returns: The best partition, and what became of each number of clusters.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount`, `tooLarge`, `invalidStart`, `rowOutOfRange`,
    ///   `invalidOption` or `cancelled`.
    public func run(
        _ rows: WeightedRows, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KSelectionResult {
        try checkClusterCounts(rows: rows.table.rowCount)
        return try run(Dissimilarity(rows).matrix(options: options), weights: rows.weights, options: options)
    }

    /// Selects among partitions of the rows of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - weights: How many rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress (swaps, and numbers of clusters as those of a sweep) and cancellation.
    /// - Returns: The best partition, and what became of each number of clusters.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount`, `rowCountMismatch`, `invalidWeight`, `invalidStart`,
    ///   `rowOutOfRange`, `invalidOption` or `cancelled`.
    public func run(
        _ matrix: DissimilarityMatrix, weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KSelectionResult {
        try run(WeightedMatrix(matrix, weights: weights), options: options)
    }

    func run(_ rows: WeightedMatrix, options: ExecutionOptions) throws(ClusteringError) -> KSelectionResult {
        try options.validate()
        try checkClusterCounts(rows: rows.count)
        let largest = KMedoids(clusterCount: clusterCounts.upperBound, start: start)
        var medoids = try largest.startMedoids(rows, options: options)
        var entries: [KSelectionResult.Entry] = []
        var best: (nearest: ThreeNearestMedoids, start: [Int], swaps: Int)?
        for clusterCount in clusterCounts.reversed() {
            let start = medoids
            let (nearest, swaps) = try MedoidSilhouetteSwaps.exchange(start, rows, options: options)
            // Of several equally good ones, the smallest number of clusters counts.
            if nearest.loss <= best?.nearest.loss ?? .infinity { best = (nearest, start, swaps) }
            entries.append(KSelectionResult.Entry(
                clusterCount: clusterCount, medoids: nearest.medoids.sorted(),
                meanMedoidSilhouette: 1 - nearest.loss / Double(rows.totalWeight), swaps: swaps))
            medoids = nearest.thinned()
            try options.step(.sweep, entries.count, of: clusterCounts.count)
        }
        guard let best else { throw ClusteringError(.invalidClusterCount, "there is no number of clusters to choose from") }
        let startLoss = NearestMedoids(best.start, rows).loss
        let partition = NearestMedoids(best.nearest.medoids.sorted(), rows)
        let start = best.start.count == clusterCounts.upperBound ? self.start : .medoids(best.start)
        return KSelectionResult(
            entries: entries.reversed(),
            best: partition.result(startLoss: startLoss, swaps: best.swaps, converged: true, start: start),
            medoidSilhouette: MedoidSilhouette(partition))
    }

    private func checkClusterCounts(rows: Int) throws(ClusteringError) {
        guard clusterCounts.lowerBound >= 2, clusterCounts.upperBound <= rows else {
            throw ClusteringError(
                .invalidClusterCount,
                "\(clusterCounts.lowerBound) to \(clusterCounts.upperBound) clusters cannot be tried on \(rows) distinct rows")
        }
    }
}

/// What a selection of the number of clusters found.
public struct KSelectionResult: Sendable, Hashable {
    /// What became of one number of clusters.
    public struct Entry: Sendable, Hashable {
        /// The number of clusters, k.
        public let clusterCount: Int
        /// The k medoids, as rows, rising.
        public let medoids: [Int]
        /// The average medoid silhouette.
        public let meanMedoidSilhouette: Double
        /// How many exchanges were made.
        public let swaps: Int
    }

    /// One entry a number of clusters, rising.
    public let entries: [Entry]
    /// The partition with the highest average medoid silhouette, of several the one with the fewest clusters. Its swaps
    /// raised that; its losses are sums of distances as always.
    public let best: KMedoidsResult
    /// The medoid silhouettes of the best partition.
    public let medoidSilhouette: MedoidSilhouette
}
