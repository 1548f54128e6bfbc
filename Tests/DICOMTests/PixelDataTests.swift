import DICOM
import DICOMTestSupport
import Testing

/// Pixel data is recognised and stepped over, never read.
struct PixelDataTests {
    private let encoder = DataSetEncoder.explicitLittle
    private var trailing: [UInt8] { encoder.element(Tag(0xFFFC, 0xFFFC), "OB", [0, 0]) }

    private func encapsulated(_ fragments: [[UInt8]], end: [UInt8]? = nil) -> [UInt8] {
        encoder.header(.pixelData, "OB", length: .max) + fragments.flatMap { encoder.item($0) }
            + (end ?? encoder.tag(.sequenceDelimitation) + encoder.u32(0))
    }

    @Test func native() {
        let reading = Reading(dataSet: encoder.element(.pixelData, "OW", [1, 2, 3, 4]), trailing)
        #expect(reading[.pixelData] == .bulk(offset: File.start + 12, length: 4))
        #expect(reading[Tag(0xFFFC, 0xFFFC)] != nil)
        #expect(reading.problems.isEmpty)
    }

    @Test func fragments() {
        let data = encapsulated([[], [1, 2, 3, 4], [5, 6]])
        let reading = Reading(File.part10(data + trailing, syntax: Syntax.jpeg))
        // From the offset table to the last fragment, without the delimiter.
        #expect(reading[.pixelData] == .bulk(offset: File.part10([], syntax: Syntax.jpeg).count + 12, length: data.count - 12 - 8))
        #expect(reading.elements.first { $0.tag == .pixelData }?.flags == [.skipped, .encapsulated])
        #expect(reading[Tag(0xFFFC, 0xFFFC)] != nil)
        #expect(reading.problems.isEmpty)
    }

    @Test(arguments: [
        ([UInt8](), DICOMError.Code.truncatedPixelData), ([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0x40, 1, 2], .truncatedPixelData),
        ([0x08, 0x00, 0x60, 0x00, 4, 0, 0, 0, 0, 0, 0, 0], .notAnItem), ([0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], .notAnItem),
    ]) func brokenFragments(_ end: [UInt8], _ code: DICOMError.Code) {
        let data = encapsulated([[], [1, 2]], end: end)
        let reading = Reading(File.part10(encoder.element(.modality, "CS", "CT") + data))
        #expect(reading.codes == [code])
        #expect(reading.problem(code)?.tag == .pixelData)
        #expect(reading[.modality] == .strings(["CT"]))
        #expect(reading.dataSet[.pixelData] != nil)
    }

    @Test func nativeBeyondTheEnd() {
        let reading = Reading(dataSet: encoder.header(.pixelData, "OW", length: 1000) + [1, 2])
        #expect(reading[.pixelData] == .bulk(offset: File.start + 12, length: 2))
        #expect(reading.codes == [.truncatedPixelData])
        #expect(reading.problem(.truncatedPixelData)?.offset == File.start + 12)
    }

    @Test func longBinaryIsSteppedOverShortIsKept() {
        var limits = ReadLimits()
        limits.keptBinaryBytes = 4
        let data = encoder.element(Tag(0x0028, 0x1201), "OW", [1, 2, 3, 4]) + encoder.element(Tag(0x0028, 0x1202), "OW", [1, 2, 3, 4, 5, 6])
        let reading = Reading(File.part10(data), limits: limits)
        #expect(reading[Tag(0x0028, 0x1201)] == .bytes([1, 2, 3, 4]))
        #expect(reading[Tag(0x0028, 0x1202)] == .bulk(offset: File.start + 12 + 4 + 12, length: 6))
    }

    @Test func iconInsideASequence() {
        let icon = encoder.element(.pixelData, "OB", [1, 2])
        let reading = Reading(dataSet: encoder.sequence(Tag(0x0088, 0x0200), [icon]), encoder.element(.pixelData, "OW", [3, 4]))
        #expect(reading.dataSet.items(Tag(0x0088, 0x0200)).first?[.pixelData]?.value == .bulk(offset: File.start + 12 + 8 + 12, length: 2))
        #expect(reading[.pixelData] == .bulk(offset: File.start + 12 + 8 + 14 + 12, length: 2))
    }

    @Test func deflatedPixelsPastTheLimitAreNotInflated() {
        var limits = ReadLimits()
        limits.maximumInflatedPixels = 100
        let data = encoder.element(.modality, "CS", "CT") + encoder.element(.pixelData, "OW", [UInt8](repeating: 0, count: 200)) + trailing
        let reading = Reading(File.part10(File.stored(data), syntax: Syntax.deflated), limits: limits)
        #expect(reading[.pixelData] == .bulk(offset: 10 + 12, length: 200))
        #expect(reading[Tag(0xFFFC, 0xFFFC)] == nil)
        #expect(reading.codes == [.trailingBytes])
    }
}
