/// Takes a value apart into terms that the dictionary knows: `KNEE/LEG`, `thorax en abdomen`, `CHESTABDPELVIS`. All its
/// words must be used up, by as few pieces as can be. Where these can be cut in two ways that mean two things, the value
/// does not fold.
struct Combination {
    /// A term that some words of the value stand for.
    struct Piece {
        let term: Int
        let fold: Fold
    }

    /// The fold of some words by the steps before this one; nil for what stands for missing.
    typealias Folding = (FoldForm) -> Piece?

    let sets: TermSets
    let connectors: Connectors
    let words: FoldWords
    let piece: Folding

    /// A way to read some words.
    typealias Reading = [Piece]

    static let longestPiece = 6
    /// More ways than these to read a value, and nobody could tell which is right.
    private static let mostReadings = 64

    func fold(_ value: String) -> Fold? {
        guard let parts = ValuePieces(value, joining: connectors), !parts.isOpen else { return nil }
        let words = parts.words.map(\.text)
        guard !parts.runs.dropFirst().contains(where: { mayShareEnd(words, before: $0) }) else { return nil }
        var pieces: [Piece] = []
        for run in parts.runs {
            let readings = readings(of: words, in: run)?.filter(mayStandTogether)
            guard let readings, let first = readings.first else { return nil }
            let atoms = sets.atoms(of: first.map(\.term))
            guard readings.allSatisfy({ sets.atoms(of: $0.map(\.term)) == atoms }) else { return nil }
            pieces += first
        }
        guard pieces.count > 1 || !pieces.isEmpty && parts.runs.count > 1, let place = pieces.first?.fold,
            let term = sets.term(for: sets.atoms(of: pieces.map(\.term)))
        else { return nil }
        return Fold(term: term, step: .combination, layer: place.layer, file: place.file, line: place.line, text: place.text, parts: pieces.map(\.fold))
    }

    // MARK: Reading

    /// The ways to read a stretch of words with the fewest pieces; nil where words are left over, or there are too many.
    func readings(of words: [String], in run: Range<Int>) -> [Reading]? {
        // What can follow from each word on: nil where nothing can.
        var behind: [[Reading]?] = Array(repeating: nil, count: words.count + 1)
        behind[run.upperBound] = [[]]
        for start in run.reversed() {
            var ways: [Reading] = []
            func add(_ pieces: [Piece], then rest: Int) {
                guard let readings = behind[rest] else { return }
                ways += readings.map { pieces + $0 }
            }
            if self.words.isFiller(start, in: words) { add([], then: start + 1) }
            for end in start + 1...min(start + Combination.longestPiece, run.upperBound) {
                if let piece = piece(Array(words[start..<end])) { add([piece], then: end) }
            }
            for glued in glued(words[start]) { add(glued, then: start + 1) }
            guard let fewest = ways.map(\.count).min() else { continue }
            let best = ways.filter { $0.count == fewest }
            guard best.count <= Combination.mostReadings else { return nil }
            behind[start] = best
        }
        return behind[run.lowerBound]
    }

    func piece(_ words: [String]) -> Piece? {
        // Fillers stand between pieces, where they are looked at one by one; as a part of a name they count.
        guard let piece = piece(FoldForm(words: words)) else { return nil }
        return piece.fold.step == .abbreviation && words.indices.contains { self.words.isFiller($0, in: words) } ? nil : piece
    }

    // MARK: Standing together

    /// Whether the last word before a connector has a meaning of its own and another one with the end of what follows:
    /// in `LUMBAR AND SACRAL SPINE` the first is no lumbar region.
    func mayShareEnd(_ words: [String], before run: Range<Int>) -> Bool {
        guard run.lowerBound > 0, let alone = piece(FoldForm(words: [words[run.lowerBound - 1]])) else { return false }
        let behind = piece(FoldForm(words: Array(words[run])))
        let ends = (run.lowerBound + 1)..<max(run.lowerBound + 1, run.upperBound)
        return ends.contains { end in
            let shared = piece(FoldForm(words: [words[run.lowerBound - 1]] + words[end..<run.upperBound]))
            return shared.map { $0.term != alone.term && $0.term != behind?.term && $0.fold.step != .abbreviation } ?? false
        }
    }

    /// What nothing joins but a space, must belong together: `HEAD NECK`, but not `FEMUR NECK`, which is a part of one.
    func mayStandTogether(_ pieces: [Piece]) -> Bool {
        guard Set(pieces.map(\.term)).count > 1 else { return true }
        return !sharedGroups(pieces).isEmpty
    }

    private func sharedGroups(_ pieces: some Collection<Piece>) -> Set<String> {
        guard let first = pieces.first else { return [] }
        return pieces.dropFirst().reduce(sets.groups(of: first.term)) { $0.intersection(sets.groups(of: $1.term)) }
    }

    // MARK: Glued words

    private static let shortestGlued = 3
    private static let longestGlued = 32

    /// The ways to read one word as several that belong together: `CHESTABDPELVIS`. Only words of the standard layer are
    /// looked for, of three letters or more.
    func glued(_ word: String) -> [[Piece]] {
        let letters = Array(word.utf8)
        guard (2 * Combination.shortestGlued...Combination.longestGlued).contains(letters.count), letters.allSatisfy({ $0 < 0x80 }) else { return [] }
        var ways: [[Piece]] = []
        var open: [(place: Int, pieces: [Piece], afterPiece: Bool)] = [(0, [], false)]
        while let (place, pieces, afterPiece) = open.popLast(), ways.count <= Combination.mostReadings {
            if place == letters.count {
                if pieces.count > 1, afterPiece, !sharedGroups(pieces).isEmpty { ways.append(pieces) }
                continue
            }
            guard letters.count - place >= Combination.shortestGlued else { continue }
            for end in place + Combination.shortestGlued...letters.count {
                let text = String(decoding: letters[place..<end], as: UTF8.self)
                if afterPiece, connectors.isWord(text) { open.append((end, pieces, false)) }
                if let piece = piece(FoldForm(words: [text])), piece.fold.layer == .standard, !sets.groups(of: piece.term).isEmpty {
                    open.append((end, pieces + [piece], true))
                }
            }
        }
        return ways
    }
}
