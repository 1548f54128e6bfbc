/// One file of terms and their synonyms: what a hospital, or the standard, calls one thing. Granularity (which term
/// lies above which) is kept apart from synonymy: a parent is never a synonym.
public struct SynonymDictionary: Sendable {
    public struct Code: Hashable, Sendable {
        public let scheme: String
        public let value: String
        public let meaning: String
    }

    public struct Synonym: Sendable {
        public let text: String
        /// Language of the synonym (BCP 47), or nil.
        public let language: String?
        public let line: Int
    }

    public struct Term: Sendable {
        public let name: String
        public let meaning: String
        public let parent: String?
        public var codes: [Code]
        public var synonyms: [Synonym]
        public let line: Int
    }

    /// A token that stands for others: `LT` for `LEFT`.
    public struct Abbreviation: Sendable {
        public let from: String
        public let to: String
        public let line: Int
    }

    public internal(set) var name = ""
    public let file: String
    /// Keywords of the attributes whose values it folds.
    public internal(set) var tags: [String] = []
    public internal(set) var terms: [Term] = []
    public internal(set) var abbreviations: [Abbreviation] = []
    /// Values that stand for missing.
    public internal(set) var sentinels: [Synonym] = []

    init(file: String) { self.file = file }

    /// Loads one dictionary.
    /// - Throws: `DictionaryError` with file and line; also for a synonym under two terms, an unknown parent and a cycle.
    public init(path: String) throws {
        let handler = SynonymDictionaryHandler(file: path)
        try XMLReader.parse(path: path, handler: handler)
        self = handler.dictionary
        try checkParents()
    }

    public init(xml: [UInt8], file: String) throws {
        let handler = SynonymDictionaryHandler(file: file)
        try XMLReader.parse(bytes: xml, name: file, handler: handler)
        self = handler.dictionary
        try checkParents()
    }

    /// Every parent is a term of this dictionary, and no chain of parents comes back to its start.
    private func checkParents() throws {
        var parents: [String: String] = [:]
        for term in terms { parents[term.name] = term.parent }
        let names = Set(terms.map(\.name))
        // Terms whose parents are known to come to an end.
        var settled: Set<String> = []
        for term in terms {
            if let parent = term.parent, !names.contains(parent) {
                throw DictionaryError(.unknownParent, "the parent “\(parent)” of “\(term.name)” is no term", file: file, line: term.line)
            }
            var chain: Set<String> = []
            var next: String? = term.name
            while let current = next, !settled.contains(current) {
                guard chain.insert(current).inserted else {
                    throw DictionaryError(.parentCycle, "the parents of “\(term.name)” go round in a circle", file: file, line: term.line)
                }
                next = parents[current]
            }
            settled.formUnion(chain)
        }
    }
}
