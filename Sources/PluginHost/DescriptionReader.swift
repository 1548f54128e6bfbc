import CTagPlugin
import DICOM
import Dictionaries

/// Reads and checks the C description of a plugin.
struct DescriptionReader {
    let path: String
    let dictionary: DataDictionary

    // Bounds on what a plugin may declare; a wrong count must not send the host through memory.
    private static let maximumClaims = 1024
    private static let maximumInputs = 64
    private static let maximumColumns = 1024
    private static let maximumComponents = 1024

    func read(_ plugin: tagplugin_plugin, name: String) throws -> PluginDescription {
        let declared = try text(plugin.name, "its name")
        guard declared == name else { throw refuse("it calls itself “\(declared)”, its file \(name)") }
        let claims = try elements(plugin.claims, plugin.claim_count, DescriptionReader.maximumClaims, "claims", \.struct_size)
        guard !claims.isEmpty else { throw refuse("it claims nothing") }
        return PluginDescription(
            name: name, version: try text(plugin.version, "its version"), summary: try text(plugin.description, "its description"),
            path: path, abiVersion: plugin.abi_version, isThreadSafe: plugin.flags & TAGPLUGIN_THREAD_SAFE != 0,
            claims: try claims.map(claim))
    }

    private func refuse(_ reason: String) -> PluginRefusal { PluginRefusal(.badDescription, reason, path: path) }

    private func text(_ text: tagplugin_text, _ what: String) throws -> String {
        guard let text = text.validated(limit: 4096) else { throw refuse("\(what) is not UTF-8 text of at most 4096 bytes") }
        return text
    }

    /// Copies an array that steps by its first element's struct_size.
    private func elements<T>(
        _ start: UnsafePointer<T>?, _ count: UInt32, _ limit: Int, _ what: String, _ size: KeyPath<T, UInt32>
    ) throws -> [T] {
        guard count > 0 else { return [] }
        guard count <= limit, let start else { throw refuse("it declares \(count) \(what)") }
        let step = Int(start.pointee[keyPath: size])
        guard step >= MemoryLayout<T>.size, step <= 1 << 16, step % MemoryLayout<T>.alignment == 0 else {
            throw refuse("its \(what) have the struct size \(step), at least \(MemoryLayout<T>.size) is needed")
        }
        let base = UnsafeRawPointer(start)
        return (0..<Int(count)).map { base.load(fromByteOffset: $0 * step, as: T.self) }
    }

    private func claim(_ claim: tagplugin_claim) throws -> PluginDescription.Claim {
        let columns = try elements(claim.columns, claim.column_count, DescriptionReader.maximumColumns, "columns", \.struct_size).map(column)
        guard !columns.isEmpty else { throw refuse("a claim has no column") }
        let inputs = try elements(claim.inputs, claim.input_count, DescriptionReader.maximumInputs, "inputs", \.struct_size).map(input)
        let names = columns.map(\.name)
        guard Set(names).count == names.count else { throw refuse("two columns of a claim have the same name") }
        let kind: PluginDescription.Claim.Kind
        switch claim.kind {
        case TAGPLUGIN_CLAIM_TUPLE:
            guard inputs.contains(where: \.isClaimed) else { throw refuse("a claim claims no input") }
            kind = .tuple
        case TAGPLUGIN_CLAIM_EVERY:
            guard inputs.isEmpty else { throw refuse("a claim of every tag has inputs of its own") }
            guard names == [""] else { throw refuse("a claim of every tag has a column of its own name, which would come once a tag") }
            kind = .every(representations: try representations(claim.vrs), minimumVM: Int(claim.minimum_vm))
        default: throw refuse("a claim has the unknown kind \(claim.kind)")
        }
        return PluginDescription.Claim(kind: kind, infers: claim.flags & TAGPLUGIN_CLAIM_INFERS != 0, inputs: inputs, columns: columns)
    }

    private func representations(_ text: tagplugin_text) throws -> Set<VR> {
        let names = try self.text(text, "a list of value representations").split(separator: " ")
        let representations = names.compactMap { VR(name: $0) }
        guard !names.isEmpty, representations.count == names.count else { throw refuse("a list of value representations has unknown ones") }
        return Set(representations)
    }

    private func input(_ input: tagplugin_input) throws -> PluginDescription.Input {
        let text = try text(input.path, "an input's path")
        guard let path = dictionary.path(text) else { throw refuse("the data dictionary does not know its input “\(text)”") }
        guard input.role == TAGPLUGIN_ROLE_CLAIMED || input.role == TAGPLUGIN_ROLE_CONTEXT else {
            throw refuse("the input “\(text)” has the unknown role \(input.role)")
        }
        return PluginDescription.Input(pathText: text, path: path, isClaimed: input.role == TAGPLUGIN_ROLE_CLAIMED)
    }

    private func column(_ column: tagplugin_column) throws -> PluginDescription.Column {
        let name = try text(column.name, "a column's name")
        guard name.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || $0 == UInt8(ascii: "_") }) else {
            throw refuse("the column name “\(name)” is not of letters, digits and _")
        }
        let kinds: [UInt32: ColumnKind] = [
            TAGPLUGIN_KIND_NUMERIC: .numeric, TAGPLUGIN_KIND_CATEGORICAL: .categorical, TAGPLUGIN_KIND_FLAG: .flag,
        ]
        guard let kind = kinds[column.kind] else { throw refuse("the column “\(name)” has the unknown kind \(column.kind)") }
        guard (1...UInt32(DescriptionReader.maximumComponents)).contains(column.components) else {
            throw refuse("the column “\(name)” has \(column.components) components")
        }
        return PluginDescription.Column(
            name: name, unit: try text(column.unit, "a unit"), summary: try text(column.description, "a column's description"), kind: kind,
            components: Int(column.components))
    }
}
