import DICOM
import Dictionaries
import TagTable
import Testing
import TestSupport

/// CSV files that list instances.
struct ListTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scan(_ text: String, name: String = "list.csv", _ change: (inout ScanOptions) throws -> Void = { _ in }) throws -> TagTable {
        try scan(Array(text.utf8), name: name, change)
    }

    private func scan(_ bytes: [UInt8], name: String = "list.csv", _ change: (inout ScanOptions) throws -> Void = { _ in }) throws -> TagTable {
        var options = ScanOptions(dictionary: try Archive.dictionary.get())
        try change(&options)
        return Scanner(options: options).scan([try folder.write(name, bytes)])
    }

    private static let bodyPart = Tag(0x0018, 0x0015)
    private static let patientAge = Tag(0x0010, 0x1010)

    private func problems(_ table: TagTable) -> [String] { (table.files.problems[0] ?? []).map(\.description) }
    private func list(_ table: TagTable) throws -> InstanceList { try #require(table.files.lists[0]) }

    @Test func columnsAndRows() throws {
        let table = try scan("""
            SeriesInstanceUID,Modality,"(0018,0015)",00101010,collection_id
            1.2.3,CT,CHEST,,a
            1.2.4,MR,"HEAD, ""neck"" ",042Y,b
            1.2.5,CT,CHEST,042Y,b

            """)
        #expect(table.rowCount == 3)
        #expect(table.instanceCount == 3)
        #expect(table.columns.map { $0.path.leaf.tag } == [.modality, Self.patientAge, Self.bodyPart, Tag(0x0020, 0x000E)])
        #expect((0..<3).map { table.value(Self.bodyPart, $0) } == ["CHEST", "HEAD, \"neck\"", "CHEST"])
        #expect((0..<3).map { table.value(Self.patientAge, $0) } == [nil, "042Y", "042Y"], "an empty cell is an absent attribute")
        #expect(table[Self.bodyPart]?.vr == .CS)
        #expect(table[Self.bodyPart]?.counts == [2, 1])
        #expect(table[Self.patientAge]?.missingShare == 1.0 / 3)
        #expect(try list(table).leftOut.map(\.name) == ["collection_id"])
        #expect((0..<3).map { table.path(ofRow: $0) } == [2, 3, 4].map { "\(folder.path)/list.csv:\($0)" })
        #expect(table.files.outcome(0) == .read)
    }

    @Test func whatIsNoColumn() throws {
        let titles = [
            "Modality", "modality", "Modality", "PixelData", "SharedFunctionalGroupsSequence", "0019100C", "00180000", "20240131", "",
            "AnatomicRegionSequence.CodeMeaning", "COUNT", "instances",
        ]
        let table = try scan(titles.joined(separator: ",") + "\nCT" + String(repeating: ",1", count: titles.count - 1))
        let reasons = try list(table).leftOut.map(\.reason)
        #expect(reasons == [
            "it names no attribute; Modality would", "column 1 is the same attribute", "binary data", "a sequence",
            "a private tag needs its creator: 0019xx0C@\"CREATOR\"", "it names no attribute", "it names no attribute", "it names no attribute",
            "it is inside a sequence, and no plugin reads it", "another column says how many instances a row stands for",
        ])
        #expect(table.columns.map { $0.path.leaf.tag } == [.modality])
    }

    @Test func privateAndNestedColumns() throws {
        let nested = try #require(Archive.dictionary.get().path("AnatomicRegionSequence.CodeMeaning"))
        let table = try scan("\"0019xx0C@\"\"SIEMENS MR HEADER\"\"\";0019xx0C@NOBODY;AnatomicRegionSequence.CodeMeaning\n1000;x;Head\n") { $0.nestedPaths = [nested] }
        #expect(table.value(AttributePath(Tag(0x0019, 0x000C), creator: "SIEMENS MR HEADER"), 0) == "1000")
        #expect(table[AttributePath(Tag(0x0019, 0x000C), creator: "SIEMENS MR HEADER")]?.vr == .IS)
        #expect(table.value(AttributePath(Tag(0x0019, 0x000C), creator: "NOBODY"), 0) == "x")
        #expect(table.value(nested, 0) == "Head")
    }

    @Test func rowsThatStandForSeveral() throws {
        let table = try scan("Modality;Instances\nCT;1000000\nMR; 3 \nCT;0\nCT;2\nUS;\nUS;-1\nUS;1.5\nUS;4294967296\n")
        #expect(table.rowCount == 3)
        #expect(table.instanceCount == 1_000_005)
        #expect(table[.modality]?.counts == [1_000_002, 3])
        #expect(table[.modality]?.presentCount == 1_000_005)
        #expect(table[.modality]?.locations.topLevel == 1_000_005)
        #expect((0..<3).map { table.instances(ofRow: $0) } == [1_000_000, 3, 2])
        #expect((0..<3).map { table.path(ofRow: $0).split(separator: ":").last } == ["2", "3", "5"])
        #expect(problems(table) == (6...9).map { "the number of instances is no whole number up to 4294967295 in line \($0)" })
        #expect(try list(table).badRows == 4)
    }

    @Test func badRowsAreLeftOutAndToldByLine() throws {
        let table = try scan("Modality,BodyPartExamined\nCT,HEAD\nCT\nMR,\"x\"y\n\nMR,KNEE,1\nMR,\"two\nlines\"\nUS,HIP\nUS,\"open\nUS,LEG\n")
        #expect((0..<table.rowCount).map { table.value(Self.bodyPart, $0) } == ["HEAD", "two\nlines", "HIP", "LEG"])
        #expect((0..<table.rowCount).map { table.path(ofRow: $0).split(separator: ":").last } == ["2", "7", "9", "11"])
        #expect(problems(table) == [
            "1 fields, the first line has 2 in line 3", "text follows a closing quote in line 4", "3 fields, the first line has 2 in line 6",
            "a quote is not closed in line 10",
        ])
        #expect(table.files.outcome(0) == .readWithProblems)
    }

    @Test func manyBadRows() throws {
        let table = try scan("Modality,BodyPartExamined\nCT,HEAD\n" + String(repeating: "x\n", count: 500) + "MR,HEAD\n")
        #expect(table.rowCount == 2)
        #expect(try list(table).badRows == 500)
        #expect(problems(table).count == 100)
        #expect(problems(table).last?.contains(" (further rows are not told) in line ") == true)
    }

    @Test(arguments: [
        ("collection_id,x\n1,2\n", DICOMError.Code.noAttributes), ("", .empty), ("\"Modality\nCT", .notText), ("PK\u{3}\u{4}\u{0}abc,d\n", .notText),
        ("instances\n3\n", .noAttributes),
    ]) func refused(_ text: String, _ code: DICOMError.Code) throws {
        let table = try scan(text)
        #expect(table.rowCount == 0)
        #expect(table.files.problems[0]?.map(\.code) == [code])
        #expect(table.files.outcome(0) == .refused)
    }

    @Test func encodings() throws {
        let wide = Array("Manufacturer\tModality\r\nMüller\tCT\r\n".utf16)
        let utf16 = [0xFF, 0xFE] + wide.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try scan(utf16).value(Tag(0x0008, 0x0070), 0) == "Müller")
        let latin = Array("Manufacturer;Modality\nM".utf8) + [0xFC] + Array("ller;CT\n".utf8)
        #expect(try scan(latin).value(Tag(0x0008, 0x0070), 0) == "Müller")
        // Letters that other representations than the declared one would not have.
        #expect(try scan("BodyPartExamined\nSchädel\n").value(Self.bodyPart, 0) == "Schädel")
        // Neither UTF-8 nor anything else for all that can be told: only the row goes.
        let broken = Array("BodyPartExamined\nŠaka\n\n".utf8) + [0xFF, 0x83, 0x8D, 0x20, 0x81] + Array("\nKNEE\n".utf8)
        let table = try scan(broken)
        #expect((0..<table.rowCount).map { table.value(Self.bodyPart, $0) } == ["Šaka", nil, "KNEE"])
        #expect(problems(table) == ["text that is not UTF-8 (--charset names another encoding) in line 4"])
        // č and ć alone tell nothing; the user may.
        let croatian = Array("BodyPartExamined\nklju".utf8) + [0xE8] + Array("na kost\n".utf8)
        #expect(try scan(croatian).rowCount == 0)
        let named = try scan(croatian) { $0.characterSets = try CharacterSetOverride(rules: ["CP1250"]) }
        #expect(named.value(Self.bodyPart, 0) == "ključna kost")
        #expect(try list(named).encoding == "CP1250, as asked")
        #expect(try scan("BodyPartExamined\nŠaka\n") { $0.characterSets = try CharacterSetOverride(rules: ["CP1250"]) }.value(Self.bodyPart, 0) == "Šaka")
    }

    @Test func paddingIsNoValue() throws {
        let table = try scan("SeriesDescription,BodyPartExamined,PatientComments\n  a \u{0},  B  ,  c \n x\u{0}y,   ,\n")
        #expect(table.value(.seriesDescription, 0) == "a")
        #expect(table.value(Self.bodyPart, 0) == "B")
        #expect(table.value(.comments, 0) == "  c", "leading spaces mean something in free text")
        #expect(table.value(.seriesDescription, 1) == "x\u{0}y")
        #expect(table.value(Self.bodyPart, 1) == "", "a cell of spaces is an attribute without a value")
        #expect(table.value(.comments, 1) == nil)
    }

    @Test func overlongValues() throws {
        let table = try scan("SeriesDescription\n\(String(repeating: "x", count: 4096))\n\(String(repeating: "y", count: 4097))\n")
        #expect(table.value(.seriesDescription, 0)?.utf8.count == 4096)
        #expect(table.value(.seriesDescription, 1) == "4097 bytes")
        #expect(table[.seriesDescription]?.overlong == [1])
    }

    @Test func oneColumnHasRowsWithoutIt() throws {
        let table = try scan("BodyPartExamined\r\nHEAD\r\n\r\nKNEE")
        #expect((0..<table.rowCount).map { table.value(Self.bodyPart, $0) } == ["HEAD", nil, "KNEE"])
    }

    @Test func besideFilesAndOnAnyNumberOfThreads() throws {
        let archive = try Archive((0..<150).map { Archive.text(.modality, "CS", $0 % 2 == 0 ? "CT" : "MR") + Archive.text(.sliceThickness, "DS", "\($0 % 5)") })
        let first = try archive.folder.write("lists/a.CSV", "Modality,count,Rows\n" + (0..<300).map { "M\($0 % 7),\($0 % 3 + 1),512\n" }.joined())
        let second = try archive.folder.write("lists/b.tsv", "SliceThickness\tModality\n" + (0..<10).map { "1\tM\($0)\n" }.joined())
        func scan(_ threads: Int) throws -> TagTable {
            var options = ScanOptions(dictionary: try Archive.dictionary.get())
            options.threads = threads
            return Scanner(options: options).scan([first, archive.folder.path, second])
        }
        let table = try scan(1)
        // In the folder the lists are no DICOM.
        #expect(table.files.refused.count == 2)
        #expect(table.rowCount == 300 + 150 + 10)
        #expect(table.instanceCount == 600 + 150 + 10)
        #expect(table.path(ofRow: 0) == first + ":2")
        #expect(table.path(ofRow: 301) == archive.folder.path + "/00001")
        #expect(table.path(ofRow: 459) == second + ":11")
        #expect(table.value(.modality, 459) == "M9")
        #expect(table[.modality]?.counts.reduce(0, +) == 760)
        let pixelRows = try #require(table[.rows])
        #expect(pixelRows.texts == ["512"], "what files have in binary a list has as text")
        for threads in [2, 5] { #expect(try scan(threads).transcript == table.transcript) }
    }
}
