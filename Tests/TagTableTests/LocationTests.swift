import DICOM
import DICOMTestSupport
import TagTable
import TestSupport
import Testing

/// Functional groups, nested paths and private blocks.
struct LocationTests {
    private let encoder = Archive.encoder

    private func spacing(_ value: String) -> [UInt8] { encoder.element(.pixelSpacing, "DS", value) }
    private func measures(_ value: String) -> [UInt8] { encoder.sequence(.pixelMeasures, [spacing(value)]) }
    private func shared(_ content: [UInt8]) -> [UInt8] { encoder.sequence(.sharedFunctionalGroups, [content]) }
    private func perFrame(_ frames: [[UInt8]]) -> [UInt8] { encoder.sequence(.perFrameFunctionalGroups, frames) }

    @Test func functionalGroups() throws {
        let table = try Archive([
            spacing("1\\1"), shared(measures("2\\2")), perFrame([measures("3\\3"), measures("4\\4"), measures("5\\5")]),
            spacing("6\\6") + shared(measures("7\\7")), shared(measures("8\\8")) + perFrame([measures("9\\9")]),
        ]).scan()
        #expect((0..<5).map { table.value(.pixelSpacing, $0) } == ["1\\1", "2\\2", "4\\4", "6\\6", "8\\8"])
        let locations = try #require(table[.pixelSpacing]).locations
        #expect(locations.topLevel == 2)
        #expect(locations.sharedFunctionalGroups == 2)
        #expect(locations.perFrameFunctionalGroups == 1)
    }

    @Test func nestedPaths() throws {
        let uid = { (text: String) in self.encoder.element(.referencedInstance, "UI", text) }
        let path = try #require(AttributePath(steps: [.init(.referencedImages), .init(.referencedInstance)]))
        let table = try Archive([
            encoder.sequence(.referencedImages, [uid("1.2"), uid("1.3")]), encoder.sequence(.referencedImages, []),
            encoder.sequence(.referencedImages, [[], uid("1.4")]), shared(encoder.sequence(Tag(0x0008, 0x9124), [encoder.sequence(.referencedImages, [uid("1.5")])])),
            uid("1.6"),
        ]).scan { $0.nestedPaths = [path] }
        #expect((0..<5).map { table.value(path, $0) } == ["1.2", nil, nil, "1.5", nil])
        #expect(table.value(.referencedInstance, 4) == "1.6")
    }

    private func block(_ number: UInt16, _ creator: String, _ value: String) -> [UInt8] {
        encoder.element(Tag(0x0029, number), "LO", creator) + encoder.element(Tag(0x0029, number << 8 | 5), "CS", value)
    }

    @Test func privateBlocksOfOneCreatorAreOneColumn() throws {
        let table = try Archive([block(0x10, "ACME", "A"), block(0x42, "ACME", "B"), block(0x10, "OTHER", "C"), block(0x10, "ACME ", "D")]).scan()
        let acme = AttributePath(Tag(0x0029, 0x1005), creator: "ACME")
        #expect((0..<4).map { table.value(acme, $0) } == ["A", "B", nil, "D"])
        #expect(table.value(AttributePath(Tag(0x0029, 0x1005), creator: "OTHER"), 2) == "C")
    }

    @Test func privateElementWithoutCreator() throws {
        let table = try Archive([encoder.element(Tag(0x0029, 0x1005), "CS", "A")]).scan()
        #expect(table.value(AttributePath(Tag(0x0029, 0x1005)), 0) == "A")
    }

    @Test func manyBlocks() throws {
        let creators = (0x10...0xFF).flatMap { encoder.element(Tag(0x0029, UInt16($0)), "LO", "CREATOR\($0)") }
        let values = (0x10...0xFF).flatMap { encoder.element(Tag(0x0029, UInt16($0) << 8 | 5), "CS", "V\($0)") }
        let table = try Archive([creators + values]).scan()
        for number in 0x10...0xFF { #expect(table.value(AttributePath(Tag(0x0029, 0x0005), creator: "CREATOR\(number)"), 0) == "V\(number)") }
    }

    @Test func privateStepOfANestedPath() throws {
        let path = try #require(AttributePath(steps: [.init(.referencedImages), .init(Tag(0x0029, 0x0005), creator: "ACME")]))
        let table = try Archive([
            encoder.sequence(.referencedImages, [block(0x10, "OTHER", "X ") + block(0x11, "ACME", "A ")]),
            encoder.sequence(.referencedImages, [block(0x10, "OTHER", "X ")]),
        ]).scan { $0.nestedPaths = [path] }
        #expect((0..<2).map { table.value(path, $0) } == ["A", nil])
    }

    /// A private creator of the data set says nothing of the blocks in its functional groups.
    @Test func blocksOfFunctionalGroupsAreTheirOwn() throws {
        let inner = encoder.sequence(.pixelMeasures, [encoder.element(Tag(0x0029, 0x1005), "CS", "inner ")])
        let table = try Archive([encoder.element(Tag(0x0029, 0x0010), "LO", "ACME") + shared(inner)]).scan()
        #expect(table.value(AttributePath(Tag(0x0029, 0x1005), creator: "ACME"), 0) == nil)
        #expect(table.value(AttributePath(Tag(0x0029, 0x1005)), 0) == "inner")
    }
}
