/// Clusters the same rows into several numbers of clusters, and finds the one with the best mean silhouette.
///
/// One matrix serves all; so does one BUILD, since the medoids that BUILD chooses first are those of a smaller k. Each k is
/// clustered twice, from the largest down: from its own start, and from the medoids of the next larger k without those
/// that are missed least. The lower loss counts; the result's start tells which it was.
public struct KSweep: Sendable, Hashable {
    /// The numbers of clusters to try, in this order; repeated ones are tried once.
    public var clusterCounts: [Int]
    /// How the first medoids are chosen, for each k. Given medoids serve the one k that they are as many as.
    public var start: KMedoids.Start
    /// The most exchanges of SWAP for each k; `nil` sets no limit.
    public var maximumSwaps: Int?
    /// Whether the medoids of the next larger k are tried too. Given medoids are always taken as they are.
    public var warmStarts: Bool

    /// Sets up a sweep; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCounts: The numbers of clusters to try.
    ///   - start: How the first medoids are chosen.
    ///   - maximumSwaps: The most exchanges of SWAP for each k, ≥ 0; `nil` sets no limit.
    ///   - warmStarts: Whether the medoids of the next larger k are tried too.
    public init(clusterCounts: [Int], start: KMedoids.Start = .build, maximumSwaps: Int? = nil, warmStarts: Bool = true) {
        self.clusterCounts = clusterCounts
        self.start = start
        self.maximumSwaps = maximumSwaps
        self.warmStarts = warmStarts
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
        var result = try kMedoids.exchange(medoids, rows, options: options)
        if let warm = try warmResult(clusterCount, rows, larger: larger, known: result, options: options), warm.loss < result.loss {
            result = warm
        }
        let silhouette = try Silhouette.of(rows, assignments: result.assignments, options: options)
        return .clustered(result, silhouette)
    }

    /// Clusters into k clusters from the medoids of more; `nil` where that is not wanted or not possible.
    private func warmResult(
        _ clusterCount: Int, _ rows: WeightedMatrix, larger: KMedoidsResult?, known: KMedoidsResult, options: ExecutionOptions
    ) throws(ClusteringError) -> KMedoidsResult? {
        if case .medoids = start { return nil }
        // The best single medoid is known already.
        guard warmStarts, let larger, clusterCount > 1 else { return nil }
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
