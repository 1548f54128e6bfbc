import CTagPlugin
import DICOM
import Dictionaries

/// Checks what a plugin says of itself.
struct DescriptionCheck {
    let path: String
    let dictionary: DataDictionary

    private static let mostComponents: UInt32 = 1024

    /// - Parameter name: of the plugin's file.
    /// - Throws: `PluginRefusal`.
    func check(_ declared: DeclaredPlugin, name: String) throws -> PluginDescription {
        guard declared.name == name else { throw refuse("it calls itself “\(declared.name)”, its file \(name)") }
        guard !declared.claims.isEmpty else { throw refuse("it claims nothing") }
        return PluginDescription(
            name: name, version: declared.version, summary: declared.summary, path: path, abiVersion: declared.abiVersion,
            isThreadSafe: declared.flags & TAGPLUGIN_THREAD_SAFE != 0, claims: try declared.claims.map(claim))
    }

    private func refuse(_ reason: String) -> PluginRefusal { PluginRefusal(.badDescription, reason, path: path) }

    private func claim(_ claim: DeclaredPlugin.Claim) throws -> PluginDescription.Claim {
        let columns = try claim.columns.map(column)
        guard !columns.isEmpty else { throw refuse("a claim has no column") }
        let inputs = try claim.inputs.map(input)
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
            kind = .every(representations: try representations(claim.representations), minimumVM: Int(claim.minimumVM))
        default: throw refuse("a claim has the unknown kind \(claim.kind)")
        }
        return PluginDescription.Claim(kind: kind, infers: claim.flags & TAGPLUGIN_CLAIM_INFERS != 0, inputs: inputs, columns: columns)
    }

    private func representations(_ text: String) throws -> Set<VR> {
        let names = text.split(separator: " ")
        let representations = names.compactMap { VR(name: $0) }
        guard !names.isEmpty, representations.count == names.count else { throw refuse("a list of value representations has unknown ones") }
        return Set(representations)
    }

    private func input(_ input: DeclaredPlugin.Input) throws -> PluginDescription.Input {
        guard let path = dictionary.path(input.path) else { throw refuse("the data dictionary does not know its input “\(input.path)”") }
        guard input.role == TAGPLUGIN_ROLE_CLAIMED || input.role == TAGPLUGIN_ROLE_CONTEXT else {
            throw refuse("the input “\(input.path)” has the unknown role \(input.role)")
        }
        return PluginDescription.Input(pathText: input.path, path: path, isClaimed: input.role == TAGPLUGIN_ROLE_CLAIMED)
    }

    private func column(_ column: DeclaredPlugin.Column) throws -> PluginDescription.Column {
        guard column.name.utf8.allSatisfy(DescriptionCheck.isNameByte) else {
            throw refuse("the column name “\(column.name)” is not of letters, digits and _")
        }
        let kinds: [UInt32: ColumnKind] = [
            TAGPLUGIN_KIND_NUMERIC: .numeric, TAGPLUGIN_KIND_CATEGORICAL: .categorical, TAGPLUGIN_KIND_FLAG: .flag,
        ]
        guard let kind = kinds[column.kind] else { throw refuse("the column “\(column.name)” has the unknown kind \(column.kind)") }
        guard (1...DescriptionCheck.mostComponents).contains(column.components) else {
            throw refuse("the column “\(column.name)” has \(column.components) components")
        }
        return PluginDescription.Column(
            name: column.name, unit: column.unit, summary: column.summary, kind: kind, components: Int(column.components))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
