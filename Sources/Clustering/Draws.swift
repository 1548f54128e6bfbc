/// Random rows, each kind from a sequence of its own: one more of one kind changes nothing of the others.
struct Draws {
    enum Purpose {
        case sample(Int), start(Int), batch
        case references(round: Int, cluster: Int, step: Int)
        case silhouette(cluster: Int)

        var path: [Int] {
            switch self {
            case .sample(let number): [1, number]
            case .start(let number): [2, number]
            case .batch: [3]
            case .references(let round, let cluster, let step): [4, round, cluster, step]
            case .silhouette(let cluster): [5, cluster]
            }
        }
    }

    let seed: UInt64

    init(_ seed: UInt64, _ purpose: Purpose) {
        self.seed = purpose.path.reduce(seed) { seed, step in
            var mixer = SplitMix64(seed: seed ^ UInt64(bitPattern: Int64(step)))
            return mixer.next()
        }
    }

    /// Different rows, rising; all of them where there are no more.
    func rows(_ size: Int, of count: Int) -> [Int] {
        guard size < count else { return Array(0..<count) }
        var generator = SplitMix64(seed: seed)
        return generator.sample(size, from: count).sorted()
    }
}
