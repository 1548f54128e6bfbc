import DICOM
import PluginHost

/// What `tagfold plugin list` shows.
public struct PluginListReport: Encodable, Sendable {
    public struct Plugin: Encodable, Sendable {
        public let name: String
        public let version: String
        public let summary: String
        public let path: String
        public let abi: String
        public let isThreadSafe: Bool
        public let claims: [Claim]
    }

    public struct Claim: Encodable, Sendable {
        public let inputs: [String]
        public let context: [String]
        /// For a claim of every tag: which.
        public let every: String?
        public let columns: [Column]
    }

    public struct Column: Encodable, Sendable {
        public let name: String
        public let kind: String
        public let unit: String
        public let components: Int
        public let summary: String
    }

    public struct Refusal: Encodable, Sendable {
        public let path: String
        public let code: String
        public let reason: String
    }

    public let plugins: [Plugin]
    public let refused: [Refusal]

    public init(_ host: PluginHost) {
        plugins = host.plugins.map { plugin in
            Plugin(
                name: plugin.name, version: plugin.version, summary: plugin.summary, path: plugin.path,
                abi: "\(plugin.abiVersion >> 16).\(plugin.abiVersion & 0xFFFF)", isThreadSafe: plugin.isThreadSafe,
                claims: plugin.claims.map { claim in
                    Claim(
                        inputs: claim.inputs.filter(\.isClaimed).map(\.pathText), context: claim.inputs.filter { !$0.isClaimed }.map(\.pathText),
                        every: PluginListReport.every(claim.kind),
                        columns: claim.columns.map {
                            Column(name: $0.name, kind: $0.kind.rawValue, unit: $0.unit, components: $0.components, summary: $0.summary)
                        })
                })
        }
        refused = host.refusals.map { Refusal(path: $0.path, code: $0.code.rawValue, reason: $0.reason) }
    }

    private static func every(_ kind: PluginDescription.Claim.Kind) -> String? {
        guard case .every(let representations, let minimumVM) = kind else { return nil }
        return "every unclaimed tag of \(representations.map(\.name).sorted().joined(separator: " ")) with \(minimumVM) values or more"
    }

    public var text: String {
        var lines: [String] = []
        for plugin in plugins {
            lines.append("\(Escape.terminal(plugin.name)) \(Escape.terminal(plugin.version))  \(Escape.terminal(plugin.summary))")
            lines.append("  \(Escape.terminal(plugin.path)), ABI \(plugin.abi)\(plugin.isThreadSafe ? ", thread-safe" : "")")
            for claim in plugin.claims {
                let context = claim.context.isEmpty ? "" : " (with \(claim.context.map { Escape.terminal($0) }.joined(separator: ", ")))"
                let columns = claim.columns.map { column in
                    let name = column.name.isEmpty ? "<keyword>" : Escape.terminal(column.name)
                    return name + (column.components > 1 ? "_1…\(column.components)" : "") + " \(column.kind)" + (column.unit.isEmpty ? "" : " in \(Escape.terminal(column.unit))")
                }
                lines.append("  \(claim.every ?? claim.inputs.map { Escape.terminal($0) }.joined(separator: " + "))\(context) → \(columns.joined(separator: ", "))")
            }
        }
        if plugins.isEmpty { lines.append("No plugins were found.") }
        for refusal in refused { lines.append("refused  \(Escape.terminal(refusal.path)): \(Escape.terminal(refusal.reason)) (\(refusal.code))") }
        return lines.joined(separator: "\n")
    }
}
