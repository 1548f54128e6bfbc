/// Writes tiles to their places in a matrix that is being made.
///
/// Safe to use from several threads: every pair of blocks has places of its own.
struct MatrixWriter: @unchecked Sendable {
    private let storage: MatrixStorage
    private let count: Int
    private let layout: DissimilarityMatrix.Layout
    private let stride: Int

    /// - Parameters:
    ///   - storage: As many floats as the layout wants for `count` rows.
    ///   - count: The number of rows, n.
    init(_ storage: MatrixStorage, count: Int, layout: DissimilarityMatrix.Layout) {
        self.storage = storage
        self.count = count
        self.layout = layout
        stride = DissimilarityMatrix.rowStride(of: count)
    }

    /// Writes the dissimilarities of rows to columns that begin at the same row or at a later block.
    ///
    /// Both triangles of a square matrix are written; the diagonal is 0.
    func write(_ tile: TileBuffer, firstRow: Int, rows: Int, firstColumn: Int, columns: Int) {
        switch layout {
        case .square: writeSquare(tile, firstRow: firstRow, rows: rows, firstColumn: firstColumn, columns: columns)
        case .condensed: writeCondensed(tile, firstRow: firstRow, rows: rows, firstColumn: firstColumn, columns: columns)
        }
    }

    private func writeSquare(_ tile: TileBuffer, firstRow: Int, rows: Int, firstColumn: Int, columns: Int) {
        tile.copy(rows: rows, columns: columns, to: storage.floats + firstRow * stride + firstColumn, stride: stride)
        if firstRow == firstColumn {
            for row in 0..<rows { storage.floats[(firstRow + row) * stride + firstRow + row] = 0 }
        } else {
            tile.transpose(rows: rows, columns: columns, to: storage.floats + firstColumn * stride + firstRow, stride: stride)
        }
    }

    private func writeCondensed(_ tile: TileBuffer, firstRow: Int, rows: Int, firstColumn: Int, columns: Int) {
        for row in 0..<rows {
            let first = firstRow == firstColumn ? row + 1 : 0
            guard first < columns else { continue }
            let target = storage.floats + DissimilarityMatrix.index(firstRow + row, firstColumn + first, count: count)
            target.update(from: tile.distances + row * PackedRows.blockSize + first, count: columns - first)
        }
    }
}
