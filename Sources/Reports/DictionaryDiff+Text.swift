import PluginHost

extension DictionaryDiff {
    /// Coverage before and after, then every value that changes. It shows values.
    /// - Parameter shippedFolder: files in it are named without it.
    public func text(shippedFolder: String?) -> String {
        let heads = ["before: \(Escape.terminal(before))", "after:  \(Escape.terminal(after))"]
        let shares = [shareTable("By instance", \.instances), shareTable("By distinct value", \.distinct)]
        let list = changes.map { text($0, shippedFolder) }.joined(separator: "\n")
        return ([heads.joined(separator: "\n")] + shares + [summary] + (list.isEmpty ? [] : [list])).joined(separator: "\n\n")
    }

    /// `3 values change (57 instances): 2 gained (50), 1 lost (7).`
    public var summary: String {
        guard !changes.isEmpty else { return "No value changes." }
        let all = changes.reduce(0) { $0 + $1.instances }
        let names: [(Change.Kind, String)] = [
            (.gained, "now understood"), (.lost, "no longer understood"), (.altered, "understood as something else"),
            (.other, "still not understood"),
        ]
        let parts = names.filter { count($0.0) > 0 }.map { kind, name in
            "  \(count(kind)) \(name) (\(DictionaryDiff.instances(instances(kind))))"
        }
        let noun = changes.count == 1 ? "value changes" : "values change"
        return "\(changes.count) \(noun), in \(DictionaryDiff.instances(all)):\n" + parts.joined(separator: "\n")
    }

    private static func instances(_ count: Int) -> String { "\(count) instance\(count == 1 ? "" : "s")" }

    private func shareTable(_ title: String, _ number: KeyPath<CoverageReport.Count, Int>) -> String {
        var table = TextTable(columns: [.left(title), .right("present"), .right("before"), .right("after"), .right("points")])
        for line in coverage {
            let present = line.present[keyPath: number]
            let (old, new) = (line.understoodBefore[keyPath: number], line.understoodAfter[keyPath: number])
            let shares = [old, new].map { present == 0 ? 1 : Double($0) / Double(present) }
            let name = line.input.map { TextTable.shortened(Escape.terminal($0), to: 40) } ?? "all inputs"
            table.add([name, "\(present)"] + shares.map { Percent.fineText($0) } + [Percent.points(new - old, of: present)])
        }
        return table.text
    }

    // MARK: One change

    private static let width = 80
    private static let indent = String(repeating: " ", count: 12)

    /// Instances and value; below them what it was, what it is, and by which entries.
    private func text(_ change: Change, _ shippedFolder: String?) -> String {
        let count = "\(change.instances)"
        let input = coverage.count > 2 ? Escape.terminal(change.input) + " " : ""
        let value = change.value.isEmpty ? "(no value)" : "“\(Escape.terminal(TextTable.shortened(change.value, to: 60)))”"
        let head = String(repeating: " ", count: max(0, 10 - count.count)) + count + "  " + input + value
        let lines = [head] + [contextText(change)].compactMap { $0 } + DictionaryDiff.fitted(fate(change, shippedFolder))
        return lines.joined(separator: "\n")
    }

    private func contextText(_ change: Change) -> String? {
        guard !change.context.isEmpty else { return nil }
        let shown = change.context.prefix(4).map { Escape.terminal($0) } + (change.context.count > 4 ? ["…"] : [])
        return DictionaryDiff.indent + "where " + shown.joined(separator: ", ")
    }

    /// What was, what is, and the entries that make the difference.
    private func fate(_ change: Change, _ shippedFolder: String?) -> [String] {
        func place(_ entry: Entry) -> String {
            Escape.terminal(FileName.short(entry.file, in: shippedFolder)) + ":\(entry.line)"
        }
        let isSameLabel = change.before.labels == change.after.labels
        let entries = change.after.entries.filter { !change.before.entries.contains($0) }
        let lost = change.before.entries.filter { !change.after.entries.contains($0) }
        let places = entries.isEmpty ? lost.prefix(3).map { "(was \(place($0)))" } : entries.prefix(3).map { "(\(place($0)))" }
        return [change.before.text(withState: isSameLabel), "→ " + change.after.text(withState: isSameLabel)] + places
    }

    /// Parts on one line where they fit, else on a line each.
    private static func fitted(_ parts: [String]) -> [String] {
        let line = indent + parts.joined(separator: " ")
        return line.count <= width ? [line] : parts.map { indent + $0 }
    }
}

extension DictionaryDiff.Outcome {
    /// The labels, or what became of the value instead.
    fileprivate func text(withState: Bool) -> String {
        switch state {
        case .absent, .empty, .unclaimed: return labels.isEmpty ? state.rawValue : labelText
        case .sentinel: return "stands for missing"
        case .rejected, .failed: return state.rawValue
        case .partial: return labelText + " (partial)"
        case .parsed, .folded, .repaired:
            let notes = repairs.isEmpty ? (withState ? [state.rawValue] : []) : repairs
            return labelText + (notes.isEmpty ? "" : " (\(Escape.terminal(notes.joined(separator: ", "))))")
        }
    }

    /// By column; a single one needs no name.
    private var labelText: String {
        let shown = labels.sorted { $0.key < $1.key }.map { Escape.terminal(labels.count == 1 ? $0.value : "\($0.key)=\($0.value)") }
        return shown.isEmpty ? "no label" : shown.joined(separator: ", ")
    }
}

extension DictionaryDiff {
    /// A line a change.
    public var csv: String {
        let header = "input,plugin,value,context,instances,change,before_state,before_labels,before_entries,"
            + "after_state,after_labels,after_entries"
        return ([header] + changes.map { change in
            let context = change.context.joined(separator: " ")
            let start = [change.input, change.plugin, change.value, context, "\(change.instances)", change.kind.rawValue]
            let sides = [change.before, change.after].flatMap { side in
                [
                    side.state.rawValue, side.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                    side.entries.map { "\($0.file):\($0.line)" }.joined(separator: " "),
                ]
            }
            return (start + sides).map(Escape.csv).joined(separator: ",")
        }).joined(separator: "\n")
    }
}
