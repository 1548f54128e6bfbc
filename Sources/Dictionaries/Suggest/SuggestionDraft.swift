/// A synonym dictionary of suggestions. Each is an entry that is switched off until a person accepts it; what was accepted,
/// skipped or written by hand before stays as it is.
package struct SuggestionDraft: Sendable {
    /// What a value may come to stand for.
    package enum Target: Hashable, Sendable {
        case term(String)
        case missing
        /// No near term is known: a person has to name one.
        case open
    }

    /// The term of entries that have no near one. It holds nothing but what waits for a better place.
    package static let placeholder = "NO NEAR TERM"
    private static let skippedMark = "skipped in review"

    package private(set) var dictionary: SynonymDictionary
    /// Terms that the layers below know: naming one says nothing of itself.
    private let known: Set<String>
    /// Where each entry's form stands: a value folds by its form, so that two entries of one form are one.
    private var places: [String: Place] = [:]

    private enum Place {
        case synonym(term: Int, number: Int)
        case sentinel(Int)
    }

    /// A draft without entries.
    /// - Parameter folder: the dictionary that it shall be laid over.
    package init(over folder: SynonymFolder, tag: String, file: String) {
        known = SuggestionDraft.terms(of: folder.layers)
        dictionary = SynonymDictionary(name: folder.name, file: file)
        dictionary.version = "1"
        dictionary.comments = [
            "A draft by tagfold dictionary suggest. Entries that are switched off fold nothing: accept one by taking "
                + "enabled=\"false\" away. It holds values of files, which may identify patients: keep it inside the hospital."
        ]
        dictionary.sources = [SynonymDictionary.Line(text: "tagfold dictionary suggest")]
        dictionary.attributes = [SynonymDictionary.Line(text: tag)]
    }

    /// Goes on with a dictionary that is there already.
    /// - Parameter folder: the dictionary that it is laid over, with or without it.
    package init(continuing dictionary: SynonymDictionary, over folder: SynonymFolder) {
        known = SuggestionDraft.terms(of: folder.layers.filter { $0.file != dictionary.file })
        self.dictionary = dictionary
        index()
    }

    private static func terms(of layers: [SynonymDictionary]) -> Set<String> { Set(layers.flatMap(\.terms).map(\.name)) }

    private mutating func index() {
        places.removeAll(keepingCapacity: true)
        // Of several entries one that is switched on counts.
        func note(_ entry: SynonymDictionary.Synonym, _ place: Place) {
            let form = SuggestionDraft.form(entry.text)
            if places[form] == nil || entry.isEnabled { places[form] = place }
        }
        for (term, one) in dictionary.terms.enumerated() {
            for (number, synonym) in one.synonyms.enumerated() { note(synonym, .synonym(term: term, number: number)) }
        }
        for (number, sentinel) in dictionary.sentinels.enumerated() { note(sentinel, .sentinel(number)) }
    }

    /// What a value folds by; itself where it has neither letters nor digits.
    package static func form(_ text: String) -> String {
        let form = FoldForm.normalized(text)
        return form.isEmpty ? text : form
    }

    /// The words that a value folds by in any order.
    package static func words(_ text: String) -> String {
        let tokens = FoldKey.words(text)
        return tokens.isEmpty ? text : FoldKey.fingerprint(tokens)
    }

    private subscript(place: Place) -> SynonymDictionary.Synonym {
        get {
            switch place {
            case .synonym(let term, let number): dictionary.terms[term].synonyms[number]
            case .sentinel(let number): dictionary.sentinels[number]
            }
        }
        set {
            switch place {
            case .synonym(let term, let number): dictionary.terms[term].synonyms[number] = newValue
            case .sentinel(let number): dictionary.sentinels[number] = newValue
            }
        }
    }

    private func entry(_ text: String) -> SynonymDictionary.Synonym? { places[SuggestionDraft.form(text)].map { self[$0] } }

    package func contains(_ text: String) -> Bool { entry(text) != nil }
    package func isAccepted(_ text: String) -> Bool { entry(text)?.isEnabled == true }
    package func isSkipped(_ text: String) -> Bool { entry(text)?.comments.contains(SuggestionDraft.skippedMark) == true }

    private var entries: [SynonymDictionary.Synonym] { dictionary.terms.flatMap(\.synonyms) + dictionary.sentinels }
    package var acceptedCount: Int { entries.count(where: \.isEnabled) }
    package var waitingCount: Int { entries.count { !$0.isEnabled } }

    // MARK: Changes

    /// Adds an entry that is switched off. Nothing happens where the value stands already.
    /// - Parameter comment: what is said above it.
    package mutating func add(_ text: String, to target: Target, when condition: FoldCondition = .always, comment: String) {
        guard !contains(text) else { return }
        insert(SynonymDictionary.Synonym(
            text: text, language: nil, condition: condition, isEnabled: false, comments: [SuggestionDraft.inComment(comment)]), target)
    }

    /// Switches an entry on, under the term that a person chose. What is said above it stays.
    package mutating func accept(_ text: String, as target: Target) {
        guard let place = places[SuggestionDraft.form(text)] else { return }
        let old = self[place]
        let entry = SynonymDictionary.Synonym(
            text: old.text, language: old.language, condition: old.condition, isEnabled: true,
            comments: old.comments.filter { $0 != SuggestionDraft.skippedMark })
        guard self.target(place) != target else { return self[place] = entry }
        remove(place)
        index()
        insert(entry, target)
    }

    private func target(_ place: Place) -> Target {
        guard case .synonym(let term, _) = place else { return .missing }
        let name = dictionary.terms[term].name
        return name == SuggestionDraft.placeholder ? .open : .term(name)
    }

    /// Leaves an entry switched off, and says that a person has seen it.
    package mutating func skip(_ text: String) {
        guard let place = places[SuggestionDraft.form(text)] else { return }
        let old = self[place]
        let comments = old.comments.filter { $0 != SuggestionDraft.skippedMark } + [SuggestionDraft.skippedMark]
        self[place] = SynonymDictionary.Synonym(
            text: old.text, language: old.language, condition: old.condition, isEnabled: false, comments: comments)
    }

    private mutating func insert(_ entry: SynonymDictionary.Synonym, _ target: Target) {
        let form = SuggestionDraft.form(entry.text)
        switch target {
        case .missing:
            places[form] = .sentinel(dictionary.sentinels.count)
            dictionary.sentinels.append(entry)
        case .term(let name): insert(entry, form, underTerm: name)
        case .open: insert(entry, form, underTerm: SuggestionDraft.placeholder)
        }
    }

    private mutating func insert(_ entry: SynonymDictionary.Synonym, _ form: String, underTerm name: String) {
        let number = term(name)
        places[form] = .synonym(term: number, number: dictionary.terms[number].synonyms.count)
        dictionary.terms[number].synonyms.append(entry)
    }

    /// Takes an entry out, and with it a term that then says nothing more.
    private mutating func remove(_ place: Place) {
        switch place {
        case .sentinel(let number): dictionary.sentinels.remove(at: number)
        case .synonym(let term, let number):
            dictionary.terms[term].synonyms.remove(at: number)
            let name = dictionary.terms[term].name
            let isIdle = dictionary.terms[term] == SynonymDictionary.Term(name: name, meaning: "", parent: nil, codes: [], synonyms: [])
            if isIdle, name == SuggestionDraft.placeholder || known.contains(name) { dictionary.terms.remove(at: term) }
        }
    }

    /// The number of a term, which is added where it is not there: the placeholder stays last.
    private mutating func term(_ name: String) -> Int {
        if let number = dictionary.terms.firstIndex(where: { $0.name == name }) { return number }
        let term = SynonymDictionary.Term(name: name, meaning: "", parent: nil, codes: [], synonyms: [])
        guard let last = dictionary.terms.last, last.name == SuggestionDraft.placeholder else {
            dictionary.terms.append(term)
            return dictionary.terms.count - 1
        }
        dictionary.terms.insert(term, at: dictionary.terms.count - 1)
        index()
        return dictionary.terms.count - 2
    }

    // MARK: Text

    /// A value as an entry can hold it: what nobody sees, or XML has no way to write, becomes a space. Nil where that would
    /// be another value to folding.
    package static func writable(_ value: String) -> String? {
        guard SynonymDictionary.isEntry(value) else { return nil }
        guard value.unicodeScalars.contains(where: LintCollector.isInvisible) else {
            let text = SynonymDictionaryHandler.trimmed(value)
            return text.isEmpty ? nil : text
        }
        let words = value.unicodeScalars.split { $0 == " " || LintCollector.isInvisible($0) }.map { String(String.UnicodeScalarView($0)) }
        let text = words.joined(separator: " ")
        return !FoldForm.normalized(text).isEmpty && FoldKey.words(text) == FoldKey.words(value) ? text : nil
    }

    /// Two hyphens would end a comment, and what XML has no way to write has no place in it.
    private static func inComment(_ text: String) -> String {
        let visible = String(String.UnicodeScalarView(text.unicodeScalars.map { LintCollector.isInvisible($0) ? " " : $0 }))
        return visible.replacing("--", with: "- -").replacing("--", with: "- -")
    }
}
