import ArgumentParser
import Dictionaries
import PluginHost
import Reports
import TagTable

struct CoverageReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports what the plugins understood of an archive's tags.",
        usage: "tagfold coverage <path> ... [<options>]\ntagfold coverage diff <A> <B>",
        discussion: """
            Counts every state by distinct value and by instance, in the whole archive and by Modality, Manufacturer, model and \
            site; shows no value unless asked to. The JSON form is described by docs/coverage.schema.json, bars by \
            docs/coverage-bar.schema.json. `tagfold coverage diff` compares two reports.

            EXAMPLE: tagfold coverage /archive --json --fail-under 98
            """)

    @OptionGroup var archive: ArchivePaths

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print coverage by Modality, Manufacturer, model and site, too.")
    var strata = false

    @Flag(help: "Print what to write next: the tags that no plugin claims or understands, by what a parser of them would add.")
    var next = false

    @Flag(help: "Tell in the JSON form how long each plugin took, and on standard error how long web pages did.")
    var timings = false

    @Option(help: ArgumentHelp("Write JUnit XML for a CI system.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Write a summary of one page in Markdown.", valueName: "file"))
    var markdown: String?

    @Option(
        name: .customLong("out"),
        help: ArgumentHelp("Write the JSON form, which another run can take for its baseline.", valueName: "file"))
    var shareable: String?

    @Option(
        help: ArgumentHelp(
            "Write the JSON form with values and answers, readable by you alone. It may identify patients: keep it inside the hospital.",
            valueName: "file"))
    var local: String?

    @Option(help: ArgumentHelp("Write the report as a web page, one file that loads nothing.", valueName: "file"))
    var html: String?

    @Option(
        name: .customLong("local-html"),
        help: ArgumentHelp(
            "Write the web page with values, readable by you alone. It may identify patients: keep it inside the hospital.", valueName: "file"))
    var localHTML: String?

    @OptionGroup var gate: CoverageGate
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        try checkOutputs()
        let standard = try gate.standard()
        let dictionaries = try dictionaries.load()
        let host = try plugins.load(dictionaries, showsLog: gate.showValues)
        defer { host.finish() }
        plugins.noteRefusals(host)
        var options = try reading.scanOptions(dictionaries.data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options, showsNames: gate.showValues)
        let normalization = host.normalize(table, threads: reading.threads)
        try plugins.keepQuarantine(normalization, host)
        let coverage = try gate.judge(
            normalization, table, host, dictionaries, standard, paths: archive.paths, threads: reading.threads, needsValues: local != nil,
            timings: timings)
        try write(coverage)
        let next = try writePages(coverage)
        if json {
            Terminal.print(String(decoding: try JSON.encode(coverage.report).dropLast(), as: UTF8.self))
        } else {
            Terminal.print(coverage.report.text(withStrata: strata))
            if let text = next?.text(top: 20), !text.isEmpty { Terminal.print("\n" + text) }
        }
        if gate.showValues {
            Terminal.note("Values that were not understood:\n" + RejectedValues(normalization, table: table).text(top: 10))
        }
        try coverage.check()
    }

    /// What is read is never replaced: it may be the only one that the user has.
    private func checkOutputs() throws {
        let outputs = [shareable, local, junit, markdown, html, localHTML].compactMap { $0 }
        for output in outputs where !FilePath.isFree(output, besides: archive.paths + gate.filesRead) {
            throw CommandFailure(.badUsage, "\(output) is a file that is read: write into another one")
        }
        guard Set(outputs).count == outputs.count else { throw CommandFailure(.badUsage, "two outputs go into one file") }
    }

    private func write(_ coverage: JudgedCoverage) throws {
        if let shareable { try write(shareable, JSON.encode(coverage.report), isShareable: true) }
        if let local { try write(local, JSON.encode(coverage.local, isIndented: false), isShareable: false) }
        if let junit { try write(junit, coverage.junit, isShareable: true) }
        if let markdown { try write(markdown, coverage.markdown, isShareable: true) }
    }

    /// - Returns: what to write next, when it is asked for.
    private func writePages(_ coverage: JudgedCoverage) throws -> NextParsers? {
        guard html != nil || localHTML != nil || next else { return nil }
        let clock = ContinuousClock(), start = clock.now
        var page = coverage.page
        if let html { try write(html, ReportPage.coverage(page, for: .shareable).html(), isShareable: true) }
        if let localHTML {
            page.rejected = RejectedValues(page.coverage.normalization, table: page.coverage.table)
            try write(localHTML, ReportPage.coverage(page, for: .local).html(), isShareable: false)
        }
        if timings { Terminal.note("pages written in \(clock.now - start)") }
        return next ? page.next : nil
    }

    private func write(_ path: String, _ bytes: [UInt8], isShareable: Bool) throws {
        try OutputFolder(FilePath.folder(path)).write(FilePath.name(path), bytes, isShareable: isShareable)
    }
}
