/// Eager exchanges of medoids for candidates, judged by the distances of a batch of rows: FasterPAM's SWAP (Schubert &
/// Rousseeuw 2021) on the rectangle of OneBatchPAM (de Mathelin et al. 2025).
struct BatchExchange {
    /// Rows that may become medoids, rising.
    private let candidates: [Int]
    /// The number of rows of the batch.
    private let batchCount: Int
    /// By candidate, its distances to the rows of the batch.
    private let distances: MatrixStorage

    /// Compares all candidates with the batch.
    init(candidates: [Int], batch: [Int], _ rows: ComparedRows) throws(ClusteringError) {
        self.candidates = candidates
        let most = max(1, rows.options.maximumMatrixBytes / MemoryLayout<Float>.stride / candidates.count)
        let batch = batch.count <= most ? batch : Draws(0, .batch).rows(most, of: batch.count).map { batch[$0] }
        let batchCount = batch.count
        self.batchCount = batchCount
        let storage = try MatrixStorage(count: candidates.count * batchCount)
        distances = storage
        let all = rows.comparison.pack(batch)
        let done = rows.options.mapChunks(of: 0..<candidates.count, grain: 64) { chunk in
            // Safe to share: a chunk writes rows of its own.
            rows.comparison.compare(rows.comparison.pack(candidates[chunk]), with: all) { row, first, block in
                let start = (chunk.lowerBound + row) * batchCount + first
                for (lane, distance) in block.enumerated() { storage.floats[start + lane] = distance }
            }
            return chunk.count
        }
        precondition(done.reduce(0, +) == candidates.count)
        let places = Dictionary(zip(batch, 0...)) { first, _ in first }
        for (place, candidate) in candidates.enumerated() {
            if let own = places[candidate] { storage.floats[place * batchCount + own] = 0 }
        }
    }

    /// Starts with the better of some medoids, and exchanges them while that lowers the loss of the batch.
    ///
    /// - Parameter starts: Each k different rows out of the candidates.
    /// - Returns: k different rows, rising.
    func run(from starts: [[Int]]) -> [Int] {
        let places = Dictionary(zip(candidates, 0...)) { first, _ in first }
        var best: State?
        for start in starts {
            let medoids = start.compactMap { places[$0] }
            guard Set(medoids).count == start.count else { continue }
            let state = State(medoids, self)
            if state.loss < best?.loss ?? .infinity { best = state }
        }
        guard var state = best else { return starts.first ?? [] }
        // Each pass over the candidates goes on where the last exchange was made, until none is left.
        var unchanged = 0
        var candidate = 0
        while unchanged < candidates.count {
            if state.exchangeIfBetter(candidate, self) { unchanged = 0 } else { unchanged += 1 }
            candidate = candidate + 1 == candidates.count ? 0 : candidate + 1
        }
        return state.medoids.map { candidates[$0] }.sorted()
    }

    /// The distances of a candidate to the batch.
    private func row(_ candidate: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(start: distances.floats + candidate * batchCount, count: batchCount)
    }

    /// Medoids, and what is known of each row of the batch.
    private struct State {
        /// Places of the medoids among the candidates, by cluster.
        private(set) var medoids: [Int]
        private var isMedoid: [Bool]
        private var nearest: [Int]
        private var distance: [Float]
        private var second: [Float]
        /// By cluster: what the loss grows by when its medoid goes and none comes.
        private var removalLosses: [Double]
        private(set) var loss = 0.0

        init(_ medoids: [Int], _ exchange: BatchExchange) {
            self.medoids = medoids
            isMedoid = [Bool](repeating: false, count: exchange.candidates.count)
            for medoid in medoids { isMedoid[medoid] = true }
            nearest = [Int](repeating: 0, count: exchange.batchCount)
            distance = [Float](repeating: .infinity, count: exchange.batchCount)
            second = distance
            removalLosses = []
            for (cluster, medoid) in medoids.enumerated() {
                let row = exchange.row(medoid)
                for o in row.indices {
                    if row[o] < distance[o] {
                        (second[o], distance[o], nearest[o]) = (distance[o], row[o], cluster)
                    } else if row[o] < second[o] {
                        second[o] = row[o]
                    }
                }
            }
            sumUp()
        }

        private mutating func sumUp() {
            loss = 0
            removalLosses = [Double](repeating: 0, count: medoids.count)
            for o in nearest.indices {
                loss += Double(distance[o])
                removalLosses[nearest[o]] += Double(second[o]) - Double(distance[o])
            }
        }

        /// Exchanges the medoid whose going costs least for a candidate, if that lowers the loss.
        mutating func exchangeIfBetter(_ candidate: Int, _ exchange: BatchExchange) -> Bool {
            guard !isMedoid[candidate] else { return false }
            let row = exchange.row(candidate)
            let cluster = medoids.count == 1 ? 0 : bestRemoval(for: row)
            var exchanged = medoids
            exchanged[cluster] = candidate
            // What the change of the sums promised is checked by the loss itself, so that rounding cannot go in circles.
            guard medoids.count == 1 || changeOfLoss < 0 else { return false }
            let state = State(exchanged, exchange)
            guard state.loss < loss else { return false }
            self = state
            return true
        }

        private var changes: [Double] = []
        private var changeOfLoss = 0.0

        /// FastPAM1's shares of the change: see `NearestMedoids.bestRemoval`.
        private mutating func bestRemoval(for row: UnsafeBufferPointer<Float>) -> Int {
            changes = removalLosses
            var shared = 0.0
            for o in row.indices where row[o] < second[o] {
                if row[o] < distance[o] {
                    shared += Double(row[o]) - Double(distance[o])
                    changes[nearest[o]] += Double(distance[o]) - Double(second[o])
                } else {
                    changes[nearest[o]] += Double(row[o]) - Double(second[o])
                }
            }
            var best = 0
            for cluster in changes.indices where changes[cluster] < changes[best] { best = cluster }
            changeOfLoss = changes[best] + shared
            return best
        }
    }
}
