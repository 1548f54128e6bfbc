import VisualEvaluation

/// evaluation.json: whether images that are clustered by their tags look alike. It holds no value, name or path of any file.
public struct EvaluationReport: Codable, Sendable {
    /// Version of this format. It rises when something is left out, renamed or comes to mean something else.
    public var version = 1
    public var kind = "shareable"
    public var tagfold: String
    public var seed: UInt64
    public var embedding: Embedding
    public var images: Images
    public var split: Split
    public var sets: Sets
    public var features: Features
    /// `tags`, `permuted`, `ceiling`, then the baselines, each followed by tags in as many clusters.
    public var measures: [Measure]
    /// Differences of distances, the first measure less the second: below 0 where images of the first look more alike.
    public var comparisons: [Comparison]
    /// Of the clusters by tags, set by set.
    public var silhouette: Measure?
    /// Clusters of the first set.
    public var clusters: [Cluster]
    public var ablation: Ablation?
    /// What was done otherwise than asked, and what to bear in mind.
    public var notes: [String]

    /// What made points of images.
    public struct Embedding: Codable, Sendable {
        public var name: String
        /// `pixels` or `autoencoder`.
        public var kind: String
        public var dimension: Int
        /// How an autoencoder was trained.
        public var training: Training?

        public init(name: String, kind: String, dimension: Int, training: Training? = nil) {
            (self.name, self.kind, self.dimension, self.training) = (name, kind, dimension, training)
        }
    }

    public struct Training: Codable, Sendable {
        public var preset: String
        public var seed: UInt64
        /// Its backend, and what it ran on.
        public var backend: String
        /// After which these weights stood.
        public var epochs: Int
        /// Mean squared error of grey values in [0, 1], of the last of these epochs.
        public var loss: Double?
        public var validationLoss: Double?

        public init(preset: String, seed: UInt64, backend: String, epochs: Int, loss: Double?, validationLoss: Double?) {
            (self.preset, self.seed, self.backend, self.epochs) = (preset, seed, backend, epochs)
            (self.loss, self.validationLoss) = (loss, validationLoss)
        }
    }

    /// Counts of images, from the features to the sets.
    public struct Images: Codable, Sendable {
        /// Rows of features.
        public var rows: Int
        /// Rows of lists, which have no picture.
        public var listed = 0
        /// Images of an instance that another file holds as well.
        public var copies = 0
        public var rendered = 0
        /// Those that could not be rendered, by reason.
        public var problems: [String: Int] = [:]
        public var trained = 0
        public var validated = 0
        /// Left out of training since a clustered image looks the same to the last bit.
        public var twins = 0
        /// Left out of the sets since the given weights were trained on them, or on images of the same patient, study or series.
        public var knownToWeights = 0
        public var clustered = 0

        public init(rows: Int) { self.rows = rows }
    }

    /// How training and sets are kept apart.
    public struct Split: Codable, Sendable {
        public enum Basis: String, Codable, Sendable {
            /// Groups of images of a patient (and so on) lie on one side.
            case separated
            /// The embedding was not trained on images at all.
            case notTrained
            /// Weights were given without the list of what they were trained on.
            case unknown
        }

        public var basis: Basis
        /// What was kept together.
        public var by: SplitLevel?
        public var groups: Int?
        public var trainingGroups: Int?
        public var clusteredGroups: Int?
        /// Groups of which more than one set has images: sets are drawn by image, as in the paper.
        public var groupsInSeveralSets: Int

        public init(basis: Basis, groupsInSeveralSets: Int) {
            (self.basis, self.groupsInSeveralSets) = (basis, groupsInSeveralSets)
        }
    }

    public struct Sets: Codable, Sendable {
        public var count: Int
        public var size: Int
        public var clusters: Int
        public var askedCount: Int
        public var askedSize: Int
        public var askedClusters: Int
        /// Shuffles of each set's labels.
        public var permutations: Int

        public init(count: Int, size: Int, clusters: Int, asked: EvaluationSets.Wish, permutations: Int) {
            (self.count, self.size, self.clusters, self.permutations) = (count, size, clusters, permutations)
            (askedCount, askedSize, askedClusters) = (asked.sets, asked.size, asked.clusterCount)
        }
    }

    public struct Features: Codable, Sendable {
        public var columns: Int
        /// Plugins that made them.
        public var plugins: [String]

        public init(columns: Int, plugins: [String]) { (self.columns, self.plugins) = (columns, plugins) }
    }

    /// A number of each set.
    public struct Measure: Codable, Sendable {
        public var name: String
        public var mean: Double
        public var standardDeviation: Double?
        public var values: [Double]
        /// Groups of each set.
        public var groups: [Int]?

        public init(_ name: String, _ values: [Double], groups: [Int]? = nil) {
            let moments = Moments(values)
            (self.name, self.values, self.groups) = (name, values, groups)
            (mean, standardDeviation) = (moments.mean, moments.standardDeviation)
        }
    }

    public struct Comparison: Codable, Sendable {
        public var first: String
        public var second: String
        public var result: PairedComparison

        public init(_ first: String, _ second: String, _ result: PairedComparison) {
            (self.first, self.second, self.result) = (first, second, result)
        }
    }

    public struct Cluster: Codable, Sendable {
        public var cluster: Int
        public var size: Int
        public var silhouette: Double?
        /// Mean cosine distance of its images to their centre.
        public var spread: Double
    }

    /// What each plugin adds: the clusters with it against those without it.
    public struct Ablation: Codable, Sendable {
        /// Those that add most to how alike clusters look come first.
        public var plugins: [Plugin]

        public struct Plugin: Codable, Sendable {
            public var plugin: String
            /// Columns of features that it made.
            public var columns: Int
            /// Columns of features without it.
            public var columnsWithout: Int
            /// Silhouette with it less silhouette without it.
            public var silhouette: PairedComparison
            /// Distance with it less distance without it: below 0 where it makes clusters look more alike.
            public var distance: PairedComparison

            public init(plugin: String, columns: Int, columnsWithout: Int, silhouette: PairedComparison, distance: PairedComparison) {
                (self.plugin, self.columns, self.columnsWithout) = (plugin, columns, columnsWithout)
                (self.silhouette, self.distance) = (silhouette, distance)
            }
        }

        /// Ranks by distance, then by silhouette, then by name.
        public init(_ plugins: [Plugin]) {
            self.plugins = plugins.sorted {
                ($0.distance.meanDifference, -$0.silhouette.meanDifference, $0.plugin) < ($1.distance.meanDifference, -$1.silhouette.meanDifference, $1.plugin)
            }
        }
    }
}

extension EvaluationReport {
    /// The report of an experiment, but for its ablation.
    /// - Parameters:
    ///   - baselines: names of the groupings, in the order of the outcome.
    ///   - seed: of the bootstrap, too.
    public init(
        _ outcome: VisualExperiment.Outcome, baselines: [String], tagfold: String, seed: UInt64, embedding: Embedding, images: Images, split: Split,
        sets: Sets, features: Features, notes: [String]
    ) {
        (self.tagfold, self.seed, self.embedding, self.images) = (tagfold, seed, embedding, images)
        (self.split, self.sets, self.features, self.notes) = (split, sets, features, notes)
        let clusterCounts = outcome.sets.map { _ in outcome.clusterCount }
        let tags = Measure(EvaluationReport.tags, outcome.sets.map(\.tags), groups: clusterCounts)
        let permuted = Measure("permuted", outcome.sets.map(\.permuted), groups: clusterCounts)
        let ceiling = Measure("ceiling", outcome.sets.map(\.ceiling), groups: clusterCounts)
        measures = [tags, permuted, ceiling]
        comparisons = [Comparison(tags, permuted, seed), Comparison(tags, ceiling, seed)]
        for (place, name) in baselines.enumerated() {
            let found = outcome.sets.map { $0.baselines[place] }
            let baseline = Measure(name, found.map(\.distance), groups: found.map(\.groups))
            let asMany = Measure("\(EvaluationReport.tags), as many as \(name)", found.map(\.tagsDistance), groups: found.map(\.tagsGroups))
            measures += [baseline, asMany]
            comparisons += [Comparison(tags, baseline, seed), Comparison(asMany, baseline, seed)]
        }
        let widths = outcome.sets.compactMap(\.silhouette)
        silhouette = widths.count == outcome.sets.count ? Measure("silhouette", widths) : nil
        clusters = outcome.clusters.enumerated().map { Cluster(cluster: $0, size: $1.size, silhouette: $1.silhouette, spread: $1.spread) }
    }

    static let tags = "tags"
}

extension EvaluationReport.Comparison {
    fileprivate init(_ first: EvaluationReport.Measure, _ second: EvaluationReport.Measure, _ seed: UInt64) {
        self.init(first.name, second.name, PairedComparison(first.values, second.values, seed: seed))
    }
}
