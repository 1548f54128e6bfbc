/// The rows of an ordination, whose dissimilarities are asked for one row at a time.
struct LandmarkRows: Sendable {
    /// Landmark rows that are computed at a time.
    private static let batch = 16
    /// Eigenvalues up to this share of the largest are what rounding leaves of 0.
    private static let negligible = 1e-9

    /// The number of rows, n.
    let count: Int
    /// How many original rows each row stands for; `nil` means 1 each.
    let weights: [Int]?
    /// The dissimilarities of a row to all rows.
    let distances: @Sendable (Int) throws(ClusteringError) -> [Float]

    /// Chooses landmarks, finds the axes and places all rows.
    func ordination(
        axisCount: Int, landmarks: Ordination.Landmarks, options: ExecutionOptions
    ) throws(ClusteringError) -> Ordination {
        try options.validate()
        try check(axisCount: axisCount)
        let chosen = try choose(landmarks, options: options).sorted()
        let axes = LandmarkAxes(
            squares: try squares(of: chosen, options: options), weights: chosen.map { Double(weights?[$0] ?? 1) },
            axisCount: axisCount, negligible: LandmarkRows.negligible)
        return Ordination(landmarks: chosen, eigenvalues: axes.eigenvalues, axes: try place(chosen, axes, options: options))
    }

    private func check(axisCount: Int) throws(ClusteringError) {
        guard axisCount >= 1 else {
            throw ClusteringError(.invalidOrdination, "at least one axis is needed, not \(axisCount)")
        }
        guard let weights else { return }
        guard weights.count == count else {
            throw ClusteringError(.rowCountMismatch, "\(weights.count) weights for \(count) rows")
        }
        if let row = weights.firstIndex(where: { $0 < 1 }) {
            throw ClusteringError(.invalidWeight, "weight \(weights[row]) is not ≥ 1", row: row)
        }
    }

    /// Chooses different rows.
    private func choose(_ landmarks: Ordination.Landmarks, options: ExecutionOptions) throws(ClusteringError) -> [Int] {
        switch landmarks {
        case .all:
            return Array(0..<count)
        case .random(let wanted, let seed):
            try check(landmarkCount: wanted)
            var generator = SplitMix64(seed: seed)
            return wanted >= count ? Array(0..<count) : generator.sample(wanted, from: count)
        case .maxmin(let wanted, let seed):
            try check(landmarkCount: wanted)
            return wanted >= count ? Array(0..<count) : try farthest(wanted, seed: seed, options: options)
        case .rows(let rows):
            guard !rows.isEmpty || count == 0, Set(rows).count == rows.count else {
                throw ClusteringError(.invalidOrdination, "landmarks must be different rows, at least one")
            }
            if let row = rows.first(where: { $0 < 0 || $0 >= count }) {
                throw ClusteringError(.rowOutOfRange, "row \(row) is not one of \(count)", row: row)
            }
            return rows
        }
    }

    private func check(landmarkCount: Int) throws(ClusteringError) {
        guard landmarkCount >= 1 else {
            throw ClusteringError(.invalidOrdination, "at least one landmark is needed, not \(landmarkCount)")
        }
    }

    /// A drawn row, then each time the row that is farthest from those chosen.
    private func farthest(_ wanted: Int, seed: UInt64, options: ExecutionOptions) throws(ClusteringError) -> [Int] {
        var generator = SplitMix64(seed: seed)
        var chosen = generator.sample(1, from: count)
        var nearest = [Float](repeating: .infinity, count: count)
        while let last = chosen.last, chosen.count < wanted {
            let row = try distances(last)
            var (farthest, place) = (-Float.infinity, 0)
            for j in row.indices {
                nearest[j] = min(nearest[j], row[j])
                if nearest[j] > farthest { (farthest, place) = (nearest[j], j) }
            }
            // Every row is at a landmark already.
            if farthest == 0 { break }
            chosen.append(place)
            try options.step(.ordination, chosen.count, of: 3 * wanted)
        }
        return chosen
    }

    /// The squared dissimilarities of the landmarks, m × m.
    private func squares(of landmarks: [Int], options: ExecutionOptions) throws(ClusteringError) -> [Double] {
        let size = landmarks.count
        let (values, overflow) = size.multipliedReportingOverflow(by: size)
        guard !overflow, values <= options.maximumMatrixBytes / (4 * MemoryLayout<Double>.stride) else {
            throw ClusteringError(.tooLarge, "the pairs of \(size) landmarks do not fit the allowed memory")
        }
        var squares: [Double] = []
        squares.reserveCapacity(values)
        try eachRow(of: landmarks, options: options, done: size) { _, row in
            for landmark in landmarks { squares.append(Double(row[landmark]) * Double(row[landmark])) }
        }
        return squares
    }

    /// Places all rows by their dissimilarities to the landmarks.
    private func place(
        _ landmarks: [Int], _ axes: LandmarkAxes, options: ExecutionOptions
    ) throws(ClusteringError) -> [[Double]] {
        var coordinates = [[Double]](repeating: [Double](repeating: 0, count: count), count: axes.factors.count)
        try eachRow(of: landmarks, options: options, done: 2 * landmarks.count) { landmark, row in
            for axis in coordinates.indices {
                let (factor, mean) = (axes.factors[axis][landmark], axes.means[landmark])
                coordinates[axis].withUnsafeMutableBufferPointer { coordinates in
                    for j in row.indices {
                        coordinates[j] += factor * (Double(row[j]) * Double(row[j]) - mean)
                    }
                }
            }
        }
        return coordinates
    }

    /// Hands over the dissimilarities of each landmark to all rows, in order; some are computed at a time.
    private func eachRow(
        of landmarks: [Int], options: ExecutionOptions, done: Int, _ body: (Int, [Float]) -> Void
    ) throws(ClusteringError) {
        for start in stride(from: 0, to: landmarks.count, by: LandmarkRows.batch) {
            let batch = start..<min(landmarks.count, start + LandmarkRows.batch)
            let rows = options.mapChunks(of: batch, grain: 1) { chunk in
                chunk.map { landmark in Result { () throws(ClusteringError) in try distances(landmarks[landmark]) } }
            }
            for (landmark, row) in zip(batch, rows.flatMap(\.self)) { body(landmark, try row.get()) }
            try options.step(.ordination, done + batch.upperBound, of: 3 * landmarks.count)
        }
    }
}

/// The axes of the landmarks, and what places a row on them.
struct LandmarkAxes: Sendable {
    /// All eigenvalues, falling.
    let eigenvalues: [Double]
    /// Each landmark's mean squared dissimilarity to the landmarks.
    let means: [Double]
    /// By axis and landmark: what the squared dissimilarity of a row to the landmark, less its mean, adds to the row's coordinate.
    private(set) var factors: [[Double]] = []

    /// Centres the squared dissimilarities and finds the axes (Gower 1966; for rows of weight w, each as if w times there).
    ///
    /// - Parameters:
    ///   - squares: m × m squared dissimilarities.
    ///   - weights: m weights ≥ 1.
    ///   - axisCount: The most axes.
    ///   - negligible: The share of the largest eigenvalue up to which one counts as 0.
    init(squares: [Double], weights: [Double], axisCount: Int, negligible: Double) {
        let size = weights.count
        let total = weights.reduce(0, +)
        means = (0..<size).map { i in
            (0..<size).reduce(0) { $0 + weights[$1] * squares[i * size + $1] } / total
        }
        var mean = 0.0
        for (weight, rowMean) in zip(weights, means) { mean += weight * rowMean / total }
        let roots = weights.map { $0.squareRoot() }
        var centred = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in 0..<size {
                centred[i * size + j] = -0.5 * (squares[i * size + j] - means[i] - means[j] + mean) * roots[i] * roots[j]
            }
        }
        let eigen = SymmetricEigen(centred, size: size)
        eigenvalues = eigen.values
        let least = negligible * max(eigen.values.first ?? 0, -(eigen.values.last ?? 0))
        for axis in 0..<min(axisCount, size) where eigen.values[axis] > least {
            let value = eigen.values[axis]
            let vector = eigen.vectors[axis * size..<(axis + 1) * size]
            let coordinates = zip(vector, roots).map { $0 * value.squareRoot() / $1 }
            // The first of those farthest from 0; what differs by rounding alone is as far.
            let farthest = coordinates.reduce(0) { max($0, abs($1)) }
            let sign: Double = (coordinates.first { abs($0) >= farthest * (1 - 1e-9) } ?? 0) < 0 ? -1 : 1
            factors.append(zip(coordinates, weights).map { -0.5 * sign * $0 * $1 / value })
        }
    }
}
