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

    /// The number of values that a matrix of n rows keeps, if it keeps to a limit.
    static func valueCount(of count: Int, layout: Layout, maximumBytes: Int) throws(ClusteringError) -> Int {
        let pairs = try pairCount(of: count)
        let (square, overflow) = layout == .condensed ? (pairs, false) : count.multipliedReportingOverflow(by: rowStride(of: count))
        guard !overflow, square <= Int.max / MemoryLayout<Float>.stride else {
            throw ClusteringError(.tooLarge, "the pairs of \(count) rows cannot be addressed")
        }
        let values = square
        guard values * MemoryLayout<Float>.stride <= maximumBytes else {
            throw ClusteringError(
                .tooLarge,
                "the matrix of \(count) rows takes \(values * MemoryLayout<Float>.stride) bytes, allowed are \(maximumBytes)")
        }
        return values
    }

    /// From one row of the square layout to the next, in floats: rows of large matrices begin with a cache line.
    static func rowStride(of count: Int) -> Int {
        // `pairCount` has passed: n is far from overflowing.
        count < 256 ? count : (count + 15) / 16 * 16
    }

    /// The same for this matrix.
    @inline(__always)
    var rowStride: Int { DissimilarityMatrix.rowStride(of: count) }

    /// Where the pair (i, j) is kept: i·n − i(i+1)/2 + (j − i − 1), for 0 ≤ i < j < n.
    ///
    /// Nothing overflows for an n that `pairCount(of:)` has passed: i·n < n² is at most 2·pairs + n.
    @inline(__always)
    static func index(_ i: Int, _ j: Int, count: Int) -> Int {
        i * count - i * (i + 1) / 2 + (j - i - 1)
    }

    /// Writes all dissimilarities of one row, its own 0 included, over the `count` values of `distances`.
    func copyRow(_ row: Int, into distances: inout [Float]) {
        guard layout == .square else { return gatherRow(row, into: &distances) }
        for j in 0..<count { distances[j] = storage.floats[row * rowStride + j] }
    }

    /// Calls `body` with the dissimilarities of one row, its own 0 included, without copying where they lie together.
    ///
    /// - Parameters:
    ///   - row: A row that is known to exist.
    ///   - scratch: `count` floats, used by the condensed layout.
    ///   - body: Gets `count` floats, which must not be kept.
    @inline(__always)
    func withRow<Answer>(_ row: Int, scratch: inout [Float], _ body: (UnsafePointer<Float>) -> Answer) -> Answer {
        guard layout == .condensed else { return body(UnsafePointer(storage.floats + row * rowStride)) }
        gatherRow(row, into: &scratch)
        return scratch.withUnsafeBufferPointer { body($0.baseAddress ?? UnsafePointer(storage.floats)) }
    }

    /// Collects a row of the condensed layout.
    private func gatherRow(_ row: Int, into distances: inout [Float]) {
        // Column `row` above the diagonal: from (i, row) to (i + 1, row) is n − i − 2 places.
        var place = row - 1
        for i in 0..<row {
            distances[i] = storage.floats[place]
            place += count - i - 2
        }
        distances[row] = 0
        // Row `row` to the right of the diagonal lies together.
        let first = row + 1
        guard first < count else { return }
        let start = DissimilarityMatrix.index(row, first, count: count)
        for j in first..<count {
            distances[j] = storage.floats[start + j - first]
        }
    }

    /// Throws when a row does not exist.
    func checkRow(_ row: Int) throws(ClusteringError) {
        guard row >= 0, row < count else {
            throw ClusteringError(.rowOutOfRange, "row \(row) is not in a matrix of \(count) rows", row: row)
        }
    }
}
