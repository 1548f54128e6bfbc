/// The parents of all terms of one name's layers, which only together say whether a parent is a term.
struct LintParents {
    private struct Definition {
        var parent: String?
        /// The named file and tag that give the parent, or nil where a shipped dictionary does.
        var source: (file: Int, tag: Int)?
    }

    private var definitions: [String: Definition] = [:]
    private var order: [String] = []
    /// What a file would say after its break, nobody knows.
    private let areAllComplete: Bool

    init(_ files: [LintedFile], _ indices: [Int], below: [SynonymDictionary]) {
        areAllComplete = indices.allSatisfy { files[$0].isComplete }
        for dictionary in below {
            for term in dictionary.terms { define(term, in: nil) }
        }
        for index in indices {
            for term in files[index].dictionary.terms where !term.name.isEmpty { define(term, in: index) }
        }
    }

    private mutating func define(_ term: SynonymDictionary.Term, in file: Int?) {
        if definitions[term.name] == nil { order.append(term.name) }
        var definition = definitions[term.name] ?? Definition()
        if let parent = term.parent { definition = Definition(parent: parent, source: file.map { ($0, term.tag) }) }
        definitions[term.name] = definition
    }

    func check(_ files: inout [LintedFile]) {
        // Terms whose parents are known to come to an end, or to a fault that was told.
        var settled: Set<String> = []
        for name in order {
            if let parent = definitions[name]?.parent, definitions[parent] == nil, areAllComplete, let source = definitions[name]?.source {
                files[source.file].add(.error, .unknownParent, "the parent “\(parent)” of “\(name)” is no term", at: source.tag)
            }
            var chain: [String] = []
            var places: [String: Int] = [:]
            var next: String? = name
            while let current = next, !settled.contains(current), places[current] == nil {
                places[current] = chain.count
                chain.append(current)
                next = definitions[current]?.parent
            }
            if let next, let begin = places[next] { tell(Array(chain[begin...]), &files) }
            settled.formUnion(chain)
        }
    }

    /// Once for each circle, at the first of its terms that a named file gives a parent.
    private func tell(_ circle: [String], _ files: inout [LintedFile]) {
        guard let start = circle.firstIndex(where: { definitions[$0]?.source != nil }), let source = definitions[circle[start]]?.source else { return }
        let names = (circle[start...] + circle[...start]).map { "“\($0)”" }
        let shown = names.count > 8 ? names.prefix(7) + ["…", names[0]] : names[...]
        let message = "the parents of \(names[0]) go round in a circle: \(shown.joined(separator: " → "))"
        files[source.file].add(.error, .parentCycle, message, at: source.tag)
    }
}
