import CClusteringKernels

/// A set of medoids with the three nearest of each row: what an exchange changes of the medoid silhouette needs no more.
///
/// Written by nobody once it is made.
final class ThreeNearestMedoids: @unchecked Sendable {
    /// The k medoids, at least two; a cluster is the place of its medoid here.
    let medoids: [Int]
    /// Σ wo d1(o)/d2(o), added in row order; the average medoid silhouette is 1 − this by the number of original rows.
    let loss: Double
    /// By cluster, how much the loss grows when its medoid goes and none comes.
    let removalLosses: LaneBuffer<Double>

    /// The same as 32-bit floats, lowered by what their rounding could hide; infinite in the padding.
    private let loweredLosses: LaneBuffer<Float>
    private let distances: [LaneBuffer<Float>]
    private let ratios: [LaneBuffer<Float>]
    private let places: [LaneBuffer<Int32>]
    private let rows: WeightedMatrix

    /// Finds the three nearest of the medoids.
    init(_ medoids: [Int], _ rows: WeightedMatrix) {
        self.medoids = medoids
        self.rows = rows
        distances = (0..<3).map { _ in LaneBuffer(count: rows.count, repeating: .infinity) }
        places = (0..<3).map { _ in LaneBuffer(count: rows.count, repeating: -1) }
        let removalLosses = LaneBuffer<Double>(count: medoids.count)
        ratios = (0..<3).map { _ in LaneBuffer(count: rows.count) }
        var state = ThreeNearestMedoids.state(distances, places, ratios, rows)
        var scratch = rows.scratch()
        for (place, medoid) in medoids.enumerated() {
            rows.matrix.withRow(medoid, scratch: &scratch) { rows.kernels.add_to_three($0, &state, Int32(place)) }
        }
        let sizes = LaneBuffer<Int32>(count: medoids.count)
        let weights = LaneBuffer<Double>(count: medoids.count)
        loss = rows.kernels.ratio_losses(&state, removalLosses.pointer, sizes.pointer, weights.pointer)
        loweredLosses = LaneBuffer(count: removalLosses.padded, repeating: .infinity)
        for cluster in medoids.indices {
            let hidden = ThreeNearestMedoids.hidden(Double(rows.count) / 16, Double(rows.totalWeight))
                + ThreeNearestMedoids.hidden(Double(sizes[cluster]), 2 * weights[cluster])
            loweredLosses[cluster] = Float(removalLosses[cluster] - hidden)
        }
        self.removalLosses = removalLosses
    }

    /// How far a sum of so many 32-bit terms can be off, whose absolute values are together at most `size`: m additions
    /// and the few operations of a term lose 1/2²⁴ each. Twice that for safety.
    private static func hidden(_ additions: Double, _ size: Double) -> Double {
        2 * (additions + 16) * size / Double(1 << 24)
    }

    /// The medoid whose exchange for a candidate lowers the loss most, the first of several; `nil` if none lowers it.
    ///
    /// - Parameters:
    ///   - candidate: A row that is no medoid.
    ///   - scratch: What one thread writes.
    func bestExchange(for candidate: Int, _ scratch: SwapScratch) -> Int? {
        var state = ThreeNearestMedoids.state(distances, places, ratios, rows)
        let (sums, changes) = (scratch.sums, scratch.changes)
        return rows.matrix.withRow(candidate, scratch: &scratch.row) { row in
            let lowest = rows.kernels.lowest_ratio_change(row, &state, loweredLosses.pointer, medoids.count, sums.pointer)
            if lowest >= 0 { return nil }
            for cluster in 0..<medoids.count { changes[cluster] = removalLosses[cluster] }
            let shared = rows.kernels.add_ratio_changes(row, &state, changes.pointer)
            var best = 0
            for cluster in 1..<medoids.count where changes[cluster] < changes[best] { best = cluster }
            return changes[best] + shared < 0 ? best : nil
        }
    }

    /// The medoids without the one that is missed least (the first of several).
    func thinned() -> [Int] {
        let cluster = medoids.indices.min { (removalLosses[$0], $0) < (removalLosses[$1], $1) } ?? 0
        var thinned = medoids
        thinned.remove(at: cluster)
        return thinned
    }

    private static func state(
        _ distances: [LaneBuffer<Float>], _ places: [LaneBuffer<Int32>], _ ratios: [LaneBuffer<Float>], _ rows: WeightedMatrix
    ) -> clustering_three {
        clustering_three(
            count: rows.count, distance: (distances[0].pointer, distances[1].pointer, distances[2].pointer),
            place: (places[0].pointer, places[1].pointer, places[2].pointer),
            ratio: (ratios[0].pointer, ratios[1].pointer, ratios[2].pointer), weights: rows.roundedWeights?.pointer,
            exact: rows.weights?.pointer)
    }
}
