extension DictionarySet {
    /// The languages of all entries, without regions, but for those of the standard layer: sorted.
    public var languages: [String] { Set(synonyms.values.flatMap(\.layers).flatMap(\.languages)).sorted() }
}

extension SynonymDictionary {
    fileprivate var languages: Set<String> {
        let entries = [terms.flatMap(\.synonyms), sentinels, connectors].joined()
        let tags = entries.lazy.filter { !FoldLayer.isStandard($0.language) }.compactMap(\.language)
        return Set(tags.flatMap(FoldLanguages.primaries))
    }
}
