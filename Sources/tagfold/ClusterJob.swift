import ArgumentParser
import Clustering
import Features
import PluginHost
import Reports
import TagTable

/// Clusters a feature table: Gower dissimilarity, K-medoids, silhouette. Compares all pairs of rows, or, where they are too
/// many, those of samples.
struct ClusterJob {
    let options: ClusterOptions
    let threads: Int

    /// Rows that are drawn for what would take too long with all: what features add, and plots of sampled clusters.
    private static let drawnRows = 2000

    struct Outcome {
        fileprivate let partition: Partition
        fileprivate let ordination: OrdinationFile?
        let report: ClusterReport

        /// The files of the outcome, by name.
        /// - Parameter name: of a row of the features.
        func files(name: (Int) -> String) throws -> [(name: String, bytes: [UInt8])] {
            let clusters =
                switch partition {
                case .exact(let sweep, let rows): ClusterFile.csv(sweep, rows: rows, name: name)
                case .sampled(let result): ClusterFile.csv(result, name: name)
                }
            let files = [("clusters.csv", clusters), ("clusters.json", try JSON.encode(report))]
            return files + (ordination.map { [("ordination.csv", $0.csv(name: name))] } ?? [])
        }

        /// What a page says of it.
        var page: ClusterSource {
            switch partition {
            case .exact(let sweep, let rows): ClusterSource(report, sweep, rows: rows, ordination: ordination)
            case .sampled: ClusterSource(report, ordination: ordination)
            }
        }

        /// All files that an outcome may have.
        static let fileNames = ["clusters.csv", "clusters.json", "ordination.csv"]
    }

    fileprivate enum Partition {
        case exact(KSweepResult, WeightedRows)
        case sampled(SampledKMedoidsResult?)
    }

    /// - Throws: `ClusteringError`, for features that cannot be clustered.
    func run(_ features: FeatureTable) throws -> Outcome {
        let table = try features.gowerTable()
        let progress = ProgressLine("clustering")
        defer { progress.clear() }
        let execution = ExecutionOptions(threads: threads, maximumMatrixBytes: options.maximumMatrixBytes, progress: { state in
            if [.dissimilarities, .assignment, .linkage, .importance].contains(state.stage), let total = state.total { progress.show(state.completed, of: total) }
        })
        if !options.sampled, let rows = WeightedRows(table, atMost: options.exactRows, options: execution) {
            return try exact(rows, features, execution)
        }
        return try sampled(table, features, execution)
    }

    // MARK: All pairs

    private func exact(_ rows: WeightedRows, _ features: FeatureTable, _ execution: ExecutionOptions) throws -> Outcome {
        let matrix = try Dissimilarity(rows).matrix(options: execution)
        let (sweep, selection) = try partitions(matrix, rows.weights, execution)
        var report = try ClusterReport(sweep, rows: rows, features: features)
        report.selection = selection.map { ClusterReport.selection($0) }
        guard let best = sweep.best?.result else {
            return Outcome(partition: .exact(sweep, rows), ordination: nil, report: report)
        }
        if options.also.contains(.linkage) {
            let comparison = try ClusteringComparison.of(
                sweep.entries.compactMap(\.result?.assignments), matrix, weights: rows.weights, options: execution)
            report.linkages = ClusterReport.linkages(comparison)
        }
        if options.also.contains(.importance) {
            let importance = try FeatureImportance.of(
                rows.table, assignments: best.assignments, weights: rows.weights, groups: features.groupsByTag, sample: sample, options: execution)
            report.importance = importance.map { ClusterReport.Importance($0, seed: sample.seed, of: rows.table.rowCount) }
        }
        var ordination: OrdinationFile?
        if options.also.contains(.ordination), rows.table.rowCount > 2 {
            let landmarks: Ordination.Landmarks = best.clusterCount >= 50 ? .rows(best.medoids) : .random(count: 300, seed: sample.seed)
            let axes = try Ordination.of(matrix, landmarks: landmarks, weights: rows.weights, options: execution)
            report.ordination = ClusterReport.OrdinationSummary(axes, rows: features.rowCount)
            ordination = OrdinationFile(axes, rows: rows.distinctRow.enumerated().map { ($0, $1) }, cluster: { best.assignments[rows.distinctRow[$0]] })
        }
        return Outcome(partition: .exact(sweep, rows), ordination: ordination, report: report)
    }

    private func partitions(
        _ matrix: DissimilarityMatrix, _ weights: [Int], _ execution: ExecutionOptions
    ) throws -> (KSweepResult, KSelectionResult?) {
        switch try options.clusterCounts() {
        case .list(let counts):
            // Both starts: few rows cost nothing, and many are worth it.
            let sweep = KSweep(clusterCounts: counts, start: options.start, starts: .both, restarts: options.restarts)
            return (try sweep.run(matrix, weights: weights, options: execution), nil)
        case .best(let range):
            // A range that the rows do not fill is tried as far as they go.
            let upper = min(range.upperBound, matrix.count)
            guard range.lowerBound <= upper else {
                return (try KSweep(clusterCounts: [range.lowerBound]).run(matrix, weights: weights, options: execution), nil)
            }
            let selection = try KSelection.dynamic(range.lowerBound...upper, start: options.start).run(matrix, weights: weights, options: execution)
            let sweep = KSweep(clusterCounts: [selection.best.clusterCount], start: .medoids(selection.best.medoids), maximumSwaps: 0)
            return (try sweep.run(matrix, weights: weights, options: execution), selection)
        }
    }

    // MARK: Samples

    private func sampled(_ table: GowerTable, _ features: FeatureTable, _ execution: ExecutionOptions) throws -> Outcome {
        let kMedoids = SampledKMedoids(clusterCount: 1, sampleCount: options.samples, sampleSize: options.sampleSize, seed: sample.seed)
        let (counts, selection) = try sampledCounts(table, execution)
        let sweep = try SampledKSweep(clusterCounts: counts, kMedoids: kMedoids).run(table, options: execution)
        var report = ClusterReport(sweep, seed: sample.seed, features: features)
        report.selection = selection.map { ClusterReport.selection($0) }
        var ordination: OrdinationFile?
        if let best = sweep.best {
            if options.also.contains(.importance) {
                let importance = try FeatureImportance.of(
                    table, assignments: best.assignments.map(Int.init), groups: features.groupsByTag, sample: sample, options: execution)
                report.importance = importance.map { ClusterReport.Importance($0, seed: sample.seed, of: table.rowCount) }
            }
            if options.also.contains(.ordination), table.rowCount > 2 {
                let drawn = drawnRows(of: table)
                let axes = try Ordination.of(
                    Dissimilarity(table.selecting(rows: drawn)).matrix(options: execution), landmarks: .random(count: 300, seed: sample.seed), options: execution)
                report.ordination = ClusterReport.OrdinationSummary(axes, rows: drawn.count)
                ordination = OrdinationFile(axes, rows: drawn.enumerated().map { ($1, $0) }, cluster: { Int(best.assignments[$0]) })
            }
        }
        return Outcome(partition: .sampled(sweep.best), ordination: ordination, report: report)
    }

    /// The numbers of clusters to try; of a range the best one for a sample.
    private func sampledCounts(_ table: GowerTable, _ execution: ExecutionOptions) throws -> ([Int], KSelectionResult?) {
        switch try options.clusterCounts() {
        case .list(let counts): return (counts, nil)
        case .best(let range):
            let rows = WeightedRows(try table.selecting(rows: drawnRows(of: table)))
            let matrix = try Dissimilarity(rows).matrix(options: execution)
            let selection = try partitions(matrix, rows.weights, execution).1
            return ([selection?.best.clusterCount ?? range.lowerBound], selection)
        }
    }

    private var sample: FeatureImportance.Sample { FeatureImportance.Sample(rows: ClusterJob.drawnRows, seed: options.seed ?? 1) }

    /// Different rows, rising.
    private func drawnRows(of table: GowerTable) -> [Int] {
        guard table.rowCount > sample.rows else { return Array(0..<table.rowCount) }
        var generator = SplitMix64(seed: sample.seed)
        return generator.sample(sample.rows, from: table.rowCount).sorted()
    }
}

extension FeatureTable {
    /// The columns of one tag leave together when it is asked what a feature adds: they say much the same.
    fileprivate var groupsByTag: [FeatureImportance.Group] {
        var names: [String] = []
        var members: [String: [Int]] = [:]
        for (place, column) in columns.enumerated() {
            let name = column.tags.isEmpty ? column.name : column.tags.joined(separator: " + ")
            if members[name] == nil { names.append(name) }
            members[name, default: []].append(place)
        }
        return names.map { FeatureImportance.Group(name: $0, columns: members[$0] ?? []) }
    }
}
