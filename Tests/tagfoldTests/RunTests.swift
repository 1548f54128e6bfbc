import Foundation
import Glibc
import TestSupport
import Testing

/// `tagfold run` as a user runs it.
@Suite("Command: run")
struct RunTests {
    private struct Plan: Decodable {
        struct Tag: Decodable {
            let name: String
            let plugin: String?
            let decision: String
            let reason: String
        }
        let tags: [Tag]
    }

    private struct Schema: Decodable {
        struct Column: Decodable {
            let name: String
            let kind: String
            let unit: String
            let plugin: String?
            let tags: [String]
        }
        let rowName: String
        let columns: [Column]
    }

    private struct RunReport: Decodable {
        struct Plugin: Decodable { let name: String }
        struct Clusters: Decodable {
            let rows: Int
            let bestK: Int
        }
        struct Seconds: Decodable { let scan: Double }
        let tagfold: String
        let plugins: [Plugin]
        let instances: Int
        let featureRows: Int
        let featureColumns: Int
        let clusters: Clusters
        let seconds: Seconds
    }

    private static let names = [
        "SHARING.txt", "clusters.csv", "clusters.json", "coverage.json", "coverage.local.json", "coverage.md", "coverage.xml", "features.csv",
        "features.schema.json", "ordination.csv", "plan.json", "problems.csv", "rejected.csv", "report.html", "report.local.html", "run.json",
        "tags.csv",
    ]

    let archive: MadeArchive

    init() throws { archive = try MadeArchive() }

    @Test("writes every file, with what belongs into it")
    func writesAll() throws {
        let (result, files) = try archive.run(out: "results")
        #expect(result.code == 0, "\(result.error)")
        #expect(files.keys.sorted() == RunTests.names)

        let features = try Output.lines(files["features.csv"])
        let schema = try Output.json(Schema.self, try #require(files["features.schema.json"]))
        #expect(features.count == 25)
        #expect(features[0] == (["file"] + schema.columns.map(\.name)).joined(separator: ","))
        #expect(features[1].hasPrefix("\(archive.path)/series-0/100.dcm,"))
        #expect(schema.rowName == "file")
        let spacing = try #require(schema.columns.first { $0.name == "PixelSpacing_row" })
        #expect([spacing.kind, spacing.unit, spacing.plugin ?? ""] == ["numeric", "mm", "PixelSpacing 1.0.0"])
        #expect(spacing.tags == ["PixelSpacing"])

        let plan = try Output.json(Plan.self, try #require(files["plan.json"]))
        #expect(plan.tags.first { $0.name == "Modality" }?.decision == "kept")
        #expect(plan.tags.first { $0.name == "PatientName" }?.reason == "names a person")

        let clusters = try Output.lines(files["clusters.csv"])
        #expect(clusters[0] == "file,cluster,is_medoid,silhouette")
        #expect(clusters.count == 25)
        let groups = Dictionary(grouping: clusters.dropFirst().map { $0.split(separator: ",") }, by: { $0[1] })
        #expect(groups.count == 3, "the archive is made of three kinds")
        #expect(groups.values.allSatisfy { rows in Set(rows.map { $0[0].split(separator: "/").dropLast().last }).count == 1 })

        let report = try Output.json(RunReport.self, try #require(files["run.json"]))
        #expect(report.tagfold == "0.1.0")
        #expect(Set(["BodyPartExamined", "ImageOrientation", "Manufacturer", "NumericArray", "PatientAge", "PixelSpacing"])
            .isSubset(of: Set(report.plugins.map(\.name))))
        for count in [report.instances, report.featureRows, report.clusters.rows] { #expect(count == 24) }
        #expect(report.featureColumns == schema.columns.count)
        #expect(report.clusters.bestK == 3)
        #expect(report.seconds.scan > 0)

        #expect(try Output.text(files["tags.csv"]).contains("\"(0028,0030)\",PixelSpacing,DS,"))
        // Every second SeriesDescription and some of PixelSpacing have an escape sequence that no character set knows.
        let problems = try Output.lines(files["problems.csv"])
        #expect(problems.first == "file,outcome,code,reason,offset,tag,line")
        #expect(problems.dropFirst().allSatisfy { $0.contains(",readWithProblems,undecodableText,") })
        #expect(problems.count == 1 + 15)
        #expect(try Output.lines(files["rejected.csv"]).contains { $0.hasPrefix("PixelSpacing,PixelSpacing,rejected,not a number,") })
    }

    @Test("every feature has a parser, and what anyone may fill in is none without one")
    func parsers() throws {
        let folder = try TemporaryFolder()
        for number in 0..<12 {
            let file = DICOMFile.image(number)
                .with(0x0008_0064, "CS", ["WSD", "wsd ", "DV"][number % 3]).with(0x0018_1050, "DS", ["0,5", "2.5", "N/A"][number % 3])
                .with(0x0040_0241, "AE", "ROOM\(number % 3)").with(0x0010_2110, "LO", ["nuts", "none known", "milk"][number % 3])
                .with(0x0010_21C0, "US", "\u{1}\0").with(0x0018_0086, "IS", "\(number % 3)")
            try folder.write("archive/\(number).dcm", file.bytes)
        }
        let result = try Command.tagfold().run(["run", folder.path + "/archive", "--out", folder.path + "/out", "--k", "2"])
        #expect(result.code == 0, "\(result.error)")
        let plan = try Output.json(Plan.self, try TemporaryFolder.read(folder.path + "/out/plan.json"))
        let kept = plan.tags.filter { $0.decision == "kept" }
        #expect(kept.allSatisfy { $0.plugin != nil })
        #expect(kept.first { $0.name == "ConversionType" }?.plugin == "OtherCategories")
        #expect(kept.first { $0.name == "SpatialResolution" }?.plugin == "OtherNumbers")
        for name in ["PerformedStationAETitle", "Allergies", "PregnancyStatus"] {
            #expect(plan.tags.first { $0.name == name }?.decision == "dropped", "\(name)")
        }
        let features = try Output.text(try TemporaryFolder.read(folder.path + "/out/features.csv"))
        #expect(!features.contains("ROOM") && !features.contains("nuts"))
        #expect(!features.contains("wsd"))
    }

    @Test("the same input gives the same bytes, with any number of threads")
    func deterministic() throws {
        let first = try archive.run(["--threads", "2"], out: "first")
        #expect(first.files.count == RunTests.names.count)
        for (name, arguments) in [("again", ["--threads", "2"]), ("alone", ["--threads", "1"])] {
            let other = try archive.run(arguments, out: name)
            #expect(other.files.keys.sorted() == first.files.keys.sorted())
            // These tell how long it took.
            for file in RunTests.names where !["run.json", "report.local.html"].contains(file) { #expect(other.files[file] == first.files[file], "\(file), \(name)") }
        }
    }

    @Test("a plan that is replayed gives the same features; an edited one what it says")
    func plan() throws {
        let first = try archive.run(out: "first")
        let plan = archive.file("first/plan.json")
        let replayed = try archive.run(["--plan", plan], out: "replayed")
        #expect(replayed.result.code == 0, "\(replayed.result.error)")
        for name in ["features.csv", "features.schema.json", "ordination.csv", "plan.json", "clusters.csv"] {
            #expect(replayed.files[name] == first.files[name], "\(name)")
        }

        let text = try #require(first.files["plan.json"])
        var object = try #require(try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any])
        var tags = try #require(object["tags"] as? [[String: Any]])
        let kept = tags.indices.filter { tags[$0]["decision"] as? String == "kept" }
        for place in kept where tags[place]["name"] as? String != "Modality" { tags[place]["decision"] = "dropped" }
        object["tags"] = tags
        let edited = try archive.write("edited.json", String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
        let less = try archive.run(["--plan", edited], out: "less")
        #expect(kept.count > 1)
        #expect(try Output.lines(less.files["features.csv"]).first == "file,Modality")
    }

    @Test("only the user may read what may hold values; what holds none may be shared")
    func permissions() throws {
        _ = try archive.run(out: "results")
        for name in RunTests.names {
            #expect(try mode("results/" + name) == (["SHARING.txt", "coverage.json", "coverage.md", "coverage.xml", "report.html"].contains(name) ? 0o644 : 0o600), "\(name)")
        }
        #expect(try mode("results") == 0o700)
    }

    private func mode(_ name: String) throws -> Int {
        var status = stat()
        try #require(stat(archive.file(name), &status) == 0)
        return Int(status.st_mode & 0o777)
    }

    @Test("what cannot be clustered still has its features, and no clusters of an earlier run lie beside them")
    func noClusters() throws {
        _ = try archive.run(out: "results")
        let image = DICOMFile.image(0).with(0x0008_0060, "CS", "CT").bytes
        let single = try TemporaryFolder()
        try single.write("one.dcm", image)
        let result = try Command.tagfold().run(["run", single.path, "--out", archive.file("results")])
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output.contains("No clusters: "))
        let names = try TemporaryFolder.names(in: archive.file("results"))
        #expect(names.contains("features.csv"))
        #expect(!names.contains("clusters.csv") && !names.contains("clusters.json") && !names.contains("ordination.csv"), "\(names)")
    }

    @Test("what it prints holds no escape sequence, though the values do")
    func safeOutput() throws {
        let (result, files) = try archive.run(["--show-values"], out: "results")
        #expect(Output.isSafe(result.output))
        #expect(Output.isSafe(result.error))
        #expect(result.error.contains("wide\\u{1B}c"))
        #expect(result.output.contains("PixelSpacing"))
        #expect(try Output.text(files["tags.csv"]).contains("'=HYPERLINK("), "a spreadsheet must not run it")
        for name in RunTests.names where name.hasSuffix(".json") { #expect(Output.isSafe(try Output.text(files[name])), "\(name)") }
    }
}

/// Good files keep their rows whatever lies beside them.
@Suite("Command: run, broken files")
struct BrokenFileTests {
    private struct Kind: Decodable {
        let kind: String
        let expectation: String
    }

    /// All kinds but the largest, which are tests of the reader.
    private static let script = """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        import make_broken
        make_broken.KINDS[:] = [kind for kind in make_broken.KINDS if "bomb" not in kind[0] and "200000" not in kind[0]]
        print(json.dumps(make_broken.make_broken(sys.argv[2])))
        """

    private static var hasPython: Bool { (try? Command("python3").run(["--version"]))?.code == 0 }

    @Test("each is named with a reason, and the good ones are unchanged", .enabled(if: hasPython, "python3 makes the broken files"))
    func broken() throws {
        let archive = try MadeArchive()
        let folder = archive.file("broken")
        let made = try Command("python3").run(["-c", BrokenFileTests.script, Places.repository + "/Tests/broken", folder])
        try #require(made.code == 0, "\(made.error)")
        let kinds = try Output.json([String: Kind].self, made.output)
        #expect(kinds.values.count { $0.expectation != "read" } >= 20)

        let alone = try archive.run(out: "alone")
        #expect(alone.result.code == 0)
        let beside = try archive.run([folder, "--plan", archive.file("alone/plan.json")], out: "beside")
        #expect(beside.result.code == 0, "\(beside.result.error)")
        #expect(Output.isSafe(beside.result.output) && Output.isSafe(beside.result.error))

        let problems = try Output.lines(beside.files["problems.csv"])
        for (name, kind) in kinds {
            let lines = problems.filter { $0.hasPrefix("\(folder)/\(name),") }
            let fields = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            switch kind.expectation {
            case "refused": #expect(fields.contains { $0[1] == "refused" }, "\(name) (\(kind.kind)): \(lines)")
            case "read with warning":
                #expect(!lines.isEmpty, "\(name) (\(kind.kind))")
            case "read": #expect(!fields.contains { $0[1] == "refused" || $0[1] == "damaged" }, "\(name) (\(kind.kind)): \(lines)")
            default: Issue.record("\(name): the manifest expects “\(kind.expectation)”")
            }
            #expect(fields.allSatisfy { $0.count >= 6 && !$0[2].isEmpty && !$0[3].isEmpty }, "\(lines)")
        }
        let before = try Output.lines(alone.files["features.csv"])
        let after = try Output.lines(beside.files["features.csv"])
        #expect(after[0] == before[0])
        #expect(after.filter { $0.hasPrefix(archive.path + "/") } == Array(before.dropFirst()))
        #expect(after.count > before.count, "the good files among the broken ones have rows, too")
    }

    @Test("files that give no row change nothing at all")
    func onlyRefused() throws {
        let archive = try MadeArchive()
        let alone = try archive.run(out: "alone")
        try archive.write("archive/series-0/0-text.dcm", "This is a note, not an image.\n")
        try archive.write("archive/series-1/empty.dcm", "")
        try archive.write("archive/zzz", String(repeating: "\u{0}", count: 128) + "DICM")
        let beside = try archive.run(out: "beside")
        #expect(beside.result.code == 0)
        #expect(beside.result.output.contains("27 files: 9 read, 15 read with problems, 3 refused"))
        let named = try Output.lines(beside.files["problems.csv"]).filter { $0.contains(",refused,") }.map { String($0.dropFirst(archive.path.count + 1).prefix { $0 != "," }) }
        #expect(Set(named) == ["series-0/0-text.dcm", "series-1/empty.dcm", "zzz"])
        for name in ["features.csv", "plan.json", "tags.csv", "clusters.csv", "rejected.csv"] {
            #expect(beside.files[name] == alone.files[name], "\(name)")
        }
    }
}
