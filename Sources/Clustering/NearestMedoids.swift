import CClusteringKernels

/// A set of medoids with what SWAP knows of each row: its nearest and its second nearest medoid.
///
/// One thread at a time may exchange medoids; while none does, any number may ask.
final class NearestMedoids: @unchecked Sendable {
    /// The dissimilarities, with row weights.
    let rows: WeightedMatrix
    /// The k medoids; a cluster is the place of its medoid here.
    private(set) var medoids: [Int]
    /// TD: the weighted sum of the distances to the nearest medoid.
    private(set) var loss = 0.0

    /// Each row's distance to its nearest medoid.
    let distance: LaneBuffer<Float>
    /// Each row's distance to its second nearest medoid; infinite if there is only one.
    let secondDistance: LaneBuffer<Float>
    /// The cluster of each row: that of the nearest medoid, the first of several.
    let cluster: LaneBuffer<Int32>
    /// The cluster of each row's second nearest medoid; −1 if there is only one.
    let secondCluster: LaneBuffer<Int32>
    private let stale: LaneBuffer<Int32>
    private var scratch: [Float]

    /// Assigns all rows.
    ///
    /// - Parameters:
    ///   - medoids: Different rows, at least one.
    ///   - rows: The dissimilarities, with row weights.
    init(_ medoids: [Int], _ rows: WeightedMatrix) {
        self.rows = rows
        self.medoids = medoids
        distance = LaneBuffer(count: rows.count, repeating: .infinity)
        secondDistance = LaneBuffer(count: rows.count, repeating: .infinity)
        cluster = LaneBuffer(count: rows.count, repeating: -1)
        secondCluster = LaneBuffer(count: rows.count, repeating: -1)
        stale = LaneBuffer(count: rows.count)
        scratch = rows.scratch()
        withState { state in
            for (place, medoid) in medoids.enumerated() {
                rows.matrix.withRow(medoid, scratch: &scratch) { rows.kernels.add_medoid($0, state, Int32(place)) }
            }
        }
        loss = rows.kernels.weighted_sum(distance.pointer, rows.weights?.pointer, rows.count)
    }

    /// Calls `body` with the state as the inner loops see it.
    func withState<Answer>(_ body: (UnsafePointer<clustering_nearest>) -> Answer) -> Answer {
        var state = clustering_nearest(
            count: rows.count, first: distance.pointer, second: secondDistance.pointer, cluster: cluster.pointer,
            other: secondCluster.pointer, weights: rows.roundedWeights?.pointer, exact: rows.weights?.pointer)
        return withUnsafePointer(to: &state, body)
    }

    /// Whether each row is a medoid.
    var isMedoid: [Bool] {
        var flags = [Bool](repeating: false, count: rows.count)
        for medoid in medoids { flags[medoid] = true }
        return flags
    }

    /// Puts a row in the place of a medoid, and finds the second nearest medoid of the rows that lost one of theirs.
    func exchange(_ swap: KMedoids.Swap) {
        medoids[swap.cluster] = swap.candidate
        loss = swap.loss
        withState { state in
            let count = rows.matrix.withRow(swap.candidate, scratch: &scratch) { row in
                rows.kernels.exchange(row, state, Int32(swap.cluster), stale.pointer)
            }
            guard count > 0 else { return }
            for (place, medoid) in medoids.enumerated() {
                rows.withDistances(of: medoid, to: UnsafeBufferPointer(start: stale.pointer, count: count), scratch: &scratch) { row in
                    rows.kernels.add_second(row, state, Int32(place), stale.pointer, count)
                }
            }
        }
    }

    /// The k medoids in rising order with everything that is told of a partition around them.
    func result(
        startLoss: Double, swaps: Int, converged: Bool, start: KMedoids.Start
    ) -> KMedoidsResult {
        let sorted = NearestMedoids(medoids.sorted(), rows)
        var assignments = sorted.cluster.elements.map(Int.init)
        // Two medoids may have distance 0 to each other: no cluster loses its own medoid.
        for (place, medoid) in sorted.medoids.enumerated() { assignments[medoid] = place }
        var clusterWeights = [Int](repeating: 0, count: medoids.count)
        for (row, cluster) in assignments.enumerated() { clusterWeights[cluster] += rows.rowWeights[row] }
        return KMedoidsResult(
            medoids: sorted.medoids, assignments: assignments, clusterWeights: clusterWeights, loss: sorted.loss,
            startLoss: startLoss, swaps: swaps, converged: converged, start: start)
    }
}
