import Dictionaries
import Testing

/// Which terms are near a value that does not fold.
struct TermSearchTests {
    private static let base = """
        <synonymDictionary name="body-parts">
          <term name="KNEE"><synonym>patella</synonym></term>
          <term name="SHOULDER"><synonym>left shoulder joint</synonym></term>
          <term name="LSPINE"><synonym>LUMBAR SPINE</synonym></term>
          <term name="TSPINE"><synonym>THORACIC SPINE</synonym></term>
          <term name="EXTREMITY"><synonym>LOWER EXTREMITIES</synonym></term>
          <term name="HIP"/>
          <abbreviation from="CT" to="-"/><abbreviation from="LUMB" to="LUMBAR"/>
          <sentinel>UNKNOWN</sentinel>
        </synonymDictionary>
        """

    private func search(_ layers: String...) throws -> TermSearch {
        let layers = try ([Self.base] + layers).enumerated().map { try SynonymDictionary(xml: Array($1.utf8), file: "\($0).xml") }
        return TermSearch(try SynonymFolder(name: "body-parts", layers: layers))
    }

    private func names(_ value: String, longest: Int? = nil, _ evidence: [TermEvidence] = []) throws -> [String] {
        try search().candidates(for: value, longest: longest, evidence: evidence).map { $0.term ?? "missing" }
    }

    @Test func aTypingError() throws {
        let found = try search().candidates(for: "SHUOLDER")
        #expect(found.map(\.term) == ["SHOULDER"])
        #expect(found[0].reasons == [.spelling("SHOULDER", edits: 1)])
        #expect(found[0].score == 0.83)  // 0.95 × 7/8
        #expect(try names("Pattela") == ["KNEE"])
        #expect(try names("HIB") == [], "three letters, of which one is another")
        #expect(try names("KNE") == ["KNEE"])
        #expect(try names("UNKNWON") == ["missing"])
    }

    @Test func nothingNear() throws {
        for value in ["QQQQ", "", "--", "7", String(repeating: "X", count: 10_000), "🙂", "CT"] { #expect(try names(value) == [], "\(value.prefix(9))") }
    }

    @Test func cutOffByTheRepresentation() throws {
        let search = try search()
        let cut = try #require(search.candidates(for: "LOWER EXTREMITIE", longest: 16).first)
        #expect(cut.term == "EXTREMITY")
        #expect(cut.reasons.first == .cutOff(of: "LOWER EXTREMITIES", at: 16))
        let begun = try #require(search.candidates(for: "LOWER EXTREM", longest: 16).first)
        #expect(begun.reasons.contains(.beginning(of: "LOWER EXTREMITIES")))
        #expect(begun.score < cut.score)
    }

    @Test func sharedWordsByRarity() throws {
        let found = try search().candidates(for: "CT LUMB SPINE ROUTINE")
        #expect(found.map(\.term) == ["LSPINE"])
        #expect(found[0].reasons == [.words(["LUMBAR", "SPINE"], of: "LUMBAR SPINE")])
        // The word of one term weighs more than that of two.
        let both = try search().candidates(for: "LUMBAR THORACIC SPINE")
        #expect(both.map(\.term) == ["LSPINE", "TSPINE"], "equal scores go by name")
        #expect(both[0].score == both[1].score)
    }

    @Test func otherAttributes() throws {
        func of(_ source: TermEvidence.Source, _ term: String, _ count: Int) -> TermEvidence { TermEvidence(source, term: term, instances: count, of: 10) }
        let strong = [of(.description("StudyDescription"), "HIP", 4), of(.description("SeriesDescription"), "HIP", 8), of(.study, "HIP", 5), of(.study, "KNEE", 10)]
        let found = try search().candidates(for: "XYZ", evidence: strong)
        #expect(found.map(\.term) == ["HIP", "KNEE"])
        #expect(found[0].reasons == [.description("SeriesDescription", instances: 8, of: 10), .study(instances: 5, of: 10)])
        #expect(found[0].score == 0.49)  // 1 − (1 − 0.4)(1 − 0.15)
        #expect(try names("XYZ", [of(.description("StudyDescription"), "HIP", 4)]) == [], "too little")
        // It adds to what the letters say.
        let both = try search().candidates(for: "KNEEE", evidence: [of(.description("StudyDescription"), "KNEE", 10)])
        #expect(both[0].score == 0.88)  // 1 − (1 − 0.95 × 4/5)(1 − 0.5)
        #expect(try names("XYZ", [TermEvidence(.study, term: "HIP", instances: 0, of: 0)]) == [])
    }

    @Test func atMostThree() throws {
        let terms = ["HIP", "KNEE", "LSPINE", "TSPINE"].map { TermEvidence(.description("StudyDescription"), term: $0, instances: 1, of: 1) }
        #expect(try names("XYZ", terms) == ["HIP", "KNEE", "LSPINE"])
    }

    @Test func theUpperLayerCounts() throws {
        let search = try search("<synonymDictionary name=\"body-parts\"><term name=\"OURS\"><synonym>patella</synonym></term></synonymDictionary>")
        #expect(search.candidates(for: "PATELLLA").map(\.term) == ["OURS"])
    }

    @Test func theSameEveryTime() throws {
        let first = try search().candidates(for: "THORACIC LUMBAR SPINE KNE")
        for _ in 0..<5 { #expect(try search().candidates(for: "THORACIC LUMBAR SPINE KNE") == first) }
    }

    @Test func termsNamedInText() throws {
        let folder = try SynonymFolder(name: "x", layers: [SynonymDictionary(xml: Array(Self.base.utf8), file: "a")])
        #expect(folder.terms(namedIn: "CT Lumbar-Spine W/O, then KNEE (Müller^Hans)") == ["LSPINE", "KNEE"])
        #expect(folder.terms(namedIn: "left shoulder joint") == ["SHOULDER"])
        #expect(folder.terms(namedIn: "unknown; ct; é") == [])
        #expect(folder.terms(namedIn: String(repeating: "A ", count: 40) + "KNEE") == [], "only the first words are looked at")
    }
}
