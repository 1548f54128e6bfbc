import DICOM
import Dictionaries
import Testing

/// The DocBook form of PS3.6, as the standard is published.
struct PartSixTests {
    static let titles = ["Tag", "Name", "Keyword", "VR", "VM", ""]

    private func failure(_ book: String, sourceLocation: SourceLocation = #_sourceLocation) -> DictionaryError? {
        XMLText.failure(sourceLocation: sourceLocation) { _ = try PartSixText.dictionary(book) }
    }

    @Test func plainRow() throws {
        let dictionary = try PartSixText.dictionary(PartSixText.book(PartSixText.table(
            Self.titles, PartSixText.row("(0028,0030)", "Pixel Spacing", "Pixel\u{200B}Spacing", "DS", "2", ""))))
        #expect(dictionary.edition == "2027a")
        let entry = try #require(dictionary.entry(keyword: "PixelSpacing"))
        #expect([entry.tagText, entry.name, entry.file] == ["00280030", "Pixel Spacing", "part06.xml"])
        #expect(entry.representations == [.DS])
        #expect(entry.multiplicity?.description == "2")
        #expect(!entry.isRetired)
        #expect(entry.line == 25, "the line of the row")
    }

    @Test func rowsOfAllKinds() throws {
        let table = PartSixText.table(
            Self.titles, PartSixText.row("(0008,0010)", "Recognition\n  Code", "RecognitionCode", "SH", "1", "RET"),
            PartSixText.row("(0010,2297)", "Responsible Person", "ResponsiblePerson", "PN", "1", "DICONDE"),
            PartSixText.row("(0028,1200)", "Gray Lookup Table Data", "GrayLookupTableData", "US or SS or OW", "1-n or 1", "RET (2007)"),
            PartSixText.row("(60xx,3000)", "Overlay Data", "OverlayData", "OB or OW", "1", ""),
            PartSixText.row("(0020,31xx)", "Source Image IDs", "SourceImageIDs", "CS", "1-n", "RET - See Note"),
            PartSixText.row("(0018,1202)", "DateTime of Last Calibration", "DateTimeOfLastCalibration", "DT", "2-2n"),
            PartSixText.row("(0018,9445)", "", "", "", "", "RET"), PartSixText.row("(gggg,0000)", "Group Length", "GroupLength", "UL", "1", "RET"),
            PartSixText.row("a heading over all columns"), PartSixText.row("", "", "", "", "", ""),
            PartSixText.row("(FFFE,E000)", "Item", "Item", "See Note <xref linkend=\"note_6_2\"/>", "1", ""),
            PartSixText.row("(0098,0001)", "Of the future", "OfTheFuture", "ZZ", "many", ""))
        let dictionary = try PartSixText.dictionary(PartSixText.book(table))
        #expect(dictionary.entries.map(\.tagText) == [
            "00080010", "00102297", "00281200", "60xx3000", "002031xx", "00181202", "FFFEE000", "00980001",
        ])
        #expect(dictionary.entries.filter(\.isRetired).map(\.keyword) == ["RecognitionCode", "GrayLookupTableData", "SourceImageIDs"])
        #expect(dictionary.entries.map { $0.representations.map(\.name).joined(separator: " ") } == [
            "SH", "PN", "US SS OW", "OB OW", "CS", "DT", "", "",
        ])
        #expect(dictionary.entries.map { $0.multiplicity?.description ?? "" } == ["1", "1", "1-n or 1", "1", "1-n", "2-2n", "1", ""])
        #expect(dictionary.entry(keyword: "RecognitionCode")?.name == "Recognition Code")
        #expect(dictionary.entry(Tag(0x6004, 0x3000))?.keyword == "OverlayData")
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x1200)) == .usOrSSOrOW)
        #expect(dictionary.entry(Tag(0x0018, 0x9445)) == nil, "a row that says nothing of its tag")
    }

    @Test func tablesOfAllKinds() throws {
        let elements = PartSixText.table(Self.titles, PartSixText.row("(0010,0010)", "Patient's Name", "PatientName", "PN", "1", ""))
        let meta = PartSixText.table(Self.titles, PartSixText.row("(0002,0010)", "Transfer Syntax UID", "TransferSyntaxUID", "UI", "1", ""))
        let directory = PartSixText.table(Self.titles, PartSixText.row("(0004,1220)", "Directory Record Sequence", "DirectoryRecordSequence", "SQ", "1", ""))
        let identifiers = PartSixText.table(
            ["UID Value", "UID Name", "UID Keyword", "UID Type", "Part"], PartSixText.row("1.2.840.10008.1.1", "Verification", "Verification", "SOP Class", ""))
        let commands = PartSixText.table(
            ["Message Field", "Tag", "Keyword", "VR", "VM", "Description of Field"],
            PartSixText.row("Command Field", "(0000,0100)", "CommandField", "US", "1", "This field distinguishes…"))
        let dictionary = try PartSixText.dictionary(PartSixText.book(elements, meta, directory, identifiers, commands))
        #expect(dictionary.entries.map(\.keyword) == ["PatientName", "TransferSyntaxUID", "DirectoryRecordSequence", "CommandField"])
        #expect(dictionary.entry(keyword: "CommandField")?.name == "Command Field")
        #expect(dictionary.entry(.transferSyntaxUID)?.representations == [.UI])
    }

    @Test(arguments: [
        ("DICOM PS3.6 2027a - Data Dictionary", "2027a"), ("DICOM PS 3.6 2013 - Data Dictionary", "2013"), ("Data Dictionary", nil), ("2027ab 20277", nil),
    ]) func edition(_ subtitle: String, _ edition: String?) throws {
        let table = PartSixText.table(Self.titles, PartSixText.row("(0010,0010)", "", "PatientName", "PN", "1", ""))
        #expect(try PartSixText.dictionary(PartSixText.book(table, subtitle: subtitle)).edition == edition)
    }

    @Test func faults() {
        func book(_ rows: String...) -> String { PartSixText.book(PartSixText.table(Self.titles, rows.joined())) }
        let good = PartSixText.row("(0010,0010)", "", "PatientName", "PN", "1", "")
        let twice = failure(book(good, good))
        #expect(twice?.code == .duplicateEntry)
        #expect(twice?.reason == "(0010,0010) stands already in line 25")
        #expect(failure(book(PartSixText.row("(0010,00Z0)", "", "A", "PN", "1", "")))?.code == .badTag)
        #expect(failure(book(PartSixText.row("(0009,0010)", "", "A", "PN", "1", "")))?.code == .badTag)
        #expect(failure(book(PartSixText.row("(0010,0010)", "Patient's Name", "PatientName")))?.reason == "the row has 3 cells")
        #expect(failure(PartSixText.book())?.code == .missingAttribute)
        #expect(failure("<book><table><thead><tr><th>Tag</th></tr></thead></table></book>")?.line == 1)
    }

    /// What no standard holds, but a file may.
    @Test(arguments: [
        "<tr><td><tr>text</tr></td></tr>", "<td>text</td>", "<tr><td><td>a</td>b</td>c</tr>", "<tr>text</tr>", "<tbody><tr/></tbody>",
        "<table><tr><td>(0010,0010)</td></tr></table>", "</table><td>x</td><table>", "<thead><tr><th>Tag</th></tr><tr><th>VR</th></tr></thead>",
    ]) func strangeNesting(_ body: String) {
        #expect(failure("<book><table>\(body)</table></book>")?.code == .missingAttribute)
        let head = "<thead><tr><th>Tag</th><th>Keyword</th><th>VR</th><th>VM</th></tr></thead>"
        let row = "<tr><td>(0010,0010)</td><td>PatientName</td><td>PN</td><td>1</td></tr>"
        let book = "<book><table>\(head)\(row)\(body)</table></book>"
        #expect((try? PartSixText.dictionary(book))?.entries.count == 1)
    }

    /// A cell of very many pieces takes time by its length, not by its square.
    @Test func cellOfManyPieces() throws {
        let pieces = String(repeating: "<a>x</a>", count: 200_000)
        let book = PartSixText.book(PartSixText.table(Self.titles, PartSixText.row("(0010,0010)", pieces, "PatientName", "PN", "1", "")))
        #expect(try PartSixText.dictionary(book).entry(keyword: "PatientName")?.name.utf8.count == 399_999)
    }
}
