/// Why a value does not fold.
public enum FoldObstacle: Hashable, Sendable {
    /// An entry that would fold it, if something were not.
    public struct Entry: Hashable, Sendable {
        public let text: String
        /// Nil for a value that stands for missing.
        public let term: String?
        public let language: String?
        public let condition: FoldCondition
        public let file: String
        public let line: Int
    }

    /// It has neither letters nor digits, and no entry is spelt like it.
    case noWords
    /// The entry is switched off.
    case switchedOff(Entry)
    /// The entry is of a language that is not among the chosen ones.
    case otherLanguage(Entry)
    /// The entry holds in other contexts.
    case otherContext(Entry)
    /// The entry folds letter for letter alone, and the value has other letters.
    case otherLetters(Entry)
    /// Words of two languages that stand for different terms.
    case twoLanguages([Entry])
    /// The same words in another order stand for different terms.
    case twoOrders([Entry])
    /// Words that no part of the value makes sense with.
    case unknownWords([String])
    /// All its words are fillers, which name no term.
    case onlyFillers
    /// Its words are known in some piece each, but no entries have all of them.
    case noEntry
    /// The terms of its parts are known, but the dictionary takes no values apart.
    case severalTerms([String])
    /// It is too long to be taken apart.
    case tooLong
    /// A connecting word stands at an end, or two stand side by side.
    case openEnd
    /// The terms of its parts share no group, and nothing joins them: one may be a part of the other.
    case apart([String])
    /// It can be read in several ways that mean different things, of which these are two.
    case twoReadings([String], [String])
    /// The word before a connector means one thing alone, and another one with the end of what follows.
    case sharedEnd(String)
}

extension SynonymFolder {
    /// Why a value does not fold; none where it does.
    /// - Parameter context: values of other attributes by keyword.
    public func obstacles(to value: String, context: [String: String] = [:]) -> [FoldObstacle] {
        guard fold(value, context: context) == nil else { return [] }
        let context = self.context(context)
        let form = FoldForm(value)
        guard !form.words.isEmpty else { return [.noWords] }
        let own = obstacles(to: form, context)
        return own.isEmpty ? [combination(context).failure(of: value)].compactMap { $0 } : own
    }

    /// Entries for the whole value that do not count.
    private func obstacles(to form: FoldForm, _ context: FoldContext) -> [FoldObstacle] {
        var (obstacles, alike, sorted): ([FoldObstacle], [FoldObstacle.Entry], [FoldObstacle.Entry]) = ([], [], [])
        let fingerprint = form.words.count > 1 ? FoldKey.fingerprint(form.words) : nil
        for (entry, isEnabled, isExact) in allEntries {
            let words = FoldKey.words(entry.text)
            let isAlike = words.joined() == form.normalized
            guard isAlike || words.count > 1 && FoldKey.fingerprint(words) == fingerprint else { continue }
            if !isEnabled {
                if entry.term != SuggestionDraft.placeholder { obstacles.append(.switchedOff(entry)) }
            } else if !languages.contain(entry.language) {
                obstacles.append(.otherLanguage(entry))
            } else if !entry.condition.holds(in: context) {
                obstacles.append(.otherContext(entry))
            } else if isExact {
                if isAlike { obstacles.append(.otherLetters(entry)) }
            } else if isAlike {
                alike.append(entry)
            } else {
                sorted.append(entry)
            }
        }
        if Set(alike.map(\.term)).count > 1 { obstacles.append(.twoLanguages(alike)) }
        if Set(sorted.map(\.term)).count > 1 { obstacles.append(.twoOrders(sorted)) }
        return obstacles
    }

    /// Those that are switched off, too. Names of terms are not among them: they always fold.
    private var allEntries: [(entry: FoldObstacle.Entry, isEnabled: Bool, isExact: Bool)] {
        layers.flatMap { layer in
            func entries(_ synonyms: [SynonymDictionary.Synonym], _ term: String?) -> [(FoldObstacle.Entry, Bool, Bool)] {
                synonyms.map { synonym in
                    let entry = FoldObstacle.Entry(
                        text: synonym.text, term: term, language: synonym.language, condition: synonym.condition, file: layer.file, line: synonym.line)
                    return (entry, synonym.isEnabled, synonym.isExact)
                }
            }
            return layer.terms.flatMap { entries($0.synonyms, $0.name) } + entries(layer.sentinels, nil)
        }
    }
}
