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
        public var swaps: Int?
        public var skipped: String?
    }

    public struct Cluster: Codable, Sendable {
        public var cluster: Int
        public var size: Int
        public var meanSilhouette: Double?
        /// Values of the medoid that say most: those of categorical and flag features, by column.
        public var medoid: [String: String]
    }

    public var rows: Int
    public var distinctRows: Int
    public var columns: Int
    /// Pairs of rows without any feature in common; their distance counts as 1.
    public var incomparablePairs: Int
    public var sweep: [Entry]
    public var bestK: Int?
    public var clusters: [Cluster]
}

extension ClusterReport {
    public init(_ sweep: KSweepResult, rows: WeightedRows, features: FeatureTable) throws {
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

    private static func describe(_ row: Int, _ features: FeatureTable) -> [String: String] {
        var values: [String: String] = [:]
        for column in features.columns where column.kind != .numeric { values[column.name] = column[row]?.text }
        return values
    }

    /// The sweep, and the clusters of the best K.
    public var text: String {
        var table = TextTable(columns: [.right("K"), .right("loss"), .right("silhouette"), .left("")])
        for entry in sweep {
            let note = entry.skipped.map { "skipped: " + Escape.terminal($0) } ?? (entry.k == bestK ? "best" : "")
            table.add(["\(entry.k)", entry.loss.map { Decimals.text($0, 2) } ?? "", entry.meanSilhouette.map { Decimals.text($0, 3) } ?? "", note])
        }
        var text = "\(rows) rows, \(distinctRows) distinct, \(columns) features; Gower dissimilarity, K-medoids.\n" + table.text
        guard bestK != nil else { return text }
        var list = TextTable(columns: [.right("cluster"), .right("rows"), .right("silhouette"), .left("medoid")])
        for cluster in clusters {
            let shown = ["Modality", "BodyPartExamined", "Manufacturer"].compactMap { cluster.medoid[$0] }.map { Escape.terminal($0) }
            list.add(["\(cluster.cluster)", "\(cluster.size)", cluster.meanSilhouette.map { Decimals.text($0, 3) } ?? "", shown.joined(separator: ", ")])
        }
        text += "\n\n" + list.text
        return text
    }

    /// clusters.csv: a line a row of the feature file.
    public static func csv(_ sweep: KSweepResult, rows: WeightedRows, names: [String]) throws -> [UInt8] {
        var out: [UInt8] = []
        FeatureFile.line(&out, [FeatureFile.rowName, "cluster", "is_medoid", "silhouette"])
        guard let best = sweep.best, let result = best.result else { return out }
        let silhouettes = try best.silhouette.map { try rows.expand($0.values) }
        let medoids = Set(result.medoids)
        for (row, name) in names.enumerated() {
            let distinct = rows.distinctRow[row]
            let isMedoid = medoids.contains(distinct) && rows.representative[distinct] == row
            FeatureFile.line(
                &out, [name, "\(result.assignments[distinct])", isMedoid ? "true" : "false", silhouettes.map { Decimals.text(Double($0[row]), 6) } ?? ""])
        }
        return out
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
