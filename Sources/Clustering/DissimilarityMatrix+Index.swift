extension DissimilarityMatrix {
    /// The number of pairs of n rows, n(n−1)/2.
    ///
    /// - Parameter count: The number of rows, n.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch` when n is negative and `tooLarge` when the number of
    ///   pairs, or the bytes that they take, do not fit an `Int`.
    public static func pairCount(of count: Int) throws(ClusteringError) -> Int {
        guard count >= 0 else {
            throw ClusteringError(.rowCountMismatch, "a matrix cannot have \(count) rows")
        }
        guard count > 1 else { return 0 }
        // One of n and n − 1 is even: halve that one first, so that only a result that is too large overflows.
        let (half, other) = count.isMultiple(of: 2) ? (count / 2, count - 1) : ((count - 1) / 2, count)
        let (pairs, overflow) = half.multipliedReportingOverflow(by: other)
        guard !overflow, pairs <= Int.max / MemoryLayout<Float>.stride else {
            throw ClusteringError(.tooLarge, "the pairs of \(count) rows cannot be addressed")
        }
        return pairs
    }

    /// The number of pairs of n rows, if their matrix keeps to a limit.
    static func pairCount(of count: Int, maximumBytes: Int) throws(ClusteringError) -> Int {
        let pairs = try pairCount(of: count)
        guard pairs * MemoryLayout<Float>.stride <= maximumBytes else {
            throw ClusteringError(
                .tooLarge,
                "the matrix of \(count) rows takes \(pairs * MemoryLayout<Float>.stride) bytes, allowed are \(maximumBytes)")
        }
        return pairs
    }

    /// Where the pair (i, j) is kept: i·n − i(i+1)/2 + (j − i − 1), for 0 ≤ i < j < n.
    ///
    /// Nothing overflows for an n that `pairCount(of:)` has passed: i·n < n² is at most 2·pairs + n.
    @inline(__always)
    static func index(_ i: Int, _ j: Int, count: Int) -> Int {
        i * count - i * (i + 1) / 2 + (j - i - 1)
    }

    /// Writes all dissimilarities of one row, its own 0 included, over the `count` values of `distances`.
    func copyRow(_ row: Int, into distances: inout [Float]) {
        // Column `row` above the diagonal: from (i, row) to (i + 1, row) is n − i − 2 places.
        var place = row - 1
        for i in 0..<row {
            distances[i] = values[place]
            place += count - i - 2
        }
        distances[row] = 0
        // Row `row` to the right of the diagonal lies together.
        let first = row + 1
        guard first < count else { return }
        let start = DissimilarityMatrix.index(row, first, count: count)
        for j in first..<count {
            distances[j] = values[start + j - first]
        }
    }

    /// Throws when a row does not exist.
    func checkRow(_ row: Int) throws(ClusteringError) {
        guard row >= 0, row < count else {
            throw ClusteringError(.rowOutOfRange, "row \(row) is not in a matrix of \(count) rows", row: row)
        }
    }
}
