import DICOM
import DICOMTestSupport
import Glibc
import Synchronization
import TagTable
import Testing
import TestSupport

struct ScannerTests {
    private func text(_ tag: Tag, _ vr: String, _ value: String) -> [UInt8] { Archive.text(tag, vr, value) }

    @Test func columnsCodesAndCounts() throws {
        let archive = try Archive([
            text(.modality, "CS", "CT") + text(.sliceThickness, "DS", "2.5"), text(.modality, "CS", "MR"),
            text(.modality, "CS", "CT") + text(.sliceThickness, "DS", ""), text(.modality, "CS", "CT") + text(.sliceThickness, "DS", "5 "),
        ])
        let table = try archive.scan()
        #expect(table.rowCount == 4)
        #expect(table.columns.map(\.path) == [Tag(0x0002, 0x0010), .modality, .sliceThickness].map { AttributePath($0) })
        let modality = try #require(table[.modality])
        #expect(modality.texts == ["CT", "MR"])
        #expect((0..<4).map { modality.codes[$0] } == [1, 2, 1, 1])
        #expect(modality.counts == [3, 1])
        #expect(modality.vr == .CS)
        #expect(modality.missingShare == 0)
        let thickness = try #require(table[.sliceThickness])
        #expect((0..<4).map { table.value(.sliceThickness, $0) } == ["2.5", nil, "", "5"])
        #expect(thickness.presentCount == 3)
        #expect(thickness.emptyCount == 1)
        #expect(thickness.missingShare == 0.5)
        #expect(thickness.ranked() == [1, 0, 2])
        #expect(table.path(ofRow: 1).hasSuffix("/00001"))
        #expect(table[Tag(0x0040, 0x0001)] == nil)
    }

    @Test func valuesStandInTheOrderOfFiles() throws {
        let table = try Archive((0..<200).map { text(.comments, "LT", "value \((199 - $0) % 50)") }).scan(threads: 5)
        #expect(try #require(table[.comments]).texts == (0..<50).map { "value \(49 - $0)" })
    }

    /// Workers take blocks of 64 files in any order; values, representations and repeats differ from block to block.
    private func variedArchive() throws -> Archive {
        let archive = try Archive((0..<400).map { index in
            let latin = Archive.encoder.element(.patientName, "PN", index % 3 == 0 ? [0xC4, 0x62] : Array("Äb".utf8))
            var data = text(.specificCharacterSet, "CS", index % 3 == 0 ? "ISO_IR 100" : "ISO_IR 192") + text(.modality, "CS", index < 200 ? "CT" : "MR")
            data += text(.seriesDescription, index % 2 == 0 ? "LO" : "SH", "description \(index * 7 % 31)") + latin
            if index % 5 == 0 { data += text(.sliceThickness, "DS", "\(index)") + text(.sliceThickness, "DS", "\(index % 10)") }
            if index % 7 == 0 { data += text(Tag(0x0029, UInt16(0x10 + index % 4)), "LO", "ACME") + text(Tag(0x0029, UInt16(0x10 + index % 4) << 8 | 5), "CS", "A\(index % 3)") }
            return data
        })
        try archive.folder.write("00007", "no DICOM")
        try archive.folder.write("00300", Array(File.part10(text(.modality, "CS", "CT") + [1, 2, 3])))
        return archive
    }

    @Test func sameTableWithAnyNumberOfThreads() throws {
        let archive = try variedArchive()
        let expected = try archive.scan(threads: 1).transcript
        #expect(expected.count > 400)
        for threads in [2, 5, 2, 5, 2, 5] { #expect(try archive.scan(threads: threads).transcript == expected) }
    }

    /// Each worker waits for a while after each block, another while each time.
    @Test func sameTableWhateverTheWorkersTiming() throws {
        let archive = try variedArchive()
        let expected = try archive.scan(threads: 1).transcript
        for _ in 0..<4 {
            var options = ScanOptions(dictionary: try Archive.dictionary.get())
            options.threads = 3
            var scanner = Scanner(options: options)
            scanner.progress = { _, _ in usleep(.random(in: 0..<20_000)) }
            #expect(scanner.scan([archive.folder.path]).transcript == expected)
        }
    }

    @Test func progressComesToTheEnd() throws {
        let archive = try Archive((0..<150).map { _ in text(.modality, "CS", "CT") })
        let seen = Seen()
        var scanner = Scanner(options: ScanOptions(dictionary: try Archive.dictionary.get()))
        scanner.progress = { done, total in seen.note(done, total) }
        #expect(scanner.scan([archive.folder.path]).rowCount == 150)
        #expect(seen.highest == 150)
        #expect(seen.totals == [150])
    }

    @Test func nothingToScan() throws {
        let table = try Archive([]).scan()
        #expect(table.rowCount == 0)
        #expect(table.columns.isEmpty)
        #expect(table.files.paths.count == 0)
    }
}

/// What a progress callback was told.
private final class Seen: Sendable {
    private let state = Mutex<(highest: Int, totals: Set<Int>)>((0, []))
    func note(_ done: Int, _ total: Int) {
        state.withLock { state in
            state.highest = max(state.highest, done)
            state.totals.insert(total)
        }
    }
    var highest: Int { state.withLock { $0.highest } }
    var totals: Set<Int> { state.withLock { $0.totals } }
}
