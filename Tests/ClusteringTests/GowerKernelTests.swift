@testable import Clustering
import Testing

/// The kernel at each level of what processors can do, in both layouts, on columns of every shape.
@Suite struct GowerKernelTests {
    /// Columns of all shapes: bytes, more than 254 categories, decimals, numbers no float holds, several weights.
    private func table(rows: Int, missing: UInt64, seed: UInt64) throws -> GowerTable {
        var generator = SplitMix64(seed: seed)
        func codes(_ categories: UInt64, factor: Int32 = 1) -> [Int32] {
            (0..<rows).map { _ in generator.next(below: 100) < missing ? -1 : Int32(generator.next(below: categories)) * factor }
        }
        func numbers(_ value: (UInt64) -> Double) -> [Double] {
            (0..<rows).map { _ in generator.next(below: 100) < missing ? .nan : value(generator.next(below: 1 << 20)) }
        }
        var columns: [GowerTable.Column] = []
        for weight in [1.0, 0.3, 1e-40] {
            columns.append(.categorical("few", codes: codes(3), weight: weight))
            columns.append(.categorical("sparse", codes: codes(200, factor: 9_999_991), weight: weight))
            columns.append(.categorical("many", codes: codes(2000, factor: 1_000_003), weight: weight))
            columns.append(.numeric("decimal", numbers { Double($0 % 4000) / 100 - 7.25 }, weight: weight))
            columns.append(.numeric("thirds", numbers { Double($0) / 3 }, weight: weight))
            columns.append(.numeric("large", numbers { 1e15 + Double($0) }, weight: weight))
            columns.append(.numeric("constant", numbers { _ in 4 }, weight: weight))
        }
        // More columns of one weight than a presence word has bits.
        for place in 0..<70 { columns.append(.categorical("c\(place)", codes: codes(254), weight: 2)) }
        return try GowerTable(columns: columns)
    }

    @Test(arguments: [1, 3, 63, 64, 65, 200], [0, 30, 97] as [UInt64])
    func levelsAgreeWithTheDefinition(rows: Int, missing: UInt64) throws {
        let dissimilarity = Dissimilarity(try table(rows: rows, missing: missing, seed: UInt64(rows) + missing))
        let packed = PackedRows(0..<rows, dissimilarity.layout, options: ExecutionOptions())
        var bits: [[UInt32]] = []
        for (place, level) in Kernels.levels.enumerated() {
            let tile = TileBuffer(dissimilarity.layout, level)
            var values: [Float] = []
            var worst = 0.0, miscounted = 0
            for i in packed.blocks.indices {
                tile.load(block: i, of: packed)
                for j in packed.blocks.indices {
                    tile.compare(rows: min(64, rows - 64 * i), withBlock: j, of: packed)
                    for row in 0..<min(64, rows - 64 * i) {
                        for column in 0..<min(64, rows - 64 * j) where i * 64 + row != j * 64 + column {
                            let distance = tile.distances[row * 64 + column]
                            values.append(distance)
                            guard rows < 10 || (row + column).isMultiple(of: 23) else { continue }
                            let reference = try dissimilarity.reference(i * 64 + row, j * 64 + column)
                            worst = max(worst, abs(Double(distance) - (reference ?? 1)))
                            if (tile.incomparable[row] >> UInt64(column) & 1 == 1) != (reference == nil) { miscounted += 1 }
                        }
                    }
                }
            }
            #expect(worst < 1e-6)
            #expect(miscounted == 0)
            // The portable level may round each numeric term once more.
            if place > 0 { bits.append(values.map(\.bitPattern)) }
        }
        for other in bits.dropFirst() { #expect(other == bits[0]) }
    }

    @Test(arguments: [0, 1, 2, 64, 65, 130, 300])
    func layoutsHoldTheSame(rows: Int) throws {
        let dissimilarity = Dissimilarity(try table(rows: rows, missing: 40, seed: 5))
        let square = try dissimilarity.matrix()
        let condensed = try dissimilarity.matrix(layout: .condensed)
        #expect(square.condensed() == condensed.condensed())
        #expect(square.incomparablePairs == condensed.incomparablePairs)
        for row in 0..<rows {
            #expect(try square.row(row) == condensed.row(row))
            #expect(try square[row, row] == 0)
        }
    }

    @Test func anyRowsOnDemand() throws {
        let dissimilarity = Dissimilarity(try table(rows: 150, missing: 20, seed: 6))
        let matrix = try dissimilarity.matrix()
        let rows = [149, 0, 77, 77] + Array(3..<90)
        let found = try dissimilarity.distances(from: rows, options: ExecutionOptions(threads: 2))
        #expect(try found == rows.flatMap { try matrix.row($0) })
        #expect(try dissimilarity.distances(from: []).isEmpty)
        #expect(throws: ClusteringError(.rowOutOfRange)) { try dissimilarity.distances(from: [0, 150]) }
        #expect(throws: ClusteringError(.tooLarge)) {
            try dissimilarity.distances(from: [0, 1], options: ExecutionOptions(maximumMatrixBytes: 1199))
        }
    }

    /// Memory is taken over only from a matrix that nobody else holds.
    @Test func reusedMemory() throws {
        let first = Dissimilarity(try table(rows: 100, missing: 20, seed: 7))
        let second = Dissimilarity(try table(rows: 100, missing: 20, seed: 8))
        let kept = try first.matrix()
        let copy = kept.condensed()
        let other = try second.matrix(reusing: kept)
        #expect(kept.condensed() == copy)
        #expect(other.storage !== kept.storage)
        func reused() throws -> Bool {
            let given = try first.matrix()
            let storage = ObjectIdentifier(given.storage)
            let taken = try second.matrix(reusing: consume given)
            #expect(taken.condensed() == other.condensed())
            return ObjectIdentifier(taken.storage) == storage
        }
        #expect(try reused())
        #expect(try second.matrix(reusing: first.matrix(), layout: .condensed).condensed() == other.condensed())
    }

    /// Whole numbers and decimals are compared without rounding what a float can hold.
    @Test func smallDifferencesOfDecimals() throws {
        let numbers = [100_000.25, 100_000.26, 100_000.27, 0]
        let dissimilarity = Dissimilarity(try GowerTable(columns: [.numeric("a", numbers)]))
        let distances = try dissimilarity.distances(from: 0)
        for j in 1..<4 { #expect(abs(Double(distances[j]) / (try #require(try dissimilarity.reference(0, j))) - 1) < 1e-6) }
    }
}
