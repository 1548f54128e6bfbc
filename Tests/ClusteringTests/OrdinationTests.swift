import Clustering
import Testing

@Suite struct OrdinationTests {
    /// Against NumPy and scikit-bio on the whole matrix; for a weighted one, on repeated rows.
    @Test(arguments: Fixtures.ordinations)
    func agreesWithRecordedCoordinates(_ fixture: Fixtures.OrdinationCase) throws {
        let matrix = try DissimilarityMatrix(count: fixture.count, values: fixture.condensed)
        let places = try Ordination.of(matrix, axisCount: fixture.axes.count, landmarks: .all, weights: fixture.weights)
        let largest = try #require(fixture.eigenvalues.first)
        let eigenvalues = places.eigenvalues.filter { abs($0) > 1e-9 * largest }
        #expect(eigenvalues.count == fixture.eigenvalues.count)
        #expect(zip(eigenvalues, fixture.eigenvalues).allSatisfy { abs($0 - $1) < 1e-9 * largest })
        #expect(places.axes.count == fixture.axes.count)
        for (axis, recorded) in zip(places.axes, fixture.axes) {
            #expect(zip(axis, recorded).allSatisfy { abs($0 - $1) < 1e-8 })
        }
        let negative = fixture.eigenvalues.reduce(0) { $0 - min(0, $1) }
        #expect(abs(places.negativeShare - negative / fixture.eigenvalues.reduce(0) { $0 + abs($1) }) < 1e-9)
    }

    /// Points in a plane come back up to a rotation, whatever the landmarks.
    @Test(arguments: [
        Ordination.Landmarks.random(count: 8, seed: 1), .maxmin(count: 8, seed: 1), .rows([3, 20, 7, 70]), .all,
    ])
    func pointsInAPlaneKeepTheirDistances(landmarks: Ordination.Landmarks) throws {
        let matrix = try RandomTables.planar(points: 80, seed: 4)
        let places = try Ordination.of(matrix, axisCount: 2, landmarks: landmarks)
        #expect(places.axes.count == 2)
        for i in 0..<80 {
            for j in 0..<80 {
                let (dx, dy) = (places.axes[0][i] - places.axes[0][j], places.axes[1][i] - places.axes[1][j])
                #expect(abs((dx * dx + dy * dy).squareRoot() - Double(try matrix[i, j])) < 1e-4)
            }
        }
        #expect(places.landmarks == places.landmarks.sorted())
        #expect(places.shares.reduce(0, +) > 0.999)
        #expect(places.shares.allSatisfy { $0 > 0 })
    }

    @Test func aTableIsPlacedAsItsMatrix() throws {
        let table = try RandomTables.mixed(rows: 150, missing: 0.2, seed: 6)
        let dissimilarity = Dissimilarity(table)
        for landmarks in [Ordination.Landmarks.random(count: 40, seed: 2), .maxmin(count: 40, seed: 2)] {
            let places = try Ordination.of(dissimilarity, landmarks: landmarks)
            #expect(try places == Ordination.of(dissimilarity.matrix(), landmarks: landmarks))
            #expect(places.negativeShare > 0)
            for threads in [1, 2, 5] {
                #expect(try Ordination.of(dissimilarity, landmarks: landmarks, options: ExecutionOptions(threads: threads)) == places)
            }
        }
    }

    @Test func withoutMissingValuesNothingIsNegative() throws {
        let places = try Ordination.of(
            Dissimilarity(RandomTables.mixed(rows: 60, missing: 0, seed: 6)), axisCount: 60, landmarks: .all)
        #expect(places.negativeShare < 1e-6)
        #expect(abs(places.shares.reduce(0, +) - 1) < 1e-6)
    }

    @Test func theFarthestLandmarkIsOnThePositiveSide() throws {
        let places = try Ordination.of(RandomTables.planar(points: 50, seed: 9), landmarks: .all)
        for axis in places.axes { #expect(axis.max() == axis.map { abs($0) }.max()) }
    }

    @Test func degenerateInput() throws {
        let none = try Ordination.of(DissimilarityMatrix(count: 0, values: []))
        #expect(none.axes.isEmpty)
        #expect(none.landmarks.isEmpty)
        let one = try Ordination.of(DissimilarityMatrix(count: 1, values: []))
        #expect(one.axes.isEmpty)
        #expect(one.eigenvalues == [0])
        #expect(one.negativeShare == 0)
        let two = try Ordination.of(DissimilarityMatrix(count: 2, values: [3]))
        #expect(two.axes.count == 1)
        #expect(zip(try #require(two.axes.first), [1.5, -1.5]).allSatisfy { abs($0 - $1) < 1e-12 })
        let same = try Ordination.of(DissimilarityMatrix(count: 30, values: Array(repeating: 0, count: 435)))
        #expect(same.axes.isEmpty)
        // Distances all the same: many equal eigenvalues, any basis of which is right.
        let simplex = try Ordination.of(DissimilarityMatrix(count: 12, values: Array(repeating: 1, count: 66)), axisCount: 20)
        #expect(simplex.axes.count == 11)
        #expect(simplex.eigenvalues.prefix(11).allSatisfy { abs($0 - 0.5) < 1e-12 })
        let huge = try Ordination.of(DissimilarityMatrix(count: 3, values: Array(repeating: .greatestFiniteMagnitude, count: 3)))
        #expect(huge.axes.allSatisfy { $0.allSatisfy(\.isFinite) })
    }

    @Test func badInputIsRefused() throws {
        let matrix = try RandomTables.planar(points: 10, seed: 1)
        #expect(throws: ClusteringError(.invalidOrdination)) { try Ordination.of(matrix, axisCount: 0) }
        for landmarks in [Ordination.Landmarks.random(count: 0, seed: 1), .maxmin(count: -1, seed: 1), .rows([]), .rows([1, 1])] {
            #expect(throws: ClusteringError(.invalidOrdination)) { try Ordination.of(matrix, landmarks: landmarks) }
        }
        for row in [-1, 10, Int.max] {
            #expect(throws: ClusteringError(.rowOutOfRange)) { try Ordination.of(matrix, landmarks: .rows([row])) }
        }
        #expect(throws: ClusteringError(.rowCountMismatch)) { try Ordination.of(matrix, weights: [1]) }
        #expect(throws: ClusteringError(.invalidWeight)) { try Ordination.of(matrix, weights: Array(repeating: 0, count: 10)) }
        #expect(throws: ClusteringError(.tooLarge)) {
            try Ordination.of(matrix, landmarks: .all, options: ExecutionOptions(maximumMatrixBytes: 100))
        }
        #expect(throws: ClusteringError(.cancelled)) { try Ordination.of(matrix, options: ExecutionOptions(isCancelled: { true })) }
    }
}
