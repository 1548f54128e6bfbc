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

    /// Folds one value to a term of the granularity that is asked for.
    public func fold(_ value: String, context: [String: String] = [:], granularity: Granularity) -> Fold? {
        guard let fold = fold(value, context: context) else { return nil }
        guard granularity == .region, let term = fold.term else { return fold }
        return Fold(term: region(of: term), step: fold.step, file: fold.file, line: fold.line)
    }
}
