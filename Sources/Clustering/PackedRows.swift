import CClusteringKernels

/// Rows of a table in blocks of 64, as the kernel reads them.
final class PackedRows: @unchecked Sendable {
    // Safe to share: the memory is written in `init` only, and lives as long as the object.

    /// Rows of a block.
    static let blockSize = Int(GOWER_BLOCK)

    /// What the columns are.
    let layout: GowerLayout
    /// The number of rows.
    let count: Int
    /// The blocks, the last one filled up with its last row.
    let blocks: [gower_block]
    /// Bytes that the blocks take.
    let byteCount: Int
    private let memory: UnsafeMutableRawPointer

    /// Packs some rows of the layout's table.
    ///
    /// - Parameters:
    ///   - rows: Rows that are known to exist.
    ///   - layout: The columns.
    ///   - options: Threads.
    init(_ rows: some RandomAccessCollection<Int> & Sendable, _ layout: GowerLayout, options: ExecutionOptions) {
        self.layout = layout
        let rowCount = rows.count
        count = rowCount
        let size = PackedRows.blockSize
        let blockCount = (rowCount + size - 1) / size
        let shape = Shape(layout)
        byteCount = blockCount * shape.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(64, byteCount), alignment: 64)
        self.memory = memory
        nonisolated(unsafe) let target = memory
        // Blocks are packed by one thread each, into places of their own.
        let packed = options.mapChunks(of: 0..<blockCount, grain: 4) { chunk in
            var own = [Int](repeating: 0, count: size)
            for block in chunk {
                for place in 0..<size {
                    own[place] = rows[rows.index(rows.startIndex, offsetBy: min(block * size + place, rowCount - 1))]
                }
                PackedRows.fill(target + block * shape.stride, shape, own, layout)
            }
            return chunk.count
        }
        precondition(packed.reduce(0, +) == blockCount)
        blocks = (0..<blockCount).map { shape.block(at: memory + $0 * shape.stride) }
    }

    deinit { memory.deallocate() }

    /// Where the parts of a block lie.
    private struct Shape {
        let present: Int
        let byte: Int
        let numericPresent: Int
        let numeric: Int
        let wide: Int
        /// Bytes a block.
        let stride: Int

        init(_ layout: GowerLayout) {
            let size = PackedRows.blockSize
            present = 0
            byte = present + layout.presence.count * size
            numericPresent = byte + layout.byteColumns.count * size
            // What follows is read by vectors and starts on a multiple of 64 bytes again.
            let presentBytes = layout.numericColumns.count * MemoryLayout<UInt64>.stride
            numeric = numericPresent + (presentBytes + 63) / 64 * 64
            wide = numeric + layout.numericColumns.count * size * MemoryLayout<Float>.stride
            stride = wide + layout.wideColumns.count * size * MemoryLayout<Float>.stride
        }

        func block(at start: UnsafeMutableRawPointer) -> gower_block {
            gower_block(
                present: UnsafePointer((start + present).assumingMemoryBound(to: UInt8.self)),
                byte: UnsafePointer((start + byte).assumingMemoryBound(to: UInt8.self)),
                numeric: UnsafePointer((start + numeric).assumingMemoryBound(to: Float.self)),
                numeric_present: UnsafePointer((start + numericPresent).assumingMemoryBound(to: UInt64.self)),
                wide: UnsafePointer((start + wide).assumingMemoryBound(to: Float.self)))
        }
    }

    /// Writes one block of 64 rows.
    private static func fill(_ start: UnsafeMutableRawPointer, _ shape: Shape, _ rows: [Int], _ layout: GowerLayout) {
        let present = (start + shape.present).bindMemory(to: UInt8.self, capacity: layout.presence.count * blockSize)
        let byte = (start + shape.byte).bindMemory(to: UInt8.self, capacity: layout.byteColumns.count * blockSize)
        let numericPresent = (start + shape.numericPresent).bindMemory(to: UInt64.self, capacity: layout.numericColumns.count)
        let numeric = (start + shape.numeric).bindMemory(to: Float.self, capacity: layout.numericColumns.count * blockSize)
        let wide = (start + shape.wide).bindMemory(to: Float.self, capacity: layout.wideColumns.count * blockSize)
        for (place, column) in layout.byteColumns.enumerated() { column.fill(byte + place * blockSize, rows: rows) }
        for (place, column) in layout.numericColumns.enumerated() {
            let values = numeric + place * blockSize
            column.fill(values, rows: rows)
            var isPresent: UInt64 = 0
            for lane in 0..<blockSize { isPresent |= (values[lane].isNaN ? 0 : 1) << UInt64(lane) }
            numericPresent[place] = isPresent
        }
        for (place, column) in layout.wideColumns.enumerated() { column.fill(wide + place * blockSize, rows: rows) }
        for (place, columns) in layout.presence.enumerated() {
            let bits = present + place * blockSize
            for lane in 0..<blockSize { bits[lane] = 0 }
            for (bit, column) in columns.enumerated() {
                let mask = UInt8(1) << UInt8(bit)
                switch column {
                case .byte(let column): set(mask, in: bits) { byte[column * blockSize + $0] != 0 }
                case .numeric(let column): set(mask, in: bits) { !numeric[column * blockSize + $0].isNaN }
                case .wide(let column): set(mask, in: bits) { !wide[column * blockSize + $0].isNaN }
                }
            }
        }
    }

    /// Sets a bit of the lanes that have a value.
    @inline(__always)
    private static func set(_ mask: UInt8, in bits: UnsafeMutablePointer<UInt8>, _ isPresent: (Int) -> Bool) {
        for lane in 0..<blockSize { bits[lane] |= isPresent(lane) ? mask : 0 }
    }
}
