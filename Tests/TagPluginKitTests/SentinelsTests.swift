import TagPluginKit
import Testing

@Suite("Sentinels")
struct SentinelsTests {
    @Test("knows the words in any dress", arguments: [
        ("UNKNOWN", "UNKNOWN"), ("unknown", "UNKNOWN"), (" Unknown\0", "UNKNOWN"), ("<NA>", "<NA>"), ("#N/A", "#N/A"),
        ("N/A", "N/A"), ("n.a.", "N.A"), ("NA", "NA"), ("(blank)", "BLANK"), ("Not Supplied", "NOT SUPPLIED"),
        ("NOT_SUPPLIED", "NOT SUPPLIED"), ("not  available", "NOT AVAILABLE"), ("'None'", "NONE"), ("[NULL]", "NULL"),
        ("NaN", "NAN"), ("UNDEFINED", "UNDEFINED"), ("-none-", "NONE"), ("UNKNOWN\\", "UNKNOWN"),
    ])
    func words(text: String, word: String) {
        #expect(Sentinels.rule(for: text) == "the word \(word)")
    }

    @Test("knows masks and bare punctuation")
    func masks() {
        for text in ["XXX XXXX", "xx", "XXXXXXXX"] { #expect(Sentinels.rule(for: text) == "masked by X") }
        for text in ["---", ".", "?", "***", "[]", "\\\\"] { #expect(Sentinels.rule(for: text) == "nothing but punctuation") }
    }

    @Test("leaves real values alone", arguments: [
        "", "  ", "0", "-1", "999Y", "X", "CHEST", "NONE GIVEN BUT SEE REPORT", "UNKNOWN DEVICE", "XRAY", "N", "1.5T", "NASAL",
        "Unknown to the people who wrote this", "\u{0161}unknown",
    ])
    func values(text: String) {
        #expect(Sentinels.rule(for: text) == nil)
    }
}
