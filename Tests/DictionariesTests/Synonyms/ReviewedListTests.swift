import Dictionaries
import TestSupport
import Testing

/// Lists of values from public archives, each fold of which a person has read: `Tests/idc`.
struct ReviewedListTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let value: String
        /// 0 in a list that gives none.
        let instances: Int
        /// Empty for a value that rightly does not fold, `-` for one that stands for missing.
        let term: String
        /// What the parser splits off before it folds the rest.
        let side: String

        var testDescription: String { "“\(value)” → \(term.isEmpty ? "nothing" : term)" }
    }

    /// - Throws: for a file that is not there or lacks a column.
    static func rows(_ file: String) throws -> [Row] {
        let lines = try TemporaryFolder.text(Places.repository + "/Tests/idc/" + file).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        let value = try #require(header.firstIndex(of: "value")), term = try #require(header.firstIndex(of: "term"))
        let instances = header.firstIndex(of: "instances"), side = header.firstIndex(of: "side")
        func field(_ line: [String], _ place: Int?) -> String { place.flatMap { line.indices.contains($0) ? line[$0] : nil } ?? "" }
        return lines.dropFirst().map {
            Row(value: $0[value], instances: Int(field($0, instances)) ?? 0, term: field($0, term), side: field($0, side))
        }
    }

    @Test("every value folds as a person has read it", arguments: [
        ("body-parts-reviewed.tsv", "body-parts", 76), ("body-parts-elsewhere.tsv", "body-parts", 105),
        ("manufacturers-reviewed.tsv", "manufacturers", 128),
    ])
    func asReviewed(_ file: String, _ dictionary: String, _ count: Int) throws {
        let folder = try #require(try RealDictionaryTests.all.get().synonyms[dictionary])
        let rows = try Self.rows(file)
        #expect(rows.count == count)
        for row in rows where row.side.isEmpty {
            let fold = folder.fold(row.value)
            let term = fold.map { $0.term?.name ?? "-" } ?? ""
            #expect(term == row.term, "\(row.testDescription)")
        }
        for row in rows where !row.side.isEmpty { #expect(folder.fold(row.value) == nil, "the side of “\(row.value)” is the parser's to split off") }
    }

    @Test("nearly all instances of a public archive fold", arguments: [
        ("body-parts-reviewed.tsv", 0.995, 0.9), ("manufacturers-reviewed.tsv", 0.999, 0.9),
    ])
    func shares(_ file: String, _ ofInstances: Double, _ ofDistinct: Double) throws {
        let rows = try Self.rows(file)
        let folded = rows.filter { !$0.term.isEmpty }
        func sum(_ rows: [Row]) -> Double { Double(rows.reduce(0) { $0 + $1.instances }) }
        #expect(sum(folded) / sum(rows) >= ofInstances)
        #expect(Double(folded.count) / Double(rows.count) >= ofDistinct)
    }
}
