import CClusteringKernels

extension KMedoids {
    /// PAM's BUILD (Kaufman & Rousseeuw 1990, chapter 2, section 4.1).
    ///
    /// The first medoid has the smallest sum of distances to all rows; each next one is the row whose choice lowers
    /// the loss most. Ties go to the lowest row. The first medoids are those of any smaller k.
    ///
    /// - Parameters:
    ///   - clusterCount: k, known to be from 1 to the number of rows.
    ///   - rows: The dissimilarities, with row weights.
    ///   - first: Medoids that are chosen already, different rows, at most k.
    ///   - options: Threads, progress and cancellation.
    /// - Returns: k different rows in the order chosen.
    static func build(
        _ clusterCount: Int, _ rows: WeightedMatrix, after first: [Int] = [], options: ExecutionOptions
    ) throws(ClusteringError) -> [Int] {
        try options.checkCancelled()
        var medoids = first
        if medoids.isEmpty {
            medoids.append(mostCentral(rows, options: options))
            try options.step(.build, 1, of: clusterCount)
        }
        guard medoids.count < clusterCount else { return medoids }
        let nearest = LaneBuffer<Float>(count: rows.count, repeating: .infinity)
        var scratch = rows.scratch()
        for medoid in medoids { rows.lower(nearest, to: medoid, scratch: &scratch) }
        var gains = BuildGains(rows, nearest, medoids: medoids, options: options)
        while medoids.count < clusterCount {
            let chosen = gains.takeBest(rows, nearest, scratch: &scratch)
            medoids.append(chosen)
            rows.lower(nearest, to: chosen, scratch: &scratch)
            try options.step(.build, medoids.count, of: clusterCount)
        }
        return medoids
    }

    /// The row with the smallest weighted sum of distances, the first of several.
    private static func mostCentral(_ rows: WeightedMatrix, options: ExecutionOptions) -> Int {
        let sums = rows.map(options: options) { rows.kernels.weighted_sum($0, rows.weights?.pointer, rows.count) }
        return sums.indices.min { (sums[$0], $0) < (sums[$1], $1) } ?? 0
    }
}

/// By how much each row would lower the loss as one more medoid: Σ wo max(0, d(nearest, o) − d(row, o)).
///
/// A gain can only fall while medoids are added. So one that was computed earlier is an upper bound, and only the rows
/// whose bound is the highest are looked at again (M. Minoux: *Accelerated greedy algorithms for maximizing submodular
/// set functions*, 1978). Sums of rounded numbers fall with their terms too, so the choice is exactly that of BUILD.
private struct BuildGains {
    /// A heap with the best row first: the higher gain, the lower of several rows.
    private var heap: [(gain: Double, row: Int, round: Int)]
    private var round = 0

    init(_ rows: WeightedMatrix, _ nearest: LaneBuffer<Float>, medoids: [Int], options: ExecutionOptions) {
        let gains = rows.map(options: options) {
            rows.kernels.weighted_gain($0, nearest.pointer, rows.weights?.pointer, rows.count)
        }
        var isMedoid = [Bool](repeating: false, count: rows.count)
        for medoid in medoids { isMedoid[medoid] = true }
        // A sorted array is a heap.
        heap = gains.indices.filter { !isMedoid[$0] }.map { (gains[$0], $0, 0) }.sorted { BuildGains.isBetter($0, $1) }
    }

    /// Takes out the row that lowers the loss most. There must be one.
    mutating func takeBest(_ rows: WeightedMatrix, _ nearest: LaneBuffer<Float>, scratch: inout [Float]) -> Int {
        while heap[0].round < round {
            heap[0].gain = rows.matrix.withRow(heap[0].row, scratch: &scratch) {
                rows.kernels.weighted_gain($0, nearest.pointer, rows.weights?.pointer, rows.count)
            }
            heap[0].round = round
            sink()
        }
        round += 1
        let best = heap[0].row
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return best
    }

    /// Moves the first entry down to where it belongs.
    private mutating func sink() {
        var place = 0
        while true {
            var best = place
            for child in 2 * place + 1...2 * place + 2 where child < heap.count && BuildGains.isBetter(heap[child], heap[best]) {
                best = child
            }
            guard best != place else { return }
            heap.swapAt(place, best)
            place = best
        }
    }

    private static func isBetter(
        _ one: (gain: Double, row: Int, round: Int), _ other: (gain: Double, row: Int, round: Int)
    ) -> Bool {
        one.gain != other.gain ? one.gain > other.gain : one.row < other.row
    }
}

extension WeightedMatrix {
    /// One value a row, from its distances to all rows.
    fileprivate func map(options: ExecutionOptions, _ value: @Sendable (UnsafePointer<Float>) -> Double) -> [Double] {
        options.mapChunks(of: 0..<count, grain: WeightedMatrix.grain) { chunk in
            var scratch = scratch()
            return chunk.map { matrix.withRow($0, scratch: &scratch, value) }
        }.flatMap(\.self)
    }

    /// Lowers each row's distance to the nearest medoid by one more of them.
    fileprivate func lower(_ nearest: LaneBuffer<Float>, to medoid: Int, scratch: inout [Float]) {
        matrix.withRow(medoid, scratch: &scratch) { kernels.lower(nearest.pointer, $0, count) }
    }
}
