import DICOM
import DICOMTestSupport
import TagTable
import TestSupport
import Testing

/// What becomes of single values on their way into a column.
struct ValueTests {
    private func text(_ tag: Tag, _ vr: String, _ value: String) -> [UInt8] { Archive.text(tag, vr, value) }
    private let encoder = Archive.encoder

    @Test func sameTextInTwoCharacterSetsIsOneValue() throws {
        let latin = text(.specificCharacterSet, "CS", "ISO_IR 100") + encoder.element(.patientName, "PN", [0x4A, 0xF6, 0x72, 0x67])
        let utf8 = text(.specificCharacterSet, "CS", "ISO_IR 192") + encoder.element(.patientName, "PN", Array("Jörg ".utf8) + [0x20])
        let names = try #require(try Archive([latin, utf8]).scan()[.patientName])
        #expect(names.texts == ["Jörg"])
        #expect(names.counts == [2])
    }

    @Test func sitesOverrideOfTheCharacterSet() throws {
        let archive = try Archive([encoder.element(.patientName, "PN", [0x8A, 0x61])])
        let override = try CharacterSetOverride(rules: ["CP1250"])
        let table = try archive.scan { $0.characterSets = override }
        #expect(table.value(.patientName, 0) == "Ša")
    }

    @Test func sameNumbersInBothByteOrders() throws {
        let archive = try Archive([encoder.element(.rows, "US", encoder.u16(512))])
        let big = DataSetEncoder.explicitBig
        try archive.folder.write("big", File.part10(big.element(.rows, "US", big.u16(512)), syntax: Syntax.explicitBig))
        #expect(try #require(try archive.scan()[.rows]).texts == ["512"])
    }

    @Test func paddingDoesNotCount() throws {
        let archive = try Archive(["CT", "CT  ", " CT "].map { text(.modality, "CS", $0) } + [encoder.element(.modality, "CS", [0x43, 0x54, 0, 0])])
        #expect(try #require(try archive.scan()[.modality]).texts == ["CT"])
        let free = try Archive(["A", " A"].map { text(.comments, "LT", $0) })
        #expect(try #require(try free.scan()[.comments]).texts == ["A", " A"])
    }

    @Test func lastOfAnElementThatStandsTwiceCounts() throws {
        let archive = try Archive([text(.modality, "CS", "CT") + text(.modality, "CS", "MR"), text(.modality, "CS", "US")])
        let table = try archive.scan()
        let modality = try #require(table[.modality])
        #expect(modality.texts == ["MR", "US"])
        #expect(modality.counts == [1, 1])
        #expect(table.files.outcome(0) == .readWithProblems)
    }

    @Test func representationOfMostInstances() throws {
        let table = try Archive([text(.seriesDescription, "SH", "A"), text(.seriesDescription, "LO", "A"), text(.seriesDescription, "LO", "B")]).scan()
        let column = try #require(table[.seriesDescription])
        #expect(column.vr == .LO)
        #expect(column.representations == [.SH, .LO])
        #expect(column.counts == [2, 1])
    }

    @Test func sizesStandForWhatIsNotKept() throws {
        let sequence = encoder.sequence(.referencedImages, [[], []])
        let table = try Archive([sequence + encoder.element(.pixelData, "OW", [1, 2, 3, 4])]).scan()
        #expect(table.value(.referencedImages, 0) == "2 items")
        #expect(table.value(.pixelData, 0) == "4 bytes")
        #expect(try #require(table[.referencedImages]).vr == .SQ)
        #expect(try #require(table[.pixelData]).vr.isBinary)
    }

    @Test func overlongValues() throws {
        let table = try Archive([5000, 5000, 4096, 6000].map { encoder.element(.comments, "LT", [UInt8](repeating: 65, count: $0)) }).scan()
        let column = try #require(table[.comments])
        #expect(column.texts == ["5000 bytes", String(repeating: "A", count: 4096), "6000 bytes"])
        #expect(column.overlong == [0, 2])
        #expect(column.counts == [2, 1, 1])
        #expect(!column.vr.isBinary && column.vr != .SQ)
    }

    /// A text that reads like the note on a value that was not kept is another value.
    @Test func textThatLooksLikeASize() throws {
        let long = encoder.element(.comments, "LT", [UInt8](repeating: 65, count: 5000))
        let column = try #require(try Archive([long, text(.comments, "LT", "5000 bytes")]).scan()[.comments])
        #expect(column.texts == ["5000 bytes", "5000 bytes"])
        #expect(column.overlong == [0])
    }

    /// A character set or a creator too long to be kept used to be read outside the buffer.
    @Test func binaryWhereTextIsExpected() throws {
        let long = [UInt8](repeating: 0x41, count: 60_000)
        let archive = try Archive([
            encoder.element(.specificCharacterSet, "OB", long) + encoder.element(Tag(0x0009, 0x0010), "UN", long)
                + text(Tag(0x0009, 0x1001), "CS", "X") + text(.patientName, "PN", "Doe"),
        ])
        let table = try archive.scan()
        #expect(table.rowCount == 1)
        #expect(table.value(.patientName, 0) == "Doe")
    }

    @Test func attributesWithoutEnd() throws {
        let many = (0..<50).flatMap { text(Tag(0x0010, UInt16(0x1000 + $0)), "LO", "A") }
        let table = try Archive([many]).scan { $0.maximumAttributes = 20 }
        // The group length of the file meta information counts, and has no column.
        #expect(table.columns.count == 19)
        #expect(table.files.problems[0]?.map(\.code) == [.tooManyAttributes])
        #expect(table.files.outcome(0) == .readWithProblems)
    }
}
