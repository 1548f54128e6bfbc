import DICOM
import DICOMTestSupport
import Glibc
import TestSupport
import Testing

/// What is wrong with a file is said with its kind and its place, and what stands before the place is read.
struct DamageTests {
    private static let encoder = DataSetEncoder.explicitLittle
    private static let modality = encoder.element(.modality, "CS", "CT")
    private static let afterModality = File.start + modality.count

    struct Case: Sendable, CustomTestStringConvertible {
        let code: DICOMError.Code
        let offset: Int
        let data: [UInt8]
        var testDescription: String { "\(code) at \(offset)" }

        init(_ code: DICOMError.Code, at offset: Int, _ data: [UInt8]) {
            self.code = code
            self.offset = DamageTests.afterModality + offset
            self.data = data
        }
    }

    private static func open(_ depth: Int) -> [UInt8] {
        (0..<depth).flatMap { _ in encoder.header(.referencedImages, "SQ", length: .max) + encoder.tag(.item) + encoder.u32(.max) }
    }

    static let cases = [
        Case(.truncatedHeader, at: 0, [0x10, 0x00, 0x10]),
        Case(.truncatedHeader, at: 0, Array(encoder.header(.patientComments, "UT", length: 4).prefix(10))),
        Case(.truncatedValue, at: 0, encoder.header(.patientName, "PN", length: 40) + Array("Doe^Jane".utf8)),
        Case(.truncatedValue, at: 0, encoder.header(.patientComments, "UT", length: 0x7FFF_FFF0) + [65]),
        Case(.lengthExceedsParent, at: 12, encoder.element(.referencedImages, "SQ", encoder.tag(.item) + encoder.u32(100))),
        Case(.undefinedLengthNotAllowed, at: 0, encoder.header(.patientComments, "UT", length: .max) + [65, 66]),
        Case(.notAnItem, at: 12, encoder.element(.referencedImages, "SQ", encoder.element(.modality, "CS", "CT"))),
        Case(.unexpectedDelimiter, at: 0, encoder.tag(.itemDelimitation) + encoder.u32(0)),
        Case(.unexpectedDelimiter, at: 0, encoder.tag(.sequenceDelimitation) + encoder.u32(0)),
        Case(.sequenceNotClosed, at: 12, encoder.header(.referencedImages, "SQ", length: .max)),
        Case(.sequenceNotClosed, at: 20, open(1)),
        Case(.truncatedHeader, at: 20, encoder.header(.referencedImages, "SQ", length: 50) + encoder.tag(.item) + encoder.u32(42)),
    ]

    @Test(arguments: cases) func damage(_ one: Case) {
        let reading = Reading(File.part10(Self.modality + one.data))
        #expect(reading.isDataSet)
        #expect(reading.codes == [one.code])
        #expect(reading.problems.first?.offset == one.offset)
        #expect(one.code.severity == .damaged)
        #expect(reading[.modality] == .strings(["CT"]))
    }

    static let oddities = [
        Case(.unknownVR, at: 0, encoder.tag(.patientName) + Array("ZZ".utf8) + encoder.u16(2) + [65, 66]),
        Case(.unknownVR, at: 0, encoder.tag(.patientName) + [1, 0x3F] + encoder.u16(2) + [65, 66]),
        Case(.oddLength, at: 8, encoder.element(.patientName, "PN", [65, 66, 67])),
        Case(.duplicateTag, at: 0, encoder.element(.modality, "CS", "CT")),
        Case(.tagsOutOfOrder, at: 0, encoder.element(Tag(0x0008, 0x0016), "UI", "1.2 ")),
        Case(.trailingBytes, at: 0, [UInt8](repeating: 0, count: 100)),
        Case(.trailingBytes, at: 0, [0, 0, 0]),
    ]

    @Test(arguments: oddities) func oddity(_ one: Case) {
        let reading = Reading(File.part10(Self.modality + one.data))
        #expect(reading.codes == [one.code])
        #expect(reading.problems.first?.offset == one.offset)
        #expect(one.code.severity == .odd)
        #expect(reading[.modality] == .strings(["CT"]))
    }

    @Test func elementsAfterAnUnknownRepresentationAreRead() {
        for letters in [Array("ZZ".utf8), [1, 0x3F]] {
            let odd = Self.encoder.tag(.patientName) + letters + Self.encoder.u16(2) + [65, 66]
            let reading = Reading(dataSet: Self.modality, odd, Self.encoder.element(.instanceNumber, "IS", "7 "))
            #expect(reading[.instanceNumber] == .integers([IntegerString("7")]))
        }
    }

    @Test func problemsOfValues() {
        let encoder = Self.encoder
        let size = Reading(dataSet: encoder.element(.rows, "US", [1, 2, 3, 4, 5, 6][..<5].map { $0 }))
        #expect(size.codes == [.oddLength, .valueLengthMismatch])
        #expect(size[.rows] == .unsigned([0x0201, 0x0403]))
        let set = Reading(dataSet: encoder.element(.specificCharacterSet, "CS", "ISO_IR 9999"))
        #expect(set.problem(.unknownCharacterSet)?.tag == .specificCharacterSet)
        let text = Reading(dataSet: encoder.element(.specificCharacterSet, "CS", "ISO_IR 192"), encoder.element(.patientName, "PN", [0xFC, 0x41]))
        #expect(text.codes == [.undecodableText])
        #expect(text[.patientName] == .personNames([PersonName("\u{FFFD}A")]))
    }

    @Test(arguments: ["corrupt", "early end", "empty"]) func deflated(_ kind: String) {
        let whole = File.stored(Self.modality + Self.encoder.element(.patientComments, "UT", [UInt8](repeating: 65, count: 200)))
        let data = kind == "corrupt" ? whole[..<100] + [0xFF, 0xFF] : kind == "empty" ? [] : whole[..<100]
        let reading = Reading(File.part10(Array(kind == "corrupt" ? [0xFF] + data : data), syntax: Syntax.deflated))
        #expect(reading.problem(kind == "empty" ? .truncatedHeader : .deflateFailed) != nil)
        #expect(reading.isDataSet == (kind == "early end"))
        #expect(reading[.modality] == (kind == "early end" ? .strings(["CT"]) : nil))
    }

    // MARK: No data set at all

    @Test(arguments: [
        [0x44], [UInt8](repeating: 0, count: 100), [UInt8](repeating: 0, count: 5000), Array("%PDF-1.4 and some more".utf8), [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74, 70, 73, 70],
        File.preamble, Array(File.part10([]).prefix(150)), [0x08, 0, 0x60, 0, 0x43, 0x53, 0xFF, 0xFF, 1],
    ]) func notDICOM(_ bytes: [UInt8]) {
        let reading = Reading(bytes)
        #expect(!reading.isDataSet)
        #expect(reading.codes.last == .notDICOM)
        #expect(reading.problem(.notDICOM)?.offset != nil)
        #expect(reading.dataSet.entries.isEmpty)
    }

    @Test func pathsThatAreNoFiles() throws {
        let folder = try TemporaryFolder()
        let reader = DICOMReader(dictionary: .tests)
        let empty = try folder.write("empty", [])
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        for (path, code) in [
            (folder.path + "/nothing", DICOMError.Code.cannotOpen), (folder.path, .notARegularFile), (folder.path + "/pipe", .notARegularFile),
            (empty, .empty),
        ] {
            #expect(!reader.read(path: path))
            #expect(reader.problems.map(\.code) == [code])
            #expect(reader.severity == .refused)
        }
        withExtendedLifetime(folder) {}
    }

    @Test func errorsAreEqualByCodeAndSayWhere() {
        let error = DICOMError(.truncatedValue, "cut", offset: 12, tag: .modality)
        #expect(error == DICOMError(.truncatedValue, "other"))
        #expect(error != DICOMError(.truncatedHeader, "cut", offset: 12, tag: .modality))
        #expect(error.description == "cut at offset 12, tag (0008,0060)")
        #expect(DICOMError(.empty, "empty").description == "empty")
    }
}
