/// How fine the terms are that values fold to. A choice of the reader, never of the dictionary: a term's parent is no
/// synonym of it.
public enum Granularity: String, CaseIterable, Sendable {
    /// The term itself: LIVER.
    case term
    /// The term above it that has none above: ABDOMEN.
    case region
}

extension SynonymFolder {
    /// The outermost term above a term; the term itself when it has no parent.
    public func region(of term: SynonymDictionary.Term) -> SynonymDictionary.Term { hierarchy.region(of: term) }

    /// The terms above a term, the nearest first.
    public func terms(above term: SynonymDictionary.Term) -> [SynonymDictionary.Term] { Array(hierarchy.ancestors(of: term).dropFirst()) }

    /// Folds one value to a term of the granularity that is asked for. A combination folds to what stands for the
    /// outermost terms above its parts.
    public func fold(_ value: String, context: [String: String] = [:], granularity: Granularity) -> Fold? {
        guard let fold = fold(value, context: context) else { return nil }
        guard granularity == .region, let term = fold.term else { return fold }
        let outermost = fold.parts.isEmpty ? region(of: term) : region(of: fold.parts) ?? term
        return Fold(
            term: outermost, step: fold.step, layer: fold.layer, file: fold.file, line: fold.line, text: fold.text, condition: fold.condition,
            parts: fold.parts)
    }

    private func region(of parts: [Fold]) -> SynonymDictionary.Term? {
        sets.term(for: sets.atoms(of: parts.compactMap { $0.term.flatMap { hierarchy.number(region(of: $0).name) } }))
    }
}
