import Glibc

extension TermSearch {
    typealias Found = (term: String?, reason: TermCandidate.Reason, strength: Double)

    /// For each term its spelling that the value resembles most, letter by letter.
    func similarSpellings(_ value: String, _ longest: Int?) -> [Found] {
        let letters = FoldForm.normalized(value).unicodeScalars.map(\.value)
        guard !letters.isEmpty, letters.count <= TermSearch.mostLetters else { return [] }
        let counts = LetterCounts(letters)
        let isCutOff = longest.map { value.count >= $0 } ?? false
        var best: [String?: Found] = [:]
        func offer(_ found: Found) { if found.strength > best[found.term]?.strength ?? 0 { best[found.term] = found } }
        for spelling in spellings where spelling.letters.count <= TermSearch.mostLetters {
            if letters.count >= 3, spelling.letters.count > letters.count, spelling.letters.starts(with: letters) {
                let share = Double(letters.count) / Double(spelling.letters.count)
                offer(
                    isCutOff
                        ? (spelling.term, .cutOff(of: spelling.text, at: value.count), 0.9)
                        : (spelling.term, .beginning(of: spelling.text), 0.8 * share))
            }
            let length = max(letters.count, spelling.letters.count)
            let limit = TermSearch.mostEdits(length)
            guard limit > 0, abs(letters.count - spelling.letters.count) <= limit, counts.leastDistance(to: spelling.counts) <= limit,
                let edits = EditDistance.damerauLevenshtein(letters, spelling.letters, limit: limit)
            else { continue }
            offer((spelling.term, .spelling(spelling.text, edits: edits), 0.95 * (1 - Double(edits) / Double(length))))
        }
        return Array(best.values)
    }

    /// For each term the spelling that has the heaviest share of words in common with the value.
    func sharedWords(_ value: String) -> [Found] {
        let own = TermSearch.words(value, listed)
        let numbers = Set(own.flatMap { spellingsOfWord[$0] ?? [] }).sorted()
        var best: [String?: Found] = [:]
        for number in numbers {
            let spelling = spellings[number]
            // Sums are made in one order, so that they are always the same.
            let shared = own.intersection(spelling.words).sorted()
            let common = weight(shared)
            let extra = weight(own.subtracting(spelling.words).sorted()), missing = weight(spelling.words.subtracting(own).sorted())
            let share = common / (common + 0.4 * extra + missing)
            guard 0.8 * share > best[spelling.term]?.strength ?? 0 else { continue }
            best[spelling.term] = (spelling.term, .words(shared, of: spelling.text), 0.8 * share)
        }
        return Array(best.values)
    }

    private func weight(_ words: [String]) -> Double { words.reduce(0) { $0 + (weights[$1] ?? unknownWeight) } }

    static func logarithm(_ value: Double) -> Double { log(value) }
}
