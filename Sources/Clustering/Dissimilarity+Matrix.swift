extension Dissimilarity {
    /// The dissimilarities of one row to all rows, equal bit for bit to the row of the matrix.
    ///
    /// - Parameter row: A zero-based row.
    /// - Returns: n distances in [0, 1], by row; 0 for the row itself.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public func distances(from row: Int) throws(ClusteringError) -> [Float] {
        try table.checkRow(row)
        var distances = [Float](repeating: 0, count: table.rowCount)
        var sums = BlockSums()
        for block in blocks(from: 0) {
            accumulate(row, against: block, into: &sums)
            for j in block where j != row {
                let t = j - block.lowerBound
                distances[j] = Dissimilarity.distance(dissimilar: sums.dissimilar[t], compared: sums.compared[t])
            }
        }
        return distances
    }

    /// The dissimilarities of all pairs.
    ///
    /// - Parameter options: Threads, memory limit, progress (by row) and cancellation.
    /// - Returns: The condensed matrix of the table's n rows, with the number of pairs that had nothing to compare.
    /// - Throws: ``ClusteringError`` with code `tooLarge`, `invalidOption` or `cancelled`.
    public func matrix(options: ExecutionOptions = ExecutionOptions()) throws(ClusteringError) -> DissimilarityMatrix {
        try options.validate()
        let count = table.rowCount
        let pairs = try DissimilarityMatrix.pairCount(of: count)
        _ = try DissimilarityMatrix.valueCount(of: count, layout: .square, maximumBytes: options.maximumMatrixBytes)
        var values = [Float](repeating: 0, count: pairs)
        var incomparable = 0
        // Bands of rows one after the other, for progress and cancellation; each band split over the threads.
        let bandRows = max(256, count / 32)
        for start in stride(from: 0, to: count, by: bandRows) {
            let band = start..<min(count, start + bandRows)
            let counts = values.withUnsafeMutableBufferPointer { values in
                // Rows write places of their own: no two threads touch one value.
                nonisolated(unsafe) let values = values
                return options.mapChunks(of: band, grain: 16) { rows in fill(rows, of: values) }
            }
            for count in counts { incomparable = incomparable.addingClamped(count) }
            try options.step(.dissimilarities, band.upperBound, of: count)
        }
        let square = try DissimilarityMatrix(count: count, values: values)
        return DissimilarityMatrix(square.storage, count: count, layout: .square, incomparablePairs: incomparable)
    }

    /// Fills the part of a condensed matrix that belongs to some rows.
    ///
    /// - Returns: The number of pairs with nothing to compare.
    private func fill(_ rows: Range<Int>, of values: UnsafeMutableBufferPointer<Float>) -> Int {
        let count = table.rowCount
        var incomparable = 0
        var sums = BlockSums()
        for block in blocks(from: rows.lowerBound + 1) {
            for i in rows where i + 1 < block.upperBound {
                let right = max(i + 1, block.lowerBound)..<block.upperBound
                accumulate(i, against: right, into: &sums)
                let start = DissimilarityMatrix.index(i, right.lowerBound, count: count)
                for t in 0..<right.count {
                    let compared = sums.compared[t]
                    values[start + t] = Dissimilarity.distance(dissimilar: sums.dissimilar[t], compared: compared)
                    if compared == 0 {
                        incomparable = incomparable.addingClamped(originalPairs(i, right.lowerBound + t))
                    }
                }
            }
        }
        return incomparable
    }

    /// How many pairs of original rows the pair of two rows stands for.
    private func originalPairs(_ i: Int, _ j: Int) -> Int {
        guard let rowWeights else { return 1 }
        let (product, overflow) = rowWeights[i].multipliedReportingOverflow(by: rowWeights[j])
        return overflow ? Int.max : product
    }

    /// The rows from a first one to the last, in blocks.
    private func blocks(from first: Int) -> [Range<Int>] {
        stride(from: first, to: table.rowCount, by: BlockSums.size).map { start in
            start..<min(table.rowCount, start + BlockSums.size)
        }
    }
}

extension Int {
    /// The sum of two counts, or `Int.max` where it does not fit.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? Int.max : sum
    }
}
