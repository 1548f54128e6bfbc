extension SynonymDictionary.Code {
    package init(scheme: String, value: String, meaning: String = "", line: Int) {
        self.init(scheme: scheme, value: value, meaning: meaning, place: SynonymDictionary.Place(line: line))
    }
}

extension SynonymDictionary.Synonym {
    package init(_ text: String, language: String? = nil, condition: FoldCondition = .always, isEnabled: Bool = true, line: Int = 0) {
        self.init(text: text, language: language, condition: condition, isEnabled: isEnabled, place: SynonymDictionary.Place(line: line))
    }
}

extension SynonymDictionary.Term {
    package init(
        name: String, meaning: String = "", parent: String? = nil, codes: [SynonymDictionary.Code] = [],
        synonyms: [SynonymDictionary.Synonym] = [], line: Int = 0, tag: Int = 0
    ) {
        self.init(
            name: name, meaning: meaning, parent: parent, codes: codes, synonyms: synonyms,
            place: SynonymDictionary.Place(line: line, tag: tag))
    }
}

extension SynonymDictionary.Abbreviation {
    package init(from: String, to: String, line: Int) { self.init(from: from, to: to, place: SynonymDictionary.Place(line: line)) }
}

extension SynonymDictionary.Line {
    package init(_ text: String, line: Int = 0) { self.init(text: text, place: SynonymDictionary.Place(line: line)) }
}

extension SynonymDictionary: Equatable {
    /// Two dictionaries are equal when they say the same, whichever file they stand in.
    public static func == (a: SynonymDictionary, b: SynonymDictionary) -> Bool {
        (a.name, a.version, a.comments, a.endComments) == (b.name, b.version, b.comments, b.endComments)
            && (a.sources, a.attributes, a.terms) == (b.sources, b.attributes, b.terms)
            && (a.abbreviations, a.connectors, a.sentinels) == (b.abbreviations, b.connectors, b.sentinels)
    }
}
