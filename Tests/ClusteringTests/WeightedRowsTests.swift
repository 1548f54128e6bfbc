import Clustering
import Testing

@Suite struct WeightedRowsTests {
    @Test func identicalRowsBecomeOne() throws {
        let rows = WeightedRows(
            try GowerTable(columns: [
                .numeric("a", [1, 2, 1, .nan, -0.0, .nan, 0, 1]),
                .categorical("b", codes: [5, 5, 5, 5, -1, 5, -1, 6]),
            ]))
        #expect(rows.distinctRow == [0, 1, 0, 2, 3, 2, 3, 4])
        #expect(rows.weights == [2, 1, 2, 2, 1])
        #expect(rows.representative == [0, 1, 3, 4, 7])
        #expect(rows.table.rowCount == 5)
        #expect(try rows.expand(["v", "w", "x", "y", "z"]) == ["v", "w", "v", "x", "y", "x", "y", "z"])
        #expect(throws: ClusteringError(.rowCountMismatch)) { try rows.expand([1]) }
    }

    /// Such rows have distance 1 even to each other, so one of them cannot stand for the rest.
    @Test func rowsWithNothingToCompareStayApart() throws {
        let rows = WeightedRows(
            try GowerTable(columns: [.numeric("a", [.nan, 1, .nan, 1]), .flag("b", [nil, nil, nil, nil])]))
        #expect(rows.distinctRow == [0, 1, 2, 1])
        #expect(rows.weights == [1, 2, 1])
    }

    @Test func columnsOfWeightZeroDoNotTellRowsApart() throws {
        let rows = WeightedRows(try GowerTable(columns: [.numeric("id", [1, 2, 3], weight: 0), .flag("b", [true, true, false])]))
        #expect(rows.weights == [2, 1])
    }

    /// Codes may stand for equal values, and for missing ones; more distinct rows than allowed are none.
    @Test func codesAreComparedByWhatTheyStandFor() throws {
        let table = try GowerTable(columns: [
            .numeric("a", numbers: [1, 1, .nan, 0, -0.0], codes: .bytes([1, 2, 0, 3, 4, 5])),
            .categorical("b", categories: [7, 7, -1], codes: .words([1, 2, 1, 2, 3, 0])),
        ])
        let rows = WeightedRows(table)
        #expect(rows.distinctRow == [0, 0, 1, 1, 2, 2])
        #expect(rows.table.rowCount == 3)
        #expect(WeightedRows(table, atMost: 3)?.weights == [2, 2, 2])
        #expect(WeightedRows(table, atMost: 2) == nil)
    }

    @Test func noRows() throws {
        let rows = WeightedRows(try GowerTable(columns: [.numeric("a", [])]))
        #expect(rows.weights.isEmpty)
        #expect(rows.distinctRow.isEmpty)
    }

    @Test func distancesAreThoseOfTheOriginalRows() throws {
        let table = try RandomTables.mixed(rows: 120, missing: 0.4, levels: 2, seed: 21)
        let rows = WeightedRows(table)
        #expect(rows.weights.count < table.rowCount)
        #expect(rows.weights.reduce(0, +) == table.rowCount)
        let (all, distinct) = (try Dissimilarity(table).matrix(), try Dissimilarity(rows).matrix())
        for i in 0..<table.rowCount {
            for j in 0..<table.rowCount {
                let (left, right) = (rows.distinctRow[i], rows.distinctRow[j])
                if try all[i, j] != distinct[left, right] { Issue.record("rows \(i) and \(j)") }
            }
        }
        #expect(all.incomparablePairs == distinct.incomparablePairs)
    }

    /// Loss and silhouettes on distinct rows are those on all rows, and no exchange of any row is left that is better.
    @Test(arguments: [31, 32, 33] as [UInt64])
    func weightedIsTheSameAsExpanded(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let repeated = (0..<150).map { _ in Int(generator.next(below: 60)) }
        let table = try RandomTables.mixed(rows: 60, missing: 0.1, seed: seed).selecting(rows: repeated)
        let rows = WeightedRows(table)
        #expect(rows.weights.count <= 60)
        let all = try Dissimilarity(table).matrix()
        for k in [1, 2, 5, 12] {
            let weighted = try KMedoids(clusterCount: k).cluster(rows)
            let built = try KMedoids(clusterCount: k, maximumSwaps: 0).cluster(all)
            #expect(abs(weighted.startLoss - built.loss) < 1e-9 * (1 + built.loss))
            let medoids = weighted.medoids.map { rows.representative[$0] }
            let expanded = try KMedoids(clusterCount: k, start: .medoids(medoids)).cluster(all)
            #expect(expanded.swaps == 0)
            #expect(abs(weighted.loss - expanded.loss) < 1e-9 * (1 + expanded.loss))
            let same = try weighted.expanded(by: rows)
            #expect(same.medoids.map { rows.distinctRow[$0] } == weighted.medoids)
            #expect(same.assignments.count == table.rowCount)
            #expect(same.medoids == expanded.medoids)
            #expect(same.assignments == expanded.assignments)
            #expect(same.clusterWeights == expanded.clusterWeights)

            let own = try Silhouette.of(Dissimilarity(rows).matrix(), assignments: weighted.assignments, weights: rows.weights)
            let reference = try Silhouette.of(all, assignments: same.assignments)
            guard let own, let reference else {
                #expect(k == 1 && own == nil && reference == nil)
                continue
            }
            let worst = zip(try rows.expand(own.values), reference.values).map { abs($0 - $1) }.max() ?? 1
            #expect(worst < 1e-12)
            #expect(abs(own.mean - reference.mean) < 1e-12)
            #expect(zip(own.clusterMeans, reference.clusterMeans).allSatisfy { abs($0 - $1) < 1e-12 })
        }
    }

    @Test func expandingByOtherRowsIsRefused() throws {
        let rows = WeightedRows(try RandomTables.mixed(rows: 30, missing: 0, seed: 1))
        let fewer = WeightedRows(try RandomTables.mixed(rows: 10, missing: 0, seed: 1))
        let result = try KMedoids(clusterCount: 2).cluster(rows)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try result.expanded(by: fewer) }
    }
}
