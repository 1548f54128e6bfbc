import Clustering
import Features
import PluginHost

/// What clustering found: the sweep over K, and every row's cluster.
public struct ClusterReport: Codable, Sendable {
    public struct Entry: Codable, Sendable {
        public var k: Int
        /// Sum of the distances of all rows to their medoids.
        public var loss: Double?
        public var meanSilhouette: Double?
        /// Standard error of the mean silhouette, where it is an estimate.
        public var silhouetteStandardError: Double?
        public var swaps: Int?
        /// Rows of each sample.
        public var sampleSizes: [Int]?
        public var skipped: String?
    }

    public struct Cluster: Codable, Sendable {
        public var cluster: Int
        public var size: Int
        public var meanSilhouette: Double?
        public var silhouetteStandardError: Double?
        /// Values of the medoid that say most: those of categorical and flag features, by column.
        public var medoid: [String: String]
    }

    public enum Method: String, Codable, Sendable {
        /// All pairs of distinct rows were compared.
        case exact
        /// Too many rows for that: samples were clustered, and silhouettes are estimates.
        case sampled
    }

    public var method: Method
    /// Seed of the draws of samples.
    public var sampleSeed: UInt64?
    public var rows: Int
    /// Absent where rows were sampled: they were too many to be counted.
    public var distinctRows: Int?
    public var columns: Int
    /// Pairs of rows without any feature in common; their distance counts as 1.
    public var incomparablePairs: Int?
    /// What DynMSC found for each number of clusters, where the best of a range was asked for.
    public var selection: [Selection]?
    public var sweep: [Entry]
    public var bestK: Int?
    public var clusters: [Cluster]
    /// Agglomerative clusterings at each K of the sweep.
    public var linkages: [Linkage]?
    /// What each feature adds.
    public var importance: Importance?
    /// The axes of ordination.csv.
    public var ordination: OrdinationSummary?
}

extension ClusterReport {
    public init(_ sweep: KSweepResult, rows: WeightedRows, features: FeatureTable) throws {
        method = .exact
        self.rows = features.rowCount
        distinctRows = rows.table.rowCount
        columns = features.columns.count
        incomparablePairs = sweep.incomparablePairs
        self.sweep = sweep.entries.map { entry in
            Entry(
                k: entry.clusterCount, loss: entry.result?.loss, meanSilhouette: entry.silhouette?.mean, swaps: entry.result?.swaps,
                skipped: entry.skipped?.reason)
        }
        bestK = sweep.best?.clusterCount
        clusters = []
        guard let best = sweep.best, let result = best.result else { return }
        clusters = result.medoids.enumerated().map { number, medoid in
            Cluster(
                cluster: number, size: result.clusterWeights[number], meanSilhouette: best.silhouette?.clusterMeans[number],
                medoid: ClusterReport.describe(rows.representative[medoid], features))
        }
    }

    public init(_ sweep: SampledKSweep.Outcome, seed: UInt64, features: FeatureTable) {
        method = .sampled
        sampleSeed = seed
        rows = features.rowCount
        columns = features.columns.count
        self.sweep = sweep.entries.map { entry in
            Entry(
                k: entry.clusterCount, loss: entry.loss, meanSilhouette: entry.silhouette?.mean,
                silhouetteStandardError: entry.silhouette?.standardError, sampleSizes: entry.sampleSizes.isEmpty ? nil : entry.sampleSizes,
                skipped: entry.skipped?.reason)
        }
        bestK = sweep.best?.clusterCount
        clusters = []
        guard let result = sweep.best, let silhouette = sweep.bestSilhouette else { return }
        clusters = result.medoids.enumerated().map { number, medoid in
            Cluster(
                cluster: number, size: result.clusterSizes[number], meanSilhouette: silhouette.clusterMeans[number],
                silhouetteStandardError: silhouette.clusterStandardErrors[number], medoid: ClusterReport.describe(medoid, features))
        }
    }

    private static func describe(_ row: Int, _ features: FeatureTable) -> [String: String] {
        var values: [String: String] = [:]
        for column in features.columns where column.kind != .numeric { values[column.name] = column[row]?.text }
        return values
    }

    /// Features that describe a medoid on the terminal.
    public static let describing = ["Modality", "BodyPartExamined", "Manufacturer"]

    /// The sweep, and the clusters of the best K.
    /// - Parameter isShown: whether a medoid may be described by a label, given the feature and the label.
    public func text(_ isShown: (_ feature: String, _ label: String) -> Bool) -> String {
        var table = TextTable(columns: [.right("K"), .right("loss"), .right("silhouette"), .left("")])
        for entry in sweep {
            let note = entry.skipped.map { "skipped: " + Escape.terminal($0) } ?? (entry.k == bestK ? "best" : "")
            let silhouette = ClusterReport.text(entry.meanSilhouette, entry.silhouetteStandardError)
            table.add(["\(entry.k)", entry.loss.map { Decimals.text($0, 2) } ?? "", silhouette, note])
        }
        let text = "\(heading)\n" + table.text
        guard bestK != nil else { return text }
        var list = TextTable(columns: [.right("cluster"), .right("rows"), .right("silhouette"), .left("medoid")])
        for cluster in clusters.prefix(ClusterReport.shownClusters) {
            let shown = ClusterReport.describing.compactMap { feature in cluster.medoid[feature].flatMap { isShown(feature, $0) ? Escape.terminal($0) : nil } }
            list.add(["\(cluster.cluster)", "\(cluster.size)", ClusterReport.text(cluster.meanSilhouette, cluster.silhouetteStandardError), shown.joined(separator: ", ")])
        }
        let left = clusters.count - ClusterReport.shownClusters
        return text + "\n\n" + list.text + (left > 0 ? "\n… and \(left) more, in clusters.json" : "") + extrasText
    }

    /// Clusters that the terminal is shown.
    private static let shownClusters = 25

    private var heading: String {
        switch method {
        case .exact: return "\(rows) rows, \(distinctRows ?? rows) distinct, \(columns) features; Gower dissimilarity, K-medoids."
        case .sampled:
            let samples = sweep.compactMap(\.sampleSizes).first ?? []
            return """
                \(rows) rows, \(columns) features; Gower dissimilarity, K-medoids of samples (\(samples.count) of \(samples.first ?? 0) rows, seed \
                \(sampleSeed ?? 0)), refined among all rows.
                Not all pairs were compared: silhouettes are estimates, ± their standard error.
                """
        }
    }

    private static func text(_ mean: Double?, _ standardError: Double?) -> String {
        guard let mean else { return "" }
        return Decimals.text(mean, 3) + (standardError.map { " ± " + Decimals.text($0, 3) } ?? "")
    }
}

/// Numbers with a fixed number of decimals, without locale.
enum Decimals {
    static func text(_ value: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (value * scale).rounded()
        guard scaled.isFinite, abs(scaled) < 9e15 else { return value.description }
        let whole = Int64(scaled)
        let digits = String(whole.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (whole < 0 ? "-" : "") + padded.dropLast(places) + (places > 0 ? "." + padded.suffix(places) : "")
    }
}
