import PluginHost

extension CoverageDiff {
    private static let mostLines = 40

    /// Tables of what is not the same. Shows values where both reports are local ones.
    public func text(before: String, after: String) -> String {
        let heads = "before: \(Escape.terminal(before))\nafter:  \(Escape.terminal(after))"
        guard !isEmpty else { return heads + "\n\nNothing changes." }
        var sections = [heads, inputTable]
        if !groups.isEmpty { sections.append(groupTable) }
        if !files.isEmpty { sections.append("Files:\n" + files.map { "  \($0.outcome): \($0.before) → \($0.after)" }.joined(separator: "\n")) }
        if let values {
            if !values.isEmpty { sections.append(CoverageDiff.valueList(values)) }
        } else if !shapes.isEmpty {
            sections.append(shapeTable)
        }
        return sections.joined(separator: "\n\n")
    }

    private static func numbers(_ before: Numbers, _ after: Numbers) -> [String] {
        ["\(before.present.instances)", "\(after.present.instances)", Percent.fineText(before.share), Percent.fineText(after.share), points(before, after)]
    }

    /// `-3.60`.
    static func points(_ before: Numbers, _ after: Numbers) -> String {
        let points = (after.share - before.share) * 100
        guard points != 0 else { return "0" }
        return (points < 0 ? "-" : "+") + (abs(points) < 0.005 ? "<0.01" : Decimals.text(abs(points), 2))
    }

    private static let columns: [TextTable.Column] = [.right("present"), .right("now"), .right("understood"), .right("now"), .right("points")]

    private var inputTable: String {
        var table = TextTable(columns: [.left("by instance"), .left("plugin")] + CoverageDiff.columns)
        for line in inputs {
            let name = line.input.map { TextTable.shortened(Escape.terminal($0), to: 40) } ?? "all inputs"
            let plugins = [line.pluginBefore, line.pluginAfter].map { $0.map { Escape.terminal($0) } ?? "none" }
            let plugin = line.input == nil ? "" : plugins[0] == plugins[1] ? plugins[0] : plugins.joined(separator: " → ")
            table.add([name, plugin] + CoverageDiff.numbers(line.before, line.after))
        }
        return table.text
    }

    private var groupTable: String {
        var table = TextTable(columns: [.left("by group"), .left("")] + CoverageDiff.columns)
        for line in groups {
            table.add([line.by.rawValue, TextTable.shortened(Escape.terminal(line.group), to: 40)] + CoverageDiff.numbers(line.before, line.after))
        }
        return table.text
    }

    private var shapeTable: String {
        let lines = shapes.prefix(CoverageDiff.mostLines).map { line in
            "  \(Escape.terminal(line.input)): \(Escape.terminal(line.shape)) ×\(line.before.instances) → ×\(line.after.instances) — "
                + "\(Escape.terminal(line.state)): \(Escape.terminal(line.reason)) (\(Escape.terminal(line.plugin)))"
        }
        let more = shapes.count > lines.count ? ["  … and \(shapes.count - lines.count) more"] : []
        return (["Not understood, by shape (letters as A, digits as 9):"] + lines + more).joined(separator: "\n")
    }

    private static let names: [(Change.Kind, String)] = [
        (.lost, "no longer understood"), (.newRejected, "new, and not understood"), (.altered, "understood as something else"),
        (.other, "still not understood"), (.gained, "now understood"), (.new, "new, and understood"), (.gone, "no longer there"),
    ]

    private static func valueList(_ values: [Change]) -> String {
        names.compactMap { kind, name in
            let own = values.filter { $0.kind == kind }
            guard !own.isEmpty else { return nil }
            let shown = own.prefix(mostLines).map { "  " + $0.text }
            let more = own.count > shown.count ? ["  … and \(own.count - shown.count) more"] : []
            let instances = own.reduce(0) { $0 + $1.instances }
            return (["\(own.count) \(own.count == 1 ? "value" : "values") \(name) (\(instances) instances):"] + shown + more).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension CoverageDiff.Change {
    /// One line, with the value.
    var text: String {
        let shown = Escape.terminal(TextTable.shortened(value, to: 60))
        let place = context.isEmpty ? "" : " where " + Escape.terminal(TextTable.shortened(context.joined(separator: ", "), to: 60))
        let fates = [before, after].compactMap { $0?.text }
        return "\(Escape.terminal(input)): “\(shown)”\(place) ×\(instances) — \(fates.joined(separator: " → ")) (\(Escape.terminal(plugin)))"
    }
}

extension CoverageDiff.Outcome {
    fileprivate var text: String {
        if !state.isUnderstood { return state.rawValue + (reason.map { ": " + Escape.terminal($0) } ?? "") }
        if state == .sentinel { return "stands for missing" }
        let shown = answers.sorted { $0.key < $1.key }.map { Escape.terminal(answers.count == 1 ? $0.value : "\($0.key)=\($0.value)") }
        return shown.isEmpty ? state.rawValue : TextTable.shortened(shown.joined(separator: ", "), to: 80)
    }
}
