/// Disjoint sets of images that are clustered each for itself.
public struct EvaluationSets: Sendable, Equatable {
    /// Places of images, set by set.
    public let sets: [[Int]]
    /// Clusters that are made of each.
    public let clusterCount: Int

    /// What was asked for.
    public struct Wish: Sendable, Equatable {
        public var sets = 10
        public var size = 5000
        public var clusterCount = 15

        public init() {}
    }

    /// Fewer images than this make no set.
    static let fewestImages = 10
    /// Sets as small as this are made fewer instead of smaller.
    private static let smallSet = 20
    /// A cluster should have so many images, in the mean.
    private static let imagesPerCluster = 5

    /// Fills sets in the order of the images.
    /// - Parameter count: images that there are.
    /// - Throws: `EvaluationError` when they do not make two sets.
    public init(count: Int, _ wish: Wish) throws(EvaluationError) {
        let setCount = min(wish.sets, max(2, count / min(wish.size, EvaluationSets.smallSet)))
        let size = min(wish.size, count / max(1, setCount))
        guard setCount >= 2, size >= EvaluationSets.fewestImages else {
            throw EvaluationError(
                .tooFewImages,
                "\(count) images can be clustered, and two sets of \(EvaluationSets.fewestImages) are the least that can be compared")
        }
        sets = (0..<setCount).map { Array($0 * size..<($0 + 1) * size) }
        clusterCount = max(2, min(wish.clusterCount, size / EvaluationSets.imagesPerCluster))
    }

    init(sets: [[Int]], clusterCount: Int) {
        self.sets = sets
        self.clusterCount = clusterCount
    }

    public var size: Int { sets.first?.count ?? 0 }
    public var imageCount: Int { sets.count * size }
}
