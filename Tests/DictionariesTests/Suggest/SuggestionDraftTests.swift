import Testing

@testable import Dictionaries

/// The draft that suggestions are gathered in.
struct SuggestionDraftTests {
    private static func folder() throws -> SynonymFolder {
        let xml = "<synonymDictionary name=\"words\"><term name=\"KNEE\"/><term name=\"HIP\"/></synonymDictionary>"
        return try SynonymFolder(name: "words", layers: [SynonymDictionary(xml: Array(xml.utf8), file: "shipped.xml")])
    }

    private func draft() throws -> SuggestionDraft {
        var draft = SuggestionDraft(over: try Self.folder(), tag: "BodyPartExamined", file: "draft.xml")
        draft.add("Kneee", to: .term("KNEE"), comment: "1. -- why ---")
        draft.add("qqq", to: .open, comment: "2.")
        draft.add("Hipp", to: .term("HIP"), when: try #require(FoldCondition("Modality=CT")), comment: "3.")
        draft.add("UNKNWON", to: .missing, comment: "4.")
        draft.add("k-NEEE", to: .term("HIP"), comment: "the same value again")
        return draft
    }

    private func text(_ draft: SuggestionDraft) throws -> String { String(decoding: try draft.dictionary.xml(), as: UTF8.self) }

    private func reread(_ draft: SuggestionDraft) throws -> SuggestionDraft {
        SuggestionDraft(continuing: try SynonymDictionary(xml: draft.dictionary.xml(), file: "draft.xml"), over: try Self.folder())
    }

    @Test func isADictionaryThatDoesNothing() throws {
        let draft = try draft()
        #expect(draft.waitingCount == 4)
        #expect(draft.acceptedCount == 0)
        #expect(draft.dictionary.terms.map(\.name) == ["KNEE", "HIP", SuggestionDraft.placeholder])
        let xml = try text(draft)
        #expect(xml.contains("  <term name=\"KNEE\">\n    <!-- 1. - - why - - - -->\n    <synonym enabled=\"false\">Kneee</synonym>\n  </term>\n"))
        #expect(xml.contains("<synonym when=\"Modality=CT\" enabled=\"false\">Hipp</synonym>"))
        #expect(xml.contains("<sentinel enabled=\"false\">UNKNWON</sentinel>"))
        let lint = DictionaryLint(documents: [("draft.xml", Array(xml.utf8))], shipped: try Self.folder().layers)
        #expect(lint.faults.map(\.description) == [])
        let folder = try SynonymFolder(name: "words", layers: Self.folder().layers + [SynonymDictionary(xml: Array(xml.utf8), file: "draft.xml")])
        for value in ["Kneee", "qqq", "Hipp", "UNKNWON"] { #expect(folder.fold(value) == nil) }
    }

    @Test func acceptingMovesAnEntry() throws {
        var draft = try draft()
        draft.accept("Kneee", as: .term("HIP"))
        #expect(draft.isAccepted("KNEEE"))
        #expect(draft.dictionary.terms.map(\.name) == ["HIP", SuggestionDraft.placeholder], "a term that says nothing more goes")
        #expect(draft.dictionary.terms[0].synonyms.map(\.text) == ["Hipp", "Kneee"])
        #expect(draft.dictionary.terms[0].synonyms[1].comments == ["1. - - why - - -"], "what was said of it stays")
        draft.accept("qqq", as: .missing)
        #expect(draft.dictionary.terms.map(\.name) == ["HIP"])
        draft.accept("Kneee", as: .term("KNEE"))
        #expect(draft.acceptedCount == 2)
        let folder = try SynonymFolder(name: "words", layers: Self.folder().layers + [SynonymDictionary(xml: draft.dictionary.xml(), file: "draft.xml")])
        #expect(folder.fold("kneee")?.term?.name == "KNEE")
        #expect(folder.fold("QQQ")?.isSentinel == true)
        #expect(folder.fold("Hipp", context: ["Modality": "CT"]) == nil)
    }

    @Test func whatWasDecidedStaysWhenItIsContinued() throws {
        var first = try draft()
        first.accept("Kneee", as: .term("KNEE"))
        first.skip("qqq")
        var again = try reread(first)
        again.add("Kneee", to: .missing, comment: "new")
        again.add("qqq", to: .term("HIP"), comment: "new")
        again.add("other", to: .term("HIP"), comment: "5.")
        #expect(again.isAccepted("Kneee"))
        #expect(again.isSkipped("qqq"))
        #expect(!again.isSkipped("Hipp"))
        #expect(again.dictionary.terms.map { "\($0.name) \($0.synonyms.map(\.text))" } == ["KNEE [\"Kneee\"]", "HIP [\"Hipp\", \"other\"]", "NO NEAR TERM [\"qqq\"]"])
        again.accept("qqq", as: .term("KNEE"))
        #expect(!again.isSkipped("qqq"))
        again.skip("qqq")
        #expect(again.isSkipped("qqq") && !again.isAccepted("qqq"))
    }

    @Test func whatAPersonWroteStays() throws {
        let xml = """
            <synonymDictionary name="words" version="7"><!-- ours --><source>us</source><tag>BodyPartExamined</tag>
              <term name="OURS" meaning="ours"><synonym enabled="false">a</synonym><synonym lang="de">b</synonym></term>
              <term name="NEW"><synonym enabled="false">c</synonym></term><abbreviation from="X" to="Y"/>
            </synonymDictionary>
            """
        let dictionary = try SynonymDictionary(xml: Array(xml.utf8), file: "ours.xml")
        var draft = SuggestionDraft(continuing: dictionary, over: try Self.folder())
        draft.add("B", to: .missing, comment: "")
        #expect(try draft.dictionary.xml() == dictionary.xml())
        draft.accept("c", as: .term("OURS"))
        #expect(draft.dictionary.terms.map(\.name) == ["OURS", "NEW"], "no layer below knows the term")
        #expect(draft.dictionary.terms[0].synonyms.map(\.language) == [nil, "de", nil])
    }

    @Test(arguments: [
        ("KNEE", "KNEE"), (" a  b ", "a  b"), ("HEAD\u{0}X", "HEAD X"), ("KNEE\u{A0}LEFT", "KNEE LEFT"), ("\u{200B}KNEE\u{7}", "KNEE"), ("???", "???"),
        ("\u{1}", nil), ("?\u{1}?", nil), ("", nil), ("K\u{200D}NEE", "K NEE"), ("<&>", "<&>"), ("\u{FFFE}A", "A"),
    ] as [(String, String?)]) func writable(_ value: String, _ expected: String?) { #expect(SuggestionDraft.writable(value) == expected) }

    @Test func everyWritableValueCanBeWritten() throws {
        var draft = try draft()
        for value in ["]]>", "<!-- x -->", "&amp;", "a\u{0}b", "-- --", "\"'"] {
            draft.add(try #require(SuggestionDraft.writable(value)), to: .open, comment: "“\(value)” \u{0}\u{1B}[31m --> --")
        }
        let again = try reread(draft)
        #expect(again.dictionary.terms.last?.synonyms.map(\.text) == ["qqq", "]]>", "<!-- x -->", "&amp;", "a b", "-- --", "\"'"])
        #expect(!DictionaryLint(documents: [("draft.xml", try draft.dictionary.xml())], shipped: try Self.folder().layers).hasErrors)
    }
}
