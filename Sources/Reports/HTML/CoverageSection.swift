import PluginHost

/// Coverage by plugin, by vendor, by modality, by model and by site, as bars.
struct CoverageSection: ReportSection {
    let id = "coverage"
    let title = "Coverage"
    let template = "coverage"

    let tables: [Table]
    let hasFurther: Bool
    let further: [Table]
    let idlePlugins: String?

    struct Table {
        let title: String
        /// What the first column names.
        let subject: String
        /// What the second column counts.
        let counted: String
        let rows: [Line]
        /// Of which nothing was missed, where they are many.
        var whole: [Line] = []
        var wholeText: String?
        let more: String?
    }

    /// Lengths are of 100.
    struct Line {
        let name: String
        let count: String
        let present: String
        let share: String
        let hasMissed: Bool
        let missed: String
        let understood: String
        let partial: String
        let partialStart: String
        let refused: String
        let refusedStart: String
    }

    private static let mostGroups = 40
    private static let fewestWhole = 5

    /// Nil when no plugin claims anything.
    init?(_ source: ReportSource, _ audience: ReportPage.Audience) {
        guard source.report.hasClaimedValues else { return nil }
        let strata = audience == .local ? source.allStrata : source.report.strata
        func table(_ kind: CoverageReport.Stratification.Kind, _ title: String) -> Table? {
            strata.first { $0.by == kind }.flatMap { CoverageSection.table($0, title) }
        }
        tables = [CoverageSection.plugins(source.report), table(.manufacturer, "By vendor"), table(.modality, "By modality")].compactMap { $0 }
        further = [table(.model, "By model"), table(.site, "By site")].compactMap { $0 }
        hasFurther = !further.isEmpty
        let busy = Set(source.report.inputs.filter { $0.states.sum(\.isPresent).instances > 0 }.compactMap(\.plugin))
        let idle = source.report.plugins.count { !busy.contains($0.name) }
        idlePlugins = idle == 0 ? nil : Figures.count(idle, "plugin")
    }

    private static func plugins(_ report: CoverageReport) -> Table {
        let inputs = Dictionary(grouping: report.inputs.filter(\.isClaimed)) { $0.plugin ?? "" }
        let rows = inputs.map { plugin, inputs in
            (name: plugin, inputs: inputs.reduce(0) { $0 + $1.tags }, states: inputs.map(\.states).reduce(into: CoverageReport.Counts()) { $0.add($1) })
        }.filter { $0.states.sum(\.isPresent).instances > 0 }.sorted { ($1.states.missed, $0.name) < ($0.states.missed, $1.name) }
        let lines = rows.map { Line($0.name, Figures.count($0.inputs), $0.states) }
        let (missed, whole) = (lines.filter(\.hasMissed), lines.filter { !$0.hasMissed })
        guard whole.count > fewestWhole, !missed.isEmpty else { return Table(title: "By plugin", subject: "plugin", counted: "inputs", rows: lines, more: nil) }
        return Table(
            title: "By plugin", subject: "plugin", counted: "inputs", rows: missed, whole: whole,
            wholeText: "\(Figures.count(whole.count, "plugin")) understood all of it", more: nil)
    }

    /// Nil where nothing tells instances apart.
    private static func table(_ stratification: CoverageReport.Stratification, _ title: String) -> Table? {
        guard stratification.groups.contains(where: { $0.kind != .noValue }) else { return nil }
        let groups = stratification.groups.sorted { ($1.instances, $0.label) < ($0.instances, $1.label) }
        let shown = groups.prefix(mostGroups)
        return Table(
            title: title, subject: stratification.by == .site ? "site" : stratification.by.rawValue, counted: "instances",
            rows: shown.map { Line($0.label, Figures.count($0.instances), $0.total) },
            more: groups.count > shown.count ? "and \(Figures.count(groups.count - shown.count, "group")) more, in coverage.json" : nil)
    }
}

extension CoverageSection.Line {
    init(_ name: String, _ count: String, _ states: CoverageReport.Counts) {
        let present = states.sum { $0.isPresent && $0 != .unclaimed }.instances
        func share(_ isCounted: (ValueState) -> Bool) -> Double {
            present == 0 ? 0 : Double(states.sum(isCounted).instances) / Double(present)
        }
        let (understood, partial, refused) = (share(\.isUnderstood), share { $0 == .partial }, share { $0 == .rejected || $0 == .failed })
        self.name = name
        self.count = count
        self.present = Figures.count(present)
        self.share = present == 0 ? "–" : Percent.text(understood)
        hasMissed = states.missed > 0
        missed = Figures.count(states.missed)
        // What is missing is seen, however little it is.
        let (partialLength, refusedLength) = (Figures.visible(partial), Figures.visible(refused))
        self.understood = Figures.length(max(0, 100 - partialLength - refusedLength) * (present == 0 ? 0 : 1))
        self.partial = Figures.length(partialLength)
        partialStart = Figures.length(max(0, 100 - partialLength - refusedLength))
        self.refused = Figures.length(refusedLength)
        refusedStart = Figures.length(max(0, 100 - refusedLength))
    }
}

extension CoverageReport.Counts {
    /// Instances of values that a plugin claims and did not understand.
    var missed: Int { sum { $0.isPresent && !$0.isUnderstood && $0 != .unclaimed }.instances }
}
