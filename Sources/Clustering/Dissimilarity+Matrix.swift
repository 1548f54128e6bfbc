extension Dissimilarity {
    /// The dissimilarities of one row to all rows, equal bit for bit to the row of the matrix.
    ///
    /// - Parameter row: A zero-based row.
    /// - Returns: n distances in [0, 1], by row; 0 for the row itself.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public func distances(from row: Int) throws(ClusteringError) -> [Float] {
        try distances(from: [row])
    }

    /// The dissimilarities of some rows to all rows, equal bit for bit to the rows of the matrix.
    ///
    /// - Parameters:
    ///   - rows: m zero-based rows, in any order.
    ///   - options: Threads and memory limit.
    /// - Returns: m × n distances in [0, 1], row after row; 0 for a row and itself.
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`, `tooLarge` or `invalidOption`.
    public func distances(from rows: [Int], options: ExecutionOptions = ExecutionOptions()) throws(ClusteringError) -> [Float] {
        try options.validate()
        for row in rows { try table.checkRow(row) }
        let count = table.rowCount
        let (values, overflow) = rows.count.multipliedReportingOverflow(by: count)
        guard !overflow, values <= options.maximumMatrixBytes / MemoryLayout<Float>.stride else {
            throw ClusteringError(.tooLarge, "\(rows.count) rows of \(count) distances take more than \(options.maximumMatrixBytes) bytes")
        }
        let own = PackedRows(rows, layout, options: options)
        let all = allRows.packed(count: count, layout, options: options)
        return [Float](unsafeUninitializedCapacity: values) { target, filled in
            // Each chunk of blocks writes columns of its own.
            nonisolated(unsafe) let target = target
            let done = options.mapChunks(of: 0..<all.blocks.count, grain: 8) { blocks in
                let tile = TileBuffer(layout)
                Dissimilarity.fill(target, rows: own, columns: all, blocks: blocks, tile)
                return blocks.count
            }
            precondition(done.reduce(0, +) == all.blocks.count)
            for (place, row) in rows.enumerated() { target[place * count + row] = 0 }
            filled = values
        }
    }

    /// The dissimilarities of all pairs.
    ///
    /// - Parameters:
    ///   - layout: Whether every row lies together or every pair is kept once.
    ///   - options: Threads, memory limit, progress (by row) and cancellation.
    /// - Returns: The matrix of the table's n rows, with the number of pairs that had nothing to compare. The same bits
    ///   in both layouts and for any number of threads.
    /// - Throws: ``ClusteringError`` with code `tooLarge`, `invalidOption` or `cancelled`.
    public func matrix(
        layout: DissimilarityMatrix.Layout = .square, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> DissimilarityMatrix {
        try matrix(layout: layout, memory: nil, options: options)
    }

    /// The dissimilarities of all pairs, in the memory of a matrix that is no longer needed.
    ///
    /// The memory is taken over if nobody else holds that matrix and it is as large; else new memory is asked for.
    ///
    /// - Parameters:
    ///   - old: A matrix whose values may be overwritten.
    ///   - layout: Whether every row lies together or every pair is kept once.
    ///   - options: Threads, memory limit, progress (by row) and cancellation.
    /// - Throws: ``ClusteringError`` with code `tooLarge`, `invalidOption` or `cancelled`.
    public func matrix(
        reusing old: consuming DissimilarityMatrix, layout: DissimilarityMatrix.Layout = .square, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> DissimilarityMatrix {
        try matrix(layout: layout, memory: old.releasedStorage(), options: options)
    }

    private func matrix(
        layout matrixLayout: DissimilarityMatrix.Layout, memory: MatrixStorage?, options: ExecutionOptions
    ) throws(ClusteringError) -> DissimilarityMatrix {
        try options.validate()
        let count = table.rowCount
        let values = try DissimilarityMatrix.valueCount(of: count, layout: matrixLayout, maximumBytes: options.maximumMatrixBytes)
        let storage = if let memory, memory.count == values { memory } else { try MatrixStorage(count: values, isZeroed: false) }
        let rows = allRows.kept ?? PackedRows(0..<count, layout, options: options)
        let writer = MatrixWriter(storage, count: count, layout: matrixLayout)
        var incomparable = 0
        // Bands of rows one after the other, for progress and cancellation; each band split over the threads.
        for band in bands(of: rows) {
            let counts = options.mapChunks(of: band, grain: 1) { blocks in
                let tile = TileBuffer(layout)
                defer { tile.settle() }
                return blocks.reduce(0) { $0.addingClamped(fill(writer, rows, block: $1, tile)) }
            }
            for count in counts { incomparable = incomparable.addingClamped(count) }
            try options.step(.dissimilarities, min(count, band.upperBound * PackedRows.blockSize), of: count)
        }
        if rows.blocks.isEmpty { try options.step(.dissimilarities, 0, of: 0) }
        return DissimilarityMatrix(storage, count: count, layout: matrixLayout, incomparablePairs: incomparable)
    }

    /// Blocks of rows whose pairs with the rows after them take some tens of milliseconds.
    private func bands(of rows: PackedRows) -> [Range<Int>] {
        let pairsPerBand = 1 << 24
        let blockPairs = max(1, pairsPerBand / (PackedRows.blockSize * PackedRows.blockSize))
        var bands: [Range<Int>] = []
        var first = 0, pairs = 0
        for block in rows.blocks.indices {
            pairs += rows.blocks.count - block
            if pairs >= blockPairs || block == rows.blocks.count - 1 {
                bands.append(first..<block + 1)
                first = block + 1
                pairs = 0
            }
        }
        return bands
    }

    /// Compares one block of rows with itself and all later ones.
    ///
    /// - Returns: The number of pairs of original rows with nothing to compare.
    private func fill(_ writer: MatrixWriter, _ rows: PackedRows, block i: Int, _ tile: TileBuffer) -> Int {
        let size = PackedRows.blockSize
        let own = min(size, rows.count - i * size)
        var incomparable = 0
        tile.load(block: i, of: rows)
        for j in i..<rows.blocks.count {
            tile.compare(rows: own, withBlock: j, of: rows)
            let others = min(size, rows.count - j * size)
            writer.write(tile, firstRow: i * size, rows: own, firstColumn: j * size, columns: others)
            for row in 0..<own where tile.incomparable[row] != 0 {
                for column in (i == j ? row + 1 : 0)..<max(others, i == j ? row + 1 : 0) where tile.incomparable[row] >> UInt64(column) & 1 == 1 {
                    incomparable = incomparable.addingClamped(originalPairs(i * size + row, j * size + column))
                }
            }
        }
        return incomparable
    }

    /// Compares all rows of a small table with some blocks of a large one.
    private static func fill(
        _ target: UnsafeMutableBufferPointer<Float>, rows: PackedRows, columns: PackedRows, blocks: Range<Int>, _ tile: TileBuffer
    ) {
        let size = PackedRows.blockSize
        for i in rows.blocks.indices {
            let own = min(size, rows.count - i * size)
            tile.load(block: i, of: rows)
            for block in blocks {
                tile.compare(rows: own, withBlock: block, of: columns)
                let others = min(size, columns.count - block * size)
                for row in 0..<own {
                    let start = (i * size + row) * columns.count + block * size
                    for column in 0..<others { target[start + column] = tile.distances[row * size + column] }
                }
            }
        }
    }

    /// How many pairs of original rows the pair of two rows stands for.
    private func originalPairs(_ i: Int, _ j: Int) -> Int {
        guard let rowWeights else { return 1 }
        let (product, overflow) = rowWeights[i].multipliedReportingOverflow(by: rowWeights[j])
        return overflow ? Int.max : product
    }
}

extension Int {
    /// The sum of two counts, or `Int.max` where it does not fit.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? Int.max : sum
    }
}
