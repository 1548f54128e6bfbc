/// Which term stands for several that stand together: HEADNECK for HEAD and NECK. Where there is none, their names
/// joined by `+` do.
struct TermSets: Sendable {
    private let hierarchy: TermHierarchy
    /// Terms with parts.
    private var wholes: [(whole: Int, parts: Set<Int>)] = []
    /// What stands in a set for a term that may take another one's place: CHEST for THORAX.
    private var places: [Int: Int] = [:]

    init(_ hierarchy: TermHierarchy) {
        self.hierarchy = hierarchy
        for (number, term) in hierarchy.terms.enumerated() where !term.parts.isEmpty {
            let parts = term.parts.map { $0.compactMap(hierarchy.number) }
            wholes.append((number, Set(parts.compactMap(\.first))))
            for part in parts { for other in part.dropFirst() { places[other] = part.first } }
        }
    }

    /// What terms consist of: their parts, and the parts of these.
    func atoms(of terms: some Sequence<Int>) -> Set<Int> {
        var atoms: Set<Int> = []
        var seen: Set<Int> = []
        var open = Array(terms)
        while let number = open.popLast() {
            guard seen.insert(number).inserted else { continue }
            let parts = parts(of: number)
            if parts.isEmpty { atoms.insert(places[number] ?? number) } else { open += parts }
        }
        return atoms
    }

    /// The groups in which a term stands with others; a set's, those that all of it shares.
    func groups(of number: Int) -> Set<String> {
        let term = hierarchy.terms[number]
        guard term.groups.isEmpty else { return Set(term.groups) }
        let parts = atoms(of: [number])
        guard parts != [number] else { return [] }
        return parts.map { Set(hierarchy.terms[$0].groups) }.reduce(nil) { $0?.intersection($1) ?? $1 } ?? []
    }

    private func parts(of number: Int) -> [Int] {
        let term = hierarchy.terms[number]
        if !term.parts.isEmpty { return term.parts.compactMap { $0.first.flatMap(hierarchy.number) } }
        // A set that has a name of its own is still the set.
        let names = term.name.split(separator: "+").map { hierarchy.number(String($0)) }
        return names.count > 1 && names.allSatisfy { $0 != nil && $0 != number } ? names.compactMap { $0 } : []
    }

    /// The one term for a set of terms. A whole takes the place of its parts; of two wholes that want the same part, the
    /// larger one when it has all of the other's, else neither.
    func term(for atoms: Set<Int>) -> SynonymDictionary.Term? {
        let candidates = wholes.filter { $0.parts.isSubset(of: atoms) }
        let largest = candidates.filter { one in !candidates.contains { one.parts.isStrictSubset(of: $0.parts) } }
        let chosen = largest.filter { one in !largest.contains { $0.whole != one.whole && !$0.parts.isDisjoint(with: one.parts) } }
        let rest = chosen.reduce(atoms) { $0.subtracting($1.parts) }
        return term(named: (Array(rest) + chosen.map(\.whole)).map { hierarchy.terms[$0] })
    }

    private func term(named terms: [SynonymDictionary.Term]) -> SynonymDictionary.Term? {
        let terms = terms.sorted { $0.name < $1.name }
        guard let first = terms.first, let last = terms.last else { return nil }
        guard terms.count > 1 else { return first }
        let name = terms.map(\.name).joined(separator: "+")
        if let known = hierarchy[name] { return known }
        let meanings = terms.map { $0.meaning.isEmpty ? $0.name : $0.meaning }
        return SynonymDictionary.Term(
            name: name, meaning: meanings.dropLast().joined(separator: ", ") + " and " + (meanings.last ?? ""), parent: commonAncestor(of: terms),
            codes: [], synonyms: [], place: last.place)
    }

    /// The nearest term above all of them, or nil.
    private func commonAncestor(of terms: [SynonymDictionary.Term]) -> String? {
        let others = terms.dropFirst().map { Set(hierarchy.ancestors(of: $0).map(\.name)) }
        return hierarchy.ancestors(of: terms[0]).map(\.name).first { name in others.allSatisfy { $0.contains(name) } }
    }
}
