/// The entries of one file under each of the forms that the folding steps compare. Entries of languages that are
/// switched off are not in it.
struct LayerIndex: Sendable {
    struct Entry: Sendable {
        let text: String
        /// Its place among the file's terms; nil for a value that stands for missing.
        let term: Int?
        let condition: FoldCondition
        let language: String?
        let line: Int
        /// How many start tags come before its own.
        let tag: Int
        let isTerm: Bool
        var isExact = false
        var wordCount = 0
        /// Words of two languages have this form for two terms: it says nothing.
        var isAmbiguous = false
        /// Another term's entry has the same words in another order: without their order they say nothing.
        var isOrderAmbiguous = false
    }

    let layer: SynonymDictionary
    private(set) var entries: [Entry] = []
    /// Of the entries that have letters.
    private(set) var letterSums: [UInt64] = []
    private var normalized = EntryTable()
    /// By sorted words, where there are several.
    private var fingerprints = EntryTable()
    /// By the letters themselves: further spellings of a form, and punctuation, which has none.
    private var spellings = EntryTable()

    /// - Parameters:
    ///   - below: names of terms that layers below have. To put entries under such a term says nothing of its name, which
    ///     must not take values from the entries below: SPINE of a site's layer would take CT SPINE from CTSPINE.
    /// - Throws: `DictionaryError` where a text stands under two terms in the same context, unless these are words of two
    ///   languages.
    init(_ layer: SynonymDictionary, below: Set<String> = [], languages: FoldLanguages = .all) throws {
        self.layer = layer
        let count = layer.terms.reduce(layer.terms.count + layer.sentinels.count) { $0 + $1.synonyms.count }
        entries.reserveCapacity(count)
        normalized.reserve(count)
        fingerprints.reserve(count / 2)
        for (number, term) in layer.terms.enumerated() where !below.contains(term.name) { try add(Entry(term, number)) }
        for (number, term) in layer.terms.enumerated() {
            for synonym in term.synonyms where synonym.isEnabled && languages.contain(synonym.language) { try add(Entry(synonym, of: number)) }
        }
        for sentinel in layer.sentinels where sentinel.isEnabled && languages.contain(sentinel.language) { try add(Entry(sentinel, of: nil)) }
        for (number, term) in layer.terms.enumerated() where below.contains(term.name) { try check(Entry(term, number)) }
    }

    func termName(_ entry: Entry) -> String? { entry.term.map { layer.terms[$0].name } }
}

// MARK: - Making
extension LayerIndex {
    private mutating func add(_ new: Entry) throws {
        let form = FoldForm(new.text)
        let number = Int32(truncatingIfNeeded: entries.count)
        entries.append(new)
        entries[Int(number)].wordCount = form.words.count
        if !form.words.isEmpty { letterSums.append(form.letterSum) }
        guard !form.words.isEmpty, !new.isExact else { return try addSpelling(new, number) }
        // Also of a second spelling: `FODICOM` has no word order, `FO DICOM` has.
        if form.words.count > 1 { try addFingerprint(FoldKey.fingerprint(form.words), new, number) }
        let first = normalized.first(form.normalized, or: number)
        guard first != number else { return }
        guard let other = normalized.find(from: first, where: { entries[$0].condition == new.condition }) else {
            try checkContexts(new, normalized, behind: first)
            return normalized.add(number, behind: first)
        }
        if isSameTerm(entries[other], new) {
            if entries[other].text != new.text { try addSpelling(new, number) }
        } else if LayerIndex.areOfTwoLanguages(entries[other], new) {
            normalized.add(number, behind: first)
            var sharing: [Int] = []
            normalized.forEach(form.normalized) { sharing.append($0) }
            for place in sharing where entries[place].condition == new.condition { entries[place].isAmbiguous = true }
        } else {
            throw collision(of: new, with: entries[other])
        }
    }

    /// A name of a term that is not indexed must not stand under another term either.
    private func check(_ name: Entry) throws {
        let form = FoldForm(name.text)
        guard !form.words.isEmpty else { return }
        var other: Int?
        normalized.forEach(form.normalized) { place in if entries[place].condition == name.condition { other = other ?? place } }
        if let other, !isSameTerm(entries[other], name) { throw collision(of: name, with: entries[other]) }
    }

    /// Entries of one form are looked at one by one.
    static let mostContexts = 256

    private func checkContexts(_ new: Entry, _ table: EntryTable, behind first: Int32) throws {
        guard table.count(behind: first) + 1 >= LayerIndex.mostContexts else { return }
        throw DictionaryError(
            .tooLarge, "“\(new.text)” stands in more than \(LayerIndex.mostContexts) contexts", file: layer.file, line: new.line)
    }

    private mutating func addSpelling(_ new: Entry, _ number: Int32) throws {
        let first = spellings.first(new.text, or: number)
        guard first != number else { return }
        guard let other = spellings.find(from: first, where: { entries[$0].condition == new.condition }) else {
            try checkContexts(new, spellings, behind: first)
            return spellings.add(number, behind: first)
        }
        if !isSameTerm(entries[other], new) { throw collision(of: new, with: entries[other]) }
    }

    private mutating func addFingerprint(_ fingerprint: String, _ new: Entry, _ number: Int32) throws {
        let first = fingerprints.first(fingerprint, or: number)
        guard first != number else { return }
        guard let other = fingerprints.find(from: first, where: { entries[$0].condition == new.condition }) else {
            try checkContexts(new, fingerprints, behind: first)
            return fingerprints.add(number, behind: first)
        }
        if !isSameTerm(entries[other], new) { entries[other].isOrderAmbiguous = true }
    }

    private func isSameTerm(_ a: Entry, _ b: Entry) -> Bool { a.term == b.term || termName(a) == termName(b) }

    static func areOfTwoLanguages(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b, !FoldLayer.isStandard(a), !FoldLayer.isStandard(b) else { return false }
        return FoldLanguages.primaries(a).isDisjoint(with: FoldLanguages.primaries(b))
    }

    private static func areOfTwoLanguages(_ a: Entry, _ b: Entry) -> Bool { areOfTwoLanguages(a.language, b.language) }

    private func collision(of new: Entry, with other: Entry) -> DictionaryError {
        let names = [other, new].map { termName($0) ?? "a value that stands for missing" }
        return DictionaryError(
            .ambiguousSynonym, "“\(new.text)” stands for \(names[1]), but line \(other.line) gives it to \(names[0])", file: layer.file,
            line: new.line)
    }
}

// MARK: - Finding
extension LayerIndex {
    typealias Found = (entry: Entry, step: FoldStep)

    func find(_ form: FoldForm, in context: FoldContext, words: FoldWords) -> Found? {
        if let entry = spelt(form, context) { return (entry, entry.isTerm ? .exact : .synonym) }
        guard !form.words.isEmpty else { return nil }
        if let entry = best(normalized, form.normalized, context, where: { !$0.isAmbiguous }) {
            guard let other = otherwise(form, entry, context, words) else { return (entry, .normalized) }
            return other.isWhole ? (other.entry, .abbreviation) : nil
        }
        if let entry = sorted(form.words, context) { return (entry, .fingerprint) }
        return expanded(form, context, words).map { ($0.entry, .abbreviation) }
    }

    /// The entry of those letters.
    private func spelt(_ form: FoldForm, _ context: FoldContext) -> Entry? {
        best(normalized, form.normalized, context) { !$0.isAmbiguous && $0.text == form.text }
            ?? best(spellings, form.text, context) { _ in true }
    }

    private func sorted(_ words: [String], _ context: FoldContext) -> Entry? {
        let fingerprint = FoldKey.fingerprint(words)
        // One word in several: KNEE KNEE.
        if words.count > 1, let entry = best(fingerprints, fingerprint, context, where: { !$0.isOrderAmbiguous }) { return entry }
        return words.count > 1 && Set(words).count == 1 ? best(normalized, fingerprint, context) { !$0.isAmbiguous } : nil
    }

    /// The entry for the words with all replacements, and whether it has these very words.
    private func expanded(_ form: FoldForm, _ context: FoldContext, _ words: FoldWords) -> (entry: Entry, isWhole: Bool)? {
        guard let expanded = words.expanded(form.words).map({ FoldForm(words: $0) }) else { return nil }
        let sorted = sorted(expanded.words, context)
        guard let entry = best(normalized, expanded.normalized, context, where: { !$0.isAmbiguous }) ?? sorted else { return nil }
        return (entry, entry.wordCount == expanded.words.count || sorted.map { isSameTerm($0, entry) } ?? false)
    }

    /// Another term that a value stands for without its fillers, where its words are cut otherwise than those of the
    /// entry that they make when they are put together: `CT SPINE` is the spine, though CTSPINE is its cervico-thoracic
    /// part.
    private func otherwise(
        _ form: FoldForm, _ entry: Entry, _ context: FoldContext, _ words: FoldWords
    ) -> (entry: Entry, isWhole: Bool)? {
        guard form.words.count != entry.wordCount, let other = expanded(form, context, words), !isSameTerm(entry, other.entry) else { return nil }
        return other
    }

    /// The entry that holds in the context and asks for most of it; the first of several such.
    private func best(_ table: EntryTable, _ form: String, _ context: FoldContext, where isWanted: (Entry) -> Bool) -> Entry? {
        var best: Entry?
        table.forEach(form) { place in
            let entry = entries[place]
            if isWanted(entry), entry.condition.holds(in: context), entry.condition.weight > best?.condition.weight ?? -1 { best = entry }
        }
        return best
    }
}

extension LayerIndex.Entry {
    fileprivate init(_ term: SynonymDictionary.Term, _ number: Int) {
        self.init(text: term.name, term: number, condition: .always, language: nil, line: term.line, tag: term.tag, isTerm: true,
            isExact: term.isExact)
    }

    fileprivate init(_ synonym: SynonymDictionary.Synonym, of term: Int?) {
        self.init(
            text: synonym.text, term: term, condition: synonym.condition, language: synonym.language, line: synonym.line, tag: synonym.tag,
            isTerm: false, isExact: synonym.isExact)
    }
}
