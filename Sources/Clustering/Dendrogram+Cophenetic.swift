extension Dendrogram {
    /// How well the tree keeps the dissimilarities: the correlation of those of all pairs of original rows with the
    /// heights at which the pairs are joined.
    ///
    /// R. R. Sokal, F. J. Rohlf: *The Comparison of Dendrograms by Objective Methods*, Taxon 11 (1962).
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities that the tree was made of.
    ///   - options: Threads and cancellation.
    /// - Returns: Pearson's correlation; `nil` where either side is constant, or there are no pairs.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidOption` or `cancelled`.
    public func copheneticCorrelation(
        with matrix: DissimilarityMatrix, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> Double? {
        try options.validate()
        guard matrix.count == rowCount else {
            throw ClusteringError(.rowCountMismatch, "a tree of \(rowCount) rows for a matrix of \(matrix.count) rows")
        }
        try options.checkCancelled()
        let (order, heights) = leaves
        let weights = order.map { Double(rowWeights[$0]) }
        // Sums are taken about a typical height, so that little cancels.
        let origin = heights.reduce(0, +) / Double(max(1, heights.count))
        let parts = options.mapChunks(of: 0..<rowCount, grain: 64) { chunk -> PairSums in
            var sums = PairSums()
            var row = [Float](repeating: 0, count: rowCount)
            for position in chunk {
                matrix.copyRow(order[position], into: &row)
                sums.add(0 - origin, 0 - origin, weight: weights[position] * (weights[position] - 1) / 2)
                // Two leaves are joined at the highest of the heights between them.
                var height = 0.0
                for other in position + 1..<max(position + 1, rowCount) {
                    height = max(height, heights[other - 1])
                    sums.add(Double(row[order[other]]) - origin, height - origin, weight: weights[position] * weights[other])
                }
            }
            return sums
        }
        return parts.reduce(PairSums(), +).correlation
    }
}

/// The weighted sums that a correlation is made of.
struct PairSums: Sendable {
    private var weight = 0.0
    private var x = 0.0
    private var y = 0.0
    private var xx = 0.0
    private var yy = 0.0
    private var xy = 0.0

    @inline(__always)
    mutating func add(_ x: Double, _ y: Double, weight: Double) {
        self.weight += weight
        self.x += weight * x
        self.y += weight * y
        xx += weight * x * x
        yy += weight * y * y
        xy += weight * x * y
    }

    static func + (a: PairSums, b: PairSums) -> PairSums {
        var sum = a
        sum.weight += b.weight
        sum.x += b.x
        sum.y += b.y
        sum.xx += b.xx
        sum.yy += b.yy
        sum.xy += b.xy
        return sum
    }

    /// Pearson's correlation; `nil` where it is not defined.
    var correlation: Double? {
        let varianceX = xx - x * x / weight
        let varianceY = yy - y * y / weight
        // What rounding leaves of a constant is no variance.
        guard weight > 0, varianceX > 1e-13 * xx, varianceY > 1e-13 * yy else { return nil }
        let correlation = (xy - x * y / weight) / (varianceX.squareRoot() * varianceY.squareRoot())
        return correlation.isFinite ? max(-1, min(1, correlation)) : nil
    }
}
