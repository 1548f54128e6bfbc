/// Clusters the same rows into several numbers of clusters, and finds the one with the best mean silhouette.
///
/// One matrix serves all, and one BUILD, from the largest k down: each next k starts from the medoids of the larger one
/// without those that are missed least. The result's start tells where it began.
public struct KSweep: Sendable, Hashable {
    /// What each k but the largest starts from.
    public enum Starts: Sendable, Hashable, CaseIterable {
        /// The sweep's own start, anew for each k.
        case own
        /// The medoids of the next larger k. As good on large tables as the sweep's own start, and sooner.
        case neighbour
        /// Both; the lower loss counts. Takes about twice as long.
        case both
    }

    /// The numbers of clusters to try, in this order; repeated ones are tried once.
    public var clusterCounts: [Int]
    /// How the first medoids are chosen, for each k. Given medoids serve the one k that they are as many as.
    public var start: KMedoids.Start
    /// The most exchanges of SWAP for each k; `nil` sets no limit.
    public var maximumSwaps: Int?
    /// What each k but the largest starts from. Given medoids are always taken as they are.
    public var starts: Starts
    /// How many starts that a seed sets are tried for each k that has its own; see ``KMedoids/restarts``.
    public var restarts: Int

    /// Sets up a sweep; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCounts: The numbers of clusters to try.
    ///   - start: How the first medoids are chosen.
    ///   - maximumSwaps: The most exchanges of SWAP for each k, ≥ 0; `nil` sets no limit.
    ///   - starts: What each k but the largest starts from.
    ///   - restarts: How many seeds are tried for each k that has its own start, ≥ 1.
    public init(
        clusterCounts: [Int], start: KMedoids.Start = .build, maximumSwaps: Int? = nil, starts: Starts = .neighbour, restarts: Int = 1
    ) {
        self.clusterCounts = clusterCounts
        self.start = start
        self.maximumSwaps = maximumSwaps
        self.starts = starts
        self.restarts = restarts
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
        try run(WeightedMatrix(matrix, weights: weights), options: options)
    }

    func run(_ rows: WeightedMatrix, options: ExecutionOptions) throws(ClusteringError) -> KSweepResult {
        try options.validate()
        let tried = distinctClusterCounts
        let built = try builtMedoids(for: tried, rows, options: options)
        var outcomes: [Int: KSweepResult.Outcome] = [:]
        var larger: KMedoidsResult?  // the partition into the next larger number of clusters
        for clusterCount in tried.sorted(by: >) {
            let outcome = try outcome(clusterCount, rows, built: built, larger: larger, options: options)
            if case .clustered(let result, _) = outcome { larger = result }
            outcomes[clusterCount] = outcome
            try options.step(.sweep, outcomes.count, of: tried.count)
        }
        let entries = tried.compactMap { k in outcomes[k].map { KSweepResult.Entry(clusterCount: k, outcome: $0) } }
        return KSweepResult(entries: entries, incomparablePairs: rows.matrix.incomparablePairs)
    }

    /// Clusters into k clusters, or says why that cannot be.
    private func outcome(
        _ clusterCount: Int, _ rows: WeightedMatrix, built: [Int], larger: KMedoidsResult?, options: ExecutionOptions
    ) throws(ClusteringError) -> KSweepResult.Outcome {
        var result: KMedoidsResult
        do throws(ClusteringError) {
            try KMedoids(clusterCount: clusterCount, start: start).checkClusterCount(rows: rows.count)
            if starts == .neighbour, let warm = try warmResult(clusterCount, rows, larger: larger, known: nil, options: options) {
                result = warm
            } else {
                result = try ownResult(clusterCount, rows, built: built, options: options)
            }
        } catch {
            guard error.code != .cancelled, error.code != .invalidOption else { throw error }
            return .skipped(error)
        }
        if starts == .both, let warm = try warmResult(clusterCount, rows, larger: larger, known: result, options: options), warm.loss < result.loss {
            result = warm
        }
        let silhouette = try Silhouette.of(rows, assignments: result.assignments, options: options)
        return .clustered(result, silhouette)
    }

    /// Clusters into k clusters from the sweep's own start.
    private func ownResult(
        _ clusterCount: Int, _ rows: WeightedMatrix, built: [Int], options: ExecutionOptions
    ) throws(ClusteringError) -> KMedoidsResult {
        let kMedoids = KMedoids(clusterCount: clusterCount, start: start, maximumSwaps: maximumSwaps, restarts: restarts)
        guard start == .build else { return try kMedoids.cluster(rows, options: options) }
        return try kMedoids.exchange(Array(built.prefix(clusterCount)), rows, options: options)
    }

    /// Clusters into k clusters from the medoids of more; `nil` where that is not possible.
    ///
    /// - Parameter known: What another start led to, if there was one.
    private func warmResult(
        _ clusterCount: Int, _ rows: WeightedMatrix, larger: KMedoidsResult?, known: KMedoidsResult?, options: ExecutionOptions
    ) throws(ClusteringError) -> KMedoidsResult? {
        if case .medoids = start { return nil }
        // The best single medoid is found at once by its own start.
        guard let larger, clusterCount > 1 else { return nil }
        let nearest = NearestMedoids(larger.medoids, rows)
        nearest.thin(to: clusterCount)
        return try KMedoids(clusterCount: clusterCount, start: .medoids(nearest.medoids), maximumSwaps: maximumSwaps)
            .exchange(nearest.medoids, rows, known: known, options: options)
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
