import DICOM
import Dictionaries
import Testing
import TestSupport

/// Data dictionaries laid over each other.
struct DataDictionaryLayerTests {
    static let base = """
        <element tag="00280030" keyword="PixelSpacing" name="Pixel Spacing" vr="DS" vm="2"/>
        <element tag="00280034" keyword="PixelAspectRatio" name="Pixel Aspect Ratio" vr="IS" vm="2"/>
        <element tag="60xx3000" keyword="OverlayData" name="Overlay Data" vr="OB OW" vm="1"/>
        """

    private let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func standard(_ name: String, _ body: String, edition: String? = nil) throws -> String {
        try folder.write(name, "<dataDictionary\(edition.map { " edition=\"\($0)\"" } ?? "")>\n\(body)\n</dataDictionary>")
    }
    private func privates(_ name: String, _ creator: String, _ body: String) throws -> String {
        try folder.write(name, "<privateDictionary>\n<creator name=\"\(creator)\">\n\(body)\n</creator>\n</privateDictionary>")
    }
    /// Each as `kind tag file:line other:line`, files by their names.
    private func conflicts(_ dictionary: DataDictionary) -> [String] {
        func place(_ entry: DataElementEntry) -> String { "\(entry.file.split(separator: "/").last ?? ""):\(entry.line)" }
        return dictionary.conflicts.map { "\($0.kind) \($0.entry.tagText) \(place($0.entry)) \(place($0.other))" }
    }

    @Test func laterFilesAddAndOverride() throws {
        let dictionary = try DataDictionary(paths: [
            standard("a.xml", Self.base, edition: "1"),
            standard("b.xml", """
                <element tag="00280034" keyword="PixelAspectRatio" name="Ours" vr="IS" vm="2"/>
                <element tag="00284444" keyword="OurElement" vr="LO"/>
                """),
        ])
        #expect(dictionary.entry(Tag(0x0028, 0x0034))?.name == "Ours")
        #expect(dictionary.entry(keyword: "PixelAspectRatio")?.file.hasSuffix("/b.xml") == true)
        #expect(dictionary.entry(keyword: "OurElement")?.line == 3)
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x4444)) == .one(.LO))
        #expect(dictionary.entry(keyword: "PixelSpacing")?.representations == [.DS])
        #expect(dictionary.entries.count == 4)
        #expect(dictionary.conflicts.isEmpty, "another name is no conflict")
        #expect(dictionary.replacements.map { "\($0.entry.line) \($0.replaced.line)" } == ["2 3"])
        #expect(dictionary.sources.map(\.edition) == ["1", nil])
        #expect(dictionary.edition == "1")
        #expect(dictionary.entry(keyword: "OurElement").flatMap(dictionary.edition(of:)) == nil)
    }

    @Test func theLastOfSeveralCounts() throws {
        let dictionary = try DataDictionary(paths: [
            standard("a.xml", Self.base, edition: "1"), standard("b.xml", #"<element tag="00280030" keyword="PixelSpacing" vr="LO"/>"#, edition: "2"),
            standard("c.xml", #"<element tag="00280030" keyword="PixelSpacing" vr="DS"/>"#),
        ])
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x0030)) == .one(.DS))
        let entry = try #require(dictionary.entry(keyword: "PixelSpacing"))
        #expect(dictionary.replaced(by: entry).map { $0.file.suffix(5) } == ["a.xml", "b.xml"])
        #expect(conflicts(dictionary) == ["representations 00280030 c.xml:2 b.xml:2"], "the first one says what the last one does")
        #expect(dictionary.edition == "2")
        #expect(dictionary.conflicts.first?.description == "\(folder.path)/c.xml:2: 00280030 has VR DS here, VR LO in \(folder.path)/b.xml:2; this one counts")
    }

    @Test func conflictsOfAllKinds() throws {
        let dictionary = try DataDictionary(paths: [
            standard("a.xml", Self.base),
            standard("b.xml", """
                <element tag="00280030" keyword="PixelSpacing" vr="LO"/>
                <element tag="00280034" vr="IS" vm="2"/>
                <element tag="00284446" keyword="OverlayData" vr="LO"/>
                <element tag="50xx3000" keyword="CurveData" vr="OW OB"/>
                """),
        ])
        #expect(conflicts(dictionary) == [
            "representations 00280030 b.xml:2 a.xml:2", "renaming 00280034 b.xml:3 a.xml:3", "keyword 00284446 b.xml:4 a.xml:4",
        ])
        #expect(dictionary.entries(named: "PixelAspectRatio").map(\.line) == [3], "found by what it was called")
    }

    @Test func aKeywordStaysWithTheFirst() throws {
        let dictionary = try DataDictionary(paths: [
            standard("a.xml", Self.base), standard("b.xml", #"<element tag="00284444" keyword="PixelSpacing" vr="LO"/>"#),
        ])
        #expect(conflicts(dictionary) == ["keyword 00284444 b.xml:2 a.xml:2"])
        #expect(dictionary.entry(keyword: "PixelSpacing")?.tagText == "00280030")
        #expect(dictionary.conflicts(of: try #require(dictionary.entry(Tag(0x0028, 0x0030)))).count == 1)
        #expect(dictionary.conflicts(of: try #require(dictionary.entry(Tag(0x0028, 0x0034)))).isEmpty)
    }

    @Test func rangesAreReplaced() throws {
        let dictionary = try DataDictionary(paths: [
            standard("a.xml", Self.base), standard("b.xml", #"<element tag="60xx3000" keyword="OverlayData" vr="LO"/>"#),
            standard("c.xml", #"<element tag="60xx3000" keyword="OverlayData" vr="OW"/><element tag="60023000" vr="UT"/>"#),
        ])
        #expect(dictionary.vrTable.choice(for: Tag(0x6004, 0x3000)) == .one(.OW))
        #expect(dictionary.vrTable.choice(for: Tag(0x6002, 0x3000)) == .one(.UT), "one element counts above a range")
        #expect(conflicts(dictionary) == ["representations 60xx3000 c.xml:2 a.xml:4", "representations 60xx3000 c.xml:2 b.xml:2"])
        #expect(dictionary.entries(named: "60XX,3000").map(\.representations) == [[.OW]])
    }

    @Test func privateElementsGoByCreatorWhateverTheirBlock() throws {
        let dictionary = try DataDictionary(paths: [
            privates("a.xml", "ACME", #"<element tag="0019xx0C" name="theirs" vr="IS"/><element tag="0019xx0D" vr="DS"/><element tag="001910xx" vr="LO"/>"#),
            privates("b.xml", "OTHER", #"<element tag="0019xx0C" vr="LO"/>"#),
            privates("c.xml", "ACME", #"<element tag="0019100C" name="ours" vr="DS"/><element tag="0019xx0E" vr="UT"/>"#),
        ])
        #expect(conflicts(dictionary) == ["representations 0019100C c.xml:3 a.xml:3"])
        #expect(dictionary.entry(Tag(0x0019, 0x2A0C), creator: "ACME")?.name == "ours")
        #expect(dictionary.entry(Tag(0x0019, 0x100D), creator: "ACME")?.representations == [.DS])
        #expect(dictionary.entry(Tag(0x0019, 0x100E), creator: "ACME")?.representations == [.UT])
        #expect(dictionary.entry(Tag(0x0019, 0x100C), creator: "OTHER")?.representations == [.LO])
        for text in ["0019xx0C@\"ACME\"", "(0019,xx0c)@ACME", "0019,330C@\"ACME\""] { #expect(dictionary.entries(named: text).map(\.name) == ["ours"], "\(text)") }
        #expect(dictionary.entries(named: "0019xx0C").map(\.privateCreator) == ["OTHER", "ACME"])
        #expect(dictionary.entries(named: "0019xx0C@NOBODY").isEmpty)
        #expect(dictionary.entries(named: "001910xx@ACME").count == 1)
        for text in ["", "@", "@ACME", "00280030@ACME", "0019@ACME", "xxxxxxxx", "PixelSpacing"] { #expect(dictionary.entries(named: text).isEmpty, "\(text)") }
    }

    @Test func evenGroupsAreNotPrivate() throws {
        let even = try privates("a.xml", "ACME", "\n<element tag=\"0028xx0C\" vr=\"IS\"/>")
        let dictionary = try DataDictionary(paths: [even])
        #expect(dictionary.entries.count == 1)
        #expect(dictionary.entry(Tag(rawValue: 0x0028_100C), creator: "ACME") == nil)
        #expect(dictionary.entry(Tag(rawValue: 0x0029_100C), creator: "ACME") == nil)
        #expect(XMLText.failure { _ = try XMLText.dataDictionary(#"<element tag="0019xxxx"/>"#) }?.code == .badTag)
    }

    // MARK: folders

    @Test func aFolderHoldsDicomOrPartSixOrBoth() throws {
        _ = try privates("private.xml", "ACME", #"<element tag="0019xx0C" vr="IS"/>"#)
        let ours = try standard("elsewhere/ours.xml", #"<element tag="00284444" keyword="Ours" vr="LO"/>"#)
        let none = try #require(XMLText.failure { _ = try DictionarySet(folder: folder.path) })
        #expect(none.description == "\(folder.path): there is neither dicom.xml nor part06.xml in this folder")
        let row = PartSixText.row("(0028,0030)", "Pixel Spacing", "PixelSpacing", "LO", "2", "")
        try folder.write("part06.xml", PartSixText.book(PartSixText.table(PartSixTests.titles, row)))
        let partSix = try DictionarySet(folder: folder.path, dataDictionaries: [ours])
        #expect(partSix.files == ["\(folder.path)/part06.xml", "\(folder.path)/private.xml", ours])
        #expect(partSix.data.edition == "2027a")
        #expect(partSix.synonyms.isEmpty, "part06.xml is no synonym dictionary")
        _ = try standard("dicom.xml", Self.base, edition: "2026b")
        let both = try DictionarySet(folder: folder.path, dataDictionaries: [ours])
        #expect(both.files == ["\(folder.path)/dicom.xml", "\(folder.path)/part06.xml", "\(folder.path)/private.xml", ours])
        #expect(both.data.edition == "2027a", "that of the file that counts")
        #expect(both.data.entry(keyword: "PixelSpacing")?.representations == [.LO])
        #expect(both.data.entry(keyword: "Ours") != nil)
        #expect(conflicts(both.data).count == 1)
    }

    @Test func shippedFilesDoNotContradictEachOther() throws {
        let shipped = try RealDictionaryTests.all.get().data
        #expect(shipped.conflicts.map(\.description) == [])
        #expect(shipped.replacements.isEmpty)
        #expect(shipped.entries.count == 5363 + 10_503)
    }
}
