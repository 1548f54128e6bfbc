import Dictionaries
import Testing

/// Why values do not fold.
struct FoldObstacleTests {
    static let words = """
        <term name="HEAD" group="top"><synonym when="Modality=CR">CAPUT</synonym></term>
        <term name="NECK" group="top"><synonym enabled="false">COLLUM</synonym><synonym lang="hr">vrat</synonym></term>
        <term name="FEMUR"/><term name="LUMBAR"/><term name="LUMBAR SPINE"/><term name="SACRAL SPINE"/>
        <term name="C" exact="true"><synonym exact="true">C+</synonym></term>
        <term name="A B"/><term name="B A"/>
        <sentinel when="Modality=US">none given</sentinel>
        <abbreviation from="CT" to="-"/>
        <connector>AND</connector><connector>/</connector>
        """

    private func folder(_ languages: FoldLanguages = .all) throws -> SynonymFolder {
        try SynonymFolder(name: "words", layers: [try XMLText.synonyms(Self.words)], languages: languages)
    }

    private func obstacle(_ value: String, _ languages: FoldLanguages = .all) throws -> String {
        try folder(languages).obstacles(to: value).map { obstacle in
            switch obstacle {
            case .noWords: "noWords"
            case .switchedOff(let entry): "switchedOff \(entry.text) \(entry.line)"
            case .otherLanguage(let entry): "otherLanguage \(entry.language ?? "")"
            case .otherContext(let entry): "otherContext \(entry.term ?? "-") \(entry.condition)"
            case .otherLetters(let entry): "otherLetters \(entry.text)"
            case .twoLanguages(let entries): "twoLanguages \(entries.map(\.text))"
            case .twoOrders(let entries): "twoOrders \(entries.map(\.text))"
            case .unknownWords(let words): "unknown \(words.joined(separator: " "))"
            case .onlyFillers: "onlyFillers"
            case .noEntry: "noEntry"
            case .severalTerms(let terms): "several \(terms.joined(separator: " "))"
            case .tooLong: "tooLong"
            case .openEnd: "openEnd"
            case .apart(let terms): "apart \(terms.joined(separator: " "))"
            case .twoReadings(let one, let other): "readings \(one) \(other)"
            case .sharedEnd(let word): "sharedEnd \(word)"
            }
        }.joined(separator: "; ")
    }

    @Test(arguments: [
        ("---", "noWords"), ("caput", "otherContext HEAD Modality=CR"), ("NONE GIVEN", "otherContext - Modality=US"), ("Collum", "switchedOff COLLUM 3"),
        ("CT foo NECK bar", "unknown FOO BAR"), ("HEAD AND", "openEnd"), ("HEAD AND AND NECK", "openEnd"), ("CT", "onlyFillers"), ("FEMUR NECK", "apart FEMUR NECK"),
        ("LUMBAR AND SACRAL SPINE", "sharedEnd LUMBAR"), ("FEMUR / foo", "unknown FOO"), (String(repeating: "HEAD AND ", count: 30), "tooLong"),
        ("HEAD", ""), ("FEMUR AND NECK", ""),
    ]) func obstacles(_ value: String, _ expected: String) throws { #expect(try obstacle(value) == expected) }

    @Test func languages() throws {
        #expect(try obstacle("Vrat", FoldLanguages(["de"])) == "otherLanguage hr")
        #expect(try obstacle("Vrat") == "")
    }

    @Test func aDictionaryWithoutConnectors() throws {
        let folder = try SynonymFolder(name: "words", layers: [try XMLText.synonyms("<term name=\"ONE\"/><term name=\"TWO\"/>")])
        #expect(folder.obstacles(to: "two one") == [.severalTerms(["TWO", "ONE"])])
        #expect(folder.obstacles(to: "two three") == [.unknownWords(["THREE"])])
    }

    /// Whatever real dictionaries are asked, there is a reason.
    @Test(arguments: ["", " ", "\u{0}", "éé", "a\\b", "LEFT", "RT KNEE", "HEAD AND AND", "SPINE OF SHOULDER", "12", "𝔎", "CT", "W/O", String(repeating: "x ", count: 500)])
    func hostile(_ value: String) throws {
        for folder in try RealDictionaryTests.all.get().synonyms.values where folder.fold(value) == nil {
            #expect(!folder.obstacles(to: value).isEmpty, "\(folder.name)")
        }
    }
}
