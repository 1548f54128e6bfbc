/// Partitioning around medoids: k rows such that the sum of all rows' distances to the nearest of them is small.
///
/// BUILD and SWAP are those of PAM (L. Kaufman, P. J. Rousseeuw: *Finding Groups in Data*, 1990, chapter 2). SWAP makes
/// the same exchanges as PAM, and finds them k times as fast by the removal losses of FastPAM1 (E. Schubert,
/// P. J. Rousseeuw: *Fast and Eager k-Medoids Clustering*, Information Systems 101, 2021).
///
/// Rows may stand for several identical rows; with ``WeightedRows`` the result is that of all rows.
///
/// The result depends on the input alone: ties go to the lowest row, and sums are added in row order on any number of
/// threads.
public struct KMedoids: Sendable, Hashable {
    /// How the first medoids are chosen.
    public enum Start: Sendable, Hashable {
        /// PAM's BUILD: one after the other, each where it lowers the loss most. Deterministic.
        case build
        /// Different rows drawn evenly by ``SplitMix64``; row weights play no part in the draw.
        case random(seed: UInt64)
        /// Given rows, k different ones.
        case medoids([Int])
    }

    /// The number of clusters, k.
    public var clusterCount: Int
    /// How the first medoids are chosen.
    public var start: Start
    /// The most exchanges of SWAP; `nil` goes on until none is left that lowers the loss.
    public var maximumSwaps: Int?

    /// Sets up a clustering; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCount: The number of clusters, k, from 1 to the number of (distinct) rows.
    ///   - start: How the first medoids are chosen.
    ///   - maximumSwaps: The most exchanges of SWAP, ≥ 0; `nil` sets no limit (the loss falls with each, so they end).
    public init(clusterCount: Int, start: Start = .build, maximumSwaps: Int? = nil) {
        self.clusterCount = clusterCount
        self.start = start
        self.maximumSwaps = maximumSwaps
    }
}

extension KMedoids {
    /// Clusters the rows of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - weights: How many rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress (medoids of BUILD, then swaps) and cancellation.
    /// - Returns: Medoids, assignments and loss; cluster numbers rise with the medoid's row.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount` (k < 1 or k > n), `rowCountMismatch`,
    ///   `invalidWeight`, `invalidStart`, `rowOutOfRange`, `invalidOption` or `cancelled`.
    public func cluster(
        _ matrix: DissimilarityMatrix, weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KMedoidsResult {
        try cluster(WeightedMatrix(matrix, weights: weights), options: options)
    }

    /// Clusters distinct rows by Gower's dissimilarity; `expanded(by:)` of the result gives that of all rows.
    ///
    /// - Parameters:
    ///   - rows: m distinct rows with their weights.
    ///   - options: Threads, memory limit, progress and cancellation.
    /// - Returns: Medoids and assignments by distinct row; the loss is that of all rows.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount` (k < 1 or k > m), `tooLarge`, `invalidStart`,
    ///   `rowOutOfRange`, `invalidOption` or `cancelled`.
    public func cluster(
        _ rows: WeightedRows, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KMedoidsResult {
        // Before the matrix, which is the costly part.
        try checkClusterCount(rows: rows.table.rowCount)
        return try cluster(Dissimilarity(rows).matrix(options: options), weights: rows.weights, options: options)
    }

    /// Checks the set-up, chooses the first medoids and exchanges them.
    func cluster(_ rows: WeightedMatrix, options: ExecutionOptions) throws(ClusteringError) -> KMedoidsResult {
        try options.validate()
        try checkClusterCount(rows: rows.count)
        return try exchange(startMedoids(rows, options: options), rows, options: options)
    }

    /// The driver of SWAP: exchanges medoids while that lowers the loss.
    ///
    /// - Parameters:
    ///   - medoids: k different rows to start with.
    ///   - rows: The dissimilarities, with row weights.
    ///   - options: Threads, progress and cancellation.
    func exchange(
        _ medoids: [Int], _ rows: WeightedMatrix, options: ExecutionOptions
    ) throws(ClusteringError) -> KMedoidsResult {
        if let maximumSwaps, maximumSwaps < 0 {
            throw ClusteringError(.invalidOption, "the number of swaps cannot be \(maximumSwaps)")
        }
        var nearest = NearestMedoids(medoids, rows)
        let startLoss = nearest.loss
        var swaps = 0
        var converged = false
        while swaps < maximumSwaps ?? Int.max {
            guard let swap = bestSwap(nearest, rows, options: options) else {
                converged = true
                break
            }
            let exchanged = NearestMedoids(nearest.medoids(after: swap), rows)
            // The change was summed in another order than the loss: what rounding alone makes "better" is no swap.
            guard exchanged.loss < nearest.loss else {
                converged = true
                break
            }
            nearest = exchanged
            swaps += 1
            try options.step(.swap, swaps, of: nil)
        }
        return KMedoidsResult(
            medoids: nearest.medoids, assignments: nearest.cluster, clusterWeights: nearest.clusterWeights(rows),
            loss: nearest.loss, startLoss: startLoss, swaps: swaps, converged: converged, start: start)
    }

    /// Throws unless 1 ≤ k ≤ the number of rows.
    func checkClusterCount(rows: Int) throws(ClusteringError) {
        guard clusterCount >= 1, clusterCount <= rows else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of \(rows) distinct rows")
        }
    }
}
