import TagPluginKit
import Testing

@Suite("Lists of code strings")
struct CodeListTests {
    private func codes(_ text: String) -> CodeList {
        CodeList(ListSyntax.texts(in: text)) { ["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI", "SE", "EP", "A/B"].contains($0) }
    }

    @Test("backslashes separate, and padding goes")
    func backslashes() {
        #expect(codes("ORIGINAL\\ PRIMARY \\\\AXIAL") == CodeList(codes: ["ORIGINAL", "PRIMARY", "", "AXIAL"], repairs: []))
    }

    @Test("other separators are repaired where the codes are known", arguments: [
        "ORIGINAL/PRIMARY/AXIAL", "ORIGINAL, PRIMARY, AXIAL", "ORIGINAL|PRIMARY|AXIAL", "ORIGINAL¥PRIMARY¥AXIAL", "ORIGINAL PRIMARY AXIAL",
        "ORIGINAL_PRIMARY_AXIAL", "ORIGINAL\\PRIMARY,AXIAL", "ORIGINAL;PRIMARY;AXIAL",
    ])
    func separators(text: String) {
        #expect(codes(text) == CodeList(codes: ["ORIGINAL", "PRIMARY", "AXIAL"], repairs: ["values not separated by backslash"]))
    }

    @Test("what is known as it stands, or not at all, is not taken apart", arguments: ["A/B", "CT_SOM5 SPI", "SMALL PARTS", "X/Y", "SE FOO"])
    func whole(text: String) {
        #expect(codes(text) == CodeList(codes: [text], repairs: []))
    }

    @Test("lists that a tool printed, and small letters")
    func printed() {
        #expect(codes("['ORIGINAL', 'PRIMARY']") == CodeList(codes: ["ORIGINAL", "PRIMARY"], repairs: ["stringified list"]))
        #expect(
            codes("['original' 'primary']")
                == CodeList(codes: ["ORIGINAL", "PRIMARY"], repairs: ["stringified list", "values not separated by backslash", "lower case"]))
        #expect(codes("se\\Ep") == CodeList(codes: ["SE", "EP"], repairs: ["lower case"]))
    }

    @Test("hostile text ends in time, and in a list")
    func hostile() {
        #expect(codes(String(repeating: "ORIGINAL,", count: 100_000)).codes.count == 1)
        #expect(codes(String(repeating: "\\", count: 10_000)).codes.count == 10_001)
        #expect(codes("\0\0").codes == [""])
    }
}
