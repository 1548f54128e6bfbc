import CClusteringKernels

/// The dissimilarities of rows together with how many original rows each stands for, checked against each other.
struct WeightedMatrix: Sendable {
    /// Rows a chunk of work; see `ExecutionOptions.mapChunks`.
    static let grain = 32

    /// The dissimilarities.
    let matrix: DissimilarityMatrix
    /// How many original rows each row stands for, ≥ 1; their sum fits an `Int`.
    let rowWeights: [Int]
    /// The same to compute with; `nil` where every row stands for itself alone.
    let weights: LaneBuffer<Double>?
    /// The same as 32-bit floats.
    let roundedWeights: LaneBuffer<Float>?
    /// The number of original rows.
    let totalWeight: Int
    /// The inner loops.
    let kernels: clustering_swap_kernels

    /// The number of rows.
    var count: Int { matrix.count }

    /// Checks weights against a matrix; `nil` means 1 each.
    init(
        _ matrix: DissimilarityMatrix, weights: [Int]?, kernels: clustering_swap_kernels = Kernels.best.swap
    ) throws(ClusteringError) {
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
        let isWeighted = rowWeights.contains { $0 != 1 }
        self.weights = isWeighted ? LaneBuffer(rowWeights.lazy.map { Double($0) }) : nil
        roundedWeights = isWeighted ? LaneBuffer(rowWeights.lazy.map { Float($0) }) : nil
        totalWeight = total
        self.kernels = kernels
    }

    /// Memory for one row, where the matrix does not keep rows together.
    func scratch() -> [Float] {
        matrix.layout == .square ? [] : [Float](repeating: 0, count: count)
    }

    /// Calls `body` with the dissimilarities of one row, of which only those to `others` are sure to be there.
    func withDistances<Answer>(
        of row: Int, to others: UnsafeBufferPointer<Int32>, scratch: inout [Float], _ body: (UnsafePointer<Float>) -> Answer
    ) -> Answer {
        guard matrix.layout == .condensed else { return matrix.withRow(row, scratch: &scratch, body) }
        let values = matrix.storage.floats
        for other in others.lazy.map(Int.init) {
            scratch[other] = other == row
                ? 0 : values[DissimilarityMatrix.index(min(row, other), max(row, other), count: count)]
        }
        return scratch.withUnsafeBufferPointer { body($0.baseAddress ?? UnsafePointer(values)) }
    }
}
