import CTagPlugin

/// Reads a struct of the ABI that starts with its `struct_size`, however much of it the other side knows.
enum VersionedStruct {
    /// A copy of the struct: fields beyond the other side's `struct_size` stay as they are in `blank`, and its fields
    /// beyond ours are left alone. Nil when it does not even hold the header.
    static func load<Struct: BitwiseCopyable>(_ source: UnsafePointer<Struct>?, into blank: Struct) -> Struct? {
        guard let source else { return nil }
        let size = Int(UnsafeRawPointer(source).loadUnaligned(as: UInt32.self))
        guard size >= headerSize else { return nil }
        var copy = blank
        withUnsafeMutableBytes(of: &copy) { target in
            let bytes = UnsafeRawBufferPointer(start: source, count: min(size, target.count))
            target.copyMemory(from: bytes)
        }
        return copy
    }

    /// Writes as much of `value` as the other side's `size` has room for.
    static func store<Struct: BitwiseCopyable>(_ value: Struct, to target: UnsafeMutablePointer<Struct>, size: UInt32) {
        withUnsafeBytes(of: value) { source in
            let fitting = UnsafeRawBufferPointer(rebasing: source.prefix(Int(size)))
            UnsafeMutableRawBufferPointer(start: target, count: fitting.count).copyMemory(from: fitting)
        }
    }

    /// Size of `{struct_size, abi_version}`.
    static let headerSize = 2 * MemoryLayout<UInt32>.size

    static func size<Struct>(of type: Struct.Type) -> UInt32 {
        UInt32(clamping: MemoryLayout<Struct>.size)
    }
}
