import PluginHost
import TagTable

/// The values that were not understood, themselves: for the hospital that has to mend them, and not to leave it.
public struct RejectedValues: Sendable {
    public struct Row: Sendable {
        public let input: String
        public let plugin: String
        public let state: ValueState
        public let reason: String
        /// Values of the claimed inputs, joined by ` + `.
        public let value: String
        public let instances: Int
    }

    /// By input, then by falling number of instances.
    public let rows: [Row]

    public init(_ normalization: Normalization, table: TagTable) {
        rows = normalization.results.flatMap { result in
            let columns = result.inputs.map { table[$0.path] }
            return result.items.filter { [.rejected, .partial, .failed].contains($0.state) }.map { item in
                let values = item.codes.indices.filter { result.inputs[$0].isClaimed && item.codes[$0] > 0 }
                    .compactMap { index in columns[index]?.values[Int(item.codes[index]) - 1] }
                return Row(
                    input: result.subject, plugin: result.plugin.name, state: item.state, reason: item.reason ?? "",
                    value: values.joined(separator: " + "), instances: item.instances)
            }.sorted { ($1.instances, $0.value) < ($0.instances, $1.value) }
        }
    }

    public var csv: String {
        (["input,plugin,state,reason,value,instances"]
            + rows.map { [$0.input, $0.plugin, $0.state.rawValue, $0.reason, $0.value, "\($0.instances)"].map(Escape.csv).joined(separator: ",") })
            .joined(separator: "\n") + "\n"
    }

    /// The first of each input, for the terminal.
    public func text(top: Int) -> String {
        var shown: [String: Int] = [:]
        return rows.filter { row in
            shown[row.input, default: 0] += 1
            return shown[row.input, default: 0] <= top
        }.map { "  \(Escape.terminal($0.input)): “\(Escape.terminal(TextTable.shortened($0.value, to: 60)))” ×\($0.instances) — \($0.state.rawValue): \(Escape.terminal($0.reason))" }
            .joined(separator: "\n")
    }
}
