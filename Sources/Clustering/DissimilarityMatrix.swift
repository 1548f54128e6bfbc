/// The dissimilarities of all pairs of n rows as 32-bit floats.
///
/// A matrix is kept in one of two layouts. ``Layout/square`` has every row lie together, which is what K-medoids and
/// silhouettes read at the speed of the memory; ``Layout/condensed`` takes half the memory.
public struct DissimilarityMatrix: Sendable {
    /// How the dissimilarities are kept.
    public enum Layout: Sendable, Hashable, CaseIterable {
        /// n² values, row after row, the zeros of the diagonal included. Rows of large matrices are a little apart, each at the
        /// start of a cache line.
        case square
        /// The n(n−1)/2 pairs once, in the order of R's `dist` and SciPy's `pdist`: (0,1), (0,2), …, (0,n−1), (1,2), ….
        case condensed
    }

    /// The number of rows, n.
    public let count: Int
    /// How the dissimilarities are kept.
    public let layout: Layout
    /// How many pairs had nothing to compare and were given the distance 1. Where a row stands for several
    /// identical rows, pairs of those are counted.
    public let incomparablePairs: Int
    /// The values, in the order of the layout.
    let storage: MatrixStorage

    /// Checks dissimilarities that were computed elsewhere, and keeps them in the square layout.
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
        let storage = try MatrixStorage(count: DissimilarityMatrix.valueCount(of: count, layout: .square, maximumBytes: .max))
        let stride = DissimilarityMatrix.rowStride(of: count)
        var place = 0
        for i in 0..<count {
            for j in i + 1..<max(i + 1, count) {
                storage.floats[i * stride + j] = values[place]
                storage.floats[j * stride + i] = values[place]
                place += 1
            }
        }
        self.init(storage, count: count, layout: .square, incomparablePairs: 0)
    }

    /// Makes a matrix of values that are known to be valid and as many as the layout wants.
    init(_ storage: MatrixStorage, count: Int, layout: Layout, incomparablePairs: Int) {
        self.storage = storage
        self.count = count
        self.layout = layout
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
            return switch layout {
            case .square: storage.floats[i * rowStride + j]
            case .condensed: storage.floats[DissimilarityMatrix.index(min(i, j), max(i, j), count: count)]
            }
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

    /// The n(n−1)/2 dissimilarities in condensed order, as `pdist` has them: a copy.
    public func condensed() -> [Float] {
        (0..<max(0, count - 1)).flatMap { i in
            let start = layout == .square ? i * rowStride + i + 1 : DissimilarityMatrix.index(i, i + 1, count: count)
            return UnsafeBufferPointer(start: storage.floats + start, count: count - i - 1)
        }
    }
}

extension DissimilarityMatrix {
    /// The memory of a matrix that is given up; `nil` if another copy of the matrix holds it too.
    consuming func releasedStorage() -> MatrixStorage? {
        var storage = storage
        _ = consume self
        return isKnownUniquelyReferenced(&storage) ? storage : nil
    }
}
