import ArgumentParser
import Clustering
import Features
import PluginHost
import Reports

/// How features are clustered.
struct ClusterOptions: ParsableArguments {
    @Option(name: .customLong("k"), help: ArgumentHelp("Numbers of clusters to try; the best by silhouette counts.", valueName: "5,10,15"))
    var k = "5,10,15,20"

    @Option(help: "Random start with this seed, instead of BUILD.")
    var seed: UInt64?

    func validate() throws { _ = try clusterCounts() }

    func clusterCounts() throws -> [Int] {
        let counts = k.split(separator: ",").map { Int($0) }
        let valid = counts.compactMap { $0 }.filter { $0 >= 1 }
        guard !counts.isEmpty, valid.count == counts.count else { throw ValidationError("--k takes whole numbers from 1, separated by commas.") }
        return valid
    }

    var start: KMedoids.Start { seed.map { .random(seed: $0) } ?? .build }
}

/// Clusters a feature table: Gower dissimilarity, K-medoids, silhouette.
struct ClusterJob {
    let options: ClusterOptions
    let threads: Int

    /// About 23,000 distinct rows: what BUILD and SWAP do in minutes.
    private static let maximumMatrixBytes = 1 << 30

    struct Outcome {
        let sweep: KSweepResult
        let rows: WeightedRows
        let report: ClusterReport
    }

    /// - Throws: `ClusteringError`, for features that cannot be clustered.
    func run(_ features: FeatureTable) throws -> Outcome {
        let table = try GowerTable(columns: features.columns.map(gowerColumn))
        let rows = WeightedRows(table)
        let progress = ProgressLine("clustering")
        let execution = ExecutionOptions(threads: threads, maximumMatrixBytes: ClusterJob.maximumMatrixBytes, progress: { state in
            if state.stage == .dissimilarities, let total = state.total { progress.show(state.completed, of: total) }
        })
        let sweep = try KSweep(clusterCounts: try options.clusterCounts(), start: options.start).run(rows, options: execution)
        progress.clear()
        return Outcome(sweep: sweep, rows: rows, report: try ClusterReport(sweep, rows: rows, features: features))
    }

    private func gowerColumn(_ column: FeatureColumn) -> GowerTable.Column {
        let rows = 0..<column.rowCount
        switch column.kind {
        case .numeric:
            return .numeric(column.name, rows.map { if case .number(let value)? = column[$0] { value } else { .nan } }, unit: column.unit, weight: column.weight)
        case .flag:
            return .flag(column.name, rows.map { if case .flag(let value)? = column[$0] { value } else { nil } }, weight: column.weight)
        case .categorical:
            var codes: [String: Int32] = [:]
            let values = rows.map { row -> Int32 in
                guard case .label(let label)? = column[row] else { return -1 }
                let code = codes[label] ?? Int32(codes.count)
                codes[label] = code
                return code
            }
            return .categorical(column.name, codes: values, weight: column.weight)
        }
    }
}
