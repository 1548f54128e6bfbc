#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif
import Synchronization

/// The memory of a dissimilarity matrix: zeroed 32-bit floats, in huge pages where the system has them.
///
/// Touching 100 MB for the first time takes the kernel as long as the distances themselves when it hands the memory
/// out in pages of 4 KB, and a good part of that in huge ones: so the memory of the last matrix is kept for the next one
/// of the same size, and marked so that the system takes it back when it is short of memory. The pointer never leaves this module, is valid as long as the object lives, and is written
/// only before the matrix that owns the object is handed out.
final class MatrixStorage: @unchecked Sendable {
    /// The number of floats.
    let count: Int
    /// The first of them; aligned to 64 bytes.
    let floats: UnsafeMutablePointer<Float>
    private let mappedBytes: Int

    /// Blocks smaller than this come from the allocator: huge pages of 2 MiB would only waste memory.
    private static let hugePageBytes = 2 << 20

    /// Memory of at most so many bytes is kept.
    private static let mostSpareBytes = 256 << 20
    /// Memory that no matrix has; written by the last owner, read by the next.
    private static let spare = Mutex<Region?>(nil)

    /// Memory from the system.
    private struct Region: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
        let bytes: Int
    }

    /// Takes memory for `count` floats.
    ///
    /// - Parameters:
    ///   - count: The number of floats.
    ///   - isZeroed: Whether all are to be 0; else they are any numbers, for those who write all that is read.
    /// - Throws: ``ClusteringError`` with code `tooLarge` when the system has no such memory.
    init(count: Int, isZeroed: Bool = true) throws(ClusteringError) {
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
        mappedBytes = rounded
        if let memory = MatrixStorage.takeSpare(bytes: rounded) {
            floats = memory.bindMemory(to: Float.self, capacity: count)
            if isZeroed { floats.update(repeating: 0, count: count) }
            return
        }
        guard let memory = mmap(nil, rounded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), memory != MAP_FAILED else {
            throw ClusteringError(.tooLarge, "the system has no \(bytes) bytes for a matrix")
        }
        // Advice only: without huge pages the memory is the same, and slower.
        _ = madvise(memory, rounded, MADV_HUGEPAGE)
        floats = memory.bindMemory(to: Float.self, capacity: count)
    }

    deinit {
        guard mappedBytes > 0 else { return UnsafeMutableRawPointer(floats).deallocate() }
        MatrixStorage.giveBack(Region(start: floats, bytes: mappedBytes))
    }

    private static func takeSpare(bytes: Int) -> UnsafeMutableRawPointer? {
        spare.withLock { spare in
            guard let region = spare, region.bytes == bytes else { return nil }
            spare = nil
            return region.start
        }
    }

    private static func giveBack(_ region: Region) {
        var unwanted = Optional(region)
        // The pages stay where they are, and cost nothing to have again, until the system wants them.
        if region.bytes <= mostSpareBytes, madvise(region.start, region.bytes, MADV_FREE) == 0 {
            unwanted = spare.withLock { spare in
                let old = spare
                spare = region
                return old
            }
        }
        if let unwanted { munmap(unwanted.start, unwanted.bytes) }
    }
}
