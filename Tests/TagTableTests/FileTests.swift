import DICOM
import DICOMTestSupport
import Glibc
import TagTable
import TestSupport
import Testing

/// Which files are found, and what becomes of those that are no good.
struct FileTests {
    private var modality: [UInt8] { Archive.text(.modality, "CS", "CT") }
    private var cut: [UInt8] { modality + Archive.encoder.header(.patientName, "PN", length: 40) + [65] }

    private func names(_ table: TagTable, _ archive: Archive) -> [String] {
        (0..<table.files.paths.count).map { String(table.files.paths[$0].dropFirst(archive.folder.path.count + 1)) }
    }

    @Test func badFilesAreNamedAndGoodOnesUnchanged() throws {
        let archive = try Archive([modality, cut, modality + [0, 0]])
        try archive.folder.write("text", "no DICOM")
        try archive.folder.write("void", [])
        let table = try archive.scan()
        #expect(names(table, archive) == ["00000", "00001", "00002", "text", "void"])
        #expect((0..<5).map { table.files.outcome($0) } == [.read, .damaged, .readWithProblems, .refused, .refused])
        #expect(table.rowCount == 2)
        #expect(table.files.refused == [1, 3, 4])
        #expect(table.files.problems[1]?.map(\.code) == [.truncatedValue])
        #expect(table.files.problems[1]?.first?.offset == File.start + 10)
        #expect(table.files.problems[4]?.map(\.code) == [.empty])
        #expect(table[.modality]?.counts == [2])
    }

    @Test func damagedFilesAreKeptOnRequest() throws {
        let archive = try Archive([cut, modality])
        let table = try archive.scan { $0.keepsDamaged = true }
        #expect(table.rowCount == 2)
        #expect(table.files.outcome(0) == .damagedButKept)
        #expect(table.value(.modality, 0) == "CT")
        #expect(table.value(.patientName, 0) == "A")
    }

    @Test func orderOfNamesAndFolders() throws {
        let archive = try Archive([])
        for name in ["b", "a/z", "a/B", "a-1", "c/d/e"] { try archive.write(name, modality) }
        #expect(names(try archive.scan(), archive) == ["a/B", "a/z", "a-1", "b", "c/d/e"])
    }

    @Test func linksInCircles() throws {
        let archive = try Archive([modality])
        let folder = archive.folder.path
        #expect(symlink(".", folder + "/self") == 0)
        #expect(symlink("loop-b", folder + "/loop-a") == 0)
        #expect(symlink("loop-a", folder + "/loop-b") == 0)
        #expect(symlink("nothing", folder + "/dangling") == 0)
        #expect(symlink("00000", folder + "/other-name") == 0)
        let table = try archive.scan()
        #expect(names(table, archive) == ["00000", "dangling", "loop-a", "loop-b", "other-name", "self"])
        #expect(table.rowCount == 2)
        #expect([1, 2, 3].map { table.files.problems[$0]?.first?.code } == [.cannotOpen, .cannotOpen, .cannotOpen])
        #expect(table.files.problems[5]?.first?.code == .notARegularFile)
    }

    @Test func pipesDoNotStopTheScan() throws {
        let archive = try Archive([modality])
        #expect(mkfifo(archive.folder.path + "/pipe", 0o600) == 0)
        let table = try archive.scan()
        #expect(table.rowCount == 1)
        #expect(table.files.problems[1]?.first?.code == .notARegularFile)
    }

    /// File names are bytes: one in Latin-1 is opened all the same.
    @Test func nameThatIsNotUTF8() throws {
        let archive = try Archive([modality])
        let from = (archive.folder.path + "/00000").utf8CString
        let to = Array(archive.folder.path.utf8CString.dropLast()) + [0x2F, 0x4D, CChar(bitPattern: 0xFC), 0x6C, 0]
        #expect(rename(Array(from), to) == 0)
        defer { unlink(to) }
        let table = try archive.scan()
        #expect(table.rowCount == 1)
        #expect(table.files.paths[0].hasSuffix("/M\u{FFFD}l"))
    }

    @Test func filesNamedOnTheirOwn() throws {
        let archive = try Archive([modality, modality])
        var options = ScanOptions(dictionary: try Archive.dictionary.get())
        options.threads = 1
        let table = Scanner(options: options).scan([archive.folder.path + "/00001", archive.folder.path + "/", "/nowhere"])
        #expect(table.rowCount == 3)
        #expect(table.files.outcome(3) == .refused)
    }
}
