import DICOM
import Dictionaries
import PluginHost
import TagTable

/// What a dictionary lacks for one attribute of an archive: the values that it does not fold, by the instances that an entry
/// would win, each with the nearest terms and why. It holds values, which may identify patients.
public struct DictionarySuggestions: Sendable {
    public struct Suggestion: Sendable {
        /// From 1.
        public let rank: Int
        public let value: String
        public let instances: Int
        /// How many spellings one entry would fold.
        public let spellings: Int
        /// At most three; none where nothing is near.
        public let candidates: [TermCandidate]
        /// Where an entry shall hold. Nil where it would take the value from other contexts, and no condition can help.
        public let condition: FoldCondition?
    }

    /// Keyword of the attribute.
    public let tag: String
    public let dictionary: String
    /// The first of them.
    public let suggestions: [Suggestion]
    /// All values that are not understood, and their instances.
    public let valueCount: Int
    public let unmappedInstances: Int
    /// Instances that have a value.
    public let presentInstances: Int

    /// - Parameters:
    ///   - path: the attribute.
    ///   - folder: the dictionary that folds it.
    ///   - top: the most values to look up.
    ///   - progress: called with the values that are done, and their number.
    public init(
        _ normalization: Normalization, _ path: AttributePath, table: TagTable, folder: SynonymFolder, dictionaries: DictionarySet,
        top: Int, progress: (Int, Int) -> Void = { _, _ in }
    ) {
        tag = dictionaries.data.text(path)
        dictionary = folder.name
        guard let items = DictionarySuggestions.items(normalization, path, table, folder, dictionaries.data) else {
            suggestions = []
            (valueCount, unmappedInstances, presentInstances) = (0, 0, 0)
            return
        }
        let unmapped = UnmappedValues(items, folder, sides: dictionaries.synonyms["laterality"])
        let values = unmapped.values.prefix(top)
        let evidence = unmapped.evidence(items, folder, table, dictionaries.data, first: values.count)
        let search = TermSearch(folder)
        let longest = table[path].flatMap { DictionarySuggestions.longest($0.vr) }
        var suggestions: [Suggestion] = []
        for (number, value) in values.enumerated() {
            progress(number, values.count)
            let candidates = search.candidates(for: value.text, longest: longest, evidence: evidence[number])
            suggestions.append(
                Suggestion(
                    rank: number + 1, value: value.text, instances: value.instances, spellings: value.spellings, candidates: candidates,
                    condition: value.condition))
        }
        self.suggestions = suggestions
        valueCount = unmapped.values.count
        unmappedInstances = items.items.reduce(0) { $0 + ($1.isUnmapped ? $1.instances : 0) }
        presentInstances = items.items.reduce(0) { $0 + ($1.value == nil ? 0 : $1.instances) }
    }

    /// Nil where no instance has the attribute.
    private static func items(
        _ normalization: Normalization, _ path: AttributePath, _ table: TagTable, _ folder: SynonymFolder, _ data: DataDictionary
    ) -> FoldedItems? {
        if let result = normalization.results.first(where: { $0.claims(path) }) { return FoldedItems(result, path, table) }
        return table[path].map { FoldedItems($0, folder, table, data) }
    }

    /// The most characters of one value (PS3.5 Table 6.2-1).
    public static func longest(_ vr: VR) -> Int? {
        switch vr {
        case .CS, .SH, .AE: 16
        case .LO: 64
        default: nil
        }
    }

    /// The share of instances with a value that have this one.
    public func share(_ suggestion: Suggestion) -> Double { Double(suggestion.instances) / Double(max(1, presentInstances)) }
}
