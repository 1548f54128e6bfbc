import Clustering
import Testing

@Suite struct FeatureImportanceTests {
    /// Against NumPy's distances with columns left out, and scikit-learn's silhouettes.
    @Test func agreesWithRecordedSilhouettes() throws {
        for fixture in Fixtures.importance {
            let table = try fixture.table.table()
            let each = try #require(try FeatureImportance.of(table, assignments: fixture.labels))
            #expect(abs(each.silhouetteMean - fixture.mean) < 1e-6)
            #expect(each.entries.map(\.group.name) == table.columns.map(\.name))
            #expect(zip(each.entries.map(\.silhouetteWithout), fixture.without).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(each.entries.allSatisfy { $0.standardError == nil && $0.agreement == nil })
            let groups = fixture.groups.enumerated().map { FeatureImportance.Group(name: "g\($0)", columns: $1) }
            let grouped = try #require(try FeatureImportance.of(table, assignments: fixture.labels, groups: groups))
            #expect(zip(grouped.entries.map(\.silhouetteWithout), fixture.withoutGroups).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(grouped.entries.allSatisfy { abs($0.importance - (fixture.mean - $0.silhouetteWithout)) < 1e-6 })
        }
    }

    /// Against whole matrices of tables without the columns.
    @Test(arguments: [0, 0.3, 0.8], [2, 9, 40])
    func agreesWithMatrices(missing: Double, clusters: Int) throws {
        let table = try RandomTables.mixed(rows: 150, missing: missing, seed: 7)
        let assignments = (0..<150).map { $0 * 7 % clusters }
        let result = try #require(try FeatureImportance.of(table, assignments: assignments))
        for (column, entry) in result.entries.enumerated() {
            var columns = table.columns
            columns.remove(at: column)
            let matrix = try Dissimilarity(GowerTable(columns: columns)).matrix()
            let silhouette = try #require(try Silhouette.of(matrix, assignments: assignments))
            #expect(abs(entry.silhouetteWithout - silhouette.mean) < 1e-6)
        }
    }

    @Test func weightedRowsStandForRepeatedOnes() throws {
        let table = try RandomTables.mixed(rows: 200, missing: 0.2, levels: 2, seed: 8)
        let rows = WeightedRows(table)
        #expect(rows.weights.contains { $0 > 1 })
        let distinct = rows.weights.indices.map { $0 % 3 }
        let weighted = try #require(try FeatureImportance.of(rows.table, assignments: distinct, weights: rows.weights))
        let all = try #require(try FeatureImportance.of(table, assignments: rows.expand(distinct)))
        #expect(abs(weighted.silhouetteMean - all.silhouetteMean) < 1e-6)
        #expect(zip(weighted.entries, all.entries).allSatisfy { abs($0.importance - $1.importance) < 1e-6 })
    }

    @Test func sameBytesForAnyNumberOfThreads() throws {
        let table = try RandomTables.mixed(rows: 300, missing: 0.2, seed: 9)
        let assignments = (0..<300).map { $0 % 5 }
        for sample in [nil, FeatureImportance.Sample(rows: 100, seed: 4)] {
            let any = try FeatureImportance.of(table, assignments: assignments, sample: sample)
            for threads in [1, 2, 5] {
                let options = ExecutionOptions(threads: threads)
                #expect(try FeatureImportance.of(table, assignments: assignments, sample: sample, options: options) == any)
            }
        }
    }

    /// A sample's estimate lies near the value of all rows, by its standard error.
    @Test func samplesKnowTheirError() throws {
        let table = try RandomTables.mixed(rows: 1200, missing: 0.1, seed: 10)
        guard case .categorical(let codes) = table.columns[1].values else { return }
        let assignments = codes.map { $0 < 0 ? 0 : Int($0) }
        let all = try #require(try FeatureImportance.of(table, assignments: assignments, sample: nil))
        #expect(all.sampledRows == 1200)
        #expect(all.entries.max { $0.importance < $1.importance }?.group.name == table.columns[1].name)
        var (within, drawn) = (0, 0)
        for seed in 1...10 as ClosedRange<UInt64> {
            let sample = try #require(try FeatureImportance.of(
                table, assignments: assignments, sample: FeatureImportance.Sample(rows: 300, seed: seed)))
            #expect(sample.sampledRows == 300)
            for (estimate, entry) in zip(sample.entries, all.entries) where entry.importance != 0 {
                let error = try #require(estimate.standardError)
                drawn += 1
                if abs(estimate.importance - entry.importance) <= 1.96 * error { within += 1 }
            }
        }
        #expect(within * 10 >= drawn * 9)
    }

    @Test func reclusteringFollowsTheMedoids() throws {
        let table = try RandomTables.mixed(rows: 90, missing: 0.1, levels: 6, seed: 11)
        let start = try KMedoids(clusterCount: 4).cluster(Dissimilarity(table).matrix())
        let result = try #require(try FeatureImportance.reclustering(table, from: start.medoids))
        #expect(result.entries.count == table.columns.count)
        for (column, entry) in result.entries.enumerated() {
            var columns = table.columns
            columns.remove(at: column)
            let matrix = try Dissimilarity(GowerTable(columns: columns)).matrix()
            let anew = try KMedoids(clusterCount: 4, start: .medoids(start.medoids)).cluster(matrix)
            let silhouette = try #require(try Silhouette.of(matrix, assignments: anew.assignments))
            #expect(entry.silhouetteWithout == silhouette.mean)
            #expect(entry.importance == result.silhouetteMean - silhouette.mean)
            #expect(try entry.agreement == AdjustedRandIndex.of(anew.assignments, start.assignments))
        }
        let everything = FeatureImportance.Group(name: "all", columns: Array(table.columns.indices))
        let without = try #require(try FeatureImportance.reclustering(table, from: start.medoids, groups: [everything]))
        #expect(without.entries.map(\.silhouetteWithout) == [0])
    }

    @Test func degenerateInput() throws {
        let table = try GowerTable(columns: [.numeric("a", [1, 2, .nan, 4]), .categorical("b", codes: [-1, -1, -1, -1])])
        #expect(try FeatureImportance.of(table, assignments: [0, 0, 0, 0]) == nil)
        let result = try #require(try FeatureImportance.of(table, assignments: [0, 0, 1, 1]))
        #expect(result.entries[1].importance == 0)
        let empty = try GowerTable(columns: [.numeric("a", [])])
        #expect(try FeatureImportance.of(empty, assignments: []) == nil)
        // The last column leaves: every pair is at distance 1, in either table.
        let only = try GowerTable(columns: [.numeric("a", [1, 1, 5, 6])])
        let last = try #require(try FeatureImportance.of(only, assignments: [0, 0, 1, 1]))
        #expect(last.entries[0].silhouetteWithout == 0)
        let rows = WeightedRows(only)
        let weighted = try #require(try FeatureImportance.of(rows.table, assignments: [0, 1, 1], weights: rows.weights))
        #expect(weighted.entries[0].silhouetteWithout == 0)
        #expect(abs(weighted.silhouetteMean - last.silhouetteMean) < 1e-6)
    }

    @Test func badInputIsRefused() throws {
        let table = try RandomTables.mixed(rows: 6, missing: 0, seed: 1)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try FeatureImportance.of(table, assignments: [0, 1]) }
        for bad in [-1, 6, Int.max, Int.min] {
            #expect(throws: ClusteringError(.invalidAssignment)) {
                try FeatureImportance.of(table, assignments: [0, 1, 0, 1, 0, bad])
            }
        }
        let good = [0, 1, 0, 1, 0, 1]
        #expect(throws: ClusteringError(.invalidWeight)) {
            try FeatureImportance.of(table, assignments: good, weights: [1, 1, 1, 1, 1, 0])
        }
        for columns in [[], [99], [-1], [1, 1]] {
            let group = FeatureImportance.Group(name: "g", columns: columns)
            #expect(throws: ClusteringError(.invalidGroup)) { try FeatureImportance.of(table, assignments: good, groups: [group]) }
            #expect(throws: ClusteringError(.invalidGroup)) { try FeatureImportance.reclustering(table, from: [0, 1], groups: [group]) }
        }
        #expect(throws: ClusteringError(.invalidOption)) {
            try FeatureImportance.of(table, assignments: good, sample: FeatureImportance.Sample(rows: 1))
        }
        #expect(throws: ClusteringError(.cancelled)) {
            try FeatureImportance.of(table, assignments: good, options: ExecutionOptions(isCancelled: { true }))
        }
    }
}
