import Clustering
import Testing

@Suite struct DissimilarityMatrixTests {
    @Test(arguments: [2, 3, 4, 17])
    func everyPairHasItsPlace(count: Int) throws {
        let pairs = try DissimilarityMatrix.pairCount(of: count)
        let matrix = try DissimilarityMatrix(count: count, values: (0..<pairs).map(Float.init))
        var place: Float = 0
        for i in 0..<count {
            #expect(try matrix[i, i] == 0)
            for j in (i + 1)..<max(count, i + 1) {
                #expect(try matrix[i, j] == place)
                #expect(try matrix[j, i] == place)
                place += 1
            }
            #expect(try matrix.row(i) == (0..<count).map { try matrix[i, $0] })
        }
        #expect(Int(place) == pairs)
    }

    @Test func pairCounts() throws {
        #expect(try [0, 1, 2, 3, 5000].map { try DissimilarityMatrix.pairCount(of: $0) } == [0, 0, 1, 3, 12_497_500])
        #expect(try DissimilarityMatrix.pairCount(of: 2_000_000_000) == 1_999_999_999_000_000_000)
        for count in [5_000_000_000, Int.max, Int.max - 1] {
            #expect(throws: ClusteringError(.tooLarge)) { try DissimilarityMatrix.pairCount(of: count) }
        }
        for count in [-1, Int.min] {
            #expect(throws: ClusteringError(.rowCountMismatch)) { try DissimilarityMatrix.pairCount(of: count) }
        }
    }

    @Test func badValuesAreRefused() {
        #expect(throws: ClusteringError(.rowCountMismatch)) { try DissimilarityMatrix(count: 3, values: [1, 2]) }
        #expect(throws: ClusteringError(.rowCountMismatch)) { try DissimilarityMatrix(count: -1, values: []) }
        #expect(throws: ClusteringError(.tooLarge)) { try DissimilarityMatrix(count: .max, values: []) }
        for value in [Float.nan, .infinity, -.infinity, -0.1] {
            #expect(throws: ClusteringError(.invalidValue)) { try DissimilarityMatrix(count: 2, values: [value]) }
        }
    }

    @Test func rowsOutsideAreRefused() throws {
        let matrix = try DissimilarityMatrix(count: 2, values: [0.5])
        for row in [-1, 2, Int.max, Int.min] {
            #expect(throws: ClusteringError(.rowOutOfRange)) { try matrix[0, row] }
            #expect(throws: ClusteringError(.rowOutOfRange)) { try matrix[row, 0] }
            #expect(throws: ClusteringError(.rowOutOfRange)) { try matrix.row(row) }
        }
    }
}
