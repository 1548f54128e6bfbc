import CTagPlugin
import WorkerProcesses

/// What a plugin says of itself, copied out of its memory, not yet checked. This is what crosses from the process that
/// loads a plugin to the host.
struct DeclaredPlugin: Equatable {
    var name: String
    var version: String
    var summary: String
    var abiVersion: UInt32
    var flags: UInt32
    var claims: [Claim]

    struct Claim: Equatable {
        var kind: UInt32
        var flags: UInt32
        var representations: String
        var minimumVM: UInt32
        var inputs: [Input]
        var columns: [Column]
    }

    struct Input: Equatable {
        var path: String
        var role: UInt32
    }

    struct Column: Equatable {
        var name: String
        var unit: String
        var summary: String
        var kind: UInt32
        var components: UInt32
    }
}

// MARK: From the plugin's memory

extension DeclaredPlugin {
    // Bounds on what a plugin may declare; a wrong count must not send the reader through memory.
    private static let mostClaims = 1024
    private static let mostInputs = 64
    private static let mostColumns = 1024

    /// - Throws: `PluginRefusal` for what is no text, and for arrays that are too long or of structs that are too small.
    init(_ plugin: tagplugin_plugin, path: String) throws {
        let memory = PluginMemory(path: path)
        name = try memory.text(plugin.name, "its name")
        version = try memory.text(plugin.version, "its version")
        summary = try memory.text(plugin.description, "its description")
        abiVersion = plugin.abi_version
        flags = plugin.flags
        claims = try memory.elements(plugin.claims, plugin.claim_count, DeclaredPlugin.mostClaims, "claims", \.struct_size).map { claim in
            let columns = try memory.elements(claim.columns, claim.column_count, DeclaredPlugin.mostColumns, "columns", \.struct_size)
            let inputs = try memory.elements(claim.inputs, claim.input_count, DeclaredPlugin.mostInputs, "inputs", \.struct_size)
            return Claim(
                kind: claim.kind, flags: claim.flags, representations: try memory.text(claim.vrs, "a list of value representations"),
                minimumVM: claim.minimum_vm,
                inputs: try inputs.map { Input(path: try memory.text($0.path, "an input's path"), role: $0.role) },
                columns: try columns.map { column in
                    Column(
                        name: try memory.text(column.name, "a column's name"), unit: try memory.text(column.unit, "a unit"),
                        summary: try memory.text(column.description, "a column's description"), kind: column.kind,
                        components: column.components)
                })
        }
    }
}

/// Copies out of what a plugin points to. The pointers are the plugin's word; all that can be checked of them is checked.
private struct PluginMemory {
    let path: String

    func text(_ text: tagplugin_text, _ what: String) throws -> String {
        guard let text = text.validated(limit: 4096) else {
            throw PluginRefusal(.badDescription, "\(what) is not UTF-8 text of at most 4096 bytes", path: path)
        }
        return text
    }

    /// An array that steps by its first element's struct_size.
    func elements<T>(_ start: UnsafePointer<T>?, _ count: UInt32, _ limit: Int, _ what: String, _ size: KeyPath<T, UInt32>) throws -> [T] {
        guard count > 0 else { return [] }
        guard count <= limit, let start else { throw PluginRefusal(.badDescription, "it declares \(count) \(what)", path: path) }
        let step = Int(start.pointee[keyPath: size])
        guard step >= MemoryLayout<T>.size, step <= 1 << 16, step % MemoryLayout<T>.alignment == 0 else {
            let reason = "its \(what) have the struct size \(step), at least \(MemoryLayout<T>.size) is needed"
            throw PluginRefusal(.badDescription, reason, path: path)
        }
        let base = UnsafeRawPointer(start)
        return (0..<Int(count)).map { base.load(fromByteOffset: $0 * step, as: T.self) }
    }
}

// MARK: Between processes

extension DeclaredPlugin {
    func write(_ wire: inout WireWriter) {
        wire.add([name, version, summary])
        wire.add(abiVersion)
        wire.add(flags)
        wire.add(claims) { wire, claim in
            for number in [claim.kind, claim.flags, claim.minimumVM] { wire.add(number) }
            wire.add(claim.representations)
            wire.add(claim.inputs) { wire, input in
                wire.add(input.path)
                wire.add(input.role)
            }
            wire.add(claim.columns) { wire, column in
                wire.add([column.name, column.unit, column.summary])
                wire.add(column.kind)
                wire.add(column.components)
            }
        }
    }

    init(_ wire: inout WireReader) throws {
        func threeTexts(_ wire: inout WireReader) throws -> [String] {
            let texts = try wire.texts()
            guard texts.count == 3 else { throw WireReader.Fault() }
            return texts
        }
        func number(_ wire: inout WireReader) throws -> UInt32 { UInt32(truncatingIfNeeded: try wire.number()) }
        let texts = try threeTexts(&wire)
        (name, version, summary) = (texts[0], texts[1], texts[2])
        abiVersion = try number(&wire)
        flags = try number(&wire)
        claims = try wire.list { wire in
            let (kind, flags, minimumVM) = (try number(&wire), try number(&wire), try number(&wire))
            return Claim(
                kind: kind, flags: flags, representations: try wire.text(), minimumVM: minimumVM,
                inputs: try wire.list { wire in Input(path: try wire.text(), role: try number(&wire)) },
                columns: try wire.list { wire in
                    let texts = try threeTexts(&wire)
                    return Column(name: texts[0], unit: texts[1], summary: texts[2], kind: try number(&wire), components: try number(&wire))
                })
        }
    }
}
