import Foundation
import TestSupport
import Testing

/// Descriptions as hospitals and makers write them, through the built command and the shipped dictionaries.
@Suite("Descriptions")
struct DescriptionTests {
    private static let features = ["bodyPart", "laterality", "contrast", "weighting", "plane", "phase", "kind"]

    @Test("what hundreds of real descriptions tell")
    func realistic() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: Places.repository + "/Tests/descriptions/realistic.tsv", encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        let list = rows.map { "\($0[1]),\"\($0[0])\"\n" }
        let path = try folder.write("list.csv", "Modality,SeriesDescription\n" + list.joined())
        let out = folder.path + "/out"
        #expect(try Command.tagfold().run(["run", path, "--out", out, "--k", "2"]).code == 0)

        let lines = try String(contentsOfFile: out + "/features.csv", encoding: .utf8).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines.count == rows.count + 1)
        var right = 0
        for (row, line) in zip(rows, lines.dropFirst()) {
            for (place, feature) in DescriptionTests.features.enumerated() {
                let column = try #require(lines[0].firstIndex { $0 == "SeriesDescription_\(feature)" })
                let expected = row[place + 2]
                if line[column] == expected { right += 1 } else { print("\(row[0]): \(feature) is \(line[column]), expected \(expected)") }
            }
        }
        let share = Double(right) / Double(rows.count * DescriptionTests.features.count)
        #expect(share >= 0.99, "\(right) of \(rows.count * DescriptionTests.features.count)")
    }
}
