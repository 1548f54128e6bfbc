import ArgumentParser
import Dictionaries
import PluginHost
import Reports
import TagTable

/// What both coverage and run need to judge coverage.
struct CoverageGate: ParsableArguments {
    @Option(
        name: .customLong("fail-under"),
        help: ArgumentHelp("Exit with code 1 when fewer percent of the present values that plugins claim were understood, by instance.", valueName: "percent"))
    var minimumPercent: Double?

    @Option(
        name: .customLong("bar"),
        help: ArgumentHelp("Bars to hold coverage against, a JSON file (docs/coverage-bar.schema.json): exit with code 1 below one of them.", valueName: "file"))
    var barFile: String?

    @Option(
        name: .customLong("baseline"),
        help: ArgumentHelp(
            """
            coverage.json or coverage.local.json of an earlier run, for the bars that ask for one. Without --bar, coverage must not be \
            more than 0.1 points below it, in all and of each input.
            """, valueName: "file"))
    var baselineFile: String?

    @Option(
        name: .customLong("site"),
        help: ArgumentHelp("Instances below the folder are those of the site with this name, which is shown. May repeat.", valueName: "name=folder"))
    var sites: [String] = []

    @Option(help: "Without --site, sites are told apart by InstitutionName (institution) or by the folder directly below the path that is read (folder), and shown as numbers; or not at all (none).")
    var siteBy = SiteKey.institution

    @Flag(help: "Also print the values that were not understood, and those that bars found. They may identify patients: keep the output inside the hospital.")
    var showValues = false

    enum SiteKey: String, ExpressibleByArgument, CaseIterable {
        case institution, folder, none
    }

    func validate() throws {
        guard minimumPercent.map({ (0...100).contains($0) }) ?? true else { throw ValidationError("--fail-under takes 0 to 100.") }
        guard labels.allSatisfy({ $0 != nil }) else { throw ValidationError("--site takes name=folder, with a name of at most 40 characters.") }
    }

    private var labels: [(name: String, folder: String)?] {
        sites.map { text in
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex, text[..<equals].count <= 40 else { return nil }
            let folder = String(text[text.index(after: equals)...])
            return folder.isEmpty ? nil : (String(text[..<equals]), folder)
        }
    }

    var filesRead: [String] { [barFile, baselineFile].compactMap { $0 } }

    private func siteRule(_ paths: [String]) -> SiteRule {
        let labels = labels.compactMap { $0 }
        guard labels.isEmpty else { return .labels(labels) }
        return switch siteBy {
        case .institution: .institution
        case .folder: .folder(below: paths)
        case .none: .none
        }
    }

    /// What coverage is held against, read before any work is done.
    struct Standard {
        let bar: CoverageBar
        let baseline: CoverageFile?
    }

    /// - Throws: `CommandFailure` for a file that cannot be used.
    func standard() throws -> Standard {
        let baseline = try baselineFile.map { try CoverageInput.read($0) }
        var bar = try barFile.map { path in
            try CoverageInput.attempt(path) { try CoverageBar(try InputFile.read(path, as: .bars)) }
        } ?? (baseline == nil ? CoverageBar() : .forBaseline)
        if bar.needsBaseline, baseline == nil {
            throw CommandFailure(.badUsage, "\(barFile ?? "") has bars that need a baseline: name one with --baseline")
        }
        if bar.changedAnswers != nil, baseline?.local == nil {
            throw CommandFailure(.badUsage, "the bar “changedAnswers” needs a local baseline, which has the answers: coverage.local.json")
        }
        if let minimumPercent { bar.shares.insert(CoverageBar.Share(atLeast: minimumPercent), at: 0) }
        return Standard(bar: bar, baseline: baseline)
    }

    /// - Parameter needsValues: makes the local report, too.
    /// - Throws: `CommandFailure` when the report does not add up: nothing can be built on it.
    func judge(
        _ normalization: Normalization, _ table: TagTable, _ host: PluginHost, _ dictionaries: DictionarySet, _ standard: Standard, paths: [String],
        threads: Int, needsValues: Bool, timings: Bool = false
    ) throws -> JudgedCoverage {
        var source = CoverageSource(normalization, table: table, plugins: host.plugins, dictionaries: dictionaries)
        source.site = siteRule(paths)
        source.threads = threads
        let seconds = timings ? normalization.results.reduce(into: [String: Double]()) { $0[$1.plugin.name, default: 0] += $1.seconds } : nil
        let made = source.make(seconds: seconds)
        if let fault = made.report.faults.first { throw CommandFailure(.gateFailed, "the report does not add up, which is a fault of tagfold: \(fault)") }
        let local = needsValues || standard.baseline?.local != nil ? LocalCoverage(made, source) : nil
        let verdict = CoverageVerdict(standard.bar, made, baseline: standard.baseline, local: local)
        return JudgedCoverage(
            report: made.report, local: local, verdict: verdict, source: source, made: made, showsValues: showValues)
    }
}

/// Coverage, and what the bars say of it.
struct JudgedCoverage {
    let report: CoverageReport
    let local: LocalCoverage?
    let verdict: CoverageVerdict
    let source: CoverageSource
    let made: MadeCoverage
    let showsValues: Bool

    /// Says the reasons last of all.
    /// - Throws: `CommandFailure` when coverage does not clear a bar.
    func check() throws {
        guard let reason = verdict.reason else { return }
        if showsValues {
            let values = verdict.failures.flatMap(\.values)
            let shown = values.prefix(JudgedCoverage.mostValues).map { "  " + $0 }
            let more = values.count > shown.count ? ["  … and \(values.count - shown.count) more"] : []
            if !values.isEmpty { Terminal.note((["Values that bars found:"] + shown + more).joined(separator: "\n")) }
        }
        throw CommandFailure(.gateFailed, reason)
    }

    private static let mostValues = 100
    /// What report.html is made of.
    var page: ReportSource { ReportSource(source, made, verdict, tagfold: Tagfold.versionText) }
    var junit: [UInt8] { Array(JUnitReport(report, verdict).xml.utf8) }
    var markdown: [UInt8] { Array(CoverageMarkdown(report, verdict).text.utf8) }
}

/// Reads reports of earlier runs.
enum CoverageInput {
    /// - Throws: `CommandFailure` with the file and the reason.
    static func read(_ path: String) throws -> CoverageFile {
        try attempt(path) { try CoverageFile(try InputFile.read(path, as: .report)) }
    }

    static func attempt<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let fault as CoverageFileFault {
            throw CommandFailure(.badUsage, "\(path): \(fault.reason)")
        }
    }
}
