import Foundation
import TestSupport
import Testing

/// `tagfold synth` as a user runs it, and the rest of tagfold on what it makes.
@Suite("Command: synth")
struct SynthCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.path + "/" + name }
    private func tagfold(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(arguments, seconds: 240) }

    private struct Truth {
        let columns: [String]
        let rows: [[String]]

        init(_ text: String) {
            let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            (columns, rows) = (lines[0], Array(lines.dropFirst()))
        }
        func column(_ name: String) -> Int? { columns.firstIndex(of: name) }
    }

    @Test("the same bytes on one thread and on two; the truth beside them; nothing is replaced")
    func archives() throws {
        let one = try tagfold("synth", "--instances", "60", "--seed", "4", "--threads", "1", path("one"))
        #expect(one.code == 0, "\(one.error)")
        #expect(one.output.hasPrefix("Test equipment: 60 images of nobody, about "))
        #expect(try tagfold("synth", "--instances", "60", "--seed", "4", "--threads", "2", path("two")).code == 0)
        let truth = Truth(try TemporaryFolder.text(path("one/truth.csv")))
        #expect(truth.rows.count == 60 && truth.rows.allSatisfy { $0.count == truth.columns.count })
        for name in ["truth.csv", "synth.json"] + truth.rows.map({ $0[0] }) {
            #expect(try TemporaryFolder.read(path("one/" + name)) == TemporaryFolder.read(path("two/" + name)), "\(name)")
        }
        let again = try tagfold("synth", "--instances", "60", path("one"))
        #expect(again.code == 2 && again.error.contains("not empty"))
        #expect(try TemporaryFolder.text(path("one/synth.json")).contains("SYNTHETIC TEST IMAGE"))
        var status = stat()
        #expect(stat(path("one/" + truth.rows[0][0]), &status) == 0 && status.st_mode & 0o777 == 0o644)
    }

    @Test("counts that make no sense, and folders that are none, are refused")
    func usage() throws {
        for bad in ["0", "-3", "1000001", "99999999999999999999", "many"] {
            #expect(try tagfold("synth", "--instances=\(bad)", path("bad")).code == 2, "\(bad)")
        }
        try folder.write("file", "mine")
        #expect(try tagfold("synth", "--instances", "1", path("file")).code == 2)
        #expect(try TemporaryFolder.text(path("file")) == "mine")
        let help = try tagfold("synth", "--help")
        #expect(help.code == 0 && help.output.contains("EXAMPLE: tagfold synth") && help.output.contains("test equipment"))
    }

    @Test("what tagfold folds of a made archive is what was made: body part, plane, manufacturer")
    func folding() throws {
        #expect(try tagfold("synth", "--instances", "150", "--seed", "11", path("made")).code == 0)
        let run = try tagfold("run", path("made/images"), "--out", path("results"), "--k", "5")
        #expect(run.code == 0, "\(run.error)")
        #expect(run.output.contains("150 files: 150 read"))
        let truth = Truth(try TemporaryFolder.text(path("made/truth.csv"))), features = Truth(try TemporaryFolder.text(path("results/features.csv")))
        let shares = try ["anatomy": "BodyPartExamined", "plane": "ImageOrientationPatient_plane", "manufacturer": "Manufacturer"].mapValues { feature in
            try #require(features.column(feature), "\(features.columns)")
        }
        for (wanted, feature) in shares {
            let share = try SynthCommandTests.agreement(truth, wanted, features, feature)
            #expect(share > 0.9, "\(wanted): \(share)")
        }
    }

    /// PS3.16 Table L-1 has two terms where sites see one; a thorax is a chest here.
    private static let sameTerms: Set<[String]> = [["CHEST", "THORAX"]]

    /// The share of images whose feature has what the truth says, of those that have both.
    private static func agreement(_ truth: Truth, _ wanted: String, _ features: Truth, _ feature: Int) throws -> Double {
        let column = try #require(truth.column(wanted)), mess = try #require(truth.column("mess"))
        let known = Dictionary(truth.rows.map { ($0[0], $0) }) { first, _ in first }
        var right = 0, told = 0
        for row in features.rows {
            guard let start = row[0].range(of: "images/"), let made = known[String(row[0][start.lowerBound...])] else { continue }
            // What a protocol has filled in wrongly, nobody can put right from the tag alone.
            guard !made[column].isEmpty, !row[feature].isEmpty, !made[mess].contains("protocol default") else { continue }
            told += 1
            right += row[feature] == made[column] || sameTerms.contains([made[column], row[feature]]) ? 1 : 0
        }
        try #require(told > 20)
        return Double(right) / Double(told)
    }
}
