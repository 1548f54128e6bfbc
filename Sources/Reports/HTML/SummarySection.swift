import Dictionaries
import PluginHost

/// What was read, how much of it was understood and of what that is a share, what the bars say, and what the report was made with.
struct SummarySection: ReportSection {
    let id = "summary"
    let title = "Summary"
    let template = "summary"

    let verdict: Verdict?
    let headline: String
    let headlineMeaning: String
    let distinctShare: String
    let distinctMeaning: String
    let facts: [Fact]
    let files: [Line]
    let hasRefusals: Bool
    let refusals: [Line]
    let madeWith: [Fact]
    let plugins: [Plugin]

    struct Verdict {
        let isCleared: Bool
        let text: String
        let failed: [Check]
        let moreFailed: String?
        let cleared: [Check]
        let clearedText: String?
    }

    struct Check {
        let name: String
        let failure: String
    }

    struct Fact {
        let name: String
        let value: String
    }

    struct Line {
        let name: String
        let count: String
    }

    struct Plugin {
        let name: String
        let version: String
        let abi: String
        let trouble: String?
    }

    init(_ source: ReportSource, _ audience: ReportPage.Audience) {
        let report = source.report
        verdict = SummarySection.verdict(source.verdict)
        let present = report.total.sum { $0.isPresent && $0 != .unclaimed }, understood = report.total.sum(\.isUnderstood)
        headline = report.hasClaimedValues ? report.understoodText : "–"
        distinctShare = report.hasClaimedValues ? Percent.text(report.understoodShareByDistinct) : "–"
        headlineMeaning = report.hasClaimedValues
            ? "of present values, counted in each instance that holds them: \(Figures.count(understood.instances)) of \(Figures.count(present.instances))"
            : "no plugin claims any value of this archive"
        distinctMeaning = "of distinct inputs, each counted once: \(Figures.count(understood.distinct)) of \(Figures.count(present.distinct))"
        facts = SummarySection.facts(report)
        files = SummarySection.outcomes.compactMap { key, name in
            report.files[key].flatMap { $0 > 0 ? Line(name: name, count: Figures.count($0)) : nil }
        }
        refusals = report.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Line(name: $0.key, count: Figures.count($0.value)) }
        hasRefusals = !refusals.isEmpty
        madeWith = SummarySection.madeWith(source, audience)
        plugins = report.plugins.map { plugin in
            var trouble: [String] = []
            if plugin.failures > 0 { trouble.append("failed \(Figures.count(plugin.failures, "time"))") }
            if let quarantine = plugin.quarantine { trouble.append("in quarantine: \(quarantine)") }
            if plugin.printedBytes > 0 { trouble.append("printed \(Figures.count(plugin.printedBytes, "byte"))") }
            return Plugin(name: plugin.name, version: plugin.version, abi: plugin.abi, trouble: trouble.isEmpty ? nil : trouble.joined(separator: "; "))
        }
    }

    private static let mostFailed = 50
    private static let outcomes = [
        ("read", "read"), ("readWithProblems", "read with problems"), ("damagedButKept", "damaged, but kept"), ("damaged", "damaged, set aside"),
        ("refused", "refused"),
    ]

    private static func verdict(_ verdict: CoverageVerdict) -> Verdict? {
        guard !verdict.checks.isEmpty else { return nil }
        let failures = verdict.failures.count, all = verdict.checks.count
        func check(_ check: CoverageVerdict.Check) -> Check {
            Check(name: Figures.shortened(check.name, to: 200), failure: Figures.shortened(check.failure ?? "", to: 400))
        }
        return Verdict(
            isCleared: failures == 0, text: words(failures, all), failed: verdict.failures.prefix(mostFailed).map(check),
            moreFailed: failures > mostFailed ? "and \(Figures.count(failures - mostFailed)) more that failed" : nil,
            cleared: verdict.checks.filter { $0.failure == nil }.map(check),
            clearedText: failures < all ? "\(Figures.count(all - failures)) cleared" : nil)
    }

    private static func words(_ failures: Int, _ all: Int) -> String {
        if all == 1 { return failures == 0 ? "The bar is cleared" : "The bar is not cleared" }
        return failures == 0 ? "All \(all) bars are cleared" : "\(failures) of \(all) bars are not cleared"
    }

    private static func facts(_ report: CoverageReport) -> [Fact] {
        let claimed = report.inputs.filter(\.isClaimed), unclaimed = report.inputs.filter { !$0.isClaimed }
        return [
            Fact(name: "Instances", value: Figures.count(report.instances)),
            report.series.map { Fact(name: "Series", value: Figures.count($0)) },
            report.patients.map { Fact(name: "Patients", value: Figures.count($0)) },
            Fact(name: "Inputs of plugins", value: Figures.count(claimed.reduce(0) { $0 + $1.tags })),
            Fact(name: "Tags without a plugin", value: Figures.count(unclaimed.reduce(0) { $0 + $1.tags })),
        ].compactMap { $0 }
    }

    private static func madeWith(_ source: ReportSource, _ audience: ReportPage.Audience) -> [Fact] {
        let dictionaries = source.coverage.dictionaries
        let siteLayers = dictionaries.sources.siteLayers.count
        var facts = [Fact(name: "tagfold", value: source.tagfold)]
        if let edition = dictionaries.data.edition { facts.append(Fact(name: "Data dictionary", value: "DICOM \(edition)")) }
        facts.append(
            Fact(
                name: "Synonym dictionaries",
                value: "\(dictionaries.synonyms.count)" + (siteLayers > 0 ? ", with \(Figures.count(siteLayers, "layer")) of the site" : "")))
        if let seed = source.seed { facts.append(Fact(name: "Seed", value: "\(seed)")) }
        return facts
    }
}
