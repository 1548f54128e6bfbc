import DICOM
import Testing

struct TagTests {
    @Test func partsAndText() {
        let tag = Tag(0x0028, 0x0030)
        #expect(tag.rawValue == 0x0028_0030)
        #expect(tag.group == 0x28)
        #expect(tag.element == 0x30)
        #expect(tag.hex == "00280030")
        #expect(tag.description == "(0028,0030)")
        #expect(Tag(0x7FE0, 0xABCD).hex == "7FE0ABCD")
    }

    @Test(arguments: ["00280030", "(0028,0030)", "0028,0030", "(0028, 0030)"]) func reads(_ text: String) {
        #expect(Tag(text: text) == Tag(0x0028, 0x0030))
    }

    @Test(arguments: ["", "0028003", "002800300", "0028-030", "+0280030", "0028003g", "PixelSpacing", "٠٠٢٨٠٠٣٠"]) func refuses(_ text: String) {
        #expect(Tag(text: text) == nil)
    }

    @Test func privateBlocks() {
        #expect(Tag(0x0029, 0x0010).isPrivateCreator)
        #expect(Tag(0x0029, 0x00FF).isPrivateCreator)
        #expect(!Tag(0x0029, 0x000F).isPrivateCreator)
        #expect(!Tag(0x0029, 0x0100).isPrivateCreator)
        #expect(!Tag(0x0028, 0x0010).isPrivate)
        #expect(Tag(0x0029, 0x1234).creatorTag == Tag(0x0029, 0x0012))
        #expect(Tag(0x0029, 0x0FFF).creatorTag == nil)
        #expect(Tag(0x0028, 0x1234).creatorTag == nil)
        #expect(Tag(0x0029, 0x1234).withoutBlock == Tag(0x0029, 0x0034))
    }

    @Test func order() {
        #expect(Tag(0x0008, 0xFFFF) < Tag(0x0010, 0x0000))
        #expect([Tag.pixelData, .modality, .item].sorted() == [.modality, .pixelData, .item])
        #expect(Tag(0x0010, 0x0000).isGroupLength)
    }
}

struct AttributePathTests {
    @Test func privateStepsLoseTheirBlock() {
        #expect(AttributePath(Tag(0x0029, 0x1234), creator: "ACME") == AttributePath(Tag(0x0029, 0x4534), creator: "ACME"))
        #expect(AttributePath(Tag(0x0029, 0x1234), creator: "ACME") != AttributePath(Tag(0x0029, 0x1234), creator: "OTHER"))
        #expect(AttributePath(Tag(0x0029, 0x1234)) != AttributePath(Tag(0x0029, 0x4534)))
    }

    @Test func orderIsByTagThenCreatorThenLength() throws {
        let short = AttributePath(.referencedImages)
        let long = try #require(AttributePath(steps: [.init(.referencedImages), .init(.referencedInstance)]))
        let acme = AttributePath(Tag(0x0009, 0x1001), creator: "ACME")
        let other = AttributePath(Tag(0x0009, 0x1001), creator: "OTHER")
        #expect([other, long, acme, short].sorted() == [short, long, acme, other])
        #expect(long.isNested)
        #expect(long.leaf.tag == .referencedInstance)
        #expect(AttributePath(steps: []) == nil)
    }
}
