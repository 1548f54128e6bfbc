/// Clusters the same rows into several numbers of clusters, and finds the one with the best mean silhouette.
///
/// One matrix serves all; so does one BUILD, since the medoids that BUILD chooses first are those of a smaller k.
public struct KSweep: Sendable, Hashable {
    /// The numbers of clusters to try, in this order; repeated ones are tried once.
    public var clusterCounts: [Int]
    /// How the first medoids are chosen, for each k. Given medoids serve the one k that they are as many as.
    public var start: KMedoids.Start
    /// The most exchanges of SWAP for each k; `nil` sets no limit.
    public var maximumSwaps: Int?

    /// Sets up a sweep; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCounts: The numbers of clusters to try.
    ///   - start: How the first medoids are chosen.
    ///   - maximumSwaps: The most exchanges of SWAP for each k, ≥ 0; `nil` sets no limit.
    public init(clusterCounts: [Int], start: KMedoids.Start = .build, maximumSwaps: Int? = nil) {
        self.clusterCounts = clusterCounts
        self.start = start
        self.maximumSwaps = maximumSwaps
    }
}

extension KSweep {
    /// Runs the sweep over distinct rows by Gower's dissimilarity.
    ///
    /// - Parameters:
    ///   - rows: m distinct rows with their weights.
    ///   - options: Threads, memory limit, progress and cancellation.
    /// - Returns: One entry a number of clusters; those that the rows or given start medoids do not allow are
    ///   skipped, with the reason.
    /// - Throws: ``ClusteringError`` with code `tooLarge`, `invalidOption` or `cancelled`.
    public func run(
        _ rows: WeightedRows, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KSweepResult {
        try run(Dissimilarity(rows).matrix(options: options), weights: rows.weights, options: options)
    }

    /// Runs the sweep over the rows of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - weights: How many rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress and cancellation.
    /// - Returns: One entry a number of clusters; those that the rows or given start medoids do not allow are
    ///   skipped, with the reason.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `invalidOption` or `cancelled`.
    public func run(
        _ matrix: DissimilarityMatrix, weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> KSweepResult {
        try options.validate()
        let rows = try WeightedMatrix(matrix, weights: weights)
        let tried = distinctClusterCounts
        let built = try builtMedoids(for: tried, rows, options: options)
        var entries: [KSweepResult.Entry] = []
        for (position, clusterCount) in tried.enumerated() {
            let outcome = try outcome(clusterCount, rows, built: built, options: options)
            entries.append(KSweepResult.Entry(clusterCount: clusterCount, outcome: outcome))
            try options.step(.sweep, position + 1, of: tried.count)
        }
        return KSweepResult(entries: entries, incomparablePairs: matrix.incomparablePairs)
    }

    /// Clusters into k clusters, or says why that cannot be.
    private func outcome(
        _ clusterCount: Int, _ rows: WeightedMatrix, built: [Int], options: ExecutionOptions
    ) throws(ClusteringError) -> KSweepResult.Outcome {
        let kMedoids = KMedoids(clusterCount: clusterCount, start: start, maximumSwaps: maximumSwaps)
        let medoids: [Int]
        do throws(ClusteringError) {
            try kMedoids.checkClusterCount(rows: rows.count)
            medoids = start == .build
                ? Array(built.prefix(clusterCount))
                : try kMedoids.startMedoids(rows, options: options)
        } catch {
            guard error.code != .cancelled else { throw error }
            return .skipped(error)
        }
        let result = try kMedoids.exchange(medoids, rows, options: options)
        let silhouette = try Silhouette.of(rows, assignments: result.assignments, options: options)
        return .clustered(result, silhouette)
    }

    /// BUILD's medoids for the largest k that can be run.
    private func builtMedoids(
        for tried: [Int], _ rows: WeightedMatrix, options: ExecutionOptions
    ) throws(ClusteringError) -> [Int] {
        guard start == .build, let largest = tried.filter({ $0 >= 1 && $0 <= rows.count }).max() else { return [] }
        return try KMedoids.build(largest, rows, options: options)
    }

    /// The numbers of clusters without repeats.
    private var distinctClusterCounts: [Int] {
        var seen: Set<Int> = []
        return clusterCounts.filter { seen.insert($0).inserted }
    }
}
