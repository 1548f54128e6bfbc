import CClusteringKernels

/// The mean distances of each row to the rows of its own and of the nearest other cluster.
///
/// Distances are the same in both directions. So the sums of all rows to one cluster are the sum of the distance rows of
/// that cluster's members: whole rows are added, one cluster after the other, and nothing is looked up by cluster.
struct SilhouetteSums: Sendable {
    /// Rows of sums that one thread works at: they and the distances added to them fit the first-level cache.
    private static let grain = 512
    /// Rows between two steps of progress, at least; each step reads the matrix's rows in part.
    private static let band = 8192

    private let rows: WeightedMatrix
    /// The members of each cluster, rising.
    private let members: [LaneBuffer<Int32>]
    private let clusterWeights: [Int]
    private let clusters: LaneBuffer<Int32>

    /// Sorts rows by cluster.
    ///
    /// - Parameters:
    ///   - rows: The dissimilarities, with row weights.
    ///   - assignments: The cluster of each row; the numbers 0..<k are all in use.
    ///   - clusterWeights: The number of original rows in each of the k clusters.
    init(_ rows: WeightedMatrix, _ assignments: [Int], _ clusterWeights: [Int]) {
        self.rows = rows
        self.clusterWeights = clusterWeights
        clusters = LaneBuffer(assignments.lazy.map { Int32($0) })
        var members = [[Int32]](repeating: [], count: clusterWeights.count)
        for (row, cluster) in assignments.enumerated() { members[cluster].append(Int32(row)) }
        self.members = members.map { LaneBuffer($0) }
    }

    /// s(i) by row.
    func values(options: ExecutionOptions) throws(ClusteringError) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(rows.count)
        // A condensed matrix has each row collected for each chunk: as few chunks as threads.
        let grain = rows.matrix.layout == .square
            ? SilhouetteSums.grain : max(SilhouetteSums.grain, (SilhouetteSums.band + options.processorCount - 1) / options.processorCount)
        for start in stride(from: 0, to: rows.count, by: SilhouetteSums.band) {
            let band = start..<min(rows.count, start + SilhouetteSums.band)
            for chunk in options.mapChunks(of: band, grain: grain, widths) { values += chunk }
            try options.step(.silhouette, band.upperBound, of: rows.count)
        }
        return values
    }

    /// s(i) of a range of rows.
    private func widths(of chunk: Range<Int>) -> [Double] {
        let sums = LaneBuffer<Double>(count: chunk.count)
        let a = LaneBuffer<Double>(count: chunk.count)
        let b = LaneBuffer<Double>(count: chunk.count, repeating: .infinity)
        var scratch = rows.scratch()
        for cluster in members.indices {
            add(members[cluster], to: sums, of: chunk, scratch: &scratch)
            // A row's distance to itself is 0 and no part of its mean.
            let weight = clusterWeights[cluster]
            rows.kernels.end_cluster(
                sums.pointer, clusters.pointer + chunk.lowerBound, Int32(cluster), Double(weight - 1), Double(weight),
                a.pointer, b.pointer, chunk.count)
        }
        return chunk.enumerated().map { place, row in
            guard clusterWeights[Int(clusters[row])] > 1 else { return 0 }
            let larger = max(a[place], b[place])
            return larger > 0 ? (b[place] - a[place]) / larger : 0
        }
    }

    /// Adds the distances of a cluster's members to those of a chunk.
    private func add(
        _ members: LaneBuffer<Int32>, to sums: LaneBuffer<Double>, of chunk: Range<Int>, scratch: inout [Float]
    ) {
        let weights = rows.weights?.pointer
        if rows.matrix.layout == .square {
            let values = rows.matrix.storage.floats + chunk.lowerBound
            rows.kernels.add_rows(sums.pointer, values, rows.matrix.rowStride, members.pointer, members.count, weights, chunk.count)
            return
        }
        for place in 0..<members.count {
            rows.matrix.withRow(Int(members[place]), scratch: &scratch) { row in
                rows.kernels.add_rows(sums.pointer, row + chunk.lowerBound, 0, members.pointer + place, 1, weights, chunk.count)
            }
        }
    }
}
