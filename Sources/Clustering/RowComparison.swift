/// Compares a few rows of a table, kept at hand, with any number of others that are packed as they come: memory does not
/// grow with the table.
struct RowComparison: Sendable {
    private let layout: GowerLayout

    init(_ table: GowerTable) {
        layout = GowerLayout(table)
    }

    /// Packs rows that are known to exist, on the calling thread.
    func pack(_ rows: some RandomAccessCollection<Int> & Sendable) -> PackedRows {
        PackedRows(rows, layout, options: ExecutionOptions(threads: 1))
    }

    /// Compares every row of `few` with every row of `many`.
    ///
    /// - Parameter body: Gets the place of a row in `few`, the place in `many` of the first of up to 64 rows, and the
    ///   dissimilarities to those; for each place in `many`, those in `few` rise. A row with nothing to compare has 1
    ///   even to itself.
    func compare(_ few: PackedRows, with many: PackedRows, _ body: (Int, Int, UnsafeBufferPointer<Float>) -> Void) {
        let size = PackedRows.blockSize
        let tile = TileBuffer(layout)
        for i in few.blocks.indices {
            tile.load(block: i, of: few)
            let own = min(size, few.count - i * size)
            for j in many.blocks.indices {
                tile.compare(rows: own, withBlock: j, of: many)
                let others = min(size, many.count - j * size)
                for row in 0..<own {
                    body(i * size + row, j * size, UnsafeBufferPointer(start: tile.distances + row * size, count: others))
                }
            }
        }
    }
}
