/// The dissimilarities of all pairs of n rows, kept once a pair as 32-bit floats.
///
/// The n(n−1)/2 values are in the order of R's `dist` and SciPy's `pdist`: (0,1), (0,2), …, (0,n−1), (1,2), ….
/// The diagonal is 0 and is not kept.
public struct DissimilarityMatrix: Sendable {
    /// The number of rows, n.
    public let count: Int
    /// The n(n−1)/2 dissimilarities in condensed order, each finite and ≥ 0.
    public let values: [Float]
    /// How many pairs had nothing to compare and were given the distance 1. Where a row stands for several
    /// identical rows, pairs of those are counted.
    public let incomparablePairs: Int

    /// Checks dissimilarities that were computed elsewhere.
    ///
    /// - Parameters:
    ///   - count: The number of rows, n ≥ 0.
    ///   - values: The n(n−1)/2 dissimilarities in condensed order, each finite and ≥ 0.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `tooLarge` or `invalidValue`.
    public init(count: Int, values: [Float]) throws(ClusteringError) {
        let expected = try DissimilarityMatrix.pairCount(of: count)
        guard values.count == expected else {
            throw ClusteringError(
                .rowCountMismatch, "\(count) rows make \(expected) pairs, but there are \(values.count) values")
        }
        if let index = values.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
            throw ClusteringError(.invalidValue, "dissimilarity \(values[index]) at \(index) is not finite and ≥ 0")
        }
        self.init(checked: values, count: count, incomparablePairs: 0)
    }

    /// Makes a matrix of values that are known to be valid.
    init(checked values: [Float], count: Int, incomparablePairs: Int) {
        self.count = count
        self.values = values
        self.incomparablePairs = incomparablePairs
    }

    /// The dissimilarity of two rows; 0 on the diagonal, and the same in both orders.
    ///
    /// - Parameters:
    ///   - i: A zero-based row.
    ///   - j: A zero-based row.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public subscript(i: Int, j: Int) -> Float {
        get throws(ClusteringError) {
            try checkRow(i)
            try checkRow(j)
            if i == j { return 0 }
            return values[DissimilarityMatrix.index(min(i, j), max(i, j), count: count)]
        }
    }

    /// All dissimilarities of one row, its own 0 included.
    ///
    /// - Parameter row: A zero-based row.
    /// - Returns: n values, by row.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public func row(_ row: Int) throws(ClusteringError) -> [Float] {
        try checkRow(row)
        var distances = [Float](repeating: 0, count: count)
        copyRow(row, into: &distances)
        return distances
    }
}
