import PluginHost

/// Coverage on one page of Markdown, for the summary of a CI job. Holds no value.
public struct CoverageMarkdown: Sendable {
    private let report: CoverageReport
    private let verdict: CoverageVerdict
    private static let mostInputs = 15
    private static let mostGroups = 10
    private static let mostFailures = 20

    public init(_ report: CoverageReport, _ verdict: CoverageVerdict) {
        self.report = report
        self.verdict = verdict
    }

    public var text: String {
        [heading, bars, weakest, strata, reasons, plugins, archive].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var heading: String {
        let series = report.series.map { ", \($0) series" } ?? ""
        guard report.hasClaimedValues else { return "## Coverage: no plugin claims any value\n\n\(report.instances) instances\(series)" }
        return "## Coverage: \(report.understoodText) of present values by instance\n\n"
            + "\(Percent.text(report.understoodShareByDistinct)) of distinct values; \(report.instances) instances\(series), "
            + "\(report.inputs.count(where: \.isClaimed)) claimed inputs, \(report.inputs.count { !$0.isClaimed }) tags without a plugin."
    }

    private var bars: String {
        guard !verdict.checks.isEmpty else { return "" }
        let failures = verdict.failures
        let passed = verdict.checks.count - failures.count
        let head = "### Bars: \(passed) of \(verdict.checks.count) cleared"
        let lines = failures.prefix(CoverageMarkdown.mostFailures).map { "- **failed**: \(Escape.markdown($0.failure ?? ""))" }
        let more = failures.count > lines.count ? ["- and \(failures.count - lines.count) more"] : []
        return ([head] + (lines.isEmpty ? [] : [""]) + lines + more).joined(separator: "\n")
    }

    /// Inputs with the most instances that were not understood.
    private var weakest: String {
        let weak = report.inputs.filter { $0.isClaimed && $0.notUnderstood.instances > 0 }
            .sorted { ($1.notUnderstood.instances, $0.name) < ($0.notUnderstood.instances, $1.name) }
        guard !weak.isEmpty else { return "" }
        let rows = weak.prefix(CoverageMarkdown.mostInputs).map { input in
            [
                Escape.markdown(input.name), Escape.markdown(input.pluginText ?? ""), Percent.fineText(CoverageReport.understood(input.states).byInstance),
                "\(input.notUnderstood.distinct)", "\(input.notUnderstood.instances)", input.series.map { "\($0.notUnderstood)" } ?? "",
            ]
        }
        let more = weak.count > rows.count ? "\n\nand \(weak.count - rows.count) more" : ""
        return "### Not understood, by input\n\n" + table(["input", "plugin", "understood", "values", "instances", "series"], rows) + more
    }

    private var strata: String {
        let rows = report.strata.filter { $0.groups.count > 1 || $0.groups.contains { $0.name != nil } }.flatMap { stratification in
            stratification.groups.sorted { ($1.instances, $0.label) < ($0.instances, $1.label) }.prefix(CoverageMarkdown.mostGroups).map { group in
                [
                    stratification.by.rawValue, Escape.markdown(group.label), "\(group.instances)", Percent.fineText(group.understoodShareByInstance),
                    "\(group.total.sum { $0.isPresent && !$0.isUnderstood }.instances)",
                ]
            }
        }
        return rows.isEmpty ? "" : "### By group\n\n" + table(["by", "group", "instances", "understood", "not understood"], rows)
    }

    private var reasons: String {
        let lines = report.inputs.flatMap { input in
            input.reasons.filter { !$0.key.hasPrefix(ValueState.sentinel.rawValue) }.map { (input: input.name, reason: $0.key, count: $0.value) }
        }.sorted { ($1.count.instances, $0.input, $0.reason) < ($0.count.instances, $1.input, $1.reason) }
        guard !lines.isEmpty else { return "" }
        let rows = lines.prefix(CoverageMarkdown.mostInputs).map {
            [Escape.markdown($0.input), Escape.markdown($0.reason), "\($0.count.distinct)", "\($0.count.instances)"]
        }
        let more = lines.count > rows.count ? "\n\nand \(lines.count - rows.count) more" : ""
        return "### Not understood, by reason\n\n" + table(["input", "reason", "values", "instances"], rows) + more
    }

    private var plugins: String {
        let failed = report.plugins.filter { $0.failures > 0 || $0.quarantine != nil }
        guard !failed.isEmpty else { return "" }
        let lines = failed.map { plugin in
            "- \(Escape.markdown("\(plugin.name) \(plugin.version)")): \(plugin.failures) times" + (plugin.quarantine.map { ", in quarantine: \(Escape.markdown($0))" } ?? "")
        }
        return "### Plugins that failed\n\n" + lines.joined(separator: "\n")
    }

    private var archive: String {
        let files = report.files.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { "\($0.value) \($0.key)" }
        let refusals = report.refusals.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }
        let contradictions = report.inputs.flatMap(\.contradictions.values).reduce(0) { $0 + $1.instances }
        let dictionary = report.dictionary
        let lines = [
            "- Files: \(files.joined(separator: ", "))" + (refusals.isEmpty ? "" : " (\(refusals.joined(separator: ", ")))"),
            "- Standard tags in the data dictionary: \(known(dictionary.standardTags)); private tags: \(known(dictionary.privateTags)); "
                + "private creators: \(known(dictionary.privateCreators))",
            "- Contradictions: in \(contradictions) instances",
        ]
        return "### Archive\n\n" + lines.joined(separator: "\n")
    }

    private func known(_ known: CoverageReport.DictionaryCoverage.Known) -> String { "\(known.known.distinct) of \(known.known.distinct + known.unknown.distinct)" }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
}

extension CoverageReport.Input {
    var notUnderstood: CoverageReport.Count { states.sum { $0.isPresent && !$0.isUnderstood && $0 != .unclaimed } }
}
