import DICOM
import DICOMTestSupport
import TestSupport
import Testing

/// One small data set in every encoding of PS3.5 Annex A.
struct ReaderEncodingTests {
    static let encodings: [(String, DataSetEncoder)] = [
        (Syntax.explicitLittle, .explicitLittle), (Syntax.implicitLittle, .implicitLittle), (Syntax.explicitBig, .explicitBig),
    ]

    private func dataSet(_ encoder: DataSetEncoder) -> [UInt8] {
        encoder.element(.imageType, "CS", "ORIGINAL\\PRIMARY") + encoder.element(.modality, "CS", "CT")
            + encoder.sequence(.referencedImages, [encoder.element(.referencedInstance, "UI", "1.2.3")])
            + encoder.element(.patientName, "PN", "Doe^Jane") + encoder.element(.sliceThickness, "DS", "2.50")
            + encoder.element(.rows, "US", encoder.u16(512)) + encoder.element(.pixelSpacing, "DS", "0.5\\0.25")
    }

    private func check(_ reading: Reading) {
        #expect(reading.isDataSet)
        #expect(reading.problems.isEmpty)
        #expect(reading[.imageType] == .strings(["ORIGINAL", "PRIMARY"]))
        #expect(reading[.modality] == .strings(["CT"]))
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2.3"]))
        #expect(reading[.patientName] == .personNames([PersonName("Doe^Jane")]))
        #expect(reading[.sliceThickness] == .decimals([DecimalString("2.50")]))
        #expect(reading[.rows] == .unsigned([512]))
        #expect(reading[.pixelSpacing] == .decimals([DecimalString("0.5"), DecimalString("0.25")]))
        #expect(reading.dataSet.entries.count == 7)
    }

    @Test(arguments: encodings) func part10(_ syntax: String, _ encoder: DataSetEncoder) {
        let reading = Reading(File.part10(dataSet(encoder), syntax: syntax))
        check(reading)
        #expect(reading.fileMeta[.transferSyntaxUID]?.value == .strings([syntax]))
    }

    @Test(arguments: encodings) func bareDataSet(_ syntax: String, _ encoder: DataSetEncoder) { check(Reading(dataSet(encoder))) }

    @Test func deflated() { check(Reading(File.part10(File.stored(dataSet(.explicitLittle)), syntax: Syntax.deflated))) }

    @Test func deflatedLongerThanOneBlock() {
        let long = DataSetEncoder.explicitLittle.element(.imageComments, "UT", [UInt8](repeating: 65, count: 100_000))
        let reading = Reading(File.part10(File.stored(long), syntax: Syntax.deflated))
        #expect(reading[.imageComments] == .text(String(repeating: "A", count: 100_000)))
    }

    @Test func encapsulatedSyntaxesAreExplicitLittleEndian() {
        check(Reading(File.part10(dataSet(.explicitLittle), syntax: Syntax.jpeg)))
    }

    @Test func fileWithPrefixButWithoutPreamble() { check(Reading(Array("DICM".utf8) + File.meta() + dataSet(.explicitLittle))) }

    @Test func fileMetaWithoutPreamble() { check(Reading(File.meta() + dataSet(.explicitLittle))) }

    @Test func oneReaderReadsFileAfterFile() {
        let reader = DICOMReader(dictionary: .tests)
        for (syntax, encoder) in Self.encodings + Self.encodings {
            #expect(reader.read(bytes: File.part10(dataSet(encoder), syntax: syntax)))
            #expect(reader.dataSet().0[.rows]?.value == .unsigned([512]))
            #expect(!reader.read(bytes: [1, 2, 3]))
            #expect(reader.elements.isEmpty)
        }
    }

    @Test func longValuesCrossTheFirstRead() throws {
        let text = [UInt8](repeating: 0x42, count: 200_000)
        let encoder = DataSetEncoder.explicitLittle
        let bytes = File.part10(
            encoder.element(.imageComments, "UT", text) + encoder.element(Tag(0x0028, 0x1201), "OW", text) + encoder.element(.pixelData, "OW", text)
                + encoder.element(Tag(0xFFFC, 0xFFFC), "OB", [1, 2]))
        let folder = try TemporaryFolder()
        let path = try folder.write("file", bytes)
        let reader = DICOMReader(dictionary: .tests)
        withExtendedLifetime(folder) { #expect(reader.read(path: path)) }
        #expect(reader.problems.isEmpty)
        #expect(reader.hasPixelData)
        let (dataSet, _) = reader.dataSet()
        #expect(dataSet[.imageComments]?.value == .text(String(repeating: "B", count: 200_000)))
        #expect(dataSet[.pixelData]?.value == .bulk(offset: bytes.count - 200_000 - 14, length: 200_000))
        #expect(dataSet[Tag(0xFFFC, 0xFFFC)]?.value == .bytes([1, 2]))
    }
}
