/// A tree of joins: what agglomerative clustering makes of n rows.
///
/// The joins are in the form of SciPy's `linkage` and of `fastcluster`: the clusters 0..<n are the rows, join number t
/// makes cluster n + t, and heights do not fall.
public struct Dendrogram: Sendable, Hashable {
    /// The join of two clusters.
    public struct Merge: Sendable, Hashable {
        /// The one cluster, of the lower number.
        public let first: Int
        /// The other one.
        public let second: Int
        /// How far apart they were.
        public let height: Double
        /// How many original rows the two hold.
        public let size: Int
    }

    /// The n − 1 joins by rising height.
    public let merges: [Merge]
    /// How many original rows each of the n rows stands for.
    public let rowWeights: [Int]

    /// The number of rows, n.
    public var rowCount: Int { rowWeights.count }

    /// Two rows whose clusters were joined.
    struct Join: Sendable {
        let first: Int
        let second: Int
        let height: Double

        init(_ first: Int, _ second: Int, height: Double) {
            self.first = first
            self.second = second
            self.height = height
        }
    }

    /// Sorts and numbers joins.
    ///
    /// - Parameters:
    ///   - joins: n − 1 joins that make one tree of n rows; a join comes after those of its parts.
    ///   - rowWeights: n weights ≥ 1, whose sum fits an `Int`.
    init(joins: [Join], rowWeights: [Int]) {
        // Parts are never higher than what is made of them, and equal heights keep their order.
        let sorted = joins.enumerated().sorted { ($0.element.height, $0.offset) < ($1.element.height, $1.offset) }
        var roots = ClusterRoots(rowWeights.count)
        var sizes = rowWeights
        var merges: [Merge] = []
        merges.reserveCapacity(joins.count)
        for (_, join) in sorted {
            let (a, b) = (roots.root(of: join.first), roots.root(of: join.second))
            let size = sizes[a] + sizes[b]
            merges.append(Merge(first: min(a, b), second: max(a, b), height: join.height, size: size))
            sizes.append(size)
            roots.join(a, b)
        }
        self.init(merges: merges, rowWeights: rowWeights)
    }

    /// Makes a tree of merges that are known to be one.
    init(merges: [Merge], rowWeights: [Int]) {
        self.merges = merges
        self.rowWeights = rowWeights
    }
}

/// Which cluster each row and each part belongs to, while joins are made.
private struct ClusterRoots {
    /// The cluster that each cluster became a part of; itself if none.
    private var parent: [Int]

    init(_ count: Int) {
        parent = Array(0..<count)
    }

    /// The cluster that nothing has been made of yet.
    mutating func root(of cluster: Int) -> Int {
        var root = cluster
        while parent[root] != root { root = parent[root] }
        var part = cluster
        while parent[part] != root {
            let next = parent[part]
            parent[part] = root
            part = next
        }
        return root
    }

    /// Makes the next cluster of two.
    mutating func join(_ a: Int, _ b: Int) {
        parent[a] = parent.count
        parent[b] = parent.count
        parent.append(parent.count)
    }
}
