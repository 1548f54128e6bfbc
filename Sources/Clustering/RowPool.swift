/// Rows of floats that are handed out and given back.
///
/// The pointers are valid as long as the pool.
final class RowPool {
    /// The bytes that are taken from the system at a time, unless a row is longer.
    private static let chunkBytes = 8 << 20

    private let stride: Int
    private let chunkRows: Int
    private var chunks: [MatrixStorage] = []
    private var free: [UnsafeMutablePointer<Float>] = []

    /// - Parameter count: Floats a row.
    init(count: Int) {
        stride = (count + 15) / 16 * 16
        chunkRows = max(1, min(count / 2, RowPool.chunkBytes / (stride * MemoryLayout<Float>.stride)))
    }

    /// A row with any content; of several the one that was given back last, which the caches know best.
    func take() throws(ClusteringError) -> UnsafeMutablePointer<Float> {
        if let row = free.popLast() { return row }
        let chunk = try MatrixStorage(count: chunkRows * stride)
        chunks.append(chunk)
        for row in (1..<max(1, chunkRows)).reversed() { free.append(chunk.floats + row * stride) }
        return chunk.floats
    }

    /// Takes a row back.
    func give(back row: UnsafeMutablePointer<Float>) {
        free.append(row)
    }
}
