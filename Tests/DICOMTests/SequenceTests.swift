import DICOM
import DICOMTestSupport
import Testing

struct SequenceTests {
    static let encoders: [(String, DataSetEncoder)] = ReaderEncodingTests.encodings

    private func uid(_ encoder: DataSetEncoder, _ text: String) -> [UInt8] { encoder.element(.referencedInstance, "UI", text) }

    @Test(arguments: encoders, [false, true]) func itemsOfBothKindsOfLength(_ encoding: (String, DataSetEncoder), _ isDelimited: Bool) {
        let (syntax, encoder) = encoding
        let sequence = encoder.sequence(.referencedImages, [uid(encoder, "1.2"), [], uid(encoder, "1.4")], isDelimited: isDelimited)
        let reading = Reading(File.part10(sequence + encoder.element(.instanceNumber, "IS", "7"), syntax: syntax))
        #expect(reading.problems.isEmpty)
        let items = reading.dataSet.items(.referencedImages)
        #expect(items.map { $0[.referencedInstance]?.value } == [.strings(["1.2"]), nil, .strings(["1.4"])])
        #expect(reading[.instanceNumber] == .integers([IntegerString("7")]))
    }

    @Test(arguments: encoders) func mixedNesting(_ syntax: String, _ encoder: DataSetEncoder) {
        var content = uid(encoder, "1.9")
        for level in 0..<20 { content = encoder.sequence(.referencedImages, [content], isDelimited: level % 2 == 0) }
        let reading = Reading(File.part10(content, syntax: syntax))
        #expect(reading.problems.isEmpty)
        var dataSet = reading.dataSet
        for _ in 0..<20 { dataSet = dataSet.items(.referencedImages).first ?? dataSet }
        #expect(dataSet.entries.map(\.tag) == [.referencedInstance])
        #expect(dataSet[.referencedInstance]?.value == .strings(["1.9"]))
    }

    @Test func emptySequences() {
        let encoder = DataSetEncoder.explicitLittle
        for isDelimited in [false, true] {
            let reading = Reading(dataSet: encoder.sequence(.referencedImages, [], isDelimited: isDelimited), encoder.element(.instanceNumber, "IS", "7"))
            #expect(reading[.referencedImages] == .items([]))
            #expect(reading[.instanceNumber] != nil)
            #expect(reading.problems.isEmpty)
        }
    }

    @Test func listOfElementsIsFlatWithSubtrees() {
        let encoder = DataSetEncoder.explicitLittle
        let reading = Reading(
            dataSet: encoder.sequence(.referencedImages, [uid(encoder, "1"), uid(encoder, "2")]), encoder.element(.instanceNumber, "IS", "7"))
        let elements = reading.elements.filter { $0.tag.group != 2 }
        #expect(elements.map(\.tag) == [.referencedImages, .item, .referencedInstance, .item, .referencedInstance, .instanceNumber])
        #expect(elements.map(\.depth) == [0, 1, 2, 1, 2, 0])
        let first = reading.elements.count - elements.count
        #expect(elements.map { Int($0.subtreeEnd) - first } == [5, 3, 3, 5, 5, 6])
    }

    /// Writers that switch to implicit VR inside an explicit data set.
    @Test func implicitItemInExplicitDataSet() {
        let encoder = DataSetEncoder.explicitLittle
        let item = uid(.implicitLittle, "1.2.3")
        let reading = Reading(dataSet: encoder.sequence(.referencedImages, [item]), encoder.element(.instanceNumber, "IS", "7"))
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2.3"]))
        #expect(reading[.instanceNumber] == .integers([IntegerString("7")]))
    }

    @Test func itemLongerThanItsSequenceIsCutThere() {
        let encoder = DataSetEncoder.explicitLittle
        let content = uid(encoder, "1.2.")
        let tooLong = encoder.tag(.item) + encoder.u32(0x10000) + content
        let reading = Reading(dataSet: encoder.element(.referencedImages, "SQ", tooLong), encoder.element(.instanceNumber, "IS", "7 "))
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2."]))
        #expect(reading[.instanceNumber] == .integers([IntegerString("7")]))
        #expect(reading.codes == [.lengthExceedsParent])
        #expect(reading.problem(.lengthExceedsParent)?.offset == File.start + 12)
    }

    @Test func valueLongerThanItsItemIsCutThere() {
        let encoder = DataSetEncoder.explicitLittle
        let content = encoder.header(.referencedInstance, "UI", length: 40) + Array("1.2.".utf8)
        let reading = Reading(dataSet: encoder.sequence(.referencedImages, [content]), encoder.element(.instanceNumber, "IS", "7 "))
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2."]))
        #expect(reading[.instanceNumber] != nil)
        #expect(reading.problem(.lengthExceedsParent)?.offset == File.start + 12 + 8)
    }

    @Test func delimitedItemThatItsSequenceCutsOff() {
        let encoder = DataSetEncoder.explicitLittle
        let open = encoder.tag(.item) + encoder.u32(.max) + uid(encoder, "1.2.")
        let reading = Reading(dataSet: encoder.element(.referencedImages, "SQ", open), encoder.element(.instanceNumber, "IS", "7 "))
        #expect(reading.dataSet.items(.referencedImages).first?[.referencedInstance]?.value == .strings(["1.2."]))
        #expect(reading[.instanceNumber] != nil)
        #expect(reading.codes == [.sequenceNotClosed])
    }
}
