#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The memory of a dissimilarity matrix: zeroed 32-bit floats, in huge pages where the system has them.
///
/// Touching 100 MB for the first time takes the kernel as long as the distances themselves when it hands the memory
/// out in pages of 4 KB. The pointer never leaves this module, is valid as long as the object lives, and is written
/// only before the matrix that owns the object is handed out.
final class MatrixStorage: @unchecked Sendable {
    /// The number of floats.
    let count: Int
    /// The first of them; aligned to 64 bytes.
    let floats: UnsafeMutablePointer<Float>
    private let mappedBytes: Int

    /// Blocks smaller than this come from the allocator: huge pages of 2 MiB would only waste memory.
    private static let hugePageBytes = 2 << 20

    /// Takes memory for `count` floats, all 0.
    ///
    /// - Throws: ``ClusteringError`` with code `tooLarge` when the system has no such memory.
    init(count: Int) throws(ClusteringError) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
        guard !overflow, bytes >= 0, bytes < Int.max - 2 * MatrixStorage.hugePageBytes else {
            throw ClusteringError(.tooLarge, "\(count) dissimilarities cannot be addressed")
        }
        self.count = count
        guard bytes >= MatrixStorage.hugePageBytes else {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: max(64, bytes), alignment: 64)
            floats = memory.initializeMemory(as: Float.self, repeating: 0, count: max(16, count))
            mappedBytes = 0
            return
        }
        let rounded = (bytes + MatrixStorage.hugePageBytes - 1) / MatrixStorage.hugePageBytes * MatrixStorage.hugePageBytes
        guard let memory = mmap(nil, rounded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), memory != MAP_FAILED else {
            throw ClusteringError(.tooLarge, "the system has no \(bytes) bytes for a matrix")
        }
        // Advice only: without huge pages the memory is the same, and slower.
        _ = madvise(memory, rounded, MADV_HUGEPAGE)
        floats = memory.bindMemory(to: Float.self, capacity: count)
        mappedBytes = rounded
    }

    deinit {
        if mappedBytes > 0 { munmap(floats, mappedBytes) } else { UnsafeMutableRawPointer(floats).deallocate() }
    }
}
