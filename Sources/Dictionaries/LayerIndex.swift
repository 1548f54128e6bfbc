/// One layer's entries under each of the forms that the folding steps compare.
struct LayerIndex: Sendable {
    struct Entry: Sendable {
        /// Nil for a value that stands for missing.
        let term: SynonymDictionary.Term?
        let condition: FoldCondition
        let line: Int
        /// How many start tags come before its own.
        let tag: Int
        let isTerm: Bool
        /// Two entries with the same tokens in another order and with different terms: that form says nothing.
        var isAmbiguous = false
    }

    private var exact: [String: [Entry]] = [:]
    private var normalized: [String: [Entry]] = [:]
    private var fingerprints: [String: [Entry]] = [:]

    /// - Parameters:
    ///   - terms: each term as all layers define it, by name.
    ///   - below: names of terms that layers below have. To put entries under such a term says nothing of its name, which
    ///     must not take values from the entries below: SPINE of a site's layer would take CT SPINE from CTSPINE.
    /// - Throws: `DictionaryError` where a text stands under two terms in the same context.
    init(_ layer: SynonymDictionary, terms: [String: SynonymDictionary.Term], below: Set<String> = []) throws {
        for term in layer.terms where !below.contains(term.name) {
            try add(term.name, Entry(term: terms[term.name] ?? term, condition: .always, line: term.line, tag: term.tag, isTerm: true),
                layer.file)
        }
        for term in layer.terms {
            for synonym in term.synonyms where synonym.isEnabled {
                let entry = Entry(
                    term: terms[term.name] ?? term, condition: synonym.condition, line: synonym.line, tag: synonym.tag, isTerm: false)
                try add(synonym.text, entry, layer.file)
            }
        }
        for sentinel in layer.sentinels where sentinel.isEnabled {
            try add(
                sentinel.text, Entry(term: nil, condition: sentinel.condition, line: sentinel.line, tag: sentinel.tag, isTerm: false),
                layer.file)
        }
        for term in layer.terms where below.contains(term.name) {
            let entry = Entry(term: term, condition: .always, line: term.line, tag: term.tag, isTerm: true)
            _ = try other(term.name, entry, layer.file)
        }
    }

    private mutating func add(_ text: String, _ entry: Entry, _ file: String) throws {
        if exact[text]?.contains(where: { $0.condition == entry.condition }) != true { exact[text, default: []].append(entry) }
        let tokens = FoldKey.tokens(text)
        let key = tokens.joined()
        guard !key.isEmpty else { return }
        if try other(text, entry, file) == nil { normalized[key, default: []].append(entry) }
        // Also of a second spelling: `FODICOM` has no word order, `FO DICOM` has.
        addFingerprint(FoldKey.fingerprint(tokens), entry)
    }

    /// An entry that stands there already for the same text in the same context.
    /// - Throws: `DictionaryError` where it has another term.
    private func other(_ text: String, _ entry: Entry, _ file: String) throws -> Entry? {
        guard let other = normalized[FoldKey.normalized(text)]?.first(where: { $0.condition == entry.condition }) else { return nil }
        guard other.term?.name == entry.term?.name else {
            let names = [other, entry].map { $0.term?.name ?? "a value that stands for missing" }
            throw DictionaryError(
                .ambiguousSynonym, "“\(text)” stands for \(names[1]), but line \(other.line) gives it to \(names[0])", file: file,
                line: entry.line)
        }
        return other
    }

    private mutating func addFingerprint(_ fingerprint: String, _ entry: Entry) {
        guard let place = fingerprints[fingerprint]?.firstIndex(where: { $0.condition == entry.condition }) else {
            fingerprints[fingerprint, default: []].append(entry)
            return
        }
        if fingerprints[fingerprint]?[place].term?.name != entry.term?.name { fingerprints[fingerprint]?[place].isAmbiguous = true }
    }

    func find(
        _ value: String, in context: [String: String], abbreviations: [String: [String]]
    ) -> (entry: Entry, step: FoldStep)? {
        if let entry = best(exact[value], context) { return (entry, entry.isTerm ? .exact : .synonym) }
        let tokens = FoldKey.tokens(value)
        guard !tokens.isEmpty else { return nil }
        if let entry = best(normalized[tokens.joined()], context) { return (entry, .normalized) }
        if let entry = best(fingerprints[FoldKey.fingerprint(tokens)], context) { return (entry, .fingerprint) }
        let expanded = tokens.flatMap { abbreviations[$0] ?? [$0] }
        guard expanded != tokens, !expanded.isEmpty else { return nil }
        if let entry = best(normalized[expanded.joined()], context) { return (entry, .abbreviation) }
        if let entry = best(fingerprints[FoldKey.fingerprint(expanded)], context) { return (entry, .abbreviation) }
        return nil
    }

    /// The entry that holds in the context and asks for most of it; the first of several such.
    private func best(_ entries: [Entry]?, _ context: [String: String]) -> Entry? {
        guard let entries else { return nil }
        var best: Entry?
        for entry in entries where !entry.isAmbiguous && entry.condition.holds(in: context) {
            if entry.condition.weight > best?.condition.weight ?? -1 { best = entry }
        }
        return best
    }
}
