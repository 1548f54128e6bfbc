import Clustering
import Testing

@Suite struct KSweepTests {
    @Test func findsTheFiveBlobs() throws {
        let fixture = try #require(Fixtures.matrices.first { $0.name == "five blobs" })
        let sweep = try KSweep(clusterCounts: [2, 3, 4, 5, 6, 8, 13]).run(fixture.matrix())
        let means = fixture.partitions.compactMap { recorded in
            recorded.silhouette.map { (k: recorded.k, mean: $0.reduce(0, +) / Double($0.count)) }
        }
        let bestRecorded = try #require(means.max { $0.mean < $1.mean })
        #expect(sweep.best?.clusterCount == bestRecorded.k)
        #expect(abs((sweep.best?.silhouette?.mean ?? 0) - bestRecorded.mean) < 1e-9)
    }

    @Test(arguments: [KMedoids.Start.build, .random(seed: 6)])
    func eachEntryIsThatOfItsOwnRun(start: KMedoids.Start) throws {
        let rows = WeightedRows(try RandomTables.mixed(rows: 90, missing: 0.1, levels: 5, seed: 40))
        let matrix = try Dissimilarity(rows).matrix()
        let sweep = try KSweep(clusterCounts: [7, 2, 4, 1, 2], start: start, starts: .both).run(rows)
        #expect(sweep.entries.map(\.clusterCount) == [7, 2, 4, 1])
        for entry in sweep.entries {
            // The start that is told leads to the same result, which is no worse than that of the sweep's own start.
            let told = try #require(entry.result?.start)
            let own = try KMedoids(clusterCount: entry.clusterCount, start: told).cluster(rows)
            #expect(entry.result == own)
            let cold = try KMedoids(clusterCount: entry.clusterCount, start: start).cluster(rows)
            #expect(own.loss <= cold.loss)
            #expect(try KSweep(clusterCounts: [entry.clusterCount], start: start).run(rows).entries[0].result == cold)
            #expect(try entry.silhouette == Silhouette.of(matrix, assignments: own.assignments, weights: rows.weights))
            #expect((entry.silhouette == nil) == (entry.clusterCount == 1))
        }
        #expect(sweep.incomparablePairs == matrix.incomparablePairs)
    }

    @Test(arguments: KSweep.Starts.allCases)
    func startsAreToldAndLeadToTheResult(starts: KSweep.Starts) throws {
        let rows = WeightedRows(try RandomTables.mixed(rows: 120, missing: 0.1, levels: 40, seed: 41))
        let sweep = try KSweep(clusterCounts: [20, 10, 9, 3, 1], starts: starts).run(rows)
        for entry in sweep.entries {
            let result = try #require(entry.result)
            #expect(try KMedoids(clusterCount: entry.clusterCount, start: result.start).cluster(rows) == result)
            let isOwn = starts == .own || [20, 1].contains(entry.clusterCount)
            if isOwn { #expect(result.start == .build) }
            if starts == .neighbour, !isOwn { #expect(result.start != .build) }
        }
    }

    @Test func whatRowsDoNotAllowIsSkipped() throws {
        let rows = WeightedRows(try GowerTable(columns: [.numeric("a", [1, 1, 2, 9, 10])]))
        let sweep = try KSweep(clusterCounts: [0, 2, 4, 5, -3, .max]).run(rows)
        #expect(sweep.entries.map { $0.skipped?.code } == [
            .invalidClusterCount, nil, nil, .invalidClusterCount, .invalidClusterCount, .invalidClusterCount,
        ])
        #expect(sweep.entries[3].skipped?.reason == "5 clusters cannot be made of 4 distinct rows")
        #expect(sweep.entries[3].result == nil)
        #expect(sweep.best?.clusterCount == 2)
    }

    @Test func givenMedoidsServeOneK() throws {
        let matrix = try RandomTables.planar(points: 10, seed: 3)
        let sweep = try KSweep(clusterCounts: [2, 3], start: .medoids([4, 7])).run(matrix)
        #expect(sweep.entries[0].result != nil)
        #expect(sweep.entries[1].skipped?.code == .invalidStart)
    }

    @Test func tiesGoToTheSmallerK() throws {
        // Every row is as far from every other one: all silhouettes are 0.
        let matrix = try DissimilarityMatrix(count: 5, values: Array(repeating: 1, count: 10))
        let sweep = try KSweep(clusterCounts: [4, 3, 2, 5]).run(matrix)
        #expect(sweep.entries.allSatisfy { $0.silhouette?.mean == 0 })
        #expect(sweep.best?.clusterCount == 2)
    }

    @Test func nothingIsBestOfNothing() throws {
        let matrix = try RandomTables.planar(points: 10, seed: 3)
        #expect(try KSweep(clusterCounts: []).run(matrix).entries.isEmpty)
        #expect(try KSweep(clusterCounts: [1, 99]).run(matrix).best == nil)
        #expect(throws: ClusteringError(.invalidOption)) {
            try KSweep(clusterCounts: [2], maximumSwaps: -1).run(matrix)
        }
    }
}
