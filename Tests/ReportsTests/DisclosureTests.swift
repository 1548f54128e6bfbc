import DICOM
import Dictionaries
import Foundation
import PluginHost
import TagTable
import TestSupport
import Testing

@testable import Reports

/// Which values a shareable report shows.
@Suite("Disclosure")
struct DisclosureTests {
    static let dictionaries = Result { try DictionarySet(folder: Places.repository + "/dictionaries") }

    private func path(_ keyword: String) throws -> AttributePath {
        try #require(try Self.dictionaries.get().data.path(keyword))
    }

    @Test("a value is shown when all four rules allow it, and by its shape when one does not", arguments: [
        ("BodyPartExamined", "LEFT KNEE", 11, true), ("BodyPartExamined", "LEFT KNEE", 10, false), ("BodyPartExamined", "left-knee/ap", 1000, true),
        // No dictionary has the word.
        ("BodyPartExamined", "LEFT KNEE MUELLER", 1000, false), ("BodyPartExamined", "", 1000, false), ("BodyPartExamined", "KNEE\u{202E}", 1000, false),
        ("BodyPartExamined", "KNEE <b>", 1000, false), ("BodyPartExamined", "KNEE 20190115", 1000, false), ("BodyPartExamined", "KNEE 350", 1000, false),
        ("BodyPartExamined", String(repeating: "KNEE ", count: 13), 1000, false),
        // A name of makers counts for Manufacturer alone.
        ("BodyPartExamined", "HOLOGIC", 1000, false), ("Manufacturer", "SIEMENS KNEE", 1000, true),
        // Not on the list: names, dates, descriptions, numbers.
        ("PatientName", "KNEE", 1000, false), ("SeriesDescription", "KNEE", 1000, false), ("PatientSex", "M", 1000, false), ("StudyDate", "20190115", 1000, false),
        ("InstitutionName", "KNEE", 1000, false), ("KVP", "12", 1000, false), ("ContrastBolusAgent", "CONTRAST", 1000, false), ("PixelSpacing", "1", 1000, false),
        ("AnatomicRegionSequence.CodeMeaning", "KNEE", 1000, true), ("ContentSequence.CodeMeaning", "KNEE", 1000, false),
        ("ReferencedImageSequence.BodyPartExamined", "KNEE", 1000, false), ("0019xx0C@\"SIEMENS MR HEADER\"", "KNEE", 1000, false),
    ])
    func rules(_ keyword: String, _ value: String, _ patients: Int, _ isShown: Bool) throws {
        let disclosure = Disclosure(.shareable, try Self.dictionaries.get())
        let shown = disclosure.shown(value, of: try path(keyword), patients: patients)
        #expect(shown == (isShown ? .text(value) : .mask(ValueShape.of(value))))
        #expect(disclosure.shown(value, of: try path(keyword), patients: nil) == .mask(ValueShape.of(value)))
        #expect(Disclosure(.local, try Self.dictionaries.get()).shown(value, of: try path(keyword), patients: nil) == .text(value))
    }

    @Test("nothing is on the allow-list that the standard protects, and every name there is an attribute with a reason")
    func allowList() throws {
        let data = try Self.dictionaries.get().data
        #expect(ConfidentialityProfile.tags.count > 600 && ConfidentialityProfile.tags == ConfidentialityProfile.tags.sorted())
        for (keyword, reason) in ShareableAttributes.reasons {
            let entry = try #require(data.entry(keyword: keyword), "\(keyword)")
            let tag = try #require(data.path(keyword)).leaf.tag
            #expect(!ConfidentialityProfile.protects(tag) && reason.count > 5, "\(keyword)")
            #expect(entry.representations.allSatisfy { ["CS", "LO", "SH", "SQ"].contains($0.description) }, "\(keyword) \(entry.representations)")
        }
        for tag in [Tag(0x5002, 0x3000), Tag(0x6010, 0x4000), Tag(0x0009, 0x1001), Tag(0x0010, 0x0020), Tag(0x0008, 0x0050)] {
            #expect(ConfidentialityProfile.protects(tag))
        }
    }

    @Test("words of a site's dictionary are shown when it is marked as shareable", arguments: [true, false])
    func site(_ isShareable: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "site.xml", """
            <synonymDictionary name="body-parts"\(isShareable ? " shareable=\"true\"" : "")>
              <term name="OURTERM"><synonym>ourword</synonym><synonym enabled="false">waiting</synonym></term>
            </synonymDictionary>
            """)
        let set = try DictionarySet(folder: Places.repository + "/dictionaries", siteLayers: [path])
        let disclosure = Disclosure(.shareable, set)
        #expect(disclosure.mayShow("LEFT ourword", of: try self.path("BodyPartExamined")) == isShareable)
        #expect(!disclosure.mayShow("waiting", of: try self.path("BodyPartExamined")))
        #expect(set.folder(for: "BodyPartExamined")?.isShareable("OURTERM") == isShareable)
        #expect(set.folder(for: "BodyPartExamined")?.isShareable("KNEE") == true)
        let dictionary = try SynonymDictionary(path: path)
        #expect(try SynonymDictionary(xml: dictionary.xml(), file: path).isShareable == isShareable)
        #expect(DictionarySheet(dictionary).dictionaryAgain.isShareable == isShareable)
        #expect(DictionaryLint(paths: [path]).faults.filter { $0.severity == .error }.isEmpty)
        try folder.write("wrong.xml", "<synonymDictionary name=\"body-parts\" shareable=\"yes\"/>")
        #expect(DictionaryLint(paths: [folder.path + "/wrong.xml"]).hasErrors)
    }

    // MARK: Patients

    /// Values of BodyPartExamined that no plugin understands, and the patients who hold them.
    private func shapes(_ rows: [(patient: String?, value: String)]) throws -> [CoverageReport.Shape] {
        let folder = try TemporaryFolder()
        let hasPatients = rows.contains { $0.patient != nil }
        let lines = rows.map { row in (hasPatients ? [row.patient ?? ""] : []) + [row.value] }
        let header = (hasPatients ? ["PatientID"] : []) + ["BodyPartExamined"]
        let list = try folder.write("list.csv", ([header] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
        let report = try Plugins().source([list]).make().report
        #expect(report.faults.isEmpty)
        #expect(try JSONSchema("coverage.schema.json").faults(try JSON.encode(report)).isEmpty)
        return try #require(report.inputs.first { $0.name == "BodyPartExamined" }).shapes
    }

    private func rows(_ patients: Int, _ value: String, from first: Int = 0) -> [(patient: String?, value: String)] {
        (0..<patients).map { ("P\(first + $0)", value) }
    }

    @Test("eleven patients, and no fewer")
    func eleven() throws {
        let shapes = try shapes(rows(11, "CHEST AXIAL") + rows(10, "AXIAL ROUTINE") + rows(1, "AXIAL ROUTINE"))
        #expect(shapes.compactMap(\.value) == ["CHEST AXIAL"])
        #expect(shapes.first { $0.value != nil }?.instances == 11)
        // Eleven instances of ten patients.
        #expect(shapes.filter { $0.value == nil }.map(\.shape) == ["AAAAA AAAAAA"])
        #expect(shapes.allSatisfy { $0.value != nil || $0.nearestTerms == nil })
    }

    @Test("spellings of one PatientID are one patient; rows without are of nobody")
    func spellings() throws {
        let spelled = rows(10, "AXIAL ROUTINE") + ["p9", " P-9 ", "P 09", "P.9"].map { ($0, "AXIAL ROUTINE") }
        #expect(try shapes(spelled).allSatisfy { $0.value == nil })
        #expect(try shapes(rows(10, "AXIAL ROUTINE") + [("", "AXIAL ROUTINE"), ("--", "AXIAL ROUTINE")]).allSatisfy { $0.value == nil })
        #expect(try shapes((0..<100).map { _ in (nil, "AXIAL ROUTINE") }).allSatisfy { $0.value == nil })
    }

    @Test("terms that come near are told of values that are shown")
    func near() throws {
        let shapes = try shapes(rows(12, "CHEST AXIAL") + rows(12, "CHESTT MUELLER"))
        #expect(shapes.first { $0.value == "CHEST AXIAL" }?.nearestTerms?.first == "CHEST")
        #expect(shapes.filter { $0.value == nil }.allSatisfy { $0.nearestTerms == nil })
    }

    @Test("tags of unknown creators are not named, whatever their offset", arguments: [0x00, 0x0C, 0x10, 0x1A, 0xFF] as [UInt16])
    func creators(_ offset: UInt16) throws {
        let data = try Self.dictionaries.get().data
        #expect(data.hasUnknownCreator(AttributePath(Tag(0x0019, 0x1000 | offset), creator: "NOBODY KNOWS")))
        #expect(!data.hasUnknownCreator(AttributePath(Tag(0x0019, 0x1000 | offset), creator: "SIEMENS MR HEADER")))
        #expect(data.hasUnknownCreator(AttributePath(Tag(0x0019, 0x1000 | offset))))
        #expect(!data.hasUnknownCreator(AttributePath(Tag(0x0019, 0x0010))))
    }
}

extension DictionarySheet {
    /// What the sheet says, read again.
    fileprivate var dictionaryAgain: SynonymDictionary { dictionary().dictionary }
}
