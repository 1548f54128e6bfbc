import PluginHost

extension CoverageReport {
    /// A line a claimed input, what was not understood below, and the totals. Shows no value.
    public var text: String {
        var sections = [claimedTable]
        let reasons = notUnderstood
        if !reasons.isEmpty { sections.append("Not understood, by reason:\n" + reasons) }
        let contradictions = inputs.flatMap { input in input.contradictions.sorted { $0.key < $1.key }.map { "  \(input.name): \(Escape.terminal($0.key)) ×\($0.value.instances)" } }
        if !contradictions.isEmpty { sections.append("Contradictions:\n" + contradictions.joined(separator: "\n")) }
        sections.append(summaryLine)
        return sections.joined(separator: "\n\n")
    }

    public var summaryLine: String {
        let unclaimed = inputs.filter { !$0.isClaimed }.count
        return "Coverage: \(Percent.text(understoodShareByInstance)) of present values by instance, "
            + "\(Percent.text(understoodShareByDistinct)) of distinct ones; \(unclaimed) tags have no plugin."
    }

    private static let shownStates: [ValueState] = [.absent, .empty, .sentinel, .parsed, .folded, .repaired, .partial, .rejected, .failed]

    private var claimedTable: String {
        var table = TextTable(
            columns: [.left("input"), .left("plugin"), .right("distinct"), .right("understood")]
                + CoverageReport.shownStates.map { .right($0.rawValue) } + [.right("inferred")])
        for input in inputs where input.isClaimed {
            let present = ValueState.allCases.filter(\.isPresent).reduce(0) { $0 + (input.states[$1.rawValue]?.distinct ?? 0) }
            let cells = [TextTable.shortened(Escape.terminal(input.name), to: 40), Escape.terminal(input.plugin ?? ""), "\(present)",
                Percent.text(CoverageReport.understood(input.states).byInstance)]
            let counts = CoverageReport.shownStates.map { input.states[$0.rawValue]?.instances ?? 0 } + [input.inferred.instances]
            table.add(cells + counts.map { $0 == 0 ? "·" : "\($0)" })
        }
        return table.text
    }

    private var notUnderstood: String {
        inputs.flatMap { input in
            input.reasons.filter { !$0.key.hasPrefix(ValueState.sentinel.rawValue) }.sorted { ($1.value.instances, $0.key) < ($0.value.instances, $1.key) }
                .map { "  \(Escape.terminal(input.name)): \(Escape.terminal($0.key)) — \($0.value.distinct) distinct, \($0.value.instances) instances" }
        }.joined(separator: "\n")
    }
}
