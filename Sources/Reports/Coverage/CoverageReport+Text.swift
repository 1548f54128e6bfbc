import PluginHost

extension CoverageReport {
    /// A line a claimed input, what was not understood below, and the totals. Shows no value.
    public var text: String { text(withStrata: false) }

    /// - Parameter withStrata: also a line for each group.
    public func text(withStrata: Bool) -> String {
        var sections = [claimedTable]
        let reasons = notUnderstood
        if !reasons.isEmpty { sections.append("Not understood, by reason:\n" + reasons) }
        let contradictions = inputs.flatMap { input in input.contradictions.sorted { $0.key < $1.key }.map { "  \(input.name): \(Escape.terminal($0.key)) ×\($0.value.instances)" } }
        if !contradictions.isEmpty { sections.append("Contradictions:\n" + contradictions.joined(separator: "\n")) }
        let misbehaved = plugins.filter { $0.failures > 0 || $0.printedBytes > 0 }.map(\.misbehaviour)
        if !misbehaved.isEmpty { sections.append("Plugins that misbehaved:\n" + misbehaved.joined(separator: "\n")) }
        if withStrata { sections.append(strataTable) }
        sections.append(summaryLine)
        return sections.joined(separator: "\n\n")
    }

    /// Whether some plugin claims some value that is present.
    public var hasClaimedValues: Bool { total.sum(\.isPresent).instances > 0 }
    /// The share by instance with two decimals, rounded down: what a bar is held against is never shown better than it is.
    public var understoodText: String { Decimals.text((understoodShareByInstance * 10_000).rounded(.down) / 100, 2) + " %" }

    public var summaryLine: String {
        let unclaimed = inputs.filter { !$0.isClaimed }.reduce(0) { $0 + $1.tags }
        guard hasClaimedValues else { return "Coverage: no plugin claims any value; \(unclaimed) \(unclaimed == 1 ? "tag has" : "tags have") no plugin." }
        return "Coverage: \(Percent.text(understoodShareByInstance)) of present values by instance, "
            + "\(Percent.text(understoodShareByDistinct)) of distinct ones; \(unclaimed) \(unclaimed == 1 ? "tag has" : "tags have") no plugin."
    }

    private static let shownStates: [ValueState] = [.absent, .empty, .sentinel, .parsed, .folded, .repaired, .partial, .rejected, .failed]

    /// Standard tags, a line each; private ones that plugins claim together, a line a plugin. States that no input has are
    /// left out.
    private var claimedTable: String {
        let lines = tableLines
        let states = CoverageReport.shownStates.filter { state in lines.contains { $0.states[state.rawValue] != nil } }
        let hasInferred = lines.contains { $0.inferred.instances > 0 }
        var table = TextTable(
            columns: [.left("input"), .left("plugin"), .right("distinct"), .right("understood")] + states.map { .right($0.rawValue) }
                + (hasInferred ? [.right("inferred")] : []))
        for line in lines {
            let counts = states.map { line.states[$0.rawValue]?.instances ?? 0 } + (hasInferred ? [line.inferred.instances] : [])
            table.add(
                [
                    TextTable.shortened(Escape.terminal(line.name), to: 40), Escape.terminal(line.plugin ?? ""),
                    "\(line.states.sum(\.isPresent).distinct)", Percent.text(CoverageReport.understood(line.states).byInstance),
                ] + counts.map { $0 == 0 ? "·" : "\($0)" })
        }
        return table.text
    }

    private var strataTable: String {
        var table = TextTable(
            columns: [.left("by"), .left("group"), .right("instances"), .right("patients"), .right("understood"), .right("not understood")])
        for stratification in strata {
            for group in stratification.groups {
                table.add([
                    stratification.by.rawValue, Escape.terminal(group.label), "\(group.instances)", group.patients.map { "\($0)" } ?? "",
                    Percent.text(group.understoodShareByInstance), "\(group.total.sum { $0.isPresent && !$0.isUnderstood }.instances)",
                ])
            }
        }
        return table.text
    }

    private var tableLines: [Input] {
        let claimed = inputs.filter(\.isClaimed)
        let joined = Set(claimed.filter(\.isPrivate).compactMap(\.plugin)).sorted().map { plugin in
            let ofPlugin = claimed.filter { $0.isPrivate && $0.plugin == plugin }
            var states = ofPlugin.map(\.states).reduce(into: Counts()) { $0.add($1) }
            states[ValueState.absent.rawValue] = nil
            return Input(name: "\(ofPlugin.count) private tags", plugin: plugin, states: states)
        }
        return claimed.filter { !$0.isPrivate } + joined
    }

    private var notUnderstood: String {
        inputs.flatMap { input in
            input.reasons.filter { !$0.key.hasPrefix(ValueState.sentinel.rawValue) }.sorted { ($1.value.instances, $0.key) < ($0.value.instances, $1.key) }
                .map { "  \(Escape.terminal(input.name)): \(Escape.terminal($0.key)) — \($0.value.distinct) distinct, \($0.value.instances) instances" }
        }.joined(separator: "\n")
    }
}

extension CoverageReport.Plugin {
    fileprivate var misbehaviour: String {
        var parts: [String] = []
        if failures > 0 { parts.append("failed \(failures == 1 ? "once" : "\(failures) times")") }
        if let quarantine { parts.append("\(quarantine) (SHA-256 \(sha256 ?? "unknown"))") }
        if printedBytes > 0 { parts.append("printed \(printedBytes) bytes, which are dropped") }
        return "  \(Escape.terminal(name)): " + parts.map { Escape.terminal($0) }.joined(separator: "; ")
    }
}

extension CoverageReport.Input {
    /// Names of private columns begin with the group and element in hexadecimal.
    var isPrivate: Bool { isOfUnknownCreators || name.first?.isNumber == true }
}
