/// How a clustering call runs: threads, memory, progress and cancellation. It never changes a result.
public struct ExecutionOptions: Sendable {
    /// One step of the work, as told to `progress`.
    public struct Progress: Sendable, Hashable {
        /// The part of the work that is under way.
        public enum Stage: String, Sendable, Hashable, CaseIterable {
            /// Filling the dissimilarity matrix; steps are rows.
            case dissimilarities
            /// Choosing the start medoids; steps are medoids.
            case build
            /// Exchanging medoids; steps are swaps, their total is unknown.
            case swap
            /// Silhouettes; steps are rows.
            case silhouette
            /// A sweep over numbers of clusters; steps are numbers of clusters.
            case sweep
            /// Clustering samples of many rows; steps are samples.
            case sample
            /// Assigning rows to medoids; steps are rows.
            case assignment
            /// Looking for better medoids among all rows; steps are clusters.
            case refinement
            /// Agglomerative clustering; steps are merges.
            case linkage
            /// Ordination; steps are landmarks, chosen and then placed.
            case ordination
            /// Feature importance; steps are rows, or groups of columns where rows are clustered anew.
            case importance
        }

        /// The part of the work that is under way.
        public let stage: Stage
        /// Steps done so far.
        public let completed: Int
        /// Steps in all; `nil` where that cannot be known.
        public let total: Int?
    }

    /// The most threads to use; `nil` uses what the machine has. Results are byte-identical for any number.
    public var threads: Int?
    /// The most bytes that one dissimilarity matrix may take. 8 GiB hold about 65,000 rows.
    public var maximumMatrixBytes: Int
    /// Called after each step, always on the calling thread.
    public var progress: (@Sendable (Progress) -> Void)?
    /// Asked between steps, on the calling thread; `true` ends the call with ``ClusteringError/Code/cancelled``.
    public var isCancelled: (@Sendable () -> Bool)?

    /// Makes options; by default all threads, 8 GiB, silent and never cancelled.
    ///
    /// - Parameters:
    ///   - threads: The most threads to use, at least 1; `nil` uses what the machine has.
    ///   - maximumMatrixBytes: The most bytes that one dissimilarity matrix may take.
    ///   - progress: Called after each step, on the calling thread.
    ///   - isCancelled: Asked between steps, on the calling thread.
    public init(
        threads: Int? = nil,
        maximumMatrixBytes: Int = 8 << 30,
        progress: (@Sendable (Progress) -> Void)? = nil,
        isCancelled: (@Sendable () -> Bool)? = nil
    ) {
        self.threads = threads
        self.maximumMatrixBytes = maximumMatrixBytes
        self.progress = progress
        self.isCancelled = isCancelled
    }
}

extension ExecutionOptions {
    /// Checks the options themselves, once at the start of a call.
    func validate() throws(ClusteringError) {
        if let threads, threads < 1 {
            throw ClusteringError(.invalidOption, "at least one thread is needed, not \(threads)")
        }
    }

    /// Reports a finished step, then stops the call if the caller has asked for that.
    func step(_ stage: Progress.Stage, _ completed: Int, of total: Int?) throws(ClusteringError) {
        progress?(Progress(stage: stage, completed: completed, total: total))
        if isCancelled?() == true {
            throw ClusteringError(.cancelled, "stopped on request during \(stage.rawValue)")
        }
    }

    /// Stops the call if the caller has asked for that.
    func checkCancelled() throws(ClusteringError) {
        if isCancelled?() == true {
            throw ClusteringError(.cancelled, "stopped on request")
        }
    }
}
