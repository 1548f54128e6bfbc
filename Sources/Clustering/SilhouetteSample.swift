/// The rows drawn from one cluster.
struct SilhouetteStratum: Sendable {
    /// The number of rows of the cluster.
    let size: Int
    /// The rows drawn.
    let rows: [Int]
    /// The group of each, from 1; 0 where the cluster is taken whole, so that nothing of it is left to chance.
    let groups: [Int]

    /// - Parameters:
    ///   - members: The rows of the cluster.
    ///   - most: The most rows to draw.
    ///   - groups: The number of groups that rows are dealt to.
    init(_ members: [Int], cluster: Int, most: Int, groups: Int, seed: UInt64) {
        size = members.count
        let isWhole = members.count <= most
        // In the order drawn, so that groups are drawn too.
        var generator = SplitMix64(seed: Draws(seed, .silhouette(cluster: cluster)).seed)
        rows = isWhole ? members : generator.sample(most, from: members.count).map { members[$0] }
        self.groups = rows.indices.map { isWhole ? 0 : $0 % groups + 1 }
    }
}

/// The rows drawn from all clusters, compared with each other.
struct SilhouetteSample: Sendable {
    private let rows: ComparedRows
    /// The rows, cluster after cluster.
    private let drawn: [Int]
    private let clusters: [Int]
    private let groups: [Int]
    private let sizes: [Int]
    /// By cluster and group: how many rows were drawn.
    private let counts: [[Int]]
    /// By cluster: how many rows were drawn.
    private let drawnCounts: [Int]
    /// Groups and the whole: numbers of the places in which sums are kept.
    private let versions = SilhouetteEstimate.groupCount + 1

    var count: Int { drawn.count }

    init(_ strata: [SilhouetteStratum], _ rows: ComparedRows) {
        self.rows = rows
        drawn = strata.flatMap(\.rows)
        clusters = strata.enumerated().flatMap { cluster, stratum in stratum.rows.map { _ in cluster } }
        groups = strata.flatMap(\.groups)
        sizes = strata.map(\.size)
        drawnCounts = strata.map(\.rows.count)
        counts = strata.map { stratum in
            var counts = [Int](repeating: 0, count: SilhouetteEstimate.groupCount + 1)
            for group in stratum.groups { counts[group] += 1 }
            return counts
        }
    }

    /// Silhouettes summed by cluster, for each version of the estimate: version 0 takes all rows, version g leaves group g out.
    struct Sums: Sendable {
        /// By version and cluster.
        var silhouettes: [[Double]]
        var counts: [[Int]]

        init(versions: Int, clusters: Int) {
            silhouettes = Array(repeating: Array(repeating: 0, count: clusters), count: versions)
            counts = Array(repeating: Array(repeating: 0, count: clusters), count: versions)
        }

        mutating func add(_ other: Sums) {
            for version in silhouettes.indices {
                for cluster in silhouettes[version].indices {
                    silhouettes[version][cluster] += other.silhouettes[version][cluster]
                    counts[version][cluster] += other.counts[version][cluster]
                }
            }
        }

        func clusterMeans(_ version: Int) -> [Double] {
            zip(silhouettes[version], counts[version]).map { $1 > 0 ? $0 / Double($1) : 0 }
        }
    }

    /// Computes all silhouettes.
    func sums() throws(ClusteringError) -> Sums {
        var sums = Sums(versions: versions, clusters: sizes.count)
        let references = rows.comparison.pack(drawn)
        for start in stride(from: 0, to: count, by: 4096) {
            let band = start..<min(count, start + 4096)
            let chunks = rows.options.mapChunks(of: band, grain: 128) { self.sums(of: $0, references) }
            for chunk in chunks { sums.add(chunk) }
            try rows.options.step(.silhouette, band.upperBound, of: count)
        }
        return sums
    }

    private func sums(of chunk: Range<Int>, _ references: PackedRows) -> Sums {
        let places = sizes.count * versions
        // By row of the chunk: the distances to the rows of each cluster and group.
        var distances = [Double](repeating: 0, count: chunk.count * places)
        rows.comparison.compare(references, with: rows.comparison.pack(drawn[chunk])) { reference, first, block in
            let place = clusters[reference] * versions + groups[reference]
            for (lane, distance) in block.enumerated() where chunk.lowerBound + first + lane != reference {
                distances[(first + lane) * places + place] += Double(distance)
            }
        }
        var sums = Sums(versions: versions, clusters: sizes.count)
        for (offset, row) in chunk.enumerated() {
            let own = distances[offset * places..<(offset + 1) * places]
            let totals = sizes.indices.map { cluster in own.dropFirst(cluster * versions).prefix(versions).reduce(0, +) }
            for version in 0..<versions where version == 0 || groups[row] != version {
                sums.silhouettes[version][clusters[row]] += width(of: row, own, totals, version)
                sums.counts[version][clusters[row]] += 1
            }
        }
        return sums
    }

    /// s(i) of a row, without a group of the rows that it is compared with.
    ///
    /// - Parameters:
    ///   - distances: Its distances to the rows of each cluster and group.
    ///   - totals: Its distances to the rows of each cluster.
    private func width(of row: Int, _ distances: ArraySlice<Double>, _ totals: [Double], _ version: Int) -> Double {
        let own = clusters[row]
        guard sizes[own] > 1 else { return 0 }
        var a = 0.0
        var b = Double.infinity
        for cluster in sizes.indices {
            let leftOut = version > 0 ? distances[distances.startIndex + cluster * versions + version] : 0
            let sum = max(0, totals[cluster] - leftOut)
            let compared = drawnCounts[cluster] - (version > 0 ? counts[cluster][version] : 0)
            if cluster == own {
                a = compared > 1 ? sum / Double(compared - 1) : 0
            } else if compared > 0 {
                b = min(b, sum / Double(compared))
            }
        }
        let larger = max(a, b)
        return larger > 0 && larger.isFinite ? (b - a) / larger : 0
    }
}
