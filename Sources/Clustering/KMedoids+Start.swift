extension KMedoids {
    /// Chooses the first medoids: k different rows.
    func startMedoids(_ rows: WeightedMatrix, options: ExecutionOptions) throws(ClusteringError) -> [Int] {
        if case .medoids(let medoids) = start {
            guard medoids.count == clusterCount, Set(medoids).count == clusterCount else {
                throw ClusteringError(.invalidStart, "\(clusterCount) different start medoids are needed")
            }
            for medoid in medoids { try rows.matrix.checkRow(medoid) }
        }
        // The best single medoid needs no search, and SWAP's second nearest medoid does not exist for k = 1.
        guard clusterCount > 1 else { return try KMedoids.build(1, rows, options: options) }
        switch start {
        case .build: return try KMedoids.build(clusterCount, rows, options: options)
        case .lab(let seed): return KMedoids.linearBuild(clusterCount, rows, seed: seed)
        case .random(let seed):
            var generator = SplitMix64(seed: seed)
            return generator.sample(clusterCount, from: rows.count)
        case .medoids(let medoids): return medoids
        }
    }

    /// LAB, linear approximative BUILD (Schubert & Rousseeuw 2021, section 4.2): BUILD's choice, each time among a new
    /// sample of 10 + ⌈√n⌉ rows, and by the distances to the rows of the sample alone.
    ///
    /// - Parameters:
    ///   - clusterCount: k, known to be from 1 to the number of rows.
    ///   - rows: The dissimilarities, with row weights; these count in the sums, not in the draw.
    ///   - seed: Sets the samples.
    /// - Returns: k different rows in the order chosen.
    static func linearBuild(_ clusterCount: Int, _ rows: WeightedMatrix, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed)
        let sampleSize = 10 + Int(Double(rows.count).squareRoot().rounded(.up))
        var open = Array(0..<rows.count)  // rows that are no medoids
        var medoids: [Int] = []
        var nearestDistance = [Float](repeating: .infinity, count: rows.count)
        var scratch = rows.scratch()
        while medoids.count < clusterCount {
            let places = generator.sample(sampleSize, from: open.count).sorted()
            let sample = places.map { open[$0] }
            var best = (place: 0, change: Double.infinity)
            for (place, candidate) in zip(places, sample) {
                let change = rows.matrix.withRow(candidate, scratch: &scratch) { distances in
                    sample.reduce(into: 0.0) { change, other in
                        let weight = rows.weights?[other] ?? 1
                        // The first medoid has nothing to be nearer than: its sum of distances counts.
                        let known = medoids.isEmpty ? 0 : Double(nearestDistance[other])
                        let gain = Double(distances[other]) - known
                        change += medoids.isEmpty ? weight * gain : weight * min(0, gain)
                    }
                }
                if change < best.change { best = (place, change) }
            }
            let chosen = open.remove(at: best.place)
            medoids.append(chosen)
            rows.matrix.withRow(chosen, scratch: &scratch) { distances in
                for row in nearestDistance.indices { nearestDistance[row] = min(nearestDistance[row], distances[row]) }
            }
        }
        return medoids
    }
}
