/// Finds the terms of a dictionary that a value which does not fold comes nearest to. For suggestions that a person judges;
/// folding itself never guesses.
public struct TermSearch: Sendable {
    /// A name of a term, a synonym, or a value that stands for missing.
    struct Spelling: Sendable {
        /// Nil for what stands for missing.
        let term: String?
        let text: String
        let letters: [UInt32]
        let counts: LetterCounts
        let words: Set<String>
    }

    let spellings: [Spelling]
    /// The words that abbreviations stand for.
    let listed: FoldWords
    /// Numbers of the spellings that have a word.
    let spellingsOfWord: [String: [Int]]
    /// By word; the fewer terms have it the heavier.
    let weights: [String: Double]
    /// That of a word which no term has: it may say anything, or nothing.
    let unknownWeight: Double

    /// Longer texts are not compared letter by letter.
    static let mostLetters = 64
    /// How many edits still leave two spellings near, the longer one having so many letters: 1 from 4 letters, 2 from 7, 3
    /// from 11.
    static func mostEdits(_ letters: Int) -> Int { letters < 4 ? 0 : (letters + 1) / 4 }

    /// - Parameter folder: all layers of the dictionary; of a spelling that several list, the latest counts.
    public init(_ folder: SynonymFolder) {
        listed = folder.words
        spellings = TermSearch.spellings(of: folder.layers, listed)
        var places: [String: [Int]] = [:]
        var terms: [String: Set<String?>] = [:]
        for (number, spelling) in spellings.enumerated() {
            for word in spelling.words {
                places[word, default: []].append(number)
                terms[word, default: []].insert(spelling.term)
            }
        }
        let count = Double(Set(spellings.map(\.term)).count)
        spellingsOfWord = places
        weights = terms.mapValues { TermSearch.logarithm(1 + count / Double($0.count)) }
        unknownWeight = TermSearch.logarithm(1 + count) / 2
    }

    private static func spellings(of layers: [SynonymDictionary], _ abbreviations: FoldWords) -> [Spelling] {
        var listed: Set<String> = []
        var spellings: [Spelling] = []
        for layer in layers.reversed() {
            var own: Set<String> = []
            for entry in LintEntry.all(of: layer) {
                let form = FoldForm.normalized(entry.text)
                guard !form.isEmpty, !listed.contains(form), entry.term != SuggestionDraft.placeholder else { continue }
                own.insert(form)
                let letters = form.unicodeScalars.map(\.value)
                spellings.append(
                    Spelling(
                        term: entry.term, text: entry.text, letters: letters,
                        counts: LetterCounts(letters.count <= mostLetters ? letters : []), words: words(entry.text, abbreviations)))
            }
            listed.formUnion(own)
        }
        return spellings
    }

    /// The words of a text with listed abbreviations replaced, and without fillers.
    static func words(_ text: String, _ abbreviations: FoldWords) -> Set<String> {
        let words = FoldKey.words(text)
        return Set(abbreviations.expanded(words) ?? words)
    }

    /// The nearest terms, at most three: by falling score, then by name; none when nothing is near.
    /// - Parameters:
    ///   - longest: the most characters that the attribute's representation allows; a value of that length may be cut off.
    ///   - evidence: what other attributes say.
    public func candidates(for value: String, longest: Int? = nil, evidence: [TermEvidence] = []) -> [TermCandidate] {
        var found: [String?: [(reason: TermCandidate.Reason, strength: Double)]] = [:]
        for (term, reason, strength) in similarSpellings(value, longest) { found[term, default: []].append((reason, strength)) }
        for (term, reason, strength) in sharedWords(value) { found[term, default: []].append((reason, strength)) }
        for (term, reason, strength) in strongest(evidence) { found[term, default: []].append((reason, strength)) }
        let candidates = found.map { TermCandidate($0, $1.filter { $0.strength >= 0.05 }) }.filter { $0.score >= TermCandidate.leastScore }
        return Array(candidates.sorted(by: TermSearch.comesFirst).prefix(3))
    }

    private static func comesFirst(_ a: TermCandidate, _ b: TermCandidate) -> Bool {
        if a.score != b.score { return a.score > b.score }
        // What stands for missing comes last.
        guard let first = a.term, let second = b.term else { return a.term != nil && b.term == nil }
        return first < second
    }

    /// Of the attributes that describe, the one that says it most often; and the studies.
    private func strongest(_ evidence: [TermEvidence]) -> [(String?, TermCandidate.Reason, Double)] {
        var descriptions: [String: (reason: TermCandidate.Reason, strength: Double)] = [:]
        var studies: [(String?, TermCandidate.Reason, Double)] = []
        for one in evidence where one.of > 0 {
            let share = Double(one.instances) / Double(one.of)
            switch one.source {
            case .study: studies.append((one.term, .study(instances: one.instances, of: one.of), 0.3 * share))
            case .description(let keyword):
                guard 0.5 * share > descriptions[one.term]?.strength ?? 0 else { continue }
                descriptions[one.term] = (.description(keyword, instances: one.instances, of: one.of), 0.5 * share)
            }
        }
        return descriptions.map { ($0, $1.reason, $1.strength) } + studies
    }
}
