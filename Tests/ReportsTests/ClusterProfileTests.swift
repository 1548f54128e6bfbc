import Features
import Testing
@testable import Reports

/// What sets clusters apart, against tables small enough to count by hand.
@Suite("Cluster profiles")
struct ClusterProfileTests {
    /// A table of one column, or several of the same rows.
    private func features(_ columns: [(name: String, kind: String, values: [String])]) throws -> FeatureTable {
        let schema = "{\"columns\": [" + columns.map { "{\"name\": \"\($0.name)\", \"kind\": \"\($0.kind)\", \"unit\": \"\($0.kind == "numeric" ? "mm" : "")\"}" }.joined(separator: ",") + "]}"
        let rows = (columns.first?.values.indices ?? 0..<0).map { row in columns.map { $0.values[row] }.joined(separator: ",") }
        let csv = ([columns.map(\.name).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
        return try FeatureTable.read(csv: Array(csv.utf8), schema: JSON.decode(FeatureSchema.self, from: Array(schema.utf8))).0
    }

    private func profile(_ columns: [(name: String, kind: String, values: [String])], _ clusters: [Int32], _ count: Int) throws -> [[ClusterTrait]] {
        ClusterProfile(try features(columns), clusters: clusters, count: count).traits
    }

    @Test("a label is told by its share here and elsewhere")
    func labels() throws {
        let values = Array(repeating: "MR", count: 10) + ["MR"] + Array(repeating: "CT", count: 9)
        let clusters = Array(repeating: Int32(0), count: 10) + Array(repeating: 1, count: 10)
        let traits = try profile([("Modality", "categorical", values)], clusters, 2)
        // 10 of 10 against 1 of 10; ten rows and two on either side.
        let first = try #require(traits[0].first)
        #expect(first.feature == "Modality" && first.kind == .value && first.value == "MR" && first.share == 1 && first.shareElsewhere == 0.1)
        #expect(abs(first.effect - 0.9 * (10.0 / 12) * (10.0 / 12)) < 1e-12)
        let second = try #require(traits[1].first)
        #expect(second.value == "CT" && second.share == 0.9 && second.shareElsewhere == 0)
        #expect(first.phrase({ _, _ in true }, showsMedians: true) == "Modality MR (100\u{A0}% vs 10\u{A0}%)")
        #expect(first.phrase({ _, _ in false }, showsMedians: true) == "Modality AA (100\u{A0}% vs 10\u{A0}%)")
    }

    @Test("numbers are told by medians, and ranked by who has the larger one")
    func numbers() throws {
        let values = ["1", "2", "3", "4", "3", "5", "6", "7"]
        let traits = try profile([("Spacing", "numeric", values)], [0, 0, 0, 0, 1, 1, 1, 1], 2)
        // Of 16 pairs one is won (4 against 3), one tied (3 and 3) and 14 lost.
        let low = try #require(traits[0].first), high = try #require(traits[1].first)
        #expect(low.kind == .median && low.median == 2.5 && low.medianOverall == 3.5 && low.unit == "mm")
        #expect(abs(low.effect - -13.0 / 16 * (4.0 / 6) * (4.0 / 6)) < 1e-12)
        #expect(high.median == 5.5 && high.effect == -low.effect)
        #expect(low.phrase({ _, _ in true }, showsMedians: true) == "Spacing median 2.5 mm (overall 3.5 mm)")
        #expect(low.phrase({ _, _ in true }, showsMedians: false) == "Spacing lower than elsewhere")
    }

    @Test("what is missing, or there, is told where it says more than values do")
    func missing() throws {
        let clusters = Array(repeating: Int32(0), count: 6) + Array(repeating: 1, count: 6)
        let values = ["", "", "", "", "", ""] + ["", "1", "2", "3", "4", "5"]
        let traits = try profile([("EchoTime", "numeric", values)], clusters, 2)
        #expect(traits[0].first?.kind == .missing && traits[0].first?.share == 1 && traits[0].first?.shareElsewhere == 1.0 / 6)
        #expect(traits[1].first?.kind == .present && traits[1].first?.share == 5.0 / 6 && traits[1].first?.shareElsewhere == 0)
        #expect(traits[1].first?.phrase({ _, _ in true }, showsMedians: true) == "EchoTime present (83\u{A0}% vs 0\u{A0}%)")
    }

    @Test("the most telling come first, no more than five, and nothing where nothing differs")
    func ranking() throws {
        let clusters = (0..<40).map { Int32($0 % 2) }
        // The n-th column tells the clusters apart in all but n rows of each.
        let told = (0..<9).map { n in ("f\(n)", "categorical", (0..<40).map { row in (row % 2 == 0) != (row / 2 < n) ? "a" : "b" }) }
        let traits = try profile(told, clusters, 2)
        #expect(traits[0].map(\.feature) == ["f0", "f1", "f2", "f3", "f4"])
        let same = try profile([("same", "categorical", (0..<40).map { $0 % 4 < 2 ? "a" : "b" }), ("one", "numeric", (0..<40).map { _ in "7" })], clusters, 2)
        #expect(same == [[], []])
        #expect(try profile(told, clusters.map { _ in 0 }, 1) == [[]])
    }

    @Test("one row sets a cluster apart less than many do")
    func small() throws {
        let clusters = [Int32(0)] + Array(repeating: 1, count: 50) + Array(repeating: 2, count: 50)
        let values = ["a"] + Array(repeating: "b", count: 50) + Array(repeating: "c", count: 50)
        let traits = try profile([("f", "categorical", values)], clusters, 3)
        #expect(try #require(traits[0].first).effect < 0.34)
        #expect(try #require(traits[1].first).effect > 0.9)
    }

    @Test("rows sort into runs of levels, however many there are")
    func runs() throws {
        // More levels than clusters in a run, and fewer.
        let values = (0..<300).map { "\($0 < 200 ? 1 : $0)" }
        let clusters = (0..<300).map { Int32($0 % 3) }
        let column = try #require(try features([("x", "numeric", values)]).columns.first)
        let levels = ColumnLevels(column)
        #expect(levels.numbers == [1] + (200..<300).map(Double.init))
        let runs = LevelRuns(column.codes, levels.ofCode, levels.count, clusters, clusterCount: 3)
        #expect(runs.size(0) == 0 && runs.size(1) == 200 && runs.size(2) == 1)
        #expect(runs.counts(level: 1) == [67, 67, 66])
        var found: [[Int]] = []
        runs.forEachCluster(of: 2) { found.append([$0, $1]) }
        #expect(found == [[200 % 3, 1]])
    }

    @Test("shares are never rounded to nothing or to all", arguments: [(0, "0"), (1, "100"), (0.004, "<1"), (0.9999, ">99"), (0.994, "99"), (0.125, "13"), (0.01, "1")] as [(Double, String)])
    func percent(_ share: Double, _ text: String) {
        #expect(ClusterTrait.percent(share) == text + "\u{A0}%")
    }
}
