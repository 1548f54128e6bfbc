import DICOM
import DICOMTestSupport
import Testing

/// Representations that the dictionary leaves open: other elements decide.
struct RepresentationTests {
    private let encoder = DataSetEncoder.implicitLittle

    private func read(_ data: [UInt8]...) -> Reading { Reading(File.part10(data.flatMap { $0 }, syntax: Syntax.implicitLittle)) }
    private func representation(_ value: UInt16) -> [UInt8] { encoder.element(.pixelRepresentation, "US", encoder.u16(value)) }
    private var smallest: [UInt8] { encoder.element(.smallestValue, "US", encoder.u16(0xFFFE)) }
    private func descriptor(_ entries: UInt16) -> [UInt8] {
        encoder.element(.lutDescriptor, "US", encoder.u16(entries) + encoder.u16(0) + encoder.u16(16))
    }
    private var lut: [UInt8] { encoder.element(.lutData, "OW", [1, 0, 2, 0]) }

    @Test func pixelRepresentationDecides() {
        #expect(read(representation(0), smallest)[.smallestValue] == .unsigned([0xFFFE]))
        #expect(read(representation(1), smallest)[.smallestValue] == .signed([-2]))
        #expect(read(smallest)[.smallestValue] == .unsigned([0xFFFE]))
    }

    @Test func pixelRepresentationAroundAnItem() {
        let item = encoder.sequence(.referencedImages, [smallest, smallest + representation(0)])
        let items = read(item, representation(1)).dataSet.items(.referencedImages)
        #expect(items.map { $0[.smallestValue]?.value } == [.signed([-2]), .unsigned([0xFFFE])])
    }

    @Test func lookupTableData() {
        #expect(read(descriptor(1), lut)[.lutData] == .unsigned([1, 2]))
        #expect(read(descriptor(2), lut)[.lutData] == .bytes([1, 0, 2, 0]))
        #expect(read(lut).vr(.lutData) == .OW)
    }

    /// The number of entries is unsigned even where the descriptor is SS (PS3.3 §C.11.1.1.1).
    @Test func lookupTableDescriptor() {
        #expect(read(representation(1), descriptor(0x8000))[.lutDescriptor] == .signed([0x8000, 0, 16]))
    }

    @Test func pixelDataInImplicitVRIsOW() {
        #expect(read(encoder.element(.pixelData, "OW", [1, 2])).vr(.pixelData) == .OW)
        #expect(read(encoder.element(Tag(0x6002, 0x3000), "OW", [1, 2])).vr(Tag(0x6002, 0x3000)) == .OW)
    }
}
