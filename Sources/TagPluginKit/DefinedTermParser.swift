/// Parses an attribute that holds one of a few terms that the standard defines, into one column of labels.
///
/// Case, spaces and punctuation do not count (`2d`, `MAX-IP`), and other words for a term may be listed; both are repairs.
/// What is no term is rejected.
public struct DefinedTermParser: TagParser {
    public let claim: Claim
    private let column: LabelColumn
    private let terms: DefinedTerms

    /// - Parameters:
    ///   - path: the tag, and the name of the column.
    ///   - terms: the terms, as the standard writes them.
    ///   - synonyms: other words that files hold, with the term that they mean.
    public init(_ path: String, _ terms: [String], synonyms: [String: String] = [:], _ summary: String) {
        var claim = Claim()
        claim.claimed(path)
        column = claim.label(path, summary)
        self.claim = claim
        self.terms = DefinedTerms(terms, synonyms: synonyms)
    }

    public func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let list = input.texts()
        let texts = list.elements.filter { !$0.isEmpty }
        let found = texts.compactMap { terms.match($0) }
        guard let first = found.first, found.count == texts.count else {
            if let rule = input.sentinel() { return answer.missing(rule) }
            throw Rejection(texts.count > 1 && !found.isEmpty ? "several values, not all of them defined terms" : "not a defined term")
        }
        guard Set(found.map(\.term)).count == 1 else { throw .severalValues }
        answer.repaired(list.repairs)
        if found.count > 1 { answer.repaired(SyntaxRepairs.repeatedValue) }
        if found.contains(where: { !$0.isExact }) { answer.repaired(DefinedTerms.spellingRule) }
        answer.label(column, first.term)
    }
}

/// A few terms, found whatever the case, spaces and punctuation.
public struct DefinedTerms: Sendable {
    public struct Match: Sendable, Hashable {
        /// As the standard writes it.
        public let term: String
        /// Whether the text was spelt so.
        public let isExact: Bool
    }

    /// The rule by which another spelling is read.
    public static let spellingRule = "another spelling of a defined term"

    private let terms: [String: String]

    /// - Parameter synonyms: other words, with the term that they mean.
    public init(_ terms: [String], synonyms: [String: String] = [:]) {
        var all: [String: String] = [:]
        for (word, term) in synonyms { all[Self.key(word)] = term }
        for term in terms { all[Self.key(term)] = term }
        self.terms = all
    }

    /// - Returns: nil when the text is none of the terms.
    public func match(_ text: String) -> Match? {
        guard text.utf8.count <= Self.longest, let term = terms[Self.key(text)] else { return nil }
        return Match(term: term, isExact: term == text)
    }

    private static let longest = 256

    /// Letters and digits, in upper case; the asterisk of `T2*` is a letter of its name.
    private static func key(_ text: String) -> String {
        text.uppercased().reduce(into: "") { key, letter in
            if letter == "*" { key += "STAR" } else if letter.isLetter || letter.isNumber { key.append(letter) }
        }
    }
}
