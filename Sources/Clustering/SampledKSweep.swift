/// Clusters one large table for several numbers of clusters by ``SampledKMedoids``, with estimated silhouettes.
public struct SampledKSweep: Sendable, Hashable {
    /// The numbers of clusters to try; repeats are left out.
    public var clusterCounts: [Int]
    /// How each is clustered; its own number of clusters plays no part.
    public var kMedoids: SampledKMedoids

    /// Sets up a sweep.
    ///
    /// - Parameters:
    ///   - clusterCounts: The numbers of clusters to try.
    ///   - kMedoids: How each is clustered.
    public init(clusterCounts: [Int], kMedoids: SampledKMedoids = SampledKMedoids(clusterCount: 1)) {
        self.clusterCounts = clusterCounts
        self.kMedoids = kMedoids
    }

    /// What became of one number of clusters.
    public struct Entry: Sendable, Hashable {
        /// The number of clusters, k.
        public let clusterCount: Int
        /// The sum of all rows' distances to their medoids; `nil` if this k was skipped.
        public let loss: Double?
        /// The number of rows of each sample; none if this k was skipped.
        public let sampleSizes: [Int]
        /// The estimated silhouettes; `nil` for k = 1, or if this k was skipped.
        public let silhouette: SilhouetteEstimate?
        /// Why this k was skipped, if it was.
        public let skipped: ClusteringError?
    }

    /// What a sweep found.
    public struct Outcome: Sendable, Hashable {
        /// One entry a number of clusters, in the order asked for.
        public let entries: [Entry]
        /// The partition with the highest estimated mean silhouette, of several the one with the smallest k.
        public let best: SampledKMedoidsResult?
        /// The silhouettes of that partition.
        public let bestSilhouette: SilhouetteEstimate?
    }

    /// Runs the sweep. Of the partitions only the best is kept.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - options: Threads, memory limit (of a sample's matrix), progress and cancellation.
    /// - Throws: ``ClusteringError`` with code `invalidOption`, `tooLarge` or `cancelled`. A k that the rows do not allow is
    ///   skipped.
    public func run(_ table: GowerTable, options: ExecutionOptions = ExecutionOptions()) throws(ClusteringError) -> Outcome {
        var entries: [Entry] = []
        var best: (result: SampledKMedoidsResult, silhouette: SilhouetteEstimate)?
        for clusterCount in distinctClusterCounts {
            var run = kMedoids
            run.clusterCount = clusterCount
            do {
                let result = try run.cluster(table, options: options)
                let silhouette = try SilhouetteEstimate.of(table, assignments: result.assignments, seed: kMedoids.seed, options: options)
                entries.append(Entry(clusterCount: clusterCount, loss: result.loss, sampleSizes: result.sampleSizes, silhouette: silhouette, skipped: nil))
                if let silhouette, isBetter(silhouette, clusterCount, than: best) { best = (result, silhouette) }
            } catch {
                guard error.code == .invalidClusterCount else { throw error }
                entries.append(Entry(clusterCount: clusterCount, loss: nil, sampleSizes: [], silhouette: nil, skipped: error))
            }
            try options.step(.sweep, entries.count, of: distinctClusterCounts.count)
        }
        return Outcome(entries: entries, best: best?.result, bestSilhouette: best?.silhouette)
    }

    private func isBetter(
        _ silhouette: SilhouetteEstimate, _ clusterCount: Int, than best: (result: SampledKMedoidsResult, silhouette: SilhouetteEstimate)?
    ) -> Bool {
        guard let best else { return true }
        if silhouette.mean == best.silhouette.mean { return clusterCount < best.result.clusterCount }
        return silhouette.mean > best.silhouette.mean
    }

    private var distinctClusterCounts: [Int] {
        var seen: Set<Int> = []
        return clusterCounts.filter { seen.insert($0).inserted }
    }
}
