import Dictionaries
import PluginHost

/// run.json: what a run was made with, what it counted, and how long each step took. Timings are the only part that
/// differs from run to run.
public struct RunReport: Encodable, Sendable {
    public struct Timings: Encodable, Sendable {
        public var dictionaries = 0.0
        public var scan = 0.0
        public var plugins = 0.0
        public var features = 0.0
        public var clustering = 0.0
        public var evaluation = 0.0
        /// report.html and report.local.html, which tell all the others.
        public var pages = 0.0
        public var pluginSeconds: [String: Double] = [:]

        public init() {}
    }

    public struct Plugin: Encodable, Sendable {
        public var name: String
        public var version: String
        public var path: String
    }

    public var version = 1
    public var tagfold: String
    public var arguments: [String]
    /// Edition of the standard that the data dictionary names.
    public var dictionaryEdition: String?
    /// All files, data dictionaries first, each in the order in which it lies over those before.
    public var dictionaryFiles: [String]
    /// Where data dictionaries do not agree, and what counts.
    public var dictionaryConflicts: [DataElementReport.Conflict]
    /// Languages whose words folded beside the standard layer's; absent when all did.
    public var languages: [String]?
    public var plugins: [Plugin]
    public var refusedPlugins: [PluginListReport.Refusal]
    public var threads: Int
    /// Seed of the random start; absent when the start was BUILD, which uses no random numbers.
    public var seed: UInt64?
    public var instances: Int
    public var tags: Int
    public var featureRows: Int
    public var featureColumns: Int
    /// Instances that are no images and became no rows.
    public var withoutPixels: Int
    public var files: FileSummary
    public var clusters: ClusterReport?
    /// Why there are no clusters.
    public var clusteringSkipped: String?
    /// Why it is not told whether clusters look alike, where that was asked for.
    public var evaluationSkipped: String?
    public var seconds: Timings

    public init(
        tagfold: String, arguments: [String], dictionaries: DictionarySet, host: PluginHost, threads: Int, seed: UInt64?,
        instances: Int, tags: Int, featureRows: Int, featureColumns: Int, files: FileSummary
    ) {
        self.tagfold = tagfold
        self.arguments = arguments
        dictionaryEdition = dictionaries.data.edition
        dictionaryFiles = dictionaries.files
        dictionaryConflicts = dictionaries.data.conflicts.map { DataElementReport.Conflict($0, in: dictionaries.data) }
        plugins = host.plugins.map { Plugin(name: $0.name, version: $0.version, path: $0.path) }
        refusedPlugins = PluginListReport(host).refused
        self.threads = threads
        self.seed = seed
        self.instances = instances
        self.tags = tags
        self.featureRows = featureRows
        self.featureColumns = featureColumns
        withoutPixels = instances - featureRows
        self.files = files
        seconds = Timings()
    }
}
