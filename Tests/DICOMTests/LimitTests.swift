import DICOM
import DICOMTestSupport
import TestSupport
import Testing

struct LimitTests {
    private let encoder = DataSetEncoder.explicitLittle

    private func nested(_ depth: Int) -> [UInt8] {
        (0..<depth).reduce(encoder.element(.modality, "CS", "CT")) { content, _ in encoder.sequence(.referencedImages, [content], isDelimited: true) }
    }

    @Test func depth() {
        var limits = ReadLimits()
        limits.maximumDepth = 3
        #expect(Reading(File.part10(nested(3)), limits: limits).problems.isEmpty)
        #expect(Reading(File.part10(nested(4)), limits: limits).codes == [.nestedTooDeep])
    }

    @Test func depthCannotExhaustTheStack() {
        let open = (0..<50_000).flatMap { _ in encoder.header(.referencedImages, "SQ", length: .max) + encoder.tag(.item) + encoder.u32(.max) }
        let reading = Reading(dataSet: open)
        #expect(reading.codes == [.nestedTooDeep])
        #expect(reading.elements.count < 200)
    }

    @Test func elements() {
        var limits = ReadLimits()
        limits.maximumElements = 5
        let reading = Reading(File.part10((0..<10).flatMap { encoder.element(Tag(0x0010, UInt16(0x1000 + $0)), "LO", "") }), limits: limits)
        #expect(reading.codes == [.tooManyElements])
        #expect(reading.elements.count == 5)
    }

    @Test func header() {
        var limits = ReadLimits()
        limits.maximumHeaderBytes = 1000
        let text = encoder.element(.imageComments, "UT", [UInt8](repeating: 65, count: 2000))
        let reading = Reading(File.part10(encoder.element(.modality, "CS", "CT") + text), limits: limits)
        #expect(reading.codes == [.headerTooLarge])
        #expect(reading[.modality] == .strings(["CT"]))
    }

    @Test func inflatedBytes() {
        var limits = ReadLimits()
        limits.maximumInflatedBytes = 1000
        let text = encoder.element(.imageComments, "UT", [UInt8](repeating: 65, count: 200_000))
        let reading = Reading(File.part10(File.stored(encoder.element(.modality, "CS", "CT") + text), syntax: Syntax.deflated), limits: limits)
        #expect(reading.problem(.deflateFailed) != nil)
        #expect(reading[.modality] == .strings(["CT"]))
    }

    // MARK: Time: what these bytes ask for once took quadratic time. In debug the linear way takes a second or less.

    private func expectQuick(_ data: [UInt8], syntax: String = Syntax.implicitLittle, elements: Int) {
        let time = ProcessorTime.measure {
            let reading = Reading(File.part10(data, syntax: syntax))
            #expect(reading.elements.count >= elements)
            #expect(!reading.dataSet.json.isEmpty)
        }
        #expect(time < .seconds(15))
    }

    private let implicit = DataSetEncoder.implicitLittle

    @Test func privateBlocksInTurns() {
        let pair = implicit.element(Tag(0x0009, 0x1001), "DS", "") + implicit.element(Tag(0x0009, 0x1101), "DS", "")
        let creators = implicit.element(Tag(0x0009, 0x0010), "LO", "ACME") + implicit.element(Tag(0x0009, 0x0011), "LO", "WHO ")
        expectQuick(creators + (0..<30_000).flatMap { _ in pair }, elements: 60_000)
    }

    @Test func undecidedRepresentations() {
        let one = implicit.element(.smallestValue, "US", [1, 0])
        let item = (0..<60_000).flatMap { _ in one } + implicit.element(.pixelRepresentation, "US", [1, 0])
        expectQuick(implicit.sequence(.referencedImages, [item]), elements: 60_000)
    }

    @Test func emptyItems() {
        let item = implicit.item([])
        let items = (0..<60_000).flatMap { _ in item }
        expectQuick(implicit.header(.referencedImages, "SQ", length: UInt32(items.count)) + items, elements: 60_000)
    }

    @Test func escapesAndBadBytes() {
        let encoder = DataSetEncoder.explicitLittle
        for (set, unit) in [("\\ISO 2022 IR 87", [UInt8(0x1B)]), ("\\ISO 2022 IR 149", [0xB1, 0xE6, 0x41]), ("GB18030", [0xFF]), ("ISO_IR 127", [0xFF, 0x41])] {
            let text = (0..<(120_000 / unit.count)).flatMap { _ in unit }
            let data = encoder.element(.specificCharacterSet, "CS", set) + encoder.element(.imageComments, "UT", text)
            expectQuick(data, syntax: Syntax.explicitLittle, elements: 2)
        }
    }
}
