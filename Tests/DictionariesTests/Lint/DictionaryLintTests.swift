import Dictionaries
import Testing
import TestSupport

/// Lint: every fault of every file in one run, each at the `<` of its tag.
struct DictionaryLintTests {
    @Test func oneFormHasSoManyContexts() throws {
        func document(_ count: Int) -> [UInt8] {
            let entries = (0..<count).map { "\n<synonym when=\"StationName=S\($0)\">a b</synonym>" }.joined()
            return Array("<synonymDictionary name=\"w\"><term name=\"A\">\(entries)</term></synonymDictionary>".utf8)
        }
        func folder(_ count: Int) throws -> SynonymFolder {
            try SynonymFolder(name: "w", layers: [SynonymDictionary(xml: document(count), file: "w.xml")])
        }
        #expect(try folder(256).fold("a b", context: ["StationName": "S255"])?.term?.name == "A")
        #expect(DictionaryLint(documents: [("w.xml", document(256))]).faults.isEmpty)
        let error = try #require(XMLText.failure { _ = try folder(257) })
        #expect((error.code, error.line) == (.tooLarge, 258))
        #expect(DictionaryLint(documents: [("w.xml", document(300))]).faults.map(\.description) == [
            "w.xml:258:1: “a b” stands in more than 256 contexts"
        ])
    }

    @Test func entriesOfAThousandCharactersAreTaken() throws {
        func faults(_ count: Int) -> [DictionaryFault] {
            let text = String(repeating: "č", count: count)
            let document = "<synonymDictionary name=\"w\"><sentinel>\(text)</sentinel></synonymDictionary>"
            return DictionaryLint(documents: [("w.xml", Array(document.utf8))]).faults
        }
        #expect(faults(1024).isEmpty)
        #expect(faults(1025).map(\.message) == ["the text of <sentinel> is longer than 1024 characters"])
    }

    /// Each fault as `line:column severity code`.
    static func found(_ lint: DictionaryLint) -> [String] { lint.faults.map { "\($0.line):\($0.column) \($0.severity) \($0.code)" } }

    /// The root stands in line 1, the body from line 2 on.
    private func lint(_ bodies: String..., shipped: String? = nil) throws -> DictionaryLint {
        let documents = bodies.enumerated().map { index, body in
            (file: "\(index).xml", xml: Array("<synonymDictionary name=\"words\">\n\(body)\n</synonymDictionary>".utf8))
        }
        return DictionaryLint(documents: documents, shipped: try shipped.map { [try XMLText.synonyms($0, file: "shipped.xml")] } ?? [])
    }

    @Test func allFaultsOfTheFormInOneRun() {
        let text = """
            <?xml version="1.0"?>
            <!-- <term/> --> <synonymDictionary name="words" colour="red">
              <tag></tag>
              <terms><term name="NOT READ" parent="NOWHERE"/></terms><term
                 name="A" size="2"><synonym> </synonym>é<synonym when="Modality">Q</synonym>
                <![CDATA[<x>]]><code scheme="SCT"/>
              </term>
              <term/><synonym>A</synonym>
              <sentinel enabled="maybe">B</sentinel><abbreviation to="C"/>
              <term name="LAST"><synonym>X</term>
            </synonymDictionary>
            """
        let lint = DictionaryLint(documents: [("form.xml", Array(text.utf8))])
        #expect(Self.found(lint) == [
            "2:18 error unknownAttribute", "3:3 error badTerm", "4:3 error unknownElement", "4:58 error unknownAttribute",
            "4:58 error unknownElement", "5:24 error badTerm", "5:45 error badAttribute", "6:20 error missingAttribute",
            "8:3 error missingAttribute", "8:10 error unknownElement", "9:3 error badAttribute", "9:41 error missingAttribute",
            "10:38 error notWellFormed",
        ])
        #expect(lint.faults.allSatisfy { $0.file == "form.xml" })
        #expect(lint.faults[1].description == "form.xml:3:3: <tag> is empty")
    }

    @Test func allFaultsOfMeaningInOneRun() throws {
        let lint = try lint(
            """
              <term name="A"><synonym>Ä b</synonym><synonym when="Modality=CR">x</synonym></term>
              <term name="B" parent="NOWHERE"><synonym>ä-B</synonym><synonym>X</synonym></term>
              <term name="C" parent="D"/><term name="D" parent="E"/><term name="E" parent="C"/>
              <term name="F" parent="F"/> <term name="A"/>
              <term name="G"><synonym when="Modality=CR">x.</synonym><synonym>?</synonym></term><term name="H"><synonym>?</synonym></term>
              <abbreviation from="L T" to="LEFT"/><abbreviation from="RT" to="RIGHT"/><abbreviation from="rt" to="R"/>
              <sentinel>a</sentinel>
            """)
        #expect(Self.found(lint) == [
            "3:3 error unknownParent", "3:35 error ambiguousSynonym", "4:3 error parentCycle", "5:3 error parentCycle", "5:31 error duplicateEntry",
            "6:18 error ambiguousSynonym", "6:58 remark unreachable", "6:100 error ambiguousSynonym", "7:3 error badAbbreviation",
            "7:75 error badAbbreviation", "8:3 error ambiguousSynonym",
        ])
        #expect(lint.faults[1].message == "“ä-B” stands for “B”, but line 2 gives it to “A”")
        #expect(lint.faults[2].message == "the parents of “C” go round in a circle: “C” → “D” → “E” → “C”")
        #expect(lint.hasErrors)
    }

    @Test func remarks() throws {
        let lint = try lint(
            """
            <term name="A"><code scheme="SCT" value="1"/><synonym>b c</synonym><synonym>b c</synonym><synonym>B-C</synonym></term>
            <term name="D"><code scheme="SCT" value="1" meaning="D"/><synonym lang="d_e">c b</synonym><synonym>d</synonym></term>
            <abbreviation from="LT" to="LEFT"/><abbreviation from="LT" to="left"/><abbreviation from="R" to="r"/><sentinel>?</sentinel>
            """)
        #expect(Self.found(lint) == [
            "2:68 remark repeatedEntry", "2:90 remark repeatedEntry", "3:16 remark sharedCode", "3:58 remark badLanguage",
            "3:58 remark ambiguousSynonym", "3:91 remark repeatedEntry", "4:36 remark repeatedEntry", "4:71 remark badAbbreviation",
        ])
        #expect(!lint.hasErrors)
    }

    @Test(arguments: ["\u{202E}", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{3000}", "\u{2028}", "\u{3164}", "\u{FE0F}", "\t", "\u{85}", "\u{E000}"])
    func charactersThatNobodySees(_ character: String) throws {
        let hidden = "&#\(character.unicodeScalars.first?.value ?? 0);"
        let lint = try lint("<term name=\"é\(hidden)A\"/><term name=\"B\"><synonym enabled=\"false\">x\(hidden)y</synonym></term>")
        #expect(Self.found(lint) == ["2:1 error invisibleCharacter", "2:\(hidden.count + 33) error invisibleCharacter"])
        #expect(lint.faults.allSatisfy { $0.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format } })
    }

    @Test func lineBreaksCountInsideEntriesAlone() throws {
        let lint = try lint("<source>One\nTwo</source><term name=\"A\">\n<synonym>\n B \n</synonym>\n <synonym>C\nC</synonym></term>")
        #expect(Self.found(lint) == ["7:2 error invisibleCharacter"])
    }

    @Test func oneByteOfNothing() {
        let lint = DictionaryLint(documents: [("nul.xml", Array("<synonymDictionary name=\"w\">\n<term name=\"A\0\"/></synonymDictionary>".utf8))])
        #expect(Self.found(lint) == ["2:14 error notWellFormed"])
    }

    @Test(arguments: [
        ("<words/>", "1:1 error wrongRoot"), ("<!-- x\n--> <!DOCTYPE x [\n<!ENTITY a \"b\">]>\n<synonymDictionary name=\"w\"/>", "2:5 error notWellFormed"),
        ("", "1:1 error notWellFormed"),
        ("\u{FEFF}<synonymDictionary/>", "1:1 error missingAttribute"),
    ]) func whatEndsAFile(_ text: String, _ expected: String) {
        #expect(Self.found(DictionaryLint(documents: [("end.xml", Array(text.utf8))])) == [expected])
    }

    @Test func overlongTag() {
        let text = "<synonymDictionary name=\"w\">\n <term name='\(String(repeating: "x", count: 70_000))'/></synonymDictionary>"
        #expect(Self.found(DictionaryLint(documents: [("long.xml", Array(text.utf8))])) == ["2:2 error tooLarge"])
    }

    @Test func otherEncodings() {
        let body = "name=\"w\">é<?x <?>\n é<term/></synonymDictionary>"
        let wide: [UInt8] = "\u{FEFF}<synonymDictionary \(body)".utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let expected = ["1:1 error unknownElement", "2:3 error missingAttribute"]
        #expect(Self.found(DictionaryLint(documents: [("wide.xml", wide)])) == expected)
        let latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><synonymDictionary \(body)".unicodeScalars.map { UInt8($0.value) }
        #expect(Self.found(DictionaryLint(documents: [("latin.xml", latin)])) == ["1:44 error unknownElement", "2:3 error missingAttribute"])
    }

    // MARK: Layers

    @Test func layersSayWhatTheyTake() throws {
        let shipped = "<term name=\"HEAD\"><synonym>CAPUT</synonym></term>\n<term name=\"SKULL\" parent=\"HEAD\"/>"
        let site = """
            <term name="SKULL"><synonym when="Modality=CR">HEAD</synonym></term><term name="HEAD"><synonym>caput</synonym></term>
            <term name="DENS" parent="FACE"/>
            """
        let other = "<term name=\"FACE\" parent=\"SKULL\"><synonym>DENS</synonym></term>"
        let both = try lint(site, other, shipped: shipped)
        #expect(both.faults.map(\.description) == [
            "0.xml:2:20: remark: “HEAD” stands for “SKULL” where Modality=CR; without this layer, for “HEAD” (shipped.xml:2)",
            "0.xml:2:87: remark: “caput” stands for “HEAD” without this layer too by the step “normalized” (shipped.xml:2)",
            "1.xml:2:34: remark: “DENS” stands for “FACE”; without this layer, for “DENS” (0.xml:3)",
        ])
        #expect(Self.found(try lint(site)) == ["3:1 error unknownParent"])
        #expect(Self.found(try lint(other)) == ["2:1 error unknownParent"])
        let circle = try lint("<term name=\"HEAD\" parent=\"SKULL\"/>", shipped: shipped)
        #expect(Self.found(circle) == ["2:1 error parentCycle"])
    }

    /// What loading refuses, lint calls an error.
    @Test(arguments: [
        "<term/>", "<term name=\"A\"><synonym/></term>", "<term name=\"A\" parent=\"A\"/>", "<term name=\"A\" parent=\"B\"/>", "<synonym>A</synonym>",
        "<term name=\"A\"/><term name=\"B\"><synonym>a</synonym></term>", "<term name=\"A\"><synonym when=\"x\">B</synonym></term>", "<x", "<sentinel x=\"\">A</sentinel>",
    ]) func loadingAndLintAgree(_ body: String) throws {
        #expect(XMLText.failure { _ = try SynonymFolder(name: "words", layers: [try XMLText.synonyms(body)]) } != nil)
        #expect(try lint(body).hasErrors)
    }

    @Test func longChainsAndManyFaultsTakeNoTime() throws {
        let count = 20_000
        let terms = (0..<count).map { "<term name=\"T\($0)\" parent=\"T\(($0 + 1) % count)\"/><term/>" }.joined()
        var faults = 0
        let time = try ProcessorTime.measure { faults = try lint(terms).faults.count }
        #expect(faults == count + 1)
        #expect(time < .seconds(10))
    }
}
