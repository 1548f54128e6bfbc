import Dictionaries
import Foundation
import PluginHost
@testable import Reports
import TagTable
import TestSupport
import Testing

/// Two sets of dictionaries on one made archive, with the plugin that folds body parts.
@Suite("Dictionary diff")
struct DictionaryDiffTests {
    /// Modality and BodyPartExamined of each instance.
    static let instances: [(String, String?)] = [
        ("CT", "KNEE"), ("CT", "KNEE"), ("CR", "KNEE"), ("CT", "BOSSE"), ("CT", "BOSSE"), ("CT", "BOSSE"), ("MR", "L SHOULDR"), ("CR", "HEAD"),
        ("CT", "HEAD"), ("CT", ""), ("CT", nil), ("CT", "NOWORD"), ("CT", "HIP"), ("CT", "HIP\\BOSSE"),
    ]

    static let base = """
        <synonymDictionary name="body-parts"><tag>BodyPartExamined</tag>
        <term name="KNEE"/><term name="SHOULDER"/><term name="HEAD"/><term name="SKULL"/><term name="HIP"/></synonymDictionary>
        """

    private func diff(_ before: String, _ after: String, of instances: [(String, String?)] = instances) throws -> DictionaryDiff {
        let settings = try TemporaryFolder()
        try settings.write("dicom.xml", """
            <dataDictionary edition="test"><element tag="00080060" keyword="Modality" name="" vr="CS" vm="1"/>
            <element tag="00180015" keyword="BodyPartExamined" name="" vr="CS" vm="1"/></dataDictionary>
            """)
        let data = try DictionarySet.dataDictionary(folder: settings.path)
        let folder = try TemporaryFolder()
        for (number, (modality, part)) in instances.enumerated() {
            var file = DICOMFile.image(number).with(0x0008_0060, "CS", modality)
            if let part { file = file.with(0x0018_0015, "CS", part) }
            try folder.write("\(100 + number).dcm", file.bytes)
        }
        let table = Scanner(options: ScanOptions(dictionary: data)).scan([folder.path])
        let sets = try [("a", before), ("b", after)].map { name, xml in
            try settings.write("\(name)/body-parts.xml", xml)
            return try DictionarySet(data: data, synonymFolder: settings.path + "/\(name)")
        }
        let normalizations = try sets.map { set in
            let host = PluginHost(folders: [], files: [try Places.products() + "/libBodyPartExamined.so"], dictionaries: set)
            defer { host.finish() }
            return host.normalize(table)
        }
        return DictionaryDiff(normalizations[0], normalizations[1], table: table, names: ("a", "b"))
    }

    private func with(_ entries: String) -> String { Self.base.replacingOccurrences(of: "</synonymDictionary>", with: entries + "</synonymDictionary>") }

    @Test("nothing changes between equal dictionaries, wherever they lie")
    func equal() throws {
        let found = try diff(Self.base, "\n\n" + Self.base)
        #expect(found.changes.isEmpty)
        #expect(found.coverage.count == 1)
        #expect(found.text(shippedFolder: nil).hasSuffix("No value changes."))
    }

    @Test("what is gained, by instances, with the entry that does it")
    func gained() throws {
        let found = try diff(Self.base, Self.base.replacingOccurrences(of: "<term name=\"HIP\"/>", with: "\n<term name=\"HIP\"><synonym>BOSSE</synonym></term>"))
        // One value of two was understood before; now both are, and are one.
        #expect(found.changes.map(\.value) == ["BOSSE", "HIP\\BOSSE"])
        #expect(found.changes.map(\.instances) == [3, 1])
        #expect(found.changes.map(\.kind) == [.gained, .gained])
        #expect(found.changes[0].before.state == .rejected)
        #expect(found.changes[0].after.labels == ["BodyPartExamined": "HIP"])
        #expect(found.changes[0].after.entries.map(\.line) == [3])
        #expect(found.changes[1].before.state == .partial)
        let all = try #require(found.coverage.first)
        #expect(all.input == nil)
        #expect(all.present == CoverageReport.Count(distinct: 9, instances: 12))
        #expect(all.understoodBefore.instances == 6)
        #expect(all.understoodAfter.instances == 10)
        #expect(found.coverage.map(\.input) == [nil, "BodyPartExamined"])
    }

    @Test("what is lost, and what becomes something else")
    func lost() throws {
        let found = try diff(with("<sentinel>NOWORD</sentinel>"), Self.base.replacingOccurrences(of: "<term name=\"KNEE\"/>", with: ""))
        #expect(found.changes.map(\.value) == ["KNEE", "NOWORD"])
        #expect(found.changes.map(\.kind) == [.lost, .lost])
        #expect(found.count(.lost) == 2)
        #expect(found.instances(.lost) == 4)
        let altered = try diff(Self.base, Self.base.replacingOccurrences(of: "SKULL\"/>", with: "SKULL\"><synonym when=\"Modality=CR\">HEAD</synonym></term>")
            .replacingOccurrences(of: "<term name=\"HEAD\"/>", with: ""))
        #expect(altered.changes.map { "\($0.kind) \($0.value) \($0.context)" } == ["altered HEAD [\"Modality=CR\"]", "lost HEAD [\"Modality=CT\"]"])
    }

    @Test("a side that the parser splits off")
    func laterality() throws {
        let found = try diff(Self.base, with("<abbreviation from=\"SHOULDR\" to=\"SHOULDER\"/>"))
        #expect(found.changes.map(\.value) == ["L SHOULDR"])
        #expect(found.changes[0].after.labels == ["BodyPartExamined": "SHOULDER", "BodyPartExamined_laterality": "L"])
        #expect(found.text(shippedFolder: nil).contains("→ BodyPartExamined=SHOULDER, BodyPartExamined_laterality=L (laterality split off)"))
    }

    @Test("the same value is one change, however many contexts it stands in")
    func contexts() throws {
        let found = try diff(Self.base, Self.base.replacingOccurrences(of: "<term name=\"KNEE\"/>", with: "<term name=\"GENU\"><synonym>KNEE</synonym></term>"))
        #expect(found.changes.map { "\($0.value) \($0.instances) \($0.context)" } == ["KNEE 3 []"])
    }

    @Test("text fits 80 columns and is safe for a terminal; CSV and JSON say the same")
    func forms() throws {
        let found = try diff(Self.base, with("<term name=\"A\u{9B}VERY LONG TERM OF MANY WORDS THAT NOBODY USES\"><synonym>BOSSE</synonym></term>"))
        let text = found.text(shippedFolder: nil)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("body-parts.xml:") })
        #expect(text.contains("         3  “BOSSE”\n"))
        #expect(text.contains("2 values change, in 4 instances:\n  2 now understood (4 instances)"))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(text.contains("By instance       present   before    after  points\n"))
        #expect(text.contains("BodyPartExamined       12  50.00 %  83.33 %  +33.33"))
        let csv = found.csv.split(separator: "\n")
        #expect(csv.count == 3)
        #expect(csv[1].hasPrefix("BodyPartExamined,BodyPartExamined,BOSSE,,3,gained,rejected,,,folded,BodyPartExamined=A\u{9B}VERY LONG"))
        struct Read: Decodable {
            struct Change: Decodable { let value: String; let instances: Int; let kind: String }
            let changes: [Change]
        }
        let read = try JSONDecoder().decode(Read.self, from: Data(JSON.encode(found)))
        #expect(read.changes.map(\.value) == ["BOSSE", "HIP\\BOSSE"])
        #expect(read.changes.map(\.kind) == ["gained", "gained"])
    }

    @Test("still not understood, and yet not the same")
    func other() throws {
        let found = try diff(Self.base, with("<term name=\"X\"><synonym>BOSSE</synonym></term>"), of: [("CT", "BOSSE\\NOWORD")])
        #expect(found.changes.map { "\($0.kind) \($0.before.state) \($0.after.state)" } == ["other rejected partial"])
        #expect(found.text(shippedFolder: nil).contains("rejected → X (partial) ("))
    }

    @Test("a small share is never shown as none")
    func shares() {
        #expect(Percent.points(1, of: 1_000_000) == "+<0.01")
        #expect(Percent.points(-1, of: 1_000_000) == "-<0.01")
        #expect(Percent.points(1, of: 3) == "+33.33")
        #expect(Percent.points(0, of: 3) == "0")
        #expect([0, 0.000001, 0.5, 0.999999, 1].map(Percent.fineText) == ["0 %", "0.01 %", "50.00 %", "99.99 %", "100 %"])
    }
}
