import Clustering

/// A grouping of images that clusters are compared with: by a single tag, say.
public struct ImageGrouping: Sendable {
    public let name: String
    /// A number for each image; equal numbers are one group.
    public let groups: [Int]

    public init(name: String, groups: [Int]) {
        self.name = name
        self.groups = groups
    }
}

/// Clusters sets of images by their features, and measures in an embedding of the images how alike those of a cluster look.
///
/// T. Manojlović et al. (ICPRAM 2020), §2.4 and §3: for each of several disjoint sets the mean cosine distance of the images
/// to the centre of their cluster, beside that of the same labels shuffled.
public struct VisualExperiment: Sendable {
    public let sets: EvaluationSets
    /// Shuffles of the labels, of which the mean is taken (the paper: one).
    public var permutations = 10
    public var seed: UInt64 = 1
    public var options = ExecutionOptions()
    /// Told how many steps of how many are done.
    public var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    public init(sets: EvaluationSets) { self.sets = sets }

    /// What was measured of one set. Distances are means of cosine distances to the centre of the group.
    public struct SetMeasures: Sendable, Equatable {
        /// Images that differ in their features.
        public let distinctRows: Int
        /// Of the clusters, by the features; nil for a single cluster.
        public let silhouette: Double?
        public let tags: Double
        public let permuted: Double
        /// Of clusters made in the embedding itself.
        public let ceiling: Double
        public let baselines: [Baseline]
    }

    /// A grouping, and clusters of the features that are as many as its groups.
    public struct Baseline: Sendable, Equatable {
        public let groups: Int
        public let distance: Double
        /// As many as `groups`, or as there are different rows.
        public let tagsGroups: Int
        public let tagsDistance: Double
    }

    /// A cluster of the set that is shown.
    public struct Cluster: Sendable, Equatable {
        public let size: Int
        public let silhouette: Double?
        /// Mean cosine distance to its centre.
        public let spread: Double
        /// Image that is its medoid.
        public let medoid: Int
    }

    /// An image of a set, for the user alone.
    public struct Member: Sendable, Equatable {
        public let set: Int
        public let image: Int
        public let cluster: Int
        public let silhouette: Double?
        public let distance: Double
    }

    public struct Outcome: Sendable, Equatable {
        /// Fewer than the sets wanted where one of them has fewer different rows.
        public let clusterCount: Int
        public let sets: [SetMeasures]
        /// Of the first set.
        public let clusters: [Cluster]
        /// All images of all sets.
        public let members: [Member]
    }

    /// - Parameters:
    ///   - features: a row an image.
    ///   - embedding: a point an image.
    ///   - baselines: groupings of the images.
    /// - Throws: `EvaluationError` when a set has fewer than two different rows, `ClusteringError`.
    public func run(_ features: GowerTable, _ embedding: ImageEmbedding, baselines: [ImageGrouping]) throws -> Outcome {
        let rows = try sets.sets.map { WeightedRows(try features.selecting(rows: $0), options: options) }
        let clusterCount = try clusterCount(rows)
        var measures: [SetMeasures] = []
        var clusters: [Cluster] = []
        var members: [Member] = []
        for (number, images) in sets.sets.enumerated() {
            let points = EmbeddedPoints(embedding, images)
            let tags = try FeatureClusters(rows[number], clusterCount, options: options)
            let spread = CosineSpread(points, groups: tags.assignments)
            let baselines = try baselines.map { try baseline($0, images, points, tags) }
            measures.append(
                SetMeasures(
                    distinctRows: rows[number].table.rowCount, silhouette: tags.silhouette?.mean, tags: spread.mean,
                    permuted: permuted(tags.assignments, points, set: number), ceiling: try ceiling(points, clusterCount), baselines: baselines))
            let widths = try tags.silhouette.map { try rows[number].expand($0.values) }
            members += images.indices.map { place in
                Member(set: number, image: images[place], cluster: tags.assignments[place], silhouette: widths?[place], distance: spread.distances[place])
            }
            if number == 0 { clusters = shown(tags, rows[number], images, spread) }
            progress(number + 1, sets.sets.count)
        }
        return Outcome(clusterCount: clusterCount, sets: measures, clusters: clusters, members: members)
    }

    /// What other features would make of the same sets.
    /// - Parameter clusterCount: of the outcome that it is compared with.
    /// - Returns: silhouette and mean distance to the centre, set by set.
    public func measures(of features: GowerTable, _ embedding: ImageEmbedding, clusterCount: Int) throws -> [(silhouette: Double, distance: Double)] {
        try sets.sets.map { images in
            let rows = WeightedRows(try features.selecting(rows: images), options: options)
            let clusters = try FeatureClusters(rows, min(clusterCount, rows.table.rowCount), options: options)
            let spread = CosineSpread(EmbeddedPoints(embedding, images), groups: clusters.assignments)
            return (clusters.silhouette?.mean ?? 0, spread.mean)
        }
    }

    /// The mean distance of each set's images to the centre of all.
    public func singleCluster(_ embedding: ImageEmbedding) -> [Double] {
        sets.sets.map { images in CosineSpread(EmbeddedPoints(embedding, images), groups: images.map { _ in 0 }).mean }
    }

    private func clusterCount(_ rows: [WeightedRows]) throws(EvaluationError) -> Int {
        let fewest = rows.map(\.table.rowCount).min() ?? 0
        guard fewest >= 2 else { throw EvaluationError(.tooAlike, "the images of a set have all the same features: they cannot be clustered") }
        return min(sets.clusterCount, fewest)
    }

    // MARK: What the clusters are compared with

    private func permuted(_ assignments: [Int], _ points: EmbeddedPoints, set: Int) -> Double {
        var sum = 0.0
        for permutation in 0..<permutations {
            var generator = SplitMix64(seed: Seeds.derived(seed, set, permutation))
            let shuffled = generator.sample(assignments.count, from: assignments.count).map { assignments[$0] }
            sum += CosineSpread(points, groups: shuffled).mean
        }
        return sum / Double(max(1, permutations))
    }

    private func ceiling(_ points: EmbeddedPoints, _ clusterCount: Int) throws -> Double {
        let matrix = try CosineMatrix.of(points, options: options)
        let clusters = try KMedoids(clusterCount: min(clusterCount, points.count)).cluster(matrix, options: options)
        return CosineSpread(points, groups: clusters.assignments).mean
    }

    private func baseline(_ grouping: ImageGrouping, _ images: [Int], _ points: EmbeddedPoints, _ tags: FeatureClusters) throws -> Baseline {
        var numbers: [Int: Int] = [:]
        let groups = images.map { image in
            let group = grouping.groups[image]
            let number = numbers[group] ?? numbers.count
            numbers[group] = number
            return number
        }
        let tagsGroups = min(numbers.count, tags.rows.table.rowCount)
        let asMany = try tags.reclustered(into: tagsGroups, options: options)
        return Baseline(
            groups: numbers.count, distance: CosineSpread(points, groups: groups).mean, tagsGroups: tagsGroups,
            tagsDistance: CosineSpread(points, groups: asMany).mean)
    }

    private func shown(_ tags: FeatureClusters, _ rows: WeightedRows, _ images: [Int], _ spread: CosineSpread) -> [Cluster] {
        tags.medoids.enumerated().map { number, medoid in
            Cluster(
                size: tags.sizes[number], silhouette: tags.silhouette?.clusterMeans[number], spread: spread.groupMeans[number],
                medoid: images[rows.representative[medoid]])
        }
    }
}

/// K-medoids of one set by its features.
struct FeatureClusters {
    let rows: WeightedRows
    private let matrix: DissimilarityMatrix
    /// By image.
    let assignments: [Int]
    /// Distinct rows.
    let medoids: [Int]
    let sizes: [Int]
    /// By distinct row.
    let silhouette: Silhouette?

    init(_ rows: WeightedRows, _ clusterCount: Int, options: ExecutionOptions) throws(ClusteringError) {
        self.rows = rows
        matrix = try Dissimilarity(rows).matrix(options: options)
        let result = try KMedoids(clusterCount: clusterCount).cluster(matrix, weights: rows.weights, options: options)
        assignments = try rows.expand(result.assignments)
        medoids = result.medoids
        sizes = result.clusterWeights
        silhouette = try Silhouette.of(matrix, assignments: result.assignments, weights: rows.weights, options: options)
    }

    /// The same rows in another number of clusters.
    func reclustered(into clusterCount: Int, options: ExecutionOptions) throws(ClusteringError) -> [Int] {
        if clusterCount == medoids.count { return assignments }
        return try rows.expand(KMedoids(clusterCount: clusterCount).cluster(matrix, weights: rows.weights, options: options).assignments)
    }
}

/// Seeds of draws that have nothing to do with each other, made of one.
enum Seeds {
    static func derived(_ seed: UInt64, _ steps: Int...) -> UInt64 {
        steps.reduce(seed) { seed, step in
            var mixer = SplitMix64(seed: seed ^ UInt64(bitPattern: Int64(step)))
            return mixer.next()
        }
    }
}
