import ArgumentParser
import Clustering
import Features
import Reports
import TagTable

struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Clusters the rows of a feature file.",
        discussion: """
            Any CSV file with a header will do, if a schema beside it says what its columns are: for features.csv the \
            file features.schema.json. The least that a schema needs: \
            {"columns": [{"name": "age", "kind": "numeric"}, {"name": "sex", "kind": "categorical"}]}

            Where the rows are too many to compare all pairs, samples of them are clustered, the medoids are refined among \
            all rows, and silhouettes are estimated, with their standard error.

            EXAMPLE: tagfold cluster results/features.csv --k 2-30 --out clustered
            """)

    @Argument(help: ArgumentHelp("A feature file.", valueName: "features.csv"))
    var file: String

    @Option(help: ArgumentHelp("The schema; by default the file's name with .schema.json for .csv.", valueName: "file"))
    var schema: String?

    @Option(help: ArgumentHelp("Folder for clusters.csv, clusters.json and ordination.csv; without it the tables are only printed.", valueName: "folder"))
    var out: String?

    @Option(help: "Threads. The result does not depend on it.")
    var threads = ProcessorCount.available

    @OptionGroup var options: ClusterOptions

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads takes 1 to 1024.") }
    }

    func run() throws {
        let (features, names) = try read()
        let outcome: ClusterJob.Outcome
        do { outcome = try ClusterJob(options: options, threads: threads).run(features) } catch let error as ClusteringError {
            throw CommandFailure(.inputUnreadable, "\(file): \(error.reason)")
        }
        Terminal.print(outcome.report.text { _, _ in true })
        guard let out else { return }
        let folder = try OutputFolder(out)
        for name in ClusterJob.Outcome.fileNames { folder.remove(name) }
        for file in try outcome.files(name: { names[$0] }) { try folder.write(file.name, file.bytes) }
    }

    private func read() throws -> (FeatureTable, TextPool) {
        let csv = try InputFile.read(file, as: .data)
        let schemaPath = schema ?? (file.hasSuffix(".csv") ? String(file.dropLast(4)) : file) + ".schema.json"
        let decoded: FeatureSchema
        do { decoded = try JSON.decode(FeatureSchema.self, from: InputFile.read(schemaPath, as: .configuration)) } catch let error as DecodingError {
            throw CommandFailure(.badUsage, "\(schemaPath): \(JSON.reason(error))")
        }
        do { return try FeatureTable.read(csv: csv, schema: decoded) } catch let error as FeatureError {
            throw error.code == .badRow ? CommandFailure(.inputUnreadable, "\(file): \(error)") : CommandFailure(.badUsage, "\(schemaPath): \(error)")
        }
    }
}
