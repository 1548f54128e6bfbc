import Dictionaries
import TestSupport
import Testing

/// Folding of values to terms, step by step and layer over layer.
struct SynonymDictionaryTests {
    static let standard = """
        <tag>BodyPartExamined</tag>
        <term name="CHEST" meaning="Chest"><code scheme="SCT" value="51185008"/><synonym>THORAX</synonym><synonym lang="de">Brustkorb é</synonym></term>
        <term name="C-SPINE" parent="SPINE"/>
        <term name="SPINE"/>
        <term name="LEFT LEG"><synonym>LOWER LIMB LEFT</synonym></term>
        <abbreviation from="LT" to="LEFT"/>
        <sentinel>UNKNOWN</sentinel>
        """

    private func folder(_ layers: String...) throws -> SynonymFolder {
        try SynonymFolder(name: "words", layers: layers.enumerated().map { try XMLText.synonyms($1, file: "layer\($0).xml") })
    }

    @Test(arguments: [
        ("CHEST", "CHEST", FoldStep.exact), ("THORAX", "CHEST", .synonym), ("Brustkorb é", "CHEST", .synonym), ("chest", "CHEST", .normalized),
        ("BRUSTKORB É", "CHEST", .normalized), (" c_spine. ", "C-SPINE", .normalized), ("cspine", "C-SPINE", .normalized),
        ("LEG, LEFT", "LEFT LEG", .fingerprint), ("left  left LEG", "LEFT LEG", .fingerprint), ("LT LEG", "LEFT LEG", .abbreviation),
        ("leg lt", "LEFT LEG", .abbreviation), ("limb lower lt", "LEFT LEG", .abbreviation),
    ]) func steps(_ value: String, _ term: String, _ step: FoldStep) throws {
        let fold = try #require(try folder(Self.standard).fold(value))
        #expect(fold.term?.name == term)
        #expect(fold.step == step)
        #expect(!fold.isSentinel)
    }

    @Test(arguments: ["", "CHES", "CHESTS", "XCHEST", "LT", "LEFT", "---", "胸"]) func unknownStaysUnknown(_ value: String) throws {
        #expect(try folder(Self.standard).fold(value) == nil)
    }

    @Test func sentinel() throws {
        let fold = try #require(try folder(Self.standard).fold("unknown"))
        #expect(fold.isSentinel)
        #expect(fold.term == nil)
        #expect(fold.line == 8)
    }

    @Test func contents() throws {
        let dictionary = try XMLText.synonyms(Self.standard)
        #expect(dictionary.name == "words")
        #expect(dictionary.tags == ["BodyPartExamined"])
        #expect(dictionary.terms.map(\.line) == [3, 4, 5, 6])
        #expect(dictionary.terms[0].codes.map(\.scheme) == ["SCT"])
        #expect(dictionary.terms[0].codes.map(\.value) == ["51185008"])
        #expect(dictionary.terms[0].synonyms.map(\.language) == [nil, "de"])
        #expect(dictionary.terms[0].synonyms.map(\.text) == ["THORAX", "Brustkorb é"])
    }

    @Test func laterLayersWin() throws {
        let site = #"<term name="SPINE"><synonym>THORAX</synonym></term><sentinel>C-SPINE</sentinel>"#
        let folder = try folder(Self.standard, site)
        let fold = try #require(folder.fold("thorax"))
        #expect(fold.term?.name == "SPINE")
        #expect(fold.file == "layer1.xml")
        #expect(folder.fold("C-SPINE")?.isSentinel == true)
        #expect(folder.fold("CHEST")?.file == "layer0.xml")
    }

    /// A site adds words to a term that only the standard defines in full.
    @Test func siteSynonymKeepsTheCodes() throws {
        let folder = try folder(Self.standard, #"<term name="CHEST"><synonym>PRSNI KOS</synonym></term>"#)
        #expect(folder.fold("Prsni kos")?.term?.codes.first?.value == "51185008")
    }

    @Test func ambiguousSynonym() throws {
        let text = Self.standard + "\n<term name=\"HEART\"><synonym>thorax</synonym></term>"
        let error = try #require(XMLText.failure { _ = try folder(text) })
        #expect(error.code == .ambiguousSynonym)
        #expect(error.line == 9)
        #expect(error.file == "layer0.xml")
    }

    @Test func ambiguousFingerprintSaysNothing() throws {
        let folder = try folder("<term name=\"A B\"/>\n<term name=\"B A\"/>")
        #expect(folder.fold("a b")?.term?.name == "A B")
        #expect(folder.fold("b b a") == nil)
    }

    @Test(arguments: [
        ("<term/>", DictionaryError.Code.missingAttribute, 2), (#"<term name=""/>"#, .missingAttribute, 2),
        ("\n<term name=\"A\"><synonym> </synonym></term>", .badTerm, 3), (#"<abbreviation from="A"/>"#, .missingAttribute, 2),
        ("<synonym>A</synonym>", .unknownElement, 2), (#"<term name="A"><term name="B"/></term>"#, .unknownElement, 2),
        (#"<term name="A" colour="red"/>"#, .unknownAttribute, 2), (#"<term name="A"><code scheme="SCT"/></term>"#, .missingAttribute, 2),
    ]) func wrongOnes(_ body: String, _ code: DictionaryError.Code, _ line: Int) throws {
        let error = try #require(XMLText.failure { _ = try XMLText.synonyms(body) })
        #expect(error.code == code)
        #expect(error.line == line)
        #expect(error.file == "words.xml")
    }

    @Test(arguments: [
        (#"<term name="A" parent="B"/>"#, DictionaryError.Code.unknownParent, 2), ("<term name=\"A\" parent=\"B\"/>\n<term name=\"B\" parent=\"A\"/>", .parentCycle, 2),
        (#"<term name="A" parent="A"/>"#, .parentCycle, 2),
        (#"<term name="A"><synonym when="Modality">B</synonym></term>"#, .badAttribute, 2),
        (#"<term name="A"><synonym enabled="maybe">B</synonym></term>"#, .badAttribute, 2),
    ]) func wrongTogether(_ body: String, _ code: DictionaryError.Code, _ line: Int) throws {
        let error = try #require(XMLText.failure { _ = try folder(body) })
        #expect(error.code == code)
        #expect(error.line == line)
        #expect(error.file == "layer0.xml")
    }

    @Test func aLayerMayNameAParentOfAnotherLayer() throws {
        let folder = try folder(Self.standard, #"<term name="DENS" parent="C-SPINE"/><term name="CHEST" parent="TRUNK"/><term name="TRUNK"/>"#)
        let dens = try #require(folder.fold("dens")?.term)
        #expect(folder.region(of: dens).name == "SPINE")
        let chest = try #require(folder.fold("thorax", granularity: .region)?.term)
        #expect(chest.name == "TRUNK")
        #expect(folder.fold("thorax")?.term?.codes.first?.value == "51185008", "a later layer that gives no code leaves it")
    }

    @Test(arguments: [
        (["Modality": "CR"], "SKULL"), (["Modality": " cr "], "SKULL"), (["Modality": "CT"], "HEAD"), ([:], "HEAD"),
        (["Modality": "DX", "Manufacturer": "AGFA"], "FACE"), (["Modality": "DX"], "SKULL"),
    ]) func entriesHoldInTheirContext(_ context: [String: String], _ term: String) throws {
        let body = """
            <term name="HEAD"><synonym>CAPUT</synonym></term>
            <term name="SKULL"><synonym when="Modality=CR|DX">HEAD</synonym><synonym when="Modality=CR|DX">Caput</synonym></term>
            <term name="FACE"><synonym when="Modality=DX; Manufacturer=Agfa">head</synonym></term>
            """
        #expect(try folder(body).fold("head", context: context)?.term?.name == term)
        #expect(try folder(Self.standard, body).fold("h.e.a.d", context: context)?.term?.name == term)
    }

    @Test func entriesThatAreSwitchedOffFoldNothing() throws {
        let folder = try folder(#"<term name="A"><synonym enabled="false">B</synonym><synonym enabled="true">C</synonym></term>"#)
        #expect(folder.fold("B") == nil)
        #expect(folder.fold("C")?.term?.name == "A")
    }

    @Test func theWordOrderOfEverySpellingCounts() throws {
        let folder = try folder(#"<term name="A"><synonym>FODICOM</synonym><synonym>FO DICOM</synonym></term>"#)
        #expect(folder.fold("dicom fo")?.term?.name == "A")
        #expect(folder.fold("dicom fo")?.step == .fingerprint)
    }

    @Test func fillersAreDroppedInTheLastStep() throws {
        let folder = try folder(Self.standard + #"<abbreviation from="CT" to="-"/>"#)
        #expect(folder.fold("CT chest")?.term?.name == "CHEST")
        #expect(folder.fold("CT chest")?.step == .abbreviation)
        #expect(folder.fold("CT") == nil, "a value of fillers alone says nothing")
    }

    @Test func wrongRoot() {
        #expect(XMLText.failure { _ = try SynonymDictionary(xml: Array("<words/>".utf8), file: "w.xml") }?.code == .wrongRoot)
    }

    /// Checking parents must not walk every chain from every term.
    @Test func longChainOfParents() throws {
        let count = 20_000
        let terms = (0..<count).map { "<term name=\"T\($0)\"" + ($0 + 1 < count ? " parent=\"T\($0 + 1)\"" : "") + "/>" }.joined()
        var loaded = 0
        let time = try ProcessorTime.measure { loaded = try folder(terms).layers[0].terms.count }
        #expect(loaded == count)
        #expect(time < .seconds(10))
    }
}

/// To put entries under a term of a layer below says nothing of the term's name.
struct NamedTermTests {
    private static let below = "<term name=\"SPINE\"/><term name=\"CTSPINE\"><synonym>CT SPINE</synonym></term><abbreviation from=\"CT\" to=\"-\"/>"

    private func folder(_ site: String) throws -> SynonymFolder {
        try SynonymFolder(name: "words", layers: [XMLText.synonyms(Self.below, file: "below.xml"), XMLText.synonyms(site, file: "site.xml")])
    }

    @Test func takesNoValueFromBelow() throws {
        let folder = try folder("<term name=\"SPINE\"><synonym>SPIINE</synonym></term>")
        #expect(folder.fold("CT SPINE")?.term?.name == "CTSPINE")
        #expect(folder.fold("SPINE")?.file == "below.xml")
        #expect(folder.fold("SPIINE")?.file == "site.xml")
        #expect(folder.fold("CT SPIINE")?.term?.name == "SPINE")
    }

    @Test func unlessItIsListedAsASynonym() throws {
        let folder = try folder("<term name=\"SPINE\"><synonym>SPINE</synonym></term>")
        #expect(folder.fold("SPINE")?.file == "site.xml")
        #expect(folder.fold("CT SPINE")?.term?.name == "SPINE")
    }

    @Test func aLayerStillMustNotContradictItself() {
        let error = XMLText.failure { _ = try folder("<term name=\"SPINE\"/><term name=\"OURS\"><synonym>Spine</synonym></term>") }
        #expect(error?.code == .ambiguousSynonym)
        #expect(error?.file == "site.xml")
    }
}
