import Clustering

/// clusters.csv: a line a row of the feature file.
public enum ClusterFile {
    /// - Parameter name: of a row of the features.
    public static func csv(_ sweep: KSweepResult, rows: WeightedRows, name: (Int) -> String) -> [UInt8] {
        guard let best = sweep.best, let result = best.result else { return header }
        var out = header
        // A row stands for many: its end is written once.
        let silhouettes = best.silhouette.map { $0.values.map { Decimals.text($0, 6) } }
        let medoids = Set(result.medoids)
        for (row, distinct) in rows.distinctRow.enumerated() {
            let isMedoid = medoids.contains(distinct) && rows.representative[distinct] == row
            line(&out, name(row), cluster: result.assignments[distinct], isMedoid, silhouettes?[distinct] ?? "")
        }
        return out
    }

    /// No row has a silhouette: each would need the distances to all others.
    /// - Parameter name: of a row of the features.
    public static func csv(_ result: SampledKMedoidsResult?, name: (Int) -> String) -> [UInt8] {
        guard let result else { return header }
        var out = header
        let medoids = Set(result.medoids)
        for (row, cluster) in result.assignments.enumerated() {
            line(&out, name(row), cluster: Int(cluster), medoids.contains(row), "")
        }
        return out
    }

    private static let header: [UInt8] = {
        var out: [UInt8] = []
        FeatureFile.line(&out, [FeatureFile.rowName, "cluster", "is_medoid", "silhouette"])
        return out
    }()

    private static func line(_ out: inout [UInt8], _ name: String, cluster: Int, _ isMedoid: Bool, _ silhouette: String) {
        FeatureFile.append(&out, name)
        out.append(contentsOf: ",\(cluster),\(isMedoid),\(silhouette)\n".utf8)
    }
}
