import Clustering
import Features
import PluginHost
import Reports
import VisualEvaluation

/// What each plugin adds: features are chosen and sets are clustered once more as though it were not installed. What it
/// claimed is then left to the plugins that take any tag, or to the tag's value representation.
struct Ablation {
    private let input: EvaluationJob.Input
    private let archive: EvaluatedArchive
    private let experiment: VisualExperiment
    private let outcome: VisualExperiment.Outcome
    private let embedding: ImageEmbedding
    private let images: [Int]
    private let seed: UInt64
    private let threads: Int

    init(
        _ input: EvaluationJob.Input, _ archive: EvaluatedArchive, _ experiment: VisualExperiment, _ outcome: VisualExperiment.Outcome,
        _ embedding: ImageEmbedding, _ images: [Int], seed: UInt64, threads: Int
    ) {
        (self.input, self.archive, self.experiment, self.outcome) = (input, archive, experiment, outcome)
        (self.embedding, self.images, self.seed, self.threads) = (embedding, images, seed, threads)
    }

    func run() throws -> EvaluationReport.Ablation {
        let claiming = Set(input.normalization.results.map(\.plugin.name)).sorted()
        let progress = ProgressLine("leaving plugins out")
        defer { progress.clear() }
        return EvaluationReport.Ablation(
            try claiming.enumerated().map { done, plugin in
                defer { progress.show(done + 1, of: claiming.count) }
                return try measure(without: plugin)
            })
    }

    private func measure(without plugin: String) throws -> EvaluationReport.Ablation.Plugin {
        let normalization = input.host.normalize(input.table, without: plugin, keeping: input.normalization, threads: threads)
        let features = input.selection.select(input.table, normalization, dictionary: input.dictionary).1
        let (silhouettes, distances) = try measures(features)
        return EvaluationReport.Ablation.Plugin(
            plugin: plugin, columns: input.features.columns.count { $0.plugin == plugin }, columnsWithout: features.columns.count,
            silhouette: PairedComparison(outcome.sets.map { $0.silhouette ?? 0 }, silhouettes, seed: seed),
            distance: PairedComparison(outcome.sets.map(\.tags), distances, seed: seed))
    }

    private func measures(_ features: FeatureTable) throws -> (silhouettes: [Double], distances: [Double]) {
        // The same columns make the same clusters.
        let isSame = features.columns.map { [$0.name, $0.plugin ?? ""] } == input.features.columns.map { [$0.name, $0.plugin ?? ""] }
        if isSame { return (outcome.sets.map { $0.silhouette ?? 0 }, outcome.sets.map(\.tags)) }
        // Without any feature all images are one cluster.
        guard !features.columns.isEmpty else {
            let single = experiment.singleCluster(embedding)
            return (single.map { _ in 0 }, single)
        }
        let table = try features.gowerTable().selecting(rows: images.map { archive.featureRows[$0] })
        let measures = try experiment.measures(of: table, embedding, clusterCount: outcome.clusterCount)
        return (measures.map(\.silhouette), measures.map(\.distance))
    }
}
