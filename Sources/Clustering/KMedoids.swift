/// Partitioning around medoids: k rows such that the sum of all rows' distances to the nearest of them is small.
///
/// BUILD is that of PAM (L. Kaufman, P. J. Rousseeuw: *Finding Groups in Data*, 1990, chapter 2). SWAP is FasterPAM
/// (E. Schubert, P. J. Rousseeuw: *Fast and Eager k-Medoids Clustering*, Information Systems 101, 2021): it makes each
/// exchange that lowers the loss as soon as it is found, and ends where PAM would find none either.
///
/// Rows may stand for several identical rows; with ``WeightedRows`` the loss is that of all rows, and no exchange of any
/// of them would lower it.
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
        /// The linear approximation of BUILD by Schubert & Rousseeuw (2021), LAB: BUILD within small samples of the rows,
        /// drawn by ``SplitMix64``.
        case lab(seed: UInt64)
        /// Given rows, k different ones.
        case medoids([Int])

        /// The seed; `nil` for starts that need none.
        var seed: UInt64? {
            switch self {
            case .random(let seed), .lab(let seed): seed
            case .build, .medoids: nil
            }
        }

        /// The same kind of start with another seed.
        func seeded(_ seed: UInt64) -> Start {
            switch self {
            case .random: .random(seed: seed)
            case .lab: .lab(seed: seed)
            case .build, .medoids: self
            }
        }
    }

    /// The number of clusters, k.
    public var clusterCount: Int
    /// How the first medoids are chosen.
    public var start: Start
    /// The most exchanges of SWAP; `nil` goes on until none is left that lowers the loss.
    public var maximumSwaps: Int?
    /// How many starts that a seed sets are tried: with the seed, the seed + 1, and so on. The lowest loss counts, of
    /// several the first. The other starts are always the same and are tried once.
    public var restarts: Int

    /// Sets up a clustering; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCount: The number of clusters, k, from 1 to the number of (distinct) rows.
    ///   - start: How the first medoids are chosen.
    ///   - maximumSwaps: The most exchanges of SWAP, ≥ 0; `nil` sets no limit (the loss falls with each, so they end).
    ///   - restarts: How many seeds are tried, ≥ 1.
    public init(clusterCount: Int, start: Start = .build, maximumSwaps: Int? = nil, restarts: Int = 1) {
        self.clusterCount = clusterCount
        self.start = start
        self.maximumSwaps = maximumSwaps
        self.restarts = restarts
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
        guard restarts >= 1 else {
            throw ClusteringError(.invalidOption, "there must be at least one start, not \(restarts)")
        }
        var best = try exchange(startMedoids(rows, options: options), rows, options: options)
        guard clusterCount > 1, let seed = best.seed else { return best }
        for restart in 1..<restarts {
            var other = self
            other.start = start.seeded(seed &+ UInt64(restart))
            let result = try other.exchange(other.startMedoids(rows, options: options), rows, options: options)
            if result.loss < best.loss { best = result }
        }
        return best
    }

    /// Throws unless 1 ≤ k ≤ the number of rows.
    func checkClusterCount(rows: Int) throws(ClusteringError) {
        guard clusterCount >= 1, clusterCount <= rows else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of \(rows) distinct rows")
        }
    }
}
