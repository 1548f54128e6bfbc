import DICOM
import DICOMTestSupport
import Testing

/// Group 0002 as files have it, right or not (PS3.10 §7.1).
struct FileMetaTests {
    private let encoder = DataSetEncoder.explicitLittle
    private var modality: [UInt8] { encoder.element(.modality, "CS", "MR") }

    @Test(arguments: [(4096, "wrong"), (-10, "wrong"), (0, "right")]) func groupLength(_ error: Int, _ kind: String) {
        let syntax = encoder.element(.transferSyntaxUID, "UI", Syntax.explicitLittle)
        let length = encoder.element(Tag(0x0002, 0x0000), "UL", encoder.u32(UInt32(syntax.count + error)))
        let reading = Reading(File.preamble + length + syntax + modality)
        #expect(reading[.modality] == .strings(["MR"]))
        #expect(reading.codes == (kind == "wrong" ? [.wrongGroupLength] : []))
        #expect(reading.problem(.wrongGroupLength)?.offset == (kind == "wrong" ? 132 : nil))
    }

    @Test func missingTransferSyntaxIsFoundOut() {
        for encoder in [DataSetEncoder.explicitLittle, .implicitLittle, .explicitBig] {
            let reading = Reading(File.part10(encoder.element(.modality, "CS", "MR") + encoder.element(.rows, "US", encoder.u16(7)), syntax: nil))
            #expect(reading[.modality] == .strings(["MR"]))
            #expect(reading[.rows] == .unsigned([7]))
            #expect(reading.codes == [.missingTransferSyntax])
        }
    }

    @Test func unknownTransferSyntaxIsReadAsExplicit() {
        let reading = Reading(File.part10(modality, syntax: "1.2.3.4"))
        #expect(reading[.modality] == .strings(["MR"]))
        #expect(reading.codes == [.unknownTransferSyntax])
        #expect(reading.problem(.unknownTransferSyntax)?.tag == .transferSyntaxUID)
    }

    @Test func transferSyntaxThatLies() {
        let explicit = Reading(File.part10(modality, syntax: Syntax.implicitLittle))
        #expect(explicit[.modality] == .strings(["MR"]))
        #expect(explicit.codes == [.wrongVREncoding])
        let implicit = Reading(File.part10(DataSetEncoder.implicitLittle.element(.modality, "CS", "MR")))
        #expect(implicit[.modality] == .strings(["MR"]))
        #expect(implicit.codes == [.wrongVREncoding])
        #expect(implicit.problem(.wrongVREncoding)?.offset == File.start)
    }

    @Test func implicitFileMeta() {
        let implicit = DataSetEncoder.implicitLittle
        let reading = Reading(File.preamble + implicit.element(.transferSyntaxUID, "UI", Syntax.explicitLittle) + modality)
        #expect(reading[.modality] == .strings(["MR"]))
        #expect(reading.problem(.wrongVREncoding)?.offset == 132)
    }

    @Test func bigEndianDataSetAfterLittleEndianMeta() {
        let big = DataSetEncoder.explicitBig
        let reading = Reading(File.part10(big.element(.rows, "US", big.u16(0x0102)), syntax: Syntax.explicitBig))
        #expect(reading[.rows] == .unsigned([0x0102]))
        #expect(reading.problems.isEmpty)
    }

    @Test func fileMetaIsLeftOutOfTheDataSet() {
        let reading = Reading(File.part10(modality))
        #expect(reading.dataSet.entries.map(\.tag) == [.modality])
        #expect(reading.fileMeta.entries.map(\.tag) == [Tag(0x0002, 0x0000), .transferSyntaxUID])
    }

    /// A transfer syntax too long to be kept used to be looked up outside the buffer.
    @Test func transferSyntaxAsLongBinary() {
        let reading = Reading(File.preamble + encoder.element(.transferSyntaxUID, "OB", [UInt8](repeating: 0x31, count: 60_000)) + modality)
        #expect(reading[.modality] == .strings(["MR"]))
        #expect(reading.codes == [.missingTransferSyntax])
    }

    @Test func nothingButFileMeta() {
        let reading = Reading(File.part10([]))
        #expect(!reading.isDataSet)
        #expect(reading.codes == [.truncatedHeader, .notDICOM])
        #expect(reading.problem(.notDICOM)?.offset == File.start)
    }
}
