import Clustering
import Testing

@Suite struct SilhouetteEstimateTests {
    private static func partition(k: Int, rows: Int = 1000, seed: UInt64) throws -> (GowerTable, KMedoidsResult, Silhouette) {
        let table = try SampledKMedoidsTests.grouped(rows: rows, groups: 5, seed: seed)
        let matrix = try Dissimilarity(table).matrix()
        let result = try KMedoids(clusterCount: k, start: .random(seed: 2)).cluster(matrix)
        return (table, result, try #require(try Silhouette.of(matrix, assignments: result.assignments)))
    }

    /// With clusters taken whole the estimate is the silhouette.
    @Test func wholeClustersGiveTheSilhouetteItself() throws {
        let (table, result, exact) = try Self.partition(k: 4, rows: 500, seed: 1)
        let estimate = try #require(try SilhouetteEstimate.of(table, assignments: result.assignments.map(Int32.init), rowsPerCluster: 500))
        #expect(abs(estimate.mean - exact.mean) < 1e-6)
        #expect(estimate.standardError < 1e-12)
        #expect(estimate.sampleSize == 500)
        #expect(zip(estimate.clusterMeans, exact.clusterMeans).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    /// The true mean lies within 3 standard errors, of the whole and of each cluster, and the errors are not inflated:
    /// over many draws the estimates spread about as much as they say.
    @Test(arguments: [2, 5, 10])
    func standardErrorCoversTheTruth(k: Int) throws {
        let (table, result, exact) = try Self.partition(k: k, seed: 9)
        let assignments = result.assignments.map(Int32.init)
        let draws = 30
        var misses = 0, clusterMisses = 0
        var squares = 0.0, stated = 0.0
        for seed in 0..<UInt64(draws) {
            let estimate = try #require(try SilhouetteEstimate.of(table, assignments: assignments, rowsPerCluster: 40, seed: seed))
            let error = estimate.mean - exact.mean
            if abs(error) > 3 * estimate.standardError { misses += 1 }
            for (cluster, mean) in estimate.clusterMeans.enumerated()
            where abs(mean - exact.clusterMeans[cluster]) > 3 * estimate.clusterStandardErrors[cluster] + 1e-6 { clusterMisses += 1 }
            squares += error * error
            stated += estimate.standardError
        }
        let spread = (squares / Double(draws)).squareRoot()
        #expect(misses <= 1, "\(misses)")
        #expect(clusterMisses <= draws * k / 20, "\(clusterMisses)")
        #expect(spread > 0.5 * stated / Double(draws) && spread < 1.5 * stated / Double(draws), "\(spread) \(stated / Double(draws))")
    }

    @Test func sameOnAnyNumberOfThreads() throws {
        let (table, result, _) = try Self.partition(k: 3, rows: 800, seed: 5)
        let assignments = result.assignments.map(Int32.init)
        let one = try SilhouetteEstimate.of(table, assignments: assignments, rowsPerCluster: 40, options: ExecutionOptions(threads: 1))
        #expect(try SilhouetteEstimate.of(table, assignments: assignments, rowsPerCluster: 40, options: ExecutionOptions(threads: 4)) == one)
    }

    @Test func badInputIsRefused() throws {
        let table = try SampledKMedoidsTests.grouped(rows: 30, groups: 2, seed: 1)
        #expect(try SilhouetteEstimate.of(table, assignments: [Int32](repeating: 0, count: 30)) == nil)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try SilhouetteEstimate.of(table, assignments: [0, 1]) }
        for bad in [-1, 2, 30, Int32.max] {
            #expect(throws: ClusteringError(.invalidAssignment)) {
                try SilhouetteEstimate.of(table, assignments: [bad] + [Int32](repeating: 0, count: 29))
            }
        }
        #expect(throws: ClusteringError(.invalidOption)) {
            try SilhouetteEstimate.of(table, assignments: (0..<30).map { Int32($0 % 2) }, rowsPerCluster: 3)
        }
        #expect(throws: ClusteringError(.cancelled)) {
            try SilhouetteEstimate.of(table, assignments: (0..<30).map { Int32($0 % 2) }, options: ExecutionOptions(isCancelled: { true }))
        }
    }

    @Test func rowsAloneInTheirClusters() throws {
        let table = try GowerTable(columns: [.numeric("a", [0, 1, 2, 3, 10])])
        let estimate = try #require(try SilhouetteEstimate.of(table, assignments: [0, 0, 1, 1, 2]))
        #expect(estimate.clusterMeans[2] == 0)
        #expect(estimate.standardError == 0)
    }
}
