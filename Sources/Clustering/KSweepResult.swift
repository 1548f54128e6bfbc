/// What a sweep over numbers of clusters found.
public struct KSweepResult: Sendable, Hashable {
    /// What became of one number of clusters.
    public enum Outcome: Sendable, Hashable {
        /// The partition and its silhouettes (`nil` for k = 1, for which they are not defined).
        case clustered(KMedoidsResult, Silhouette?)
        /// The rows do not allow this k; the error says why.
        case skipped(ClusteringError)
    }

    /// One number of clusters and what became of it.
    public struct Entry: Sendable, Hashable {
        /// The number of clusters, k.
        public let clusterCount: Int
        /// What became of it.
        public let outcome: Outcome

        /// The partition, if there is one.
        public var result: KMedoidsResult? {
            if case .clustered(let result, _) = outcome { result } else { nil }
        }

        /// The silhouettes, if there are any.
        public var silhouette: Silhouette? {
            if case .clustered(_, let silhouette) = outcome { silhouette } else { nil }
        }

        /// Why this k was skipped, if it was.
        public var skipped: ClusteringError? {
            if case .skipped(let error) = outcome { error } else { nil }
        }
    }

    /// One entry a number of clusters, in the order asked for.
    public let entries: [Entry]
    /// How many pairs of rows had nothing to compare; see ``DissimilarityMatrix/incomparablePairs``.
    public let incomparablePairs: Int

    /// The entry with the highest mean silhouette, of several the one with the smallest k; `nil` if none has one.
    public var best: Entry? {
        var best: (entry: Entry, mean: Double)?
        for entry in entries.sorted(by: { $0.clusterCount < $1.clusterCount }) {
            guard let mean = entry.silhouette?.mean, mean > best?.mean ?? -.infinity else { continue }
            best = (entry, mean)
        }
        return best?.entry
    }
}
