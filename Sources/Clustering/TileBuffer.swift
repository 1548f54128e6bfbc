import CClusteringKernels

/// Compares one block of rows with many others: what the kernel wants of the one, and what it gives back.
///
/// Belongs to one thread; its memory is valid as long as the object.
final class TileBuffer {
    /// 64 × 64 dissimilarities, row by row.
    let distances: UnsafeMutablePointer<Float>
    /// By row, the rows of the other block with which it has nothing to compare, as bits.
    let incomparable: UnsafeMutablePointer<UInt64>
    private let kernels: clustering_gower_kernels
    private let layout: GowerLayout
    private var own: gower_own
    private let memory: UnsafeMutableRawPointer

    /// Makes room for blocks of a layout.
    init(_ layout: GowerLayout, _ kernels: clustering_kernels = Kernels.best) {
        self.kernels = kernels.gower
        self.layout = layout
        let size = PackedRows.blockSize
        distances = UnsafeMutableRawPointer.allocate(byteCount: size * size * MemoryLayout<Float>.stride, alignment: 64)
            .initializeMemory(as: Float.self, repeating: 0, count: size * size)
        incomparable = .allocate(capacity: size)
        incomparable.initialize(repeating: 0, count: size)

        let numeric = layout.numericColumns.count * 2 * size * 16
        let wide = layout.wideColumns.count * size
        let byte = layout.byteColumns.count * size
        let present = layout.presence.count * size
        // All values are of four bytes.
        memory = .allocate(byteCount: max(64, (numeric + wide + byte + present) * 4), alignment: 64)
        own = gower_own(
            present: (memory + (numeric + wide + byte) * 4).bindMemory(to: UInt32.self, capacity: present),
            byte: (memory + (numeric + wide) * 4).bindMemory(to: UInt32.self, capacity: byte),
            numeric: memory.bindMemory(to: Float.self, capacity: numeric),
            wide: (memory + numeric * 4).bindMemory(to: Float.self, capacity: wide))
    }

    deinit {
        distances.deallocate()
        incomparable.deallocate()
        memory.deallocate()
    }

    /// Takes the block whose rows are compared from now on.
    func load(block i: Int, of rows: PackedRows) {
        var block = rows.blocks[i]
        kernels.prepare(layout.kernel, &block, &own)
    }

    /// Compares the first rows of the loaded block with all rows of another block of the same layout.
    @inline(__always)
    func compare(rows count: Int, withBlock j: Int, of rows: PackedRows) {
        var block = rows.blocks[j]
        kernels.rows(layout.kernel, &own, Int32(count), &block, distances, incomparable)
    }

    /// Writes the tile as it is: `to[i · stride + j]` for the first rows i and columns j.
    @inline(__always)
    func copy(rows: Int, columns: Int, to target: UnsafeMutablePointer<Float>, stride: Int) {
        kernels.copy(distances, Int32(rows), Int32(columns), target, stride)
    }

    /// Writes columns of the tile as rows: `to[j · stride + i]` for the first rows i and columns j.
    @inline(__always)
    func transpose(rows: Int, columns: Int, to target: UnsafeMutablePointer<Float>, stride: Int) {
        kernels.transpose(distances, Int32(rows), Int32(columns), target, stride)
    }

    /// Makes what was written visible to other threads, before this one says that it is done.
    func settle() { kernels.settle() }
}
