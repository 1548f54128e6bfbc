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

    @Flag(help: "Also print the values that were not understood. They may identify patients: keep the output inside the hospital.")
    var showValues = false

    func validate() throws {
        guard minimumPercent.map({ (0...100).contains($0) }) ?? true else { throw ValidationError("--fail-under takes 0 to 100.") }
    }

    /// - Throws: `CommandFailure` when coverage is below the bar.
    func check(_ report: CoverageReport) throws {
        guard let minimumPercent else { return }
        guard report.hasClaimedValues else {
            throw CommandFailure(.gateFailed, "no plugin claims any value of the archive, so there is no coverage to hold against the bar")
        }
        guard report.understoodShareByInstance * 100 < minimumPercent else { return }
        throw CommandFailure(.gateFailed, "coverage is \(report.understoodText) by instance, below the bar of \(minimumPercent) %")
    }
}

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Reports what the plugins understood of an archive's tags.",
        discussion: """
            Counts every state by distinct value and by instance; shows no value unless asked to. The JSON form is \
            described by docs/coverage.schema.json.

            EXAMPLE: tagfold coverage /archive --json --fail-under 98
            """)

    @OptionGroup var archive: ArchivePaths

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var gate: CoverageGate
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let dictionaries = try dictionaries.load()
        let host = try plugins.load(dictionaries)
        defer { host.finish() }
        plugins.noteRefusals(host)
        var options = try reading.scanOptions(dictionaries.data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options)
        let normalization = host.normalize(table, threads: reading.threads)
        try plugins.keepQuarantine(normalization, host)
        let report = CoverageReport(normalization, table: table, plugins: host.plugins, dictionary: dictionaries.data)
        Terminal.print(json ? String(decoding: try JSON.encode(report).dropLast(), as: UTF8.self) : report.text)
        if gate.showValues {
            Terminal.note("Values that were not understood:\n" + RejectedValues(normalization, table: table).text(top: 10))
        }
        try gate.check(report)
    }
}
