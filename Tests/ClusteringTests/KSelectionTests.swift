import Clustering
import Testing

@Suite struct KSelectionTests {
    /// For the largest number of clusters the same exchanges as another FasterMSC. Which medoid then goes is another matter:
    /// here the one that is missed least, as the paper has it. Where there are clusters to find, both find them.
    @Test(arguments: Fixtures.matrices.filter { $0.weights == nil })
    func agreesWithRecordedDynMSC(_ fixture: Fixtures.MatrixCase) throws {
        for recorded in fixture.dynamic {
            let selection = KSelection.dynamic(2...recorded.start.count, start: .medoids(recorded.start))
            let found = try selection.run(fixture.matrix())
            #expect(found.entries.map(\.clusterCount) == Array(2...recorded.start.count))
            let largest = try #require(found.entries.last)
            #expect(abs(largest.meanMedoidSilhouette - (recorded.means.last ?? 0)) < 1e-9)
            guard fixture.name == "five blobs" else { continue }
            #expect(found.best.clusterCount == recorded.bestK)
            #expect(found.best.medoids == recorded.medoids)
            #expect(abs(found.medoidSilhouette.mean - (recorded.means.max() ?? 0)) < 1e-9)
        }
    }

    /// Repeated rows are looked at in another order, so the partitions need not be the same; their silhouettes are.
    @Test func weightedRowsCountAsTheyAre() throws {
        let fixture = try #require(Fixtures.matrices.first { $0.weights != nil })
        let matrix = try fixture.matrix()
        let repeated = try matrix.selecting(rows: fixture.repeatedRows)
        let found = try KSelection.dynamic(2...6).run(matrix, weights: fixture.weights)
        for entry in found.entries {
            let medoids = try entry.medoids.map { medoid in try #require(fixture.repeatedRows.firstIndex(of: medoid)) }
            let own = try #require(try MedoidSilhouette.of(repeated, medoids: medoids))
            #expect(abs(own.mean - entry.meanMedoidSilhouette) < 1e-12)
            // And no exchange of a repeated row is better.
            let again = try KSelection.dynamic(entry.clusterCount...entry.clusterCount, start: .medoids(medoids)).run(repeated)
            #expect(again.entries[0].swaps == 0)
        }
    }

    /// Tries every pair: no exchange is left that raises the mean.
    @Test func resultIsALocalOptimumByBruteForce() throws {
        let matrix = try RandomTables.planar(points: 30, seed: 51)
        let weights = (0..<30).map { 1 + $0 % 4 }
        for k in 2...5 {
            let found = try KSelection.dynamic(k...k, start: .random(seed: 3)).run(matrix, weights: weights)
            let mean = found.medoidSilhouette.mean
            #expect(abs(found.entries[0].meanMedoidSilhouette - mean) < 1e-12)
            for place in 0..<k {
                for candidate in 0..<30 where !found.best.medoids.contains(candidate) {
                    var medoids = found.best.medoids
                    medoids[place] = candidate
                    let other = try #require(try MedoidSilhouette.of(matrix, medoids: medoids, weights: weights))
                    #expect(other.mean <= mean + 1e-12)
                }
            }
        }
    }

    /// The start that is told leads to the best partition again, on any number of threads.
    @Test func theStartToldLeadsToTheSame() throws {
        let matrix = try #require(Fixtures.matrices.first { $0.name == "noise" }).matrix()
        let found = try KSelection.dynamic(2...12).run(matrix)
        let k = found.best.clusterCount
        for threads in [1, 2, 5] {
            let options = ExecutionOptions(threads: threads)
            #expect(try KSelection.dynamic(2...12).run(matrix, options: options) == found)
            let again = try KSelection.dynamic(k...k, start: found.best.start).run(matrix, options: options)
            #expect(again.best.medoids == found.best.medoids && again.best.swaps == found.best.swaps)
        }
    }

    @Test(arguments: Fixtures.matrices.filter { $0.weights == nil })
    func medoidSilhouettesAgreeWithRecordedOnes(_ fixture: Fixtures.MatrixCase) throws {
        for recorded in fixture.partitions {
            guard let samples = recorded.medoidSilhouette, let mean = recorded.medoidSilhouetteMean else { continue }
            let silhouette = try #require(try MedoidSilhouette.of(fixture.matrix(), medoids: recorded.pamMedoids))
            #expect(zip(silhouette.values, samples).allSatisfy { abs($0 - $1) < 1e-9 })
            #expect(abs(silhouette.mean - mean) < 1e-9)
        }
    }

    @Test func duplicatesAndBadInput() throws {
        let zeros = try DissimilarityMatrix(count: 4, values: Array(repeating: 0, count: 6))
        #expect(try MedoidSilhouette.of(zeros, medoids: [0, 1])?.values == [1, 1, 1, 1])
        #expect(try KSelection.dynamic(2...4).run(zeros).best.clusterCount == 2)
        #expect(try MedoidSilhouette.of(zeros, medoids: [2]) == nil)
        #expect(throws: ClusteringError(.invalidStart)) { try MedoidSilhouette.of(zeros, medoids: [1, 1]) }
        #expect(throws: ClusteringError(.rowOutOfRange)) { try MedoidSilhouette.of(zeros, medoids: [1, 4]) }
        for range in [1...3, 2...5, -1...2, 5...5, 2...Int.max] {
            #expect(throws: ClusteringError(.invalidClusterCount)) { try KSelection.dynamic(range).run(zeros) }
        }
        #expect(throws: ClusteringError(.cancelled)) {
            try KSelection.dynamic(2...4).run(zeros, options: ExecutionOptions(isCancelled: { true }))
        }
    }
}
