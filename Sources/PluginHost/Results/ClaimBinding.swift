import DICOM
import Dictionaries
import TagTable

/// A claim tied to the columns of one archive.
struct ClaimBinding {
    let plugin: LoadedPlugin
    let claim: Int
    let inputs: [PluginDescription.Input]
    let inputNames: [String]

    var declared: PluginDescription.Claim { plugin.description.claims[claim] }
    var keyword: String { inputNames[0] }

    /// Whether a result is what running this once more would give.
    func made(_ result: ClaimResult) -> Bool {
        result.plugin.name == plugin.description.name && result.claim == claim && result.inputs.map(\.path) == inputs.map(\.path)
    }
}

extension PluginHost {
    /// Tuple claims of which some claimed tag is in the archive, then every unclaimed tag that a claim of every tag
    /// takes: in the order of plugins, claims and tags.
    /// - Parameter left: a plugin that counts as not installed.
    func bind(_ table: TagTable, without left: String? = nil) -> [ClaimBinding] {
        var claimed: Set<AttributePath> = []
        var bindings: [ClaimBinding] = []
        let loaded = loaded.filter { $0.description.name != left }
        let usedClaims = left == nil ? usedClaims : settledClaims(of: loaded)
        for (plugin, used) in zip(loaded, usedClaims) {
            for number in used where plugin.description.claims[number].inputs.contains(where: \.isClaimed) {
                let claim = plugin.description.claims[number]
                let own = claim.inputs.filter(\.isClaimed).map(\.path)
                claimed.formUnion(own)
                let isThere = own.contains { table[$0] != nil } || claim.infers && claim.inputs.contains { table[$0.path] != nil }
                if isThere { bindings.append(binding(plugin, number, claim.inputs)) }
            }
        }
        for plugin in loaded {
            for (number, claim) in plugin.description.claims.enumerated() {
                guard case .every(let representations, let minimumVM) = claim.kind else { continue }
                for column in table.columns where !claimed.contains(column.path) && !column.path.isNested {
                    guard representations.contains(column.vr), allows(column, minimumVM) else { continue }
                    claimed.insert(column.path)
                    let text = dictionary.text(column.path)
                    bindings.append(binding(plugin, number, [PluginDescription.Input(pathText: text, path: column.path, isClaimed: true)]))
                }
            }
        }
        return bindings
    }

    private func binding(_ plugin: LoadedPlugin, _ claim: Int, _ inputs: [PluginDescription.Input]) -> ClaimBinding {
        ClaimBinding(plugin: plugin, claim: claim, inputs: inputs, inputNames: inputs.map { dictionary.columnName($0.path) })
    }

    /// Whether the dictionary lets the element have that many values; without its word, whether some instance has. Of private
    /// elements the dictionary is hearsay, so that an instance counts there, too.
    private func allows(_ column: TagColumn, _ minimumVM: Int) -> Bool {
        let leaf = column.path.leaf
        if let multiplicity = dictionary.entry(leaf.tag, creator: leaf.creator)?.multiplicity {
            if multiplicity.maximum.map({ $0 >= minimumVM }) ?? true { return true }
            if leaf.creator == nil { return false }
        }
        return (0..<column.values.count).contains { column.values[$0].utf8.count { $0 == UInt8(ascii: "\\") } + 1 >= minimumVM }
    }
}
