import ArgumentParser
import Clustering
import Features
import PluginHost
import Reports

/// How features are clustered.
struct ClusterOptions: ParsableArguments {
    @Option(name: .customLong("k"), help: ArgumentHelp("Numbers of clusters to try; the best by silhouette counts.", valueName: "5,10,15"))
    var k = "5,10,15,20"

    @Option(help: "Random start with this seed, instead of BUILD. Samples are drawn by it, or by 1.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("Most distinct rows of which all pairs are compared, in 4 bytes a pair. More are clustered by samples.", valueName: "count"))
    var exactRows = 23_000

    @Flag(help: "Cluster by samples, however few the rows.")
    var sampled = false

    @Option(help: "How many samples are clustered.")
    var samples = 3

    @Option(help: ArgumentHelp("Rows of a sample; by default 4000, or 20 for each cluster if that is more.", valueName: "rows"))
    var sampleSize: Int?

    func validate() throws {
        _ = try clusterCounts()
        guard (0...ClusterOptions.mostExactRows).contains(exactRows) else {
            throw ValidationError("--exact-rows takes 0 to \(ClusterOptions.mostExactRows).")
        }
        guard (1...1000).contains(samples) else { throw ValidationError("--samples takes 1 to 1000.") }
        if let sampleSize, !(1...ClusterOptions.mostExactRows).contains(sampleSize) {
            throw ValidationError("--sample-size takes 1 to \(ClusterOptions.mostExactRows).")
        }
    }

    /// Their pairs take 160 GB.
    private static let mostExactRows = 200_000

    /// What the pairs of so many rows take, each row beginning with a cache line.
    var maximumMatrixBytes: Int {
        let rows = max(exactRows, sampleSize ?? 0)
        return max(1 << 30, rows * (rows + 16) * MemoryLayout<Float>.stride)
    }

    func clusterCounts() throws -> [Int] {
        let counts = k.split(separator: ",").map { Int($0) }
        let valid = counts.compactMap { $0 }.filter { $0 >= 1 }
        guard !counts.isEmpty, valid.count == counts.count else { throw ValidationError("--k takes whole numbers from 1, separated by commas.") }
        return valid
    }

    var start: KMedoids.Start { seed.map { .random(seed: $0) } ?? .build }
}

/// Clusters a feature table: Gower dissimilarity, K-medoids, silhouette. Compares all pairs of rows, or, where they are too
/// many, those of samples.
struct ClusterJob {
    let options: ClusterOptions
    let threads: Int

    struct Outcome {
        fileprivate let partition: Partition
        let report: ClusterReport

        /// clusters.csv.
        /// - Parameter name: of a row of the features.
        func csv(name: (Int) -> String) -> [UInt8] {
            switch partition {
            case .exact(let sweep, let rows): ClusterFile.csv(sweep, rows: rows, name: name)
            case .sampled(let result): ClusterFile.csv(result, name: name)
            }
        }
    }

    fileprivate enum Partition {
        case exact(KSweepResult, WeightedRows)
        case sampled(SampledKMedoidsResult?)
    }

    /// - Throws: `ClusteringError`, for features that cannot be clustered.
    func run(_ features: FeatureTable) throws -> Outcome {
        let table = try GowerTable(columns: features.columns.map(gowerColumn))
        let progress = ProgressLine("clustering")
        defer { progress.clear() }
        let execution = ExecutionOptions(threads: threads, maximumMatrixBytes: options.maximumMatrixBytes, progress: { state in
            if [.dissimilarities, .assignment].contains(state.stage), let total = state.total { progress.show(state.completed, of: total) }
        })
        if !options.sampled, let rows = WeightedRows(table, atMost: options.exactRows, options: execution) {
            return try exact(rows, features, execution)
        }
        return try sampled(table, features, execution)
    }

    private func exact(_ rows: WeightedRows, _ features: FeatureTable, _ execution: ExecutionOptions) throws -> Outcome {
        let sweep = try KSweep(clusterCounts: try options.clusterCounts(), start: options.start).run(rows, options: execution)
        return Outcome(partition: .exact(sweep, rows), report: try ClusterReport(sweep, rows: rows, features: features))
    }

    private func sampled(_ table: GowerTable, _ features: FeatureTable, _ execution: ExecutionOptions) throws -> Outcome {
        let seed = options.seed ?? 1
        let kMedoids = SampledKMedoids(clusterCount: 1, sampleCount: options.samples, sampleSize: options.sampleSize, seed: seed)
        let sweep = try SampledKSweep(clusterCounts: try options.clusterCounts(), kMedoids: kMedoids).run(table, options: execution)
        return Outcome(partition: .sampled(sweep.best), report: ClusterReport(sweep, seed: seed, features: features))
    }

    /// Codes are shared with the features, not copied.
    private func gowerColumn(_ column: FeatureColumn) -> GowerTable.Column {
        let codes: GowerTable.Codes =
            switch column.codes.codes {
            case .narrow(let codes): .bytes(codes)
            case .medium(let codes): .shorts(codes)
            case .wide(let codes): .words(codes)
            }
        switch column.kind {
        case .numeric:
            let numbers = column.values.map { if case .number(let value)? = $0 { value } else { Double.nan } }
            return .numeric(column.name, numbers: numbers, codes: codes, unit: column.unit, weight: column.weight)
        case .flag:
            let flags = column.values.map { if case .flag(let value)? = $0 { Int32(value ? 1 : 0) } else { Int32(-1) } }
            return .categorical(column.name, categories: flags, codes: codes, weight: column.weight)
        case .categorical:
            var numberOfLabel: [String: Int32] = [:]
            let categories = column.values.map { value -> Int32 in
                guard case .label(let label)? = value else { return -1 }
                let number = numberOfLabel[label] ?? Int32(numberOfLabel.count)
                numberOfLabel[label] = number
                return number
            }
            return .categorical(column.name, categories: categories, codes: codes, weight: column.weight)
        }
    }
}
