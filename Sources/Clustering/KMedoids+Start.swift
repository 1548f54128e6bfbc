extension KMedoids {
    /// Chooses the first medoids: k different rows.
    func startMedoids(_ rows: WeightedMatrix, options: ExecutionOptions) throws(ClusteringError) -> [Int] {
        switch start {
        case .build:
            return try KMedoids.build(clusterCount, rows, options: options)
        case .random(let seed):
            // The best single medoid needs no search, and SWAP's second nearest medoid does not exist for k = 1.
            guard clusterCount > 1 else { return try KMedoids.build(1, rows, options: options) }
            var generator = SplitMix64(seed: seed)
            return generator.sample(clusterCount, from: rows.count)
        case .medoids(let medoids):
            guard medoids.count == clusterCount, Set(medoids).count == clusterCount else {
                throw ClusteringError(.invalidStart, "\(clusterCount) different start medoids are needed")
            }
            for medoid in medoids { try rows.matrix.checkRow(medoid) }
            guard clusterCount > 1 else { return try KMedoids.build(1, rows, options: options) }
            return medoids
        }
    }

    /// PAM's BUILD (Kaufman & Rousseeuw 1990, chapter 2, section 4.1).
    ///
    /// The first medoid has the smallest sum of distances to all rows; each next one is the row whose choice lowers
    /// the loss most. Ties go to the lowest row. The first medoids are those of any smaller k.
    ///
    /// - Parameters:
    ///   - clusterCount: k, known to be from 1 to the number of rows.
    ///   - rows: The dissimilarities, with row weights.
    ///   - options: Threads, progress and cancellation.
    /// - Returns: k different rows in the order chosen.
    static func build(
        _ clusterCount: Int, _ rows: WeightedMatrix, options: ExecutionOptions
    ) throws(ClusteringError) -> [Int] {
        var medoids: [Int] = []
        var isMedoid = [Bool](repeating: false, count: rows.count)
        /// Each row's distance to the nearest medoid so far.
        var nearestDistance = [Float](repeating: .infinity, count: rows.count)
        try options.checkCancelled()
        while medoids.count < clusterCount {
            let chosen = medoids.isEmpty
                ? mostCentral(rows, options: options)
                : mostHelpful(rows, nearestDistance, isMedoid, options: options)
            guard let chosen else { break }
            medoids.append(chosen)
            isMedoid[chosen] = true
            let distances = rows.row(chosen)
            for j in distances.indices { nearestDistance[j] = min(nearestDistance[j], distances[j]) }
            try options.step(.build, medoids.count, of: clusterCount)
        }
        return medoids
    }

    /// The row with the smallest weighted sum of distances.
    private static func mostCentral(_ rows: WeightedMatrix, options: ExecutionOptions) -> Int? {
        rows.lowest(options: options, excluding: nil) { distances in
            var sum = 0.0
            for j in distances.indices { sum += rows.weights[j] * Double(distances[j]) }
            return sum
        }
    }

    /// The row that lowers the loss most: with the smallest Σ wj min(0, d(row, j) − d(nearest, j)).
    private static func mostHelpful(
        _ rows: WeightedMatrix, _ nearestDistance: [Float], _ isMedoid: [Bool], options: ExecutionOptions
    ) -> Int? {
        rows.lowest(options: options, excluding: isMedoid) { distances in
            var change = 0.0
            for j in distances.indices where distances[j] < nearestDistance[j] {
                change += rows.weights[j] * (Double(distances[j]) - Double(nearestDistance[j]))
            }
            return change
        }
    }
}
