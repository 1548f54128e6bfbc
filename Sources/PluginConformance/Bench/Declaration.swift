import CTagPlugin

/// A copy of what a plugin says of itself, before anything of it is judged. A text is nil where it is not UTF-8.
struct Declaration: Hashable {
    struct Input: Hashable {
        let path: String?
        let role: UInt32
        let reserved: UInt32
    }

    struct Column: Hashable {
        let name: String
        let isNameText: Bool
        let unit: String?
        let description: String?
        let kind: UInt32
        let components: Int
    }

    struct Claim: Hashable {
        let kind: UInt32
        let flags: UInt32
        let inputs: [Input]
        let columns: [Column]
        let vrs: String?
        let minimumVM: UInt32
        let reserved: UInt32

        var isEvery: Bool { kind == TAGPLUGIN_CLAIM_EVERY }
        /// Inputs an item of a batch.
        var inputCount: Int { isEvery ? 1 : inputs.count }
    }

    let abiVersion: UInt32
    let name: String?
    let version: String?
    let description: String?
    let flags: UInt32
    let claims: [Claim]

    var isThreadSafe: Bool { flags & TAGPLUGIN_THREAD_SAFE != 0 }

    /// - Throws: `Fault` where a count or a struct's size cannot be, so that nothing behind it can be read.
    init(_ plugin: tagplugin_plugin) throws(Fault) {
        abiVersion = plugin.abi_version
        name = plugin.name.checkedText
        version = plugin.version.checkedText
        description = plugin.description.checkedText
        flags = plugin.flags
        claims = try Declaration.elements(plugin.claims, plugin.claim_count, most: 1024, "claims", \.struct_size)
            .map { claim throws(Fault) in try Claim(claim) }
    }

    /// An array that steps by its first element's struct_size.
    fileprivate static func elements<T>(
        _ start: UnsafePointer<T>?, _ count: UInt32, most: Int, _ what: String, _ size: KeyPath<T, UInt32>
    ) throws(Fault) -> [T] {
        guard count > 0 else { return [] }
        guard count <= most else { throw Fault("it declares \(count) \(what), and a host takes \(most)") }
        guard let start else { throw Fault("it declares \(count) \(what), but their pointer is NULL") }
        let step = Int(start.pointee[keyPath: size])
        guard step >= MemoryLayout<T>.size, step <= 1 << 16, step % MemoryLayout<T>.alignment == 0 else {
            throw Fault("the struct_size of its \(what) is \(step), and must be \(MemoryLayout<T>.size) or more")
        }
        let base = UnsafeRawPointer(start)
        return (0..<Int(count)).map { base.load(fromByteOffset: $0 * step, as: T.self) }
    }
}

extension Declaration.Claim {
    fileprivate init(_ claim: tagplugin_claim) throws(Fault) {
        kind = claim.kind
        flags = claim.flags
        inputs = try Declaration.elements(claim.inputs, claim.input_count, most: 64, "inputs", \.struct_size)
            .map { Declaration.Input(path: $0.path.checkedText, role: $0.role, reserved: $0.reserved) }
        columns = try Declaration.elements(claim.columns, claim.column_count, most: 1024, "columns", \.struct_size).map(Declaration.Column.init)
        vrs = claim.vrs.checkedText
        minimumVM = claim.minimum_vm
        reserved = claim.reserved
    }
}

extension Declaration.Column {
    fileprivate init(_ column: tagplugin_column) {
        name = column.name.checkedText ?? ""
        isNameText = column.name.checkedText != nil
        unit = column.unit.checkedText
        description = column.description.checkedText
        kind = column.kind
        components = Int(column.components)
    }
}

extension tagplugin_text {
    /// Longer texts are none that a host takes.
    static let mostBytes: UInt64 = 4096

    /// The text; nil when it is not UTF-8, too long, or has a length without bytes.
    var checkedText: String? {
        guard length > 0 else { return "" }
        guard let bytes, length <= tagplugin_text.mostBytes else { return nil }
        return String(validating: UnsafeRawBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
    }
}

/// What is wrong with a plugin, in words for its author.
struct Fault: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
