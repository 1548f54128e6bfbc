/// The terms of all layers of a dictionary, each as its layers together define it. What a later layer says of a term's
/// meaning, parent or codes counts; what it leaves out stays as it was.
struct TermHierarchy: Sendable {
    private(set) var terms: [String: SynonymDictionary.Term] = [:]

    /// - Throws: `DictionaryError` for a parent that no layer knows, and for parents that go round in a circle.
    init(_ layers: [SynonymDictionary]) throws {
        var places: [String: (file: String, line: Int)] = [:]
        for layer in layers {
            for term in layer.terms {
                terms[term.name] = terms[term.name]?.completed(by: term) ?? term
                if places[term.name] == nil || term.parent != nil { places[term.name] = (layer.file, term.line) }
            }
        }
        try checkParents(in: layers, places)
    }

    private func checkParents(in layers: [SynonymDictionary], _ places: [String: (file: String, line: Int)]) throws {
        func failure(_ code: DictionaryError.Code, _ reason: String, at term: String) -> DictionaryError {
            DictionaryError(code, reason, file: places[term]?.file ?? "", line: places[term]?.line)
        }
        // Terms whose parents are known to come to an end.
        var settled: Set<String> = []
        for name in layers.flatMap(\.terms).map(\.name) {
            if let parent = terms[name]?.parent, terms[parent] == nil {
                throw failure(.unknownParent, "the parent “\(parent)” of “\(name)” is no term", at: name)
            }
            var chain: Set<String> = []
            var next: String? = name
            while let current = next, !settled.contains(current) {
                guard chain.insert(current).inserted else {
                    throw failure(.parentCycle, "the parents of “\(name)” go round in a circle", at: name)
                }
                next = terms[current]?.parent
            }
            settled.formUnion(chain)
        }
    }

    /// The outermost term above a term; the term itself when it has no parent.
    func region(of term: SynonymDictionary.Term) -> SynonymDictionary.Term {
        var current = term
        while let name = current.parent, let parent = terms[name] { current = parent }
        return current
    }
}

extension SynonymDictionary.Term {
    fileprivate func completed(by later: SynonymDictionary.Term) -> SynonymDictionary.Term {
        SynonymDictionary.Term(
            name: name, meaning: later.meaning.isEmpty ? meaning : later.meaning, parent: later.parent ?? parent,
            codes: later.codes.isEmpty ? codes : later.codes, synonyms: synonyms, line: line, tag: tag)
    }
}
