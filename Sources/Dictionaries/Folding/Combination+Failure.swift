extension Combination {
    /// Why a value that no entry folds as a whole cannot be taken apart either.
    func failure(of value: String) -> FoldObstacle? {
        guard let parts = ValuePieces(value, joining: connectors) else { return .tooLong }
        let words = parts.words.map(\.text)
        let unknown = parts.runs.flatMap { run in run.filter { !isKnown($0, words, in: run) } }
        guard unknown.isEmpty else { return .unknownWords(unknown.map { words[$0] }) }
        if words.indices.allSatisfy({ self.words.isFiller($0, in: words) }) { return .onlyFillers }
        guard !connectors.isEmpty else { return .severalTerms(parts.runs.flatMap { readings(of: words, in: $0)?.first.map(names) ?? [] }) }
        if parts.isOpen { return .openEnd }
        if let run = parts.runs.dropFirst().first(where: { mayShareEnd(words, before: $0) }) { return .sharedEnd(words[run.lowerBound - 1]) }
        return parts.runs.lazy.compactMap { failure(of: words, in: $0) }.first ?? .noEntry
    }

    private func failure(of words: [String], in run: Range<Int>) -> FoldObstacle? {
        // No pieces use all words up side by side; or there are too many ways.
        guard let all = readings(of: words, in: run), let any = all.first else { return .noEntry }
        let together = all.filter(mayStandTogether)
        guard let first = together.first else { return .apart(names(any)) }
        let other = together.first { sets.atoms(of: $0.map(\.term)) != sets.atoms(of: first.map(\.term)) }
        return other.map { .twoReadings(names(first), names($0)) }
    }

    private func names(_ reading: Reading) -> [String] { reading.compactMap { $0.fold.term?.name } }

    /// Whether a word is a filler, or belongs to some piece.
    private func isKnown(_ place: Int, _ words: [String], in run: Range<Int>) -> Bool {
        if self.words.isFiller(place, in: words) || !glued(words[place]).isEmpty { return true }
        for start in max(run.lowerBound, place - Combination.longestPiece + 1)...place {
            let ends = place + 1...min(start + Combination.longestPiece, run.upperBound)
            if ends.contains(where: { piece(Array(words[start..<$0])) != nil }) { return true }
        }
        return false
    }
}
