import Clustering
import Testing

@Suite struct ClusteringComparisonTests {
    /// Against scikit-learn.
    @Test func randIndicesAgreeWithRecordedOnes() throws {
        for fixture in Fixtures.rand {
            #expect(abs(try AdjustedRandIndex.of(fixture.first, fixture.second) - fixture.index) < 1e-12)
            #expect(abs(try AdjustedRandIndex.of(fixture.second, fixture.first) - fixture.index) < 1e-12)
        }
        #expect(try AdjustedRandIndex.of([], []) == 1)
        #expect(try AdjustedRandIndex.of([-5, Int.max, -5], [1, 0, 1]) == 1)
    }

    @Test func weightedRowsCountAsRepeatedOnes() throws {
        let (first, second, weights) = ([0, 1, 1, 2, 0], [3, 3, 1, 1, 3], [4, 1, 2, 3, 1])
        func repeated(_ labels: [Int]) -> [Int] { zip(labels, weights).flatMap { Array(repeating: $0, count: $1) } }
        let weighted = try AdjustedRandIndex.of(first, second, weights: weights)
        #expect(abs(weighted - (try AdjustedRandIndex.of(repeated(first), repeated(second)))) < 1e-12)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try AdjustedRandIndex.of(first, [1]) }
        #expect(throws: ClusteringError(.rowCountMismatch)) { try AdjustedRandIndex.of(first, second, weights: [1]) }
        #expect(throws: ClusteringError(.invalidWeight)) { try AdjustedRandIndex.of(first, second, weights: [1, 1, 0, 1, 1]) }
    }

    @Test func sidesAreWhatTheirPartsSay() throws {
        let matrix = try RandomTables.planar(points: 60, seed: 3)
        let partitions = try [1, 2, 6].map { try KMedoids(clusterCount: $0).cluster(matrix).assignments }
        let comparison = try ClusteringComparison.of(partitions, matrix)
        #expect(comparison.entries.map(\.clusterCount) == [1, 2, 6])
        for (entry, partition) in zip(comparison.entries, partitions) {
            #expect(entry.given.assignments == partition)
            #expect(entry.given.agreement == 1)
            #expect(Set(entry.agglomerative.keys) == Set(Agglomerative.Linkage.allCases))
            for (linkage, side) in entry.agglomerative {
                let tree = try Agglomerative(linkage: linkage).cluster(matrix)
                #expect(comparison.dendrograms[linkage] == tree)
                #expect(try side.assignments == tree.assignments(clusterCount: entry.clusterCount))
                #expect(try side.silhouetteMean == Silhouette.of(matrix, assignments: side.assignments)?.mean)
                #expect(try side.agreement == AdjustedRandIndex.of(side.assignments, partition))
                let sizes = (0..<entry.clusterCount).map { c in side.assignments.count { $0 == c } }
                #expect(side.largestShare == Double(try #require(sizes.max())) / 60)
                #expect(side.singleCount == sizes.count { $0 == 1 })
            }
        }
        #expect(throws: ClusteringError(.invalidAssignment)) { try ClusteringComparison.of([Array(repeating: 1, count: 60)], matrix) }
        #expect(throws: ClusteringError(.rowCountMismatch)) { try ClusteringComparison.of([[0]], matrix) }
    }
}
