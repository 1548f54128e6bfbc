import Clustering
import Testing

@Suite struct DissimilarityTests {
    /// Against independent NumPy, SciPy and `gower` computations.
    @Test(arguments: Fixtures.tables)
    func recordedDistances(_ fixture: Fixtures.TableCase) throws {
        let matrix = try Dissimilarity(fixture.table()).matrix()
        #expect(matrix.condensed().count == fixture.distances.count)
        let worst = zip(matrix.condensed(), fixture.distances).map { abs(Double($0) - $1) }.max()
        #expect(try #require(worst) < 1e-7)
        #expect(matrix.incomparablePairs == fixture.incomparablePairs)
    }

    @Test(arguments: [(0.0, 1 as UInt64), (0.2, 2), (0.5, 3), (0.9, 4), (1.0, 5)])
    func kernelAgreesWithReference(missing: Double, seed: UInt64) throws {
        // More rows than a block of the kernel, and than a chunk of a thread.
        let table = try RandomTables.mixed(rows: 150, missing: missing, seed: seed)
        let dissimilarity = Dissimilarity(table)
        let matrix = try dissimilarity.matrix()
        var incomparable = 0
        var worst = 0.0
        for i in 0..<table.rowCount {
            for j in (i + 1)..<table.rowCount where (i + j).isMultiple(of: 7) || j < 12 {
                let reference = try dissimilarity.reference(i, j)
                worst = max(worst, abs(Double(try matrix[i, j]) - (reference ?? 1)))
            }
            for j in (i + 1)..<table.rowCount where try matrix[i, j] == 1 {
                if try dissimilarity.reference(i, j) == nil { incomparable += 1 }
            }
        }
        #expect(worst < 5e-7)
        #expect(matrix.incomparablePairs == incomparable)
    }

    @Test func rowsAreThoseOfTheMatrix() throws {
        let dissimilarity = Dissimilarity(try RandomTables.mixed(rows: 300, missing: 0.3, seed: 7))
        let matrix = try dissimilarity.matrix()
        for row in [0, 1, 127, 128, 200, 299] {
            #expect(try dissimilarity.distances(from: row) == matrix.row(row))
        }
    }

    @Test(arguments: [1, 2, 3, 8, 1000])
    func sameBytesForAnyNumberOfThreads(threads: Int) throws {
        let dissimilarity = Dissimilarity(try RandomTables.mixed(rows: 333, missing: 0.2, seed: 11))
        let any = try dissimilarity.matrix()
        let some = try dissimilarity.matrix(options: ExecutionOptions(threads: threads))
        #expect(some.condensed().map(\.bitPattern) == any.condensed().map(\.bitPattern))
        #expect(some.incomparablePairs == any.incomparablePairs)
    }

    @Test func byHand() throws {
        let table = try GowerTable(columns: [
            .numeric("a", [0, 5, 10, .nan]), .categorical("b", codes: [1, 1, 2, 2], weight: 3),
        ])
        let matrix = try Dissimilarity(table).matrix()
        #expect(try matrix[0, 1] == Float((0.5 / 4).squareRoot()))
        #expect(try matrix[0, 2] == 1)
        #expect(try matrix[2, 3] == 0)
        #expect(try matrix[0, 3] == 1)
        #expect(matrix.incomparablePairs == 0)
    }

    @Test func allMissingRowsAreFarFromEverything() throws {
        let table = try GowerTable(columns: [
            .numeric("a", [1, .nan, 2, .nan]), .flag("b", [true, nil, true, nil]),
        ])
        let matrix = try Dissimilarity(table).matrix()
        #expect(matrix.condensed() == [1, Float(0.5.squareRoot()), 1, 1, 1, 1])
        #expect(matrix.incomparablePairs == 5)
        #expect(try Dissimilarity(table).distances(from: 1) == [1, 0, 1, 1])
    }

    @Test func zeroRangeMeansAlike() throws {
        let matrix = try Dissimilarity(
            GowerTable(columns: [.numeric("a", [3, 3, .nan]), .flag("b", [true, false, true])])).matrix()
        #expect(matrix.condensed() == [Float(0.5.squareRoot()), 0, 1])
        #expect(matrix.incomparablePairs == 0)
    }

    @Test func columnsOfWeightZeroCountForNothing() throws {
        let matrix = try Dissimilarity(GowerTable(columns: [.numeric("a", [1, 2], weight: 0)])).matrix()
        #expect(matrix.condensed() == [1])
        #expect(matrix.incomparablePairs == 1)
    }

    /// Ranges beyond `Double`, subnormal ranges and tiny weights still give distances in [0, 1].
    @Test func extremeNumbers() throws {
        let huge = Double.greatestFiniteMagnitude
        let wide = Dissimilarity(try GowerTable(columns: [.numeric("a", [-huge, 0, huge, .nan])]))
        #expect(try wide.distances(from: 0) == [0, Float(0.5.squareRoot()), 1, 1])
        #expect(try wide.reference(0, 2) == 1)
        let tiny = Dissimilarity(
            try GowerTable(columns: [.numeric("a", [0, .leastNonzeroMagnitude], weight: .leastNonzeroMagnitude)]))
        #expect(try tiny.distances(from: 0) == [0, 1])
        let codes = Dissimilarity(try GowerTable(columns: [.categorical("a", codes: [.max, 0, .max])]))
        #expect(try codes.distances(from: 0) == [0, 1, 0])
    }

    @Test func tablesOfNoneAndOneRow() throws {
        #expect(try Dissimilarity(GowerTable(columns: [.numeric("a", [])])).matrix().count == 0)
        let one = Dissimilarity(try GowerTable(columns: [.numeric("a", [1])]))
        #expect(try one.matrix().condensed().isEmpty)
        #expect(try one.distances(from: 0) == [0])
        for row in [-1, 1, Int.max, Int.min] {
            #expect(throws: ClusteringError(.rowOutOfRange)) { try one.distances(from: row) }
            #expect(throws: ClusteringError(.rowOutOfRange)) { try one.reference(0, row) }
        }
    }
}
