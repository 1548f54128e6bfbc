/// The terms of all layers of a dictionary, each as its layers together define it. What a later layer says of a term's
/// meaning, parent, parts, groups or codes counts; what it leaves out stays as it was.
struct TermHierarchy: Sendable {
    private(set) var terms: [SynonymDictionary.Term] = []
    private var numbers: [String: Int] = [:]

    /// - Throws: `DictionaryError` for a parent or a part that no layer knows, and for parents that go round in a circle.
    init(_ layers: [SynonymDictionary]) throws {
        var places: [(file: String, line: Int)] = []
        let count = layers.reduce(0) { $0 + $1.terms.count }
        terms.reserveCapacity(count)
        numbers.reserveCapacity(count)
        for layer in layers {
            for term in layer.terms {
                guard let number = numbers[term.name] else {
                    numbers[term.name] = terms.count
                    terms.append(term)
                    places.append((layer.file, term.line))
                    continue
                }
                terms[number] = terms[number].completed(by: term)
                if term.parent != nil || !term.parts.isEmpty { places[number] = (layer.file, term.line) }
            }
        }
        try checkParents(places)
        try checkParts(places)
    }

    func number(_ name: String) -> Int? { numbers[name] }

    subscript(name: String) -> SynonymDictionary.Term? { numbers[name].map { terms[$0] } }

    private func checkParents(_ places: [(file: String, line: Int)]) throws {
        // Terms whose parents are known to come to an end.
        var isSettled = [Bool](repeating: false, count: terms.count)
        var walk = [Int](repeating: -1, count: terms.count)
        for start in terms.indices {
            var chain: [Int] = []
            var next: Int? = start
            while let current = next, !isSettled[current] {
                func failure(_ code: DictionaryError.Code, _ reason: String) -> DictionaryError {
                    DictionaryError(code, reason, file: places[start].file, line: places[start].line)
                }
                guard walk[current] != start else {
                    throw failure(.parentCycle, "the parents of “\(terms[start].name)” go round in a circle")
                }
                walk[current] = start
                chain.append(current)
                guard let parent = terms[current].parent else { break }
                guard let number = numbers[parent] else {
                    throw DictionaryError(
                        .unknownParent, "the parent “\(parent)” of “\(terms[current].name)” is no term", file: places[current].file,
                        line: places[current].line)
                }
                next = number
            }
            for number in chain { isSettled[number] = true }
        }
    }

    private func checkParts(_ places: [(file: String, line: Int)]) throws {
        for (number, term) in terms.enumerated() where !term.parts.isEmpty {
            if let part = term.parts.joined().first(where: { numbers[$0] == nil }) {
                throw DictionaryError(
                    .unknownPart, "the part “\(part)” of “\(term.name)” is no term", file: places[number].file, line: places[number].line)
            }
        }
    }

    /// The outermost term above a term; the term itself when it has no parent.
    func region(of term: SynonymDictionary.Term) -> SynonymDictionary.Term {
        ancestors(of: term).last ?? term
    }

    /// A term, its parent, and so on up.
    func ancestors(of term: SynonymDictionary.Term) -> [SynonymDictionary.Term] {
        var chain = [term]
        while let name = chain[chain.count - 1].parent, let parent = self[name] { chain.append(parent) }
        return chain
    }
}

extension SynonymDictionary.Term {
    fileprivate func completed(by later: SynonymDictionary.Term) -> SynonymDictionary.Term {
        SynonymDictionary.Term(
            name: name, meaning: later.meaning.isEmpty ? meaning : later.meaning, parent: later.parent ?? parent,
            parts: later.parts.isEmpty ? parts : later.parts, groups: later.groups.isEmpty ? groups : later.groups,
            isExact: isExact, codes: later.codes.isEmpty ? codes : later.codes, synonyms: synonyms, place: place)
    }
}
