import Clustering
import Testing

@Suite struct SilhouetteTests {
    /// Against scikit-learn; for a weighted matrix, against the matrix of repeated rows.
    @Test(arguments: Fixtures.matrices)
    func agreesWithRecordedSamples(_ fixture: Fixtures.MatrixCase) throws {
        let matrix = try fixture.matrix()
        for recorded in fixture.partitions {
            guard let labels = recorded.labels, let samples = recorded.silhouette else { continue }
            var assignments = [Int](repeating: 0, count: fixture.count)
            for (row, label) in zip(fixture.repeatedRows, labels) { assignments[row] = label }
            let silhouette = try #require(
                try Silhouette.of(matrix, assignments: assignments, weights: fixture.weights))
            let values = fixture.repeatedRows.map { silhouette.values[$0] }
            #expect(zip(values, samples).allSatisfy { abs($0 - $1) < 1e-9 })
            #expect(abs(silhouette.mean - samples.reduce(0, +) / Double(samples.count)) < 1e-9)
            for (cluster, mean) in silhouette.clusterMeans.enumerated() {
                let own = zip(labels, samples).filter { $0.0 == cluster }.map(\.1)
                #expect(abs(mean - own.reduce(0, +) / Double(own.count)) < 1e-9)
            }
        }
    }

    @Test func byHand() throws {
        // Two rows at distance 1, and a third one at 2 and 4 from them, alone in its cluster.
        let matrix = try DissimilarityMatrix(count: 3, values: [1, 2, 4])
        let silhouette = try #require(try Silhouette.of(matrix, assignments: [0, 0, 1]))
        #expect(silhouette.values == [0.5, 0.75, 0])
        #expect(silhouette.clusterMeans == [0.625, 0])
        #expect(silhouette.mean == 1.25 / 3)
    }

    @Test func aWeightedRowIsNotAlone() throws {
        let matrix = try DissimilarityMatrix(count: 2, values: [1])
        let silhouette = try #require(try Silhouette.of(matrix, assignments: [0, 1], weights: [3, 1]))
        #expect(silhouette.values == [1, 0])
        #expect(silhouette.mean == 0.75)
    }

    @Test func notDefinedForOneCluster() throws {
        let matrix = try RandomTables.planar(points: 5, seed: 1)
        #expect(try Silhouette.of(matrix, assignments: [0, 0, 0, 0, 0]) == nil)
        #expect(try Silhouette.of(DissimilarityMatrix(count: 0, values: []), assignments: []) == nil)
    }

    @Test func zeroWhereEveryRowIsAloneOrIdentical() throws {
        let matrix = try RandomTables.planar(points: 5, seed: 1)
        #expect(try Silhouette.of(matrix, assignments: [0, 1, 2, 3, 4])?.values == [0, 0, 0, 0, 0])
        let zeros = try DissimilarityMatrix(count: 4, values: Array(repeating: 0, count: 6))
        #expect(try Silhouette.of(zeros, assignments: [0, 0, 1, 1])?.values == [0, 0, 0, 0])
    }

    @Test func sameBytesForAnyNumberOfThreads() throws {
        let matrix = try RandomTables.planar(points: 300, seed: 2)
        let assignments = (0..<300).map { $0 % 7 }
        let any = try Silhouette.of(matrix, assignments: assignments)
        for threads in [1, 2, 5] {
            let some = try Silhouette.of(matrix, assignments: assignments, options: ExecutionOptions(threads: threads))
            #expect(some == any)
        }
    }

    @Test func plotsFallWithinEachCluster() throws {
        let matrix = try RandomTables.planar(points: 50, seed: 3)
        let result = try KMedoids(clusterCount: 4).cluster(matrix)
        let silhouette = try #require(try Silhouette.of(matrix, assignments: result.assignments))
        let plot = try silhouette.plot(assignments: result.assignments)
        #expect(plot.map(\.cluster) == [0, 1, 2, 3])
        #expect(plot.map(\.mean) == silhouette.clusterMeans)
        #expect(plot.flatMap(\.rows).sorted() == Array(0..<50))
        for cluster in plot {
            #expect(cluster.rows.allSatisfy { result.assignments[$0] == cluster.cluster })
            #expect(cluster.values == cluster.rows.map { silhouette.values[$0] })
            #expect(cluster.values == cluster.values.sorted(by: >))
        }
        let ties = try #require(try Silhouette.of(DissimilarityMatrix(count: 4, values: [1, 1, 1, 1, 1, 1]), assignments: [0, 0, 1, 1]))
        #expect(try ties.plot(assignments: [0, 0, 1, 1]).map(\.rows) == [[0, 1], [2, 3]])
        #expect(throws: ClusteringError(.rowCountMismatch)) { try silhouette.plot(assignments: [0]) }
        #expect(throws: ClusteringError(.invalidAssignment)) { try silhouette.plot(assignments: Array(repeating: 4, count: 50)) }
    }

    @Test func badAssignmentsAreRefused() throws {
        let matrix = try RandomTables.planar(points: 3, seed: 1)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try Silhouette.of(matrix, assignments: [0, 1]) }
        for bad in [[0, 1, -1], [0, 1, 3], [0, 2, 2], [1, 1, 1], [0, 1, Int.max], [0, 1, Int.min]] {
            #expect(throws: ClusteringError(.invalidAssignment)) { try Silhouette.of(matrix, assignments: bad) }
        }
        #expect(throws: ClusteringError(.invalidWeight)) {
            try Silhouette.of(matrix, assignments: [0, 1, 1], weights: [1, 0, 1])
        }
    }
}
