import Clustering
import Testing

@Suite struct SampledKMedoidsTests {
    /// Rows in groups, each around a template of its own, with missing values.
    static func grouped(rows: Int, groups: Int, seed: UInt64, encoded: Bool = false) throws -> GowerTable {
        var generator = SplitMix64(seed: seed)
        let group = (0..<rows).map { _ in Int(generator.next(below: UInt64(groups))) }
        var columns: [GowerTable.Column] = []
        for column in 0..<8 {
            let centers = (0..<groups).map { _ in Double(generator.next(below: 100)) }
            let numbers = group.map { group -> Double in
                if generator.next(below: 10) == 0 { return .nan }
                return (centers[group] + Double(generator.next(below: 400)) / 10 - 20).rounded()
            }
            let likely = (0..<groups).map { _ in Int32(generator.next(below: 5)) }
            let codes = group.map { group -> Int32 in
                switch generator.next(below: 10) {
                case 0: -1
                case 1, 2: Int32(generator.next(below: 5))
                default: likely[group]
                }
            }
            columns.append(encoded ? encode("n\(column)", numbers) : .numeric("n\(column)", numbers))
            columns.append(encoded ? encode("c\(column)", codes) : .categorical("c\(column)", codes: codes))
        }
        return try GowerTable(columns: columns)
    }

    static func encode(_ name: String, _ numbers: [Double]) -> GowerTable.Column {
        let entries = Array(Set(numbers.filter { !$0.isNaN })).sorted() + [.nan]
        let codes = numbers.map { number in UInt16((entries.firstIndex(of: number) ?? entries.count - 1) + 1) }
        return .numeric(name, numbers: entries, codes: .shorts(codes))
    }

    static func encode(_ name: String, _ codes: [Int32]) -> GowerTable.Column {
        .categorical(name, categories: [4, 3, 2, 1, 0], codes: .bytes(codes.map { $0 < 0 ? 0 : UInt8(5 - $0) }))
    }

    /// FasterPAM on all rows, from several starts, is at most 1 % better.
    @Test(arguments: [2, 7, 25])
    func lossIsNearThatOfAllRows(k: Int) throws {
        let table = try Self.grouped(rows: 1500, groups: 9, seed: UInt64(k))
        let rows = WeightedRows(table)
        let matrix = try Dissimilarity(rows).matrix()
        let best = try (1...3).map { try KMedoids(clusterCount: k, start: .random(seed: UInt64($0))).cluster(matrix, weights: rows.weights).loss }.min() ?? 0
        let sampled = try SampledKMedoids(clusterCount: k, sampleSize: 300, seed: 5).cluster(table)
        #expect(sampled.loss <= 1.01 * best, "\(sampled.loss) \(best)")
        #expect(sampled.loss >= 0.98 * best)
        #expect(sampled.sampleLosses.count == 3 && sampled.sampleSizes == [300, 300, 300])
        #expect(sampled.sampleLosses.allSatisfy { $0 > 0.99 * sampled.loss })
    }

    /// What the result says of itself is so.
    @Test func resultFitsItsMedoids() throws {
        let table = try Self.grouped(rows: 1500, groups: 4, seed: 3)
        let result = try SampledKMedoids(clusterCount: 6, sampleSize: 200).cluster(table)
        #expect(result.medoids == result.medoids.sorted() && Set(result.medoids).count == 6)
        let all = try Dissimilarity(table).distances(from: result.medoids)
        var sizes = [Int](repeating: 0, count: 6)
        for row in 0..<table.rowCount {
            let distances = (0..<6).map { all[$0 * table.rowCount + row] }
            #expect(result.distances[row] == distances.min())
            #expect(distances[Int(result.assignments[row])] == result.distances[row])
            sizes[Int(result.assignments[row])] += 1
        }
        #expect(result.clusterSizes == sizes)
        #expect(abs(result.loss - result.distances.reduce(0.0) { $0 + Double($1) }) < 1e-6)
        for (cluster, medoid) in result.medoids.enumerated() { #expect(result.assignments[medoid] == Int32(cluster)) }
    }

    @Test func sameOnAnyNumberOfThreadsAndEncoded() throws {
        let (plain, encoded) = (try Self.grouped(rows: 2500, groups: 5, seed: 8), try Self.grouped(rows: 2500, groups: 5, seed: 8, encoded: true))
        let run = SampledKMedoids(clusterCount: 5, sampleSize: 300, seed: 11)
        let one = try run.cluster(plain, options: ExecutionOptions(threads: 1))
        #expect(try run.cluster(plain, options: ExecutionOptions(threads: 3)) == one)
        #expect(try run.cluster(encoded) == one)
        #expect(try SampledKMedoids(clusterCount: 5, sampleSize: 300, seed: 12).cluster(plain).seed == 12)
    }

    /// No more rows than a sample takes: the same as K-medoids on the matrix, from the same start.
    @Test func fewRowsAreClusteredAsAWhole() throws {
        let table = try Self.grouped(rows: 150, groups: 3, seed: 4)
        let sampled = try SampledKMedoids(clusterCount: 3).cluster(table)
        let rows = WeightedRows(table)
        let losses = try (0..<10).map { try KMedoids(clusterCount: 3, start: .random(seed: $0)).cluster(rows).loss }
        #expect(sampled.sampleSizes == [150])
        #expect(losses.contains { abs($0 - sampled.loss) < 1e-4 }, "\(sampled.loss) \(losses)")
    }

    @Test func oneCluster() throws {
        let table = try Self.grouped(rows: 900, groups: 3, seed: 6)
        let matrix = try Dissimilarity(table).matrix()
        let best = try KMedoids(clusterCount: 1).cluster(matrix)
        let sampled = try SampledKMedoids(clusterCount: 1, sampleSize: 60).cluster(table)
        #expect(sampled.clusterSizes == [900])
        #expect(sampled.loss <= 1.01 * best.loss)
    }

    /// A thousand rows that are like one of five: a sample may miss some of them.
    @Test func fewDistinctRows() throws {
        let numbers = (0..<1000).map { $0 < 4 ? Double($0 + 1) : 0 }
        let table = try GowerTable(columns: [.numeric("a", numbers)])
        let result = try SampledKMedoids(clusterCount: 5, sampleSize: 20).cluster(table)
        #expect(result.loss == 0)
        #expect(result.clusterSizes == [1, 1, 1, 1, 996])
        #expect(throws: ClusteringError(.invalidClusterCount)) { try SampledKMedoids(clusterCount: 6, sampleSize: 20).cluster(table) }
    }

    /// Rows with nothing to compare have distance 1 to all others, and may be medoids of their own.
    @Test func rowsWithNothingToCompare() throws {
        let numbers = (0..<600).map { $0 % 100 == 0 ? Double.nan : Double($0 % 7) }
        let table = try GowerTable(columns: [.numeric("a", numbers)])
        let result = try SampledKMedoids(clusterCount: 7, sampleSize: 100).cluster(table)
        #expect(abs(result.loss - 6) < 1e-6, "\(result.loss)")
        #expect(result.clusterSizes.reduce(0, +) == 600)
        let empty = try GowerTable(columns: [.numeric("a", [Double](repeating: .nan, count: 40))])
        let alone = try SampledKMedoids(clusterCount: 3, sampleSize: 10).cluster(empty)
        #expect(abs(alone.loss - 37) < 1e-6, "\(alone.loss)")
    }

    /// Weights far apart, and beyond what a float holds.
    @Test func hugeWeights() throws {
        var generator = SplitMix64(seed: 2)
        let numbers = (0..<500).map { Double($0 % 4) * 1e300 + Double(generator.next(below: 9)) }
        let noise = (0..<500).map { _ in Int32(generator.next(below: 3)) }
        let table = try GowerTable(columns: [.numeric("a", numbers, weight: 1e300), .categorical("b", codes: noise, weight: 1e-300)])
        let result = try SampledKMedoids(clusterCount: 4, sampleSize: 50).cluster(table)
        #expect(result.clusterSizes == [125, 125, 125, 125])
        #expect(result.loss < 1e-3)
    }

    @Test func badSetupsAreRefused() throws {
        let table = try Self.grouped(rows: 50, groups: 2, seed: 1)
        for k in [Int.min, -1, 0, 51, Int.max] {
            #expect(throws: ClusteringError(.invalidClusterCount)) { try SampledKMedoids(clusterCount: k).cluster(table) }
        }
        #expect(throws: ClusteringError(.invalidClusterCount)) { try SampledKMedoids(clusterCount: 3, sampleSize: 2).cluster(table) }
        #expect(throws: ClusteringError(.invalidClusterCount)) { try SampledKMedoids(clusterCount: 3, sampleSize: .min).cluster(table) }
        #expect(throws: ClusteringError(.invalidOption)) { try SampledKMedoids(clusterCount: 3, sampleCount: 0).cluster(table) }
        #expect(throws: ClusteringError(.invalidOption)) {
            try SampledKMedoids(clusterCount: 3).cluster(table, options: ExecutionOptions(threads: 0))
        }
        #expect(throws: ClusteringError(.cancelled)) {
            try SampledKMedoids(clusterCount: 3, sampleSize: 10).cluster(table, options: ExecutionOptions(isCancelled: { true }))
        }
        #expect(throws: ClusteringError(.tooLarge)) {
            try SampledKMedoids(clusterCount: 3).cluster(table, options: ExecutionOptions(maximumMatrixBytes: 100))
        }
        #expect(throws: ClusteringError(.invalidClusterCount)) {
            try SampledKMedoids(clusterCount: 1).cluster(GowerTable(columns: [.numeric("a", [])]))
        }
    }

    @Test func sweepKeepsTheBest() throws {
        let table = try Self.grouped(rows: 2000, groups: 4, seed: 14)
        let sweep = SampledKSweep(clusterCounts: [1, 2, 4, 2, 9, 5000], kMedoids: SampledKMedoids(clusterCount: 1, sampleSize: 300))
        let outcome = try sweep.run(table)
        #expect(outcome.entries.map(\.clusterCount) == [1, 2, 4, 9, 5000])
        #expect(outcome.entries.map { $0.silhouette == nil } == [true, false, false, false, true])
        #expect(outcome.entries.last?.skipped?.code == .invalidClusterCount)
        let highest = outcome.entries.compactMap(\.silhouette?.mean).max()
        #expect(outcome.bestSilhouette?.mean == highest)
        #expect(outcome.best?.clusterCount == 4)
    }
}
