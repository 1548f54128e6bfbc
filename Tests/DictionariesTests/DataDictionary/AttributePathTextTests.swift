import DICOM
import Dictionaries
import Testing

struct AttributePathTextTests {
    @Test(arguments: [
        "PixelSpacing", "SharedFunctionalGroupsSequence.PixelMeasuresSequence.PixelSpacing", "0019xx0C@\"SIEMENS MR HEADER\"", "00411002",
        "RequestAttributesSequence.0019xx0C@\"A.B C\"", "0019xx0C@\"ACME \"X\"\"",
    ]) func readsBack(_ text: String) throws {
        let dictionary = try RealDictionaryTests.all.get().data
        let path = try #require(dictionary.path(text))
        #expect(dictionary.text(path) == text)
        #expect(dictionary.path(dictionary.text(path)) == path)
    }

    @Test func otherSpellings() throws {
        let dictionary = try RealDictionaryTests.standard.get()
        #expect(dictionary.path("00280030") == AttributePath(Tag(0x0028, 0x0030)))
        #expect(dictionary.path("(0028,0030)") == AttributePath(Tag(0x0028, 0x0030)))
        #expect(dictionary.path("0019xx0C@ACME \"X\"") == dictionary.path("0019xx0C@\"ACME \"X\"\""))
        #expect(dictionary.path("0019100C@\"ACME\"") == dictionary.path("0019xx0C@\"ACME\""))
    }

    @Test(arguments: ["", ".", "PixelSpacing.", "NoSuchKeyword", "0028003", "0019xx0C", "0019xx0C@\"\"", "0018xx0C@\"ACME\"", "@", "OverlayData"])
    func refuses(_ text: String) throws { #expect(try RealDictionaryTests.standard.get().path(text) == nil) }

    @Test func columnNames() throws {
        let dictionary = try RealDictionaryTests.standard.get()
        #expect(dictionary.columnName(AttributePath(Tag(0x0028, 0x0030))) == "PixelSpacing")
        #expect(dictionary.columnName(AttributePath(Tag(0x0019, 0x100C), creator: "A.B C")) == "0019_0C_A_B_C")
        #expect(dictionary.columnName(AttributePath(Tag(0x0041, 0x1002))) == "00411002")
    }
}
