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
        let count = rows.matrix.withRow(swap.candidate, scratch: &scratch) { row in
            withState { rows.kernels.exchange(row, $0, Int32(swap.cluster), stale.pointer) }
        }
        findSecondNearest(ofStale: count, without: nil)
    }

    /// Takes away a medoid, of at least three; the last one gets its place.
    func remove(_ cluster: Int) {
        let nowhere = LaneBuffer<Float>(count: rows.count, repeating: .infinity)
        let count = withState { rows.kernels.exchange(nowhere.pointer, $0, Int32(cluster), stale.pointer) }
        findSecondNearest(ofStale: count, without: cluster)
        let last = medoids.count - 1
        medoids.swapAt(cluster, last)
        medoids.removeLast()
        for row in 0..<rows.count {
            if self.cluster[row] == Int32(last) { self.cluster[row] = Int32(cluster) }
            if secondCluster[row] == Int32(last) { secondCluster[row] = Int32(cluster) }
        }
        loss = rows.kernels.weighted_sum(distance.pointer, rows.weights?.pointer, rows.count)
    }

    /// Takes away one medoid after the other, always the one that is missed least (the first of several).
    func thin(to clusterCount: Int) {
        while medoids.count > max(2, clusterCount) {
            let losses = removalLosses().losses
            remove((0..<medoids.count).min { (losses[$0], $0) < (losses[$1], $1) } ?? 0)
        }
    }

    /// ΔTD⁻(mi) = Σ wo (d_second(o) − d_nearest(o)) over the rows o of cluster i, and the number of these rows.
    func removalLosses() -> (losses: LaneBuffer<Double>, sizes: LaneBuffer<Int32>) {
        let losses = LaneBuffer<Double>(count: medoids.count)
        let sizes = LaneBuffer<Int32>(count: medoids.count)
        withState { rows.kernels.add_removal_losses($0, losses.pointer, sizes.pointer) }
        return (losses, sizes)
    }

    /// Looks for the second nearest medoid of the first rows in `stale`.
    private func findSecondNearest(ofStale count: Int, without removed: Int?) {
        guard count > 0 else { return }
        let others = UnsafeBufferPointer(start: stale.pointer, count: count)
        for (place, medoid) in medoids.enumerated() where place != removed {
            rows.withDistances(of: medoid, to: others, scratch: &scratch) { row in
                withState { rows.kernels.add_second(row, $0, Int32(place), stale.pointer, count) }
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
