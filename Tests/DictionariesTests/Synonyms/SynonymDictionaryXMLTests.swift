import TestSupport
import Testing

@testable import Dictionaries

/// What a dictionary keeps of its document, and how it is written again.
struct SynonymDictionaryXMLTests {
    private func read(_ xml: [UInt8]) throws -> SynonymDictionary { try SynonymDictionary(xml: xml, file: "again.xml") }

    @Test(arguments: LintCommandTests.shippedFiles) func shippedFilesComeBack(_ name: String) throws {
        let path = Places.repository + "/dictionaries/" + name
        let dictionary = try SynonymDictionary(path: path)
        let written = try dictionary.xml()
        let again = try read(written)
        #expect(again == dictionary)
        #expect(try again.xml() == written)
        #expect(try written == TemporaryFolder.read(path), "they are laid out as they would be written")
        #expect(!DictionaryLint(documents: [("again.xml", written)]).hasErrors)
    }

    static let whole = """
        <?xml version="1.0"?>
        <!-- before --><!--
           two
             lines --><?skip me?>
        <synonymDictionary name="words" version="1.2">
          <sentinel>X</sentinel><!-- of HEAD -->
          <term name="HEAD" meaning="&lt;Head&gt; &amp; &quot;hair&quot;" parent="BODY"><!-- the code --><code scheme="SCT" value="1" meaning="m"/>
            <!----><!-- one --><!-- two --><synonym lang="de" when="Modality=dx|CR ;Manufacturer=A&quot;B" enabled="false"><![CDATA[ <a> ]]>&amp; b<!-- in --></synonym>
            <code scheme="SCT" value="2"/><synonym enabled="true">c</synonym>
            <!-- at the end of HEAD -->
          </term>
          <!-- of ours --><source>Ours,
        and theirs</source><abbreviation from="L" to="-"/><term name="BODY"/><!-- of the tag --><tag>BodyPartExamined</tag>
          <!-- at the end -->
        </synonymDictionary>
        <!-- behind -->
        """

    @Test func allThatADocumentSaysIsKept() throws {
        let dictionary = try read(Array(Self.whole.utf8))
        #expect(dictionary.version == "1.2")
        #expect(dictionary.sources.map(\.text) == ["Ours,\nand theirs"])
        #expect(dictionary.terms[0].synonyms.map(\.isEnabled) == [false, true])
        #expect(dictionary.terms[0].synonyms[0].comments == ["one", "two", "in"])
        #expect(dictionary.comments == ["before", "two\n     lines"])
        #expect(dictionary.endComments == ["at the end", "behind"])
        let written = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- before -->
            <!-- two
                 lines -->
            <synonymDictionary name="words" version="1.2">
              <!-- of ours -->
              <source>Ours,
            and theirs</source>
              <!-- of the tag -->
              <tag>BodyPartExamined</tag>
              <!-- of HEAD -->
              <term name="HEAD" meaning="&lt;Head&gt; &amp; &quot;hair&quot;" parent="BODY">
                <!-- the code -->
                <code scheme="SCT" value="1" meaning="m"/>
                <code scheme="SCT" value="2"/>
                <!-- one -->
                <!-- two -->
                <!-- in -->
                <synonym lang="de" when="Manufacturer=A&quot;B; Modality=CR|DX" enabled="false">&lt;a&gt; &amp; b</synonym>
                <synonym>c</synonym>
                <!-- at the end of HEAD -->
              </term>
              <term name="BODY"/>
              <abbreviation from="L" to="-"/>
              <sentinel>X</sentinel>
              <!-- at the end -->
              <!-- behind -->
            </synonymDictionary>

            """
        #expect(try String(decoding: dictionary.xml(), as: UTF8.self) == written)
        #expect(try read(Array(written.utf8)) == dictionary)
    }

    @Test(arguments: [
        "]]>", "&amp;", "&", "&#38;", "&#38;#38;&", "<!--", "\"'", "a\r\nb\rc\nd\te", "\u{85}\u{2028}\u{FEFF}x", "e\u{301}", "-\u{301}", "\u{202E}abc", "😀", "=1+1", "\u{FFFD}", "a  b", "\u{A0}x\u{A0}",
    ]) func hostileTextIsReadAsItWasWritten(_ text: String) throws {
        var dictionary = SynonymDictionary(name: text, file: "made")
        dictionary.version = text
        dictionary.sources = [.init(text)]
        dictionary.attributes = [.init(text)]
        var term = SynonymDictionary.Term(
            name: text, meaning: text, parent: text, codes: [.init(scheme: text, value: text, meaning: text, line: 1)],
            synonyms: [.init(text, language: text, condition: .init("Modality=X") ?? .always, isEnabled: false)])
        term.comments = [text.replacing("--", with: "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")]
        dictionary.terms = [term]
        dictionary.abbreviations = [.init(from: text, to: text, line: 1)]
        dictionary.sentinels = [.init(text)]
        let written = try dictionary.xml()
        #expect(try read(written) == dictionary)
        #expect(try read(written).xml() == written)
    }

    @Test func whatNoDocumentCanSayIsAnError() throws {
        let bad: [(String, (inout SynonymDictionary) -> Void)] = [
            ("the attribute “name” of <term> holds U+0000, which XML cannot", { $0.terms = [.init(name: "A\0", line: 7)] }),
            ("the text of <synonym> holds U+001B, which XML cannot", { $0.terms = [.init(name: "A", synonyms: [.init("\u{1B}[m", line: 7)])] }),
            ("the text of <sentinel> holds U+FFFF, which XML cannot", { $0.sentinels = [.init("a\u{FFFF}", line: 7)] }),
            ("<sentinel> is empty", { $0.sentinels = [.init(" \n", line: 7)] }),
            ("<abbreviation> has no attribute “from”", { $0.abbreviations = [.init(from: "", to: "A", line: 7)] }),
            ("a comment holds “--”, which XML does not allow there", {
                $0.attributes = [.init("T", line: 7)]
                $0.attributes[0].comments = ["a--\u{301}b"]
            }),
            ("the tag <term> would be longer than 64 kB", { $0.terms = [.init(name: String(repeating: "é", count: 40_000), line: 7)] }),
        ]
        for (reason, change) in bad {
            var dictionary = SynonymDictionary(name: "words", file: "made")
            change(&dictionary)
            let error = try #require(XMLText.failure { _ = try dictionary.xml() })
            #expect(error.description == "made:7: " + reason)
        }
    }

    @Test func aLongTextIsRead() throws {
        var dictionary = SynonymDictionary(name: "words", file: "made")
        dictionary.sources = [.init(text: String(repeating: "é<x> ", count: 400_000) + "x")]
        #expect(try read(dictionary.xml()) == dictionary)
    }

    @Test func spacesAroundATextDoNotCount() throws {
        var dictionary = SynonymDictionary(name: "words", file: "made")
        dictionary.sentinels = [.init("\n A b\t")]
        dictionary.comments = [" \n", " c- "]
        #expect(try String(decoding: dictionary.xml(), as: UTF8.self) == """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- c- -->
            <synonymDictionary name="words">
              <sentinel>A b</sentinel>
            </synonymDictionary>

            """)
    }
}
