extension Silhouette {
    /// One cluster of a silhouette plot.
    public struct ClusterPlot: Sendable, Hashable {
        /// The cluster.
        public let cluster: Int
        /// Its rows, from the highest s(i) to the lowest; rows with the same one rise.
        public let rows: [Int]
        /// s(i) of these rows, falling. The bar of a row that stands for several is as thick as that many.
        public let values: [Double]
        /// The mean over the cluster's original rows.
        public let mean: Double
    }

    /// What the silhouette plot of Rousseeuw (1987, section 3) draws: for each cluster, its rows' s(i) from the highest to
    /// the lowest.
    ///
    /// - Parameter assignments: The cluster of each row, n values, as the silhouettes were computed from.
    /// - Returns: One entry a cluster, in the order of their numbers.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch` or `invalidAssignment`.
    public func plot(assignments: [Int]) throws(ClusteringError) -> [ClusterPlot] {
        guard assignments.count == values.count else {
            throw ClusteringError(.rowCountMismatch, "\(assignments.count) assignments for \(values.count) silhouettes")
        }
        var members = [[Int]](repeating: [], count: clusterMeans.count)
        for (row, cluster) in assignments.enumerated() {
            guard members.indices.contains(cluster) else {
                throw ClusteringError(.invalidAssignment, "there is no cluster \(cluster)", row: row)
            }
            members[cluster].append(row)
        }
        return members.enumerated().map { cluster, rows in
            let sorted = rows.sorted { (values[$1], $0) < (values[$0], $1) }
            return ClusterPlot(cluster: cluster, rows: sorted, values: sorted.map { values[$0] }, mean: clusterMeans[cluster])
        }
    }
}
