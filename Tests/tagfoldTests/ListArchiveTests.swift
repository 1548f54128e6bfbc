import Foundation
import TestSupport
import Testing

/// CSV files of tags in place of DICOM files.
@Suite("Command: lists of instances")
struct ListArchiveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func tagfold(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(arguments) }

    private func list(_ name: String = "list.csv") throws -> String {
        let rows = (0..<40).map { "1.2.\($0),CT,\(["CHEST", "Knie", "", "NOWHERE"][$0 % 4]),\($0 % 2 == 0 ? "SIEMENS" : "Philips"),0\(40 + $0)Y,a\n" }
        return try folder.write(name, "SeriesInstanceUID,Modality,BodyPartExamined,Manufacturer,PatientAge,collection_id\n" + rows.joined())
    }

    @Test("coverage and tags")
    func coverage() throws {
        let path = try list()
        let result = try tagfold("coverage", path)
        #expect(result.code == 0)
        #expect(result.error == "\(path): column 6 is left out: it names no attribute\n")
        #expect(result.output.contains("BodyPartExamined: rejected: not in dictionary body-parts — 1 distinct, 10 instances"))
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("BodyPartExamined BodyPartExamined 3 66.7 % 10 10 10 10"))
        let tags = try tagfold("tags", path, "--csv")
        #expect(tags.error == "\(path): the column “collection_id” is left out: it names no attribute\n", "where values are shown, so are titles")
        #expect(tags.output.contains("\"(0018,0015)\",BodyPartExamined,CS,0.25,30,0,3,1,CHEST,10"))
        #expect(try tagfold("coverage", path, "--fail-under", "99").code == 1)
    }

    @Test("rows that stand for many instances count as many")
    func counts() throws {
        let path = try folder.write("counts.tsv", "BodyPartExamined\tInstances\nCHEST\t3000000000\nNOWHERE\t1000000000\n")
        struct Report: Decodable { let instances: Int; let understoodShareByInstance: Double }
        let report = try Output.json(Report.self, try tagfold("coverage", path, "--json").output)
        #expect(report.instances == 4_000_000_000)
        #expect(report.understoodShareByInstance == 0.75)
        let run = try tagfold("run", path, "--out", folder.path + "/out")
        #expect(run.code == 2)
        #expect(run.error.contains("4000000000 instances are more than the 20000000 that features are made of"))
    }

    @Test("run: rows are named by line, and repeated where they stand for several")
    func run() throws {
        let path = try folder.write("list.csv", "BodyPartExamined,Modality,count\nCHEST,CT,3\nbad\nHEAD,CT,2\nKNEE,CR,2\n")
        let out = folder.path + "/out"
        let result = try tagfold("run", path, "--out", out, "--k", "2")
        #expect(result.code == 0, "\(result.error)")
        let features = try Output.lines(try TemporaryFolder.read(out + "/features.csv"))
        #expect(features == [
            "file,BodyPartExamined,Modality", "\(path):2,CHEST,CT", "\(path):2,CHEST,CT", "\(path):2,CHEST,CT", "\(path):4,HEAD,CT", "\(path):4,HEAD,CT",
            "\(path):5,KNEE,CR", "\(path):5,KNEE,CR",
        ])
        #expect(try Output.lines(try TemporaryFolder.read(out + "/clusters.csv")).count == 8)
        #expect(try Output.lines(try TemporaryFolder.read(out + "/problems.csv")) == [
            "file,outcome,code,reason,offset,tag,line", "\(path),readWithProblems,badRow,\"1 fields, the first line has 3\",,,3",
        ])
        #expect(result.error.contains("\(path): 1 row is left out: 1 fields, the first line has 3 in line 3"))
    }

    @Test("mixed with files; found in a folder it is no DICOM")
    func mixed() throws {
        let archive = try MadeArchive()
        let path = try archive.write("archive/list.csv", "BodyPartExamined\nNOWHERE\n")
        let alone = try tagfold("tags", archive.path, "--json")
        #expect(alone.error.contains("refused  \(path): no DICM at offset 128"))
        struct Report: Decodable { let instances: Int }
        #expect(try Output.json(Report.self, alone.output).instances == 24)
        let both = try tagfold("tags", archive.path, path, "--json")
        #expect(try Output.json(Report.self, both.output).instances == 25)
        #expect(try tagfold("tags", archive.path, path, "--json", "--threads", "1").output == both.output)
    }

    @Test("what cannot be read is told, with exit code 3 where nothing can")
    func bad() throws {
        let unknown = try folder.write("unknown.csv", "collection_id,modality\na,CT\n")
        let result = try tagfold("coverage", unknown)
        #expect(result.code == 3)
        #expect(result.error.contains("unknown.csv: no column of its first line names an attribute"))
        #expect(!result.error.contains("collection_id"), "a file without titles would be shown by its values")
        for (name, content) in [("empty.csv", ""), ("broken.csv", "\"Modality\nCT\n"), ("titles.csv", "Modality\n")] {
            #expect(try tagfold("coverage", try folder.write(name, content)).code == 3, "\(name)")
        }
        #expect(try tagfold("coverage", folder.path + "/none.csv").code == 3)
        let beside = try tagfold("coverage", unknown, try list())
        #expect(beside.code == 0, "the other list is read")
        let hostile = try folder.write("hostile.csv", "\u{1B}[31m\u{202E},Modality\n\u{1B}[31m,CT\n" + String(repeating: "\"\n", count: 7))
        let shown = try tagfold("coverage", hostile)
        #expect(Output.isSafe(shown.output + shown.error))
        #expect(!shown.error.contains("31m"))
        let titles = try tagfold("tags", hostile)
        #expect(Output.isSafe(titles.output + titles.error) && titles.error.contains("\\u{1B}[31m\\u{202E}"))
    }
}
