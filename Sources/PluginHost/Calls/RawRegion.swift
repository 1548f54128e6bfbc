/// A piece of memory of a known size, which another process may share. Every access is checked against its size; what is
/// read is a copy, so that the other process cannot change it after it was checked.
struct RawRegion: @unchecked Sendable {
    // Safe to hand on: the memory outlives the region (its owner keeps both), and one call at a time uses it.
    let base: UnsafeMutableRawPointer
    let count: Int

    /// Nothing, at an address that no store can reach: its size is 0.
    static let none = RawRegion(base: UnsafeMutableRawPointer(bitPattern: -1) ?? .allocate(byteCount: 1, alignment: 1), count: 0)

    func region(_ range: Range<Int>) -> RawRegion {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return RawRegion(base: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    func store<T: BitwiseCopyable>(_ value: T, at offset: Int) {
        precondition(offset >= 0 && offset <= count - MemoryLayout<T>.size)
        base.storeBytes(of: value, toByteOffset: offset, as: T.self)
    }

    @inline(__always)
    func load<T: BitwiseCopyable>(_ type: T.Type, at offset: Int) -> T {
        precondition(offset >= 0 && offset <= count - MemoryLayout<T>.size)
        return base.loadUnaligned(fromByteOffset: offset, as: type)
    }

    @inline(__always)
    func copy(_ bytes: UnsafeRawBufferPointer, to offset: Int) {
        precondition(offset >= 0 && bytes.count <= count - offset)
        if let source = bytes.baseAddress { (base + offset).copyMemory(from: source, byteCount: bytes.count) }
    }

    /// A copy of the first bytes.
    func prefix(_ length: Int) -> [UInt8] { Array(UnsafeRawBufferPointer(start: base, count: Swift.min(Swift.max(0, length), count))) }
}
