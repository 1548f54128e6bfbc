import ArgumentParser
import Clustering

/// How features are clustered.
struct ClusterOptions: ParsableArguments {
    @Option(
        name: .customLong("k"),
        help: ArgumentHelp("Numbers of clusters to try, the best by silhouette counts; or 2-30: the best of all of these, found by DynMSC.", valueName: "5,10,15"))
    var k = "5,10,15,20"

    @Option(help: "Random start with this seed, instead of BUILD. Samples are drawn by it, or by 1.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("How many random starts, from the seed on (or from 1); the lowest loss counts.", valueName: "count"))
    var restarts = 1

    @Option(
        help: ArgumentHelp("What is looked at besides, some of linkage, ordination, importance; or none.", valueName: "list"),
        transform: ClusterExtras.init(argument:))
    var also = ClusterExtras.all

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
        guard (1...1000).contains(restarts) else { throw ValidationError("--restarts takes 1 to 1000.") }
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

    /// What `--k` asks for.
    enum ClusterCounts {
        /// Each of these.
        case list([Int])
        /// The best of a range.
        case best(ClosedRange<Int>)
    }

    func clusterCounts() throws -> ClusterCounts {
        let ends = k.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if ends.count == 2 {
            guard let first = ends[0], let last = ends[1], first >= 2, first <= last, last <= 1000 else {
                throw ValidationError("--k takes a range from 2 to at most 1000, such as 2-30.")
            }
            return .best(first...last)
        }
        let counts = k.split(separator: ",").map { Int($0) }
        let valid = counts.compactMap { $0 }.filter { $0 >= 1 }
        guard !counts.isEmpty, valid.count == counts.count else {
            throw ValidationError("--k takes whole numbers from 1, separated by commas, or a range such as 2-30.")
        }
        return .list(valid)
    }

    var start: KMedoids.Start {
        if let seed { return .random(seed: seed) }
        return restarts > 1 ? .random(seed: 1) : .build
    }
}

/// What is looked at besides the clusters themselves.
struct ClusterExtras: OptionSet {
    let rawValue: Int
    /// Agglomerative clusterings beside K-medoids.
    static let linkage = ClusterExtras(rawValue: 1)
    /// Two axes to plot rows by.
    static let ordination = ClusterExtras(rawValue: 2)
    /// What each feature adds to the mean silhouette.
    static let importance = ClusterExtras(rawValue: 4)
    static let all: ClusterExtras = [.linkage, .ordination, .importance]

    init(rawValue: Int) { self.rawValue = rawValue }

    init(argument: String) throws {
        self = []
        if argument == "none" { return }
        let names: [Substring: ClusterExtras] = ["linkage": .linkage, "ordination": .ordination, "importance": .importance]
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let extra = names[name] else { throw ValidationError("--also takes linkage, ordination and importance, separated by commas, or none.") }
            insert(extra)
        }
    }
}
