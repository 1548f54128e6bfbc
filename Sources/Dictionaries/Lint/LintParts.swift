/// The parts of the terms of one name's layers: each must be a term, and stand for one whole alone.
struct LintParts {
    private var names: Set<String> = []
    private var terms: [(file: Int?, term: SynonymDictionary.Term)] = []
    /// What a file would say after its break, nobody knows.
    private let areAllComplete: Bool

    init(_ files: [LintedFile], _ indices: [Int], below: [SynonymDictionary]) {
        areAllComplete = indices.allSatisfy { files[$0].isComplete }
        for dictionary in below { add(dictionary, nil) }
        for index in indices { add(files[index].dictionary, index) }
    }

    private mutating func add(_ dictionary: SynonymDictionary, _ file: Int?) {
        names.formUnion(dictionary.terms.map(\.name))
        terms += dictionary.terms.filter { !$0.parts.isEmpty && !$0.name.isEmpty }.map { (file, $0) }
    }

    func check(_ files: inout [LintedFile]) {
        var wholes: [Set<String>: String] = [:]
        for (file, term) in terms {
            if let file { tell(of: term, &files[file]) }
            let parts = Set(term.parts.compactMap(\.first))
            if let other = wholes[parts], other != term.name, let file {
                let message = "“\(term.name)” has the parts of “\(other)”: where they stand together, neither takes their place"
                files[file].add(.remark, .ambiguousSynonym, message, at: term.tag)
            }
            wholes[parts] = wholes[parts] ?? term.name
        }
    }

    private func tell(of term: SynonymDictionary.Term, _ file: inout LintedFile) {
        for part in term.parts.joined() where !names.contains(part) && areAllComplete {
            file.add(.error, .unknownPart, "the part “\(part)” of “\(term.name)” is no term", at: term.tag)
        }
        if term.parts.count < 2 || term.parts.contains(where: \.isEmpty) {
            file.add(.error, .unknownPart, "“\(term.name)” has fewer than two parts", at: term.tag)
        } else if term.parts.joined().contains(term.name) {
            file.add(.error, .unknownPart, "“\(term.name)” is a part of itself", at: term.tag)
        }
    }
}
