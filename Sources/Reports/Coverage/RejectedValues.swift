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
        public fileprivate(set) var instances: Int
    }

    /// By input, then by falling number of instances.
    public let rows: [Row]

    public init(_ normalization: Normalization, table: TagTable) {
        rows = normalization.results.flatMap { result in
            let texts = InputTexts(result, table)
            let rows = result.items.filter { [.rejected, .partial, .failed].contains($0.state) }.map { item in
                Row(
                    input: result.subject, plugin: result.plugin.name, state: item.state, reason: item.reason ?? "",
                    value: texts.claimed(item), instances: item.instances)
            }
            return RejectedValues.joined(rows).sorted { ($1.instances, $0.value) < ($0.instances, $1.value) }
        }
    }

    /// What fared alike in several contexts is one value.
    private static func joined(_ rows: [Row]) -> [Row] {
        var joined: [Row] = []
        var places: [[String]: Int] = [:]
        for row in rows {
            let key = [row.state.rawValue, row.reason, row.value]
            guard let place = places[key] else {
                places[key] = joined.count
                joined.append(row)
                continue
            }
            joined[place].instances += row.instances
        }
        return joined
    }

    public var csv: String {
        (["input,plugin,state,reason,value,instances"]
            + rows.map { [$0.input, $0.plugin, $0.state.rawValue, $0.reason, $0.value, "\($0.instances)"].map(Escape.csv).joined(separator: ",") })
            .joined(separator: "\n") + "\n"
    }

    /// The first of each input, for the terminal.
    public func text(top: Int) -> String {
        var (shown, lines): ([String: Int], [String]) = ([:], [])
        for (place, row) in rows.enumerated() {
            let number = shown[row.input, default: 0] + 1
            shown[row.input] = number
            if number <= top { lines.append(RejectedValues.line(row)) }
            let isLast = place + 1 == rows.count || rows[place + 1].input != row.input
            if isLast, number > top { lines.append("  \(Escape.terminal(row.input)): \(number - top) more") }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ row: Row) -> String {
        let value = Escape.terminal(TextTable.shortened(row.value, to: 60))
        return "  \(Escape.terminal(row.input)): “\(value)” ×\(row.instances) — \(row.state.rawValue): \(Escape.terminal(row.reason))"
    }
}
