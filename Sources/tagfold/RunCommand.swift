import ArgumentParser
import Clustering
import Dictionaries
import Features
import PluginHost
import Reports
import TagTable
import VisualEvaluation

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "From an archive to features, clusters and a coverage report.",
        discussion: """
            Writes tags.csv, plan.json, features.csv with features.schema.json, clusters.csv, clusters.json and ordination.csv, \
            coverage.json with coverage.xml (JUnit) and coverage.md, coverage.local.json, rejected.csv, problems.csv, the pages \
            report.html and report.local.html and, last, run.json. SHARING.txt says which of them may be shared; all others may \
            hold values or names of the files: only you can read them. --evaluate also renders images, tells whether those of a \
            cluster look alike, and writes evaluation.json, which may be shared, and evaluation.local.csv.

            EXAMPLE: tagfold run /archive --out results --k 5,10,15
            """)

    @OptionGroup var archive: ArchivePaths

    @Option(help: ArgumentHelp("Folder for the results; made when it is missing.", valueName: "folder"))
    var out: String

    @Option(help: ArgumentHelp("Replay a plan.json, as it is or edited by hand, instead of selecting features anew.", valueName: "file"))
    var plan: String?

    @Option(help: "Most tags that become features.")
    var tags = 70

    @Flag(help: "Make rows of all instances, not only of those with pixels.")
    var allObjects = false

    @Flag(help: "Also tell whether images that are clustered look alike, as tagfold evaluate does, with --k if that is one number and else 15.")
    var evaluate = false

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var evaluation: EvaluationOptions
    @OptionGroup var gate: CoverageGate
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    /// Each has a row of features. A list can say of a single row that it stands for more.
    private static let mostInstances = 20_000_000

    func validate() throws {
        guard tags >= 1 else { throw ValidationError("--tags takes 1 or more.") }
        if plan != nil, evaluation.ablate != nil { throw ValidationError("--ablate chooses features anew, and so does not go with --plan.") }
    }

    func run() throws {
        var clock = StepClock()
        let replayed = try readPlan()
        let standard = try gate.standard()
        let evaluationJob = try evaluate ? evaluationJob() : nil
        let folder = try OutputFolder(out)
        let dictionaries = try dictionaries.load()
        let host = try plugins.load(dictionaries, showsLog: gate.showValues)
        defer { host.finish() }
        plugins.noteRefusals(host)
        if let missing = replayed?.requiredPlugins.first(where: { name in !host.plugins.contains { $0.name == name } }) {
            throw CommandFailure(.badUsage, "the plan needs the plugin \(missing), which is not loaded")
        }
        if let replayed { notePlan("tags are kept by the plan, which had left them out", replayed.keptAgainstAdvice.map { "\($0.name), because: \($0.reason)" }) }
        clock.lap(\.dictionaries)

        var options = try reading.scanOptions(dictionaries.data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options, showsNames: gate.showValues)
        guard table.instanceCount <= RunCommand.mostInstances else {
            let most = "the \(RunCommand.mostInstances) that features are made of"
            throw CommandFailure(.badUsage, "\(table.instanceCount) instances are more than \(most); use coverage")
        }
        clock.lap(\.scan)
        let files = FileSummary(table.files)
        Terminal.print(files.countsText)
        let setAside = files.setAsideText(naming: gate.showValues ? nil : Set(archive.paths))
        if !setAside.isEmpty { Terminal.print(setAside) }
        if files.outcomes["damaged"] != nil { Terminal.print("  (damaged files are set aside; --keep-damaged keeps what could be read of them)") }
        if files.outcomes["readWithProblems"] != nil { Terminal.print("  (problems.csv names the files that were read with problems)") }

        let normalization = host.normalize(table, threads: reading.threads)
        try plugins.keepQuarantine(normalization, host)
        clock.lap(\.plugins)
        let coverage = try gate.judge(
            normalization, table, host, dictionaries, standard, paths: archive.paths, threads: reading.threads, needsValues: true)
        Terminal.print("\n" + coverage.report.text)
        let rejected = RejectedValues(normalization, table: table)
        if gate.showValues { Terminal.note(rejected.text(top: 10)) }

        let (plan, features, lacking) = try select(replayed, table, normalization, dictionaries.data)
        clock.lap(\.features)
        notePlan("columns of the plan are filled by nothing in this archive", lacking)
        // Written last: a folder without it holds no finished run.
        folder.remove("run.json")
        let versions = Dictionary(host.plugins.map { ($0.name, $0.version) }) { first, _ in first }
        try folder.write("tags.csv", Array((FrequencyReport(table, dictionary: dictionaries.data, top: 20).csv + "\n").utf8))
        try folder.write("problems.csv", Array(files.csv.utf8))
        try folder.write("coverage.json", try JSON.encode(coverage.report), isShareable: true)
        try folder.write("coverage.xml", coverage.junit, isShareable: true)
        try folder.write("coverage.md", coverage.markdown, isShareable: true)
        try folder.write("coverage.local.json", try JSON.encode(coverage.local, isIndented: false))
        try folder.write("rejected.csv", Array(rejected.csv.utf8))
        try folder.write("plan.json", try JSON.encode(plan))
        try folder.write("features.csv", FeatureFile.csv(features, path: table.path))
        try folder.write("features.schema.json", try JSON.encode(FeatureSchema(features, rowName: FeatureFile.rowName, versions: versions)))
        clock.lap(\.features)

        var report = RunReport(
            tagfold: Tagfold.versionText, arguments: CommandLine.arguments, dictionaries: dictionaries, host: host,
            threads: reading.threads, seed: cluster.seed, instances: table.instanceCount, tags: table.columns.count,
            featureRows: features.rowCount, featureColumns: features.columns.count, files: files)
        report.languages = self.dictionaries.languages.chosenTags
        var page = coverage.page
        page.plan = plan
        let clusters = try clusterAndWrite(features, table, dictionaries, names: page.featureNames, to: folder, &report)
        clock.lap(\.clustering)
        for name in EvaluationJob.fileNames { folder.remove(name) }
        var evaluated = EvaluationJob.Result()
        if let evaluationJob {
            let input = EvaluationJob.Input(
                table: table, host: host, normalization: normalization, dictionary: dictionaries.data, selection: selection, features: features)
            evaluated = try evaluationJob.runIfPossible(input, to: folder)
            report.evaluationSkipped = evaluated.reason
            if let reason = evaluated.reason { Terminal.print("\nNo evaluation: \(reason)") }
            clock.lap(\.evaluation)
        }
        report.seconds = clock.timings
        for result in normalization.results { report.seconds.pluginSeconds[result.plugin.name, default: 0] += result.seconds }
        page.seed = cluster.seed
        page.rejected = rejected
        page.timings = report.seconds
        func html(_ audience: ReportPage.Audience) throws -> [UInt8] {
            try ReportPage.coverage(page, for: audience, further: ReportPage.ofRun(clusters, evaluated.report, pictures: evaluated.pictures, for: audience)).html()
        }
        try folder.write("report.html", html(.shareable), isShareable: true)
        try folder.write("report.local.html", html(.local))
        clock.lap(\.pages)
        report.seconds.pages = clock.timings.pages
        try folder.writeSharingNote()
        try folder.write("run.json", try JSON.encode(report))
        Terminal.print("\nResults: \(Escape.terminal(out))/ (features.csv has \(features.rowCount) rows of \(features.columns.count) features)")
        try coverage.check()
    }

    /// Names of a plan may hold creators of private tags, which are what some file says.
    private func notePlan(_ what: String, _ names: [String]) {
        guard !names.isEmpty else { return }
        let told = gate.showValues ? names.map { Escape.terminal($0) }.joined(separator: "; ") : "--show-values names them"
        Terminal.note("\(names.count) \(what): \(told)")
    }

    private func readPlan() throws -> FeaturePlan? {
        guard let plan else { return nil }
        do {
            let decoded = try JSON.decode(FeaturePlan.self, from: InputFile.read(plan, as: .configuration))
            try decoded.validate()
            return decoded
        } catch let error as DecodingError {
            throw CommandFailure(.badUsage, "\(plan): \(JSON.reason(error))")
        } catch let error as FeatureError {
            throw CommandFailure(.badUsage, "\(plan): \(error)")
        }
    }

    private var selection: FeatureSelection {
        var selection = FeatureSelection()
        selection.maximumTags = tags
        selection.onlyImages = !allObjects
        return selection
    }

    private func evaluationJob() throws -> EvaluationJob {
        var clusterCount = EvaluationSets.Wish().clusterCount
        if case .list(let counts) = try cluster.clusterCounts(), counts.count == 1, counts[0] >= 2 { clusterCount = counts[0] }
        return try EvaluationJob(evaluation, clusterCount: clusterCount, seed: cluster.seed ?? 1, threads: reading.threads)
    }

    private func select(
        _ replayed: FeaturePlan?, _ table: TagTable, _ normalization: Normalization, _ dictionary: DataDictionary
    ) throws -> (FeaturePlan, FeatureTable, lacking: [String]) {
        guard let replayed else {
            let (plan, features) = selection.select(table, normalization, dictionary: dictionary)
            return (plan, features, [])
        }
        let (features, lacking) = try selection.apply(replayed, to: table, normalization, dictionary: dictionary)
        return (replayed.markingOverruled, features, lacking)
    }

    /// An archive that cannot be clustered (no rows, no features) still has its features
    /// and its coverage.
    /// - Parameter names: of features that others may read.
    private func clusterAndWrite(
        _ features: FeatureTable, _ table: TagTable, _ dictionaries: DictionarySet, names: Set<String>, to folder: OutputFolder, _ report: inout RunReport
    ) throws -> ClusterSource? {
        guard !features.columns.isEmpty else {
            skipClusters("no tag tells these images apart", folder, &report)
            return nil
        }
        do {
            let outcome = try ClusterJob(options: cluster, threads: reading.threads).run(features)
            let shown = ShareableLabels(features, features.columns.filter { $0.kind == .categorical }.map(\.name), table, dictionaries)
            Terminal.print("\n" + outcome.report.text { gate.showValues || shown.contain($1, in: $0) })
            var page = outcome.page
            page.names = names
            page.isShareable = { shown.contain($1, in: $0) }
            if let text = page.profileText(for: gate.showValues ? .local : .shareable) { Terminal.print("\n" + text) }
            report.clusters = outcome.report
            for name in ClusterJob.Outcome.fileNames { folder.remove(name) }
            for file in try outcome.files(name: { table.path(ofRow: features.rows[$0]) }) { try folder.write(file.name, file.bytes) }
            return page
        } catch let error as ClusteringError {
            skipClusters(error.reason, folder, &report)
            return nil
        }
    }

    private func skipClusters(_ reason: String, _ folder: OutputFolder, _ report: inout RunReport) {
        report.clusteringSkipped = reason
        for name in ClusterJob.Outcome.fileNames { folder.remove(name) }
        Terminal.print("\nNo clusters: \(reason)")
    }
}

/// Seconds of each step.
private struct StepClock {
    private(set) var timings = RunReport.Timings()
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant

    init() { last = clock.now }

    mutating func lap(_ step: WritableKeyPath<RunReport.Timings, Double>) {
        let now = clock.now
        let components = (now - last).components
        timings[keyPath: step] += Double(components.seconds) + Double(components.attoseconds) / 1e18
        last = now
    }
}
