import DICOM
import DICOMTestSupport
import Testing

struct PrivateElementTests {
    private let implicit = DataSetEncoder.implicitLittle
    private let explicit = DataSetEncoder.explicitLittle

    @Test(arguments: [UInt16(0x10), 0x42, 0xFF]) func blockOfAKnownCreator(_ block: UInt16) {
        let data = implicit.element(Tag(0x0009, block), "LO", "ACME") + implicit.element(Tag(0x0009, block << 8 | 1), "DS", "1.5 ")
        let reading = Reading(File.part10(data, syntax: Syntax.implicitLittle))
        #expect(reading[Tag(0x0009, block)] == .strings(["ACME"]))
        #expect(reading[Tag(0x0009, block << 8 | 1)] == .decimals([DecimalString("1.5")]))
        #expect(reading.problems.isEmpty)
    }

    @Test func unknownCreatorAndMissingCreator() {
        let data = implicit.element(Tag(0x0009, 0x0010), "LO", "WHO ") + implicit.element(Tag(0x0009, 0x1001), "DS", "1.5 ")
            + implicit.element(Tag(0x0009, 0x1101), "DS", "2.5 ")
        let reading = Reading(File.part10(data, syntax: Syntax.implicitLittle))
        #expect(reading[Tag(0x0009, 0x1001)] == .bytes(Array("1.5 ".utf8)))
        #expect(reading.vr(Tag(0x0009, 0x1101)) == .UN)
    }

    @Test func twoBlocksSideBySide() {
        let data = implicit.element(Tag(0x0009, 0x0010), "LO", "WHO ") + implicit.element(Tag(0x0009, 0x0011), "LO", "ACME")
            + implicit.element(Tag(0x0009, 0x1001), "UN", "1.5 ") + implicit.element(Tag(0x0009, 0x1101), "DS", "2.5 ")
            + implicit.element(Tag(0x0009, 0x1003), "UN", "12345678") + implicit.element(Tag(0x0009, 0x1103), "FD", implicit.words(1.5.bitPattern))
        let reading = Reading(File.part10(data, syntax: Syntax.implicitLittle))
        #expect(reading.vr(Tag(0x0009, 0x1001)) == .UN)
        #expect(reading[Tag(0x0009, 0x1101)] == .decimals([DecimalString("2.5")]))
        #expect(reading.vr(Tag(0x0009, 0x1003)) == .UN)
        #expect(reading[Tag(0x0009, 0x1103)] == .doubles([1.5]))
    }

    @Test func anItemHasBlocksOfItsOwn() {
        let own = implicit.element(Tag(0x0009, 0x0010), "LO", "ACME") + implicit.element(Tag(0x0009, 0x1001), "DS", "1.5 ")
        let without = implicit.element(Tag(0x0009, 0x1001), "DS", "2.5 ")
        let data = implicit.sequence(.referencedImages, [own, without]) + implicit.element(Tag(0x0009, 0x1001), "DS", "3.5 ")
        let reading = Reading(File.part10(data, syntax: Syntax.implicitLittle))
        let items = reading.dataSet.items(.referencedImages)
        #expect(items.map { $0[Tag(0x0009, 0x1001)]?.vr } == [.DS, .UN])
        #expect(reading.vr(Tag(0x0009, 0x1001)) == .UN)
    }

    @Test func privateSequenceInImplicitVR() {
        let data = implicit.element(Tag(0x0009, 0x0010), "LO", "ACME")
            + implicit.sequence(Tag(0x0009, 0x1002), [implicit.element(.modality, "CS", "CT")])
        let reading = Reading(File.part10(data, syntax: Syntax.implicitLittle))
        #expect(reading.dataSet.items(Tag(0x0009, 0x1002)).first?[.modality]?.value == .strings(["CT"]))
    }

    // MARK: UN (PS3.5 §6.2.2)

    @Test func unknownWithKnownTag() {
        let reading = Reading(
            dataSet: explicit.element(.modality, "UN", Array("CT".utf8)), explicit.element(.rows, "UN", explicit.u16(300)),
            explicit.element(Tag(0x0040, 0x9999), "UN", [1, 2]))
        #expect(reading[.modality] == .strings(["CT"]))
        #expect(reading.vr(.modality) == .CS)
        #expect(reading[.rows] == .unsigned([300]))
        #expect(reading[Tag(0x0040, 0x9999)] == .bytes([1, 2]))
        #expect(reading.problems.isEmpty)
    }

    @Test func unknownPrivateWithKnownCreator() {
        let reading = Reading(
            dataSet: explicit.element(Tag(0x0009, 0x0010), "LO", "ACME"), explicit.element(Tag(0x0009, 0x1001), "UN", Array("1.5 ".utf8)))
        #expect(reading[Tag(0x0009, 0x1001)] == .decimals([DecimalString("1.5")]))
    }

    @Test(arguments: [false, true]) func unknownSequenceInImplicitVR(_ isDelimited: Bool) {
        let item = implicit.element(.referencedInstance, "UI", "1.2.3")
        var content = implicit.item(item)
        if isDelimited { content += implicit.tag(.sequenceDelimitation) + implicit.u32(0) }
        let header = explicit.header(.referencedImages, "UN", length: isDelimited ? .max : UInt32(content.count))
        let reading = Reading(dataSet: header + content, explicit.element(.instanceNumber, "IS", "7 "))
        #expect(reading.vr(.referencedImages) == .SQ)
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2.3"]))
        #expect(reading[.instanceNumber] == .integers([IntegerString("7")]))
        #expect(reading.problems.isEmpty)
    }

    @Test func unknownOfUndefinedLengthAndUnknownTag() {
        let content = implicit.item(implicit.element(.modality, "CS", "CT")) + implicit.tag(.sequenceDelimitation) + implicit.u32(0)
        let reading = Reading(dataSet: explicit.header(Tag(0x0013, 0x1010), "UN", length: .max) + content)
        #expect(reading.dataSet.items(Tag(0x0013, 0x1010)).first?[.modality]?.value == .strings(["CT"]))
    }
}
