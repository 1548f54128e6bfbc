import Testing

@testable import TagPluginKit

@Suite("Defined terms")
struct DefinedTermsTests {
    private let terms = DefinedTerms(["T1", "T2", "T2_STAR", "MAX_IP", "NONE"], synonyms: ["MIP": "MAX_IP", "T1W": "T1", "T2": "T1"])

    @Test("case, spaces and punctuation do not count, but are told", arguments: [
        ("MAX_IP", "MAX_IP", true), ("max ip", "MAX_IP", false), ("MaxIP", "MAX_IP", false), ("T2_STAR", "T2_STAR", true), ("NONE", "NONE", true),
    ])
    func spellings(text: String, term: String, isExact: Bool) {
        #expect(terms.match(text) == DefinedTerms.Match(term: term, isExact: isExact))
    }

    @Test("other words for a term are found, but no word takes the place of a term")
    func synonyms() {
        #expect(terms.match("mip")?.term == "MAX_IP")
        #expect(terms.match("t1w")?.term == "T1")
        #expect(terms.match("T2")?.term == "T2")
    }

    @Test("the asterisk of T2* is a part of the name")
    func asterisk() {
        #expect(terms.match("T2*")?.term == "T2_STAR")
    }

    @Test("what is no term is not found", arguments: ["", "T3", "__", "MAX IP 2", String(repeating: "T", count: 10_000)])
    func others(text: String) {
        #expect(terms.match(text) == nil)
    }
}
