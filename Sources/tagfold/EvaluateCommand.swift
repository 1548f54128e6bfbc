import ArgumentParser
import Clustering
import Dictionaries
import Features
import PluginHost
import Reports
import TagTable
import VisualEvaluation

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Tells whether images that are clustered by their tags look alike.",
        discussion: """
            Reads headers, makes features and clusters disjoint sets of images by them; then looks at the pictures: how far \
            images lie from the centre of their cluster, against shuffled labels, single tags, and clusters made of the \
            pictures themselves. Writes evaluation.json and report.html, which hold no value, name or path of any \
            file, and evaluation.local.csv and report.local.html, which name files or show pictures and are for you alone.

            EXAMPLE: tagfold evaluate /archive --out evaluation --cache pictures
            """)

    @OptionGroup var archive: ArchivePaths

    @Option(help: ArgumentHelp("Folder for the results; made when it is missing.", valueName: "folder"))
    var out: String

    @Option(name: .customLong("k"), help: ArgumentHelp("Clusters of each set, the same of all; fewer where sets are small (the paper: 15).", valueName: "count"))
    var clusterCount = EvaluationSets.Wish().clusterCount

    @Option(help: "Sets the order of the images, the shuffles, the draws of intervals, and the training.")
    var seed: UInt64 = 1

    @Option(help: "Most tags that become features.")
    var tags = FeatureSelection().maximumTags

    @OptionGroup var evaluation: EvaluationOptions
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    func validate() throws {
        guard (2...1000).contains(clusterCount) else { throw ValidationError("--k takes 2 to 1000.") }
        guard tags >= 1 else { throw ValidationError("--tags takes 1 or more.") }
    }

    func run() throws {
        let job = try EvaluationJob(evaluation, clusterCount: clusterCount, seed: seed, threads: reading.threads)
        let folder = try OutputFolder(out)
        let dictionaries = try dictionaries.load()
        let host = try plugins.load(dictionaries)
        defer { host.finish() }
        plugins.noteRefusals(host)

        var options = try reading.scanOptions(dictionaries.data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options)
        Terminal.print(FileSummary(table.files).countsText)
        let normalization = host.normalize(table, threads: reading.threads)
        try plugins.keepQuarantine(normalization, host)
        var selection = FeatureSelection()
        selection.maximumTags = tags
        let features = selection.select(table, normalization, dictionary: dictionaries.data).1
        let input = EvaluationJob.Input(
            table: table, host: host, normalization: normalization, dictionary: dictionaries.data, selection: selection, features: features)
        for name in ["report.html", "report.local.html"] { folder.remove(name) }
        let result = try job.runIfPossible(input, to: folder)
        if let reason = result.reason { throw CommandFailure(.inputUnreadable, reason) }
        func html(_ audience: ReportPage.Audience) throws -> [UInt8] {
            try ReportPage(
                title: "Do clusters look alike", audience: audience,
                sections: ReportPage.ofRun(nil, result.report, pictures: result.pictures, for: audience)).html()
        }
        try folder.write("report.html", html(.shareable), isShareable: true)
        try folder.write("report.local.html", html(.local))
        try folder.writeSharingNote()
        Terminal.print("\nResults: \(Escape.terminal(out))/ (evaluation.json and report.html may be shared; what is local may not)")
    }
}
