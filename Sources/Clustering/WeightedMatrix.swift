/// The dissimilarities of rows together with how many original rows each stands for, checked against each other.
struct WeightedMatrix: Sendable {
    /// Rows a chunk of work; see `ExecutionOptions.mapChunks`.
    static let grain = 32

    /// The dissimilarities.
    let matrix: DissimilarityMatrix
    /// How many original rows each row stands for, ≥ 1; their sum fits an `Int`.
    let rowWeights: [Int]
    /// The same as numbers to compute with.
    let weights: [Double]
    /// The number of original rows.
    let totalWeight: Int

    /// The number of rows.
    var count: Int { matrix.count }

    /// Checks weights against a matrix; `nil` means 1 each.
    init(_ matrix: DissimilarityMatrix, weights: [Int]?) throws(ClusteringError) {
        let rowWeights = weights ?? [Int](repeating: 1, count: matrix.count)
        guard rowWeights.count == matrix.count else {
            throw ClusteringError(
                .rowCountMismatch, "\(rowWeights.count) weights for a matrix of \(matrix.count) rows")
        }
        var total = 0
        for (row, weight) in rowWeights.enumerated() {
            guard weight >= 1 else {
                throw ClusteringError(.invalidWeight, "weight \(weight) is not ≥ 1", row: row)
            }
            let (sum, overflow) = total.addingReportingOverflow(weight)
            guard !overflow else {
                throw ClusteringError(.invalidWeight, "the sum of the rows' weights is too large", row: row)
            }
            total = sum
        }
        self.matrix = matrix
        self.rowWeights = rowWeights
        self.weights = rowWeights.map(Double.init)
        totalWeight = total
    }

    /// All dissimilarities of a row that is known to exist.
    func row(_ row: Int) -> [Float] {
        var distances = [Float](repeating: 0, count: count)
        matrix.copyRow(row, into: &distances)
        return distances
    }

    /// The row whose score is lowest, the first of several; `nil` if every row is left out.
    ///
    /// - Parameters:
    ///   - options: Threads.
    ///   - excluded: By row, whether it is left out; `nil` leaves none out.
    ///   - score: A row's score, from its distances to all rows.
    func lowest(
        options: ExecutionOptions, excluding excluded: [Bool]?, score: @Sendable ([Float]) -> Double
    ) -> Int? {
        let found = options.mapChunks(of: 0..<count, grain: WeightedMatrix.grain) { rows -> (Int, Double)? in
            var distances = [Float](repeating: 0, count: count)
            var best: (row: Int, score: Double)?
            for row in rows where excluded?[row] != true {
                matrix.copyRow(row, into: &distances)
                let score = score(distances)
                guard let current = best, current.score <= score else {
                    best = (row, score)
                    continue
                }
            }
            return best
        }
        var best: (row: Int, score: Double)?
        for case let (row, score)? in found {
            guard let current = best, current.score <= score else {
                best = (row, score)
                continue
            }
        }
        return best?.row
    }
}
