import Dictionaries
import Testing

/// Languages as layers between the standard and the site.
struct FoldLanguageTests {
    static let words = """
        <term name="HEAD"><synonym>CRANIAL</synonym><synonym lang="hr">glava</synonym><synonym lang="de">Kopf</synonym></term>
        <term name="NECK"><synonym lang="hr">vrat</synonym></term>
        <term name="HIP"><synonym lang="hr">kuk</synonym><synonym lang="pt-BR">quadril</synonym></term>
        <term name="COCCYX"><synonym lang="de">kuk</synonym></term>
        <sentinel lang="hr">nema</sentinel>
        <sentinel>UNKNOWN</sentinel>
        <connector>AND</connector><connector lang="hr">i</connector>
        """

    private func folder(_ languages: FoldLanguages, site: String? = nil) throws -> SynonymFolder {
        let layers = [try XMLText.synonyms(Self.words, file: "shipped.xml")]
        return try SynonymFolder(name: "words", layers: layers, siteLayers: try site.map { [try XMLText.synonyms($0, file: "site.xml")] } ?? [], languages: languages)
    }

    @Test func onlyChosenLanguagesFold() throws {
        let croatian = try folder(FoldLanguages(["hr"]))
        #expect(croatian.fold("glava")?.layer == .language("hr"))
        #expect(croatian.fold("Kopf") == nil)
        #expect(croatian.fold("CRANIAL")?.layer == .standard)
        #expect(croatian.fold("nema")?.isSentinel == true)
        let none = try folder(FoldLanguages(["en"]))
        #expect(none.fold("glava") == nil)
        #expect(none.fold("nema") == nil)
        #expect(none.fold("unknown")?.isSentinel == true)
        #expect(none.fold("HEAD")?.term?.name == "HEAD")
    }

    @Test(arguments: [["pt"], ["pt-BR"], ["PT"]]) func regionsComeWithTheirLanguage(_ tags: [String]) throws {
        #expect(try folder(FoldLanguages(tags)).fold("quadril")?.term?.name == "HIP")
    }

    @Test func aWordThatLanguagesShare() throws {
        let words = #"<term name="RIGHT"><synonym lang="fr hr-HR">D</synonym><synonym lang="de en">R</synonym></term><term name="ROUND"><synonym lang="hr">d</synonym></term>"#
        #expect(XMLText.failure { _ = try SynonymFolder(name: "words", layers: [try XMLText.synonyms(words)]) }?.code == .ambiguousSynonym)
        func folder(_ tag: String) throws -> SynonymFolder {
            let words = #"<term name="RIGHT"><synonym lang="fr hr-HR">D</synonym><synonym lang="de en">R</synonym></term>"#
            return try SynonymFolder(name: "words", layers: [try XMLText.synonyms(words)], languages: FoldLanguages([tag]))
        }
        for tag in ["fr", "hr"] { #expect(try folder(tag).fold("D")?.term?.name == "RIGHT") }
        #expect(try folder("it").fold("D") == nil)
        #expect(try folder("it").fold("R")?.layer == .standard)
    }

    /// Connecting words are of a language, too.
    @Test func connectors() throws {
        #expect(try folder(.all).fold("glava i vrat")?.term?.name == "HEAD+NECK")
        #expect(try folder(FoldLanguages(["hr"])).fold("HEAD AND NECK")?.term?.name == "HEAD+NECK")
        #expect(try folder(FoldLanguages(["de"])).fold("HEAD I NECK") == nil)
    }

    @Test func aWordOfTwoLanguagesFoldsWhereOneIsOn() throws {
        let all = try folder(.all)
        #expect(all.fold("kuk") == nil)
        guard case .twoLanguages(let entries)? = all.obstacles(to: "KUK").first else { return #expect(Bool(false), "\(all.obstacles(to: "KUK"))") }
        #expect(entries.map(\.term) == ["HIP", "COCCYX"])
        #expect(try folder(FoldLanguages(["hr"])).fold("kuk")?.term?.name == "HIP")
        #expect(try folder(FoldLanguages(["de"])).fold("kuk")?.term?.name == "COCCYX")
    }

    @Test func theSiteBeatsLanguagesAndTheStandard() throws {
        let site = #"<term name="NECK"><synonym>GLAVA</synonym><synonym>cranial</synonym><synonym lang="de">Hals</synonym></term>"#
        let folder = try folder(FoldLanguages(["hr"]), site: site)
        #expect(folder.fold("glava")?.layer == .site)
        #expect(folder.fold("glava")?.term?.name == "NECK")
        #expect(folder.fold("CRANIAL")?.term?.name == "NECK")
        #expect(folder.fold("HEAD")?.layer == .standard)
        #expect(folder.fold("Hals") == nil, "a language that is off is off in the site's layer, too")
    }

    @Test func foldsTellTheirEntry() throws {
        let site = #"<term name="NECK"><synonym when="Modality=CR|DX">HEAD</synonym></term>"#
        let fold = try #require(try folder(.all, site: site).fold("head", context: ["Modality": "CR"]))
        #expect(fold.text == "HEAD")
        #expect("\(fold.condition)" == "Modality=CR|DX")
        #expect(fold.file == "site.xml")
        let parts = try #require(try folder(.all).fold("Glava i Vrat")).parts
        #expect(parts.map(\.text) == ["glava", "vrat"])
        #expect(parts.map(\.line) == [2, 3])
    }

    /// A word of a language takes no value that the standard layer has letter for letter.
    @Test func shippedWordsOfLanguagesTakeNothingFromTheStandard() throws {
        let set = try RealDictionaryTests.all.get()
        #expect(set.languages == ["cs", "da", "de", "es", "fi", "fr", "hr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sl", "sv", "tr", "vi"])
        for folder in set.synonyms.values {
            for layer in folder.layers {
                for term in layer.terms {
                    let standard = term.synonyms.filter { $0.isEnabled && $0.condition == .always && ["en", "la", nil].contains($0.language) }
                    for text in [term.name] + standard.map(\.text) {
                        let fold = try #require(folder.fold(text), "\(text)")
                        #expect(fold.layer == .standard, "\(folder.name): \(text)")
                        #expect(fold.term?.name == term.name)
                    }
                }
            }
        }
    }
}
