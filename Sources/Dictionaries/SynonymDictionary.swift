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
        /// Where it holds.
        public let condition: FoldCondition
        /// It folds letter for letter alone, since its punctuation counts: `C+`.
        public let isExact: Bool
        public let line: Int
        /// How many start tags come before its own; lint finds its place by that.
        let tag: Int
    }

    public struct Term: Sendable {
        public let name: String
        public let meaning: String
        /// The term above it: a coarser granularity, never a synonym.
        public let parent: String?
        /// The terms that this one is the name for when they stand together; each with those that may take its place.
        public let parts: [[String]]
        /// Groups of terms that may stand side by side with nothing between them but a space.
        public let groups: [String]
        /// Its name folds letter for letter alone.
        public let isExact: Bool
        public var codes: [Code]
        public var synonyms: [Synonym]
        public let line: Int
        let tag: Int
    }

    /// A word that stands for others: `LT` for `LEFT`.
    public struct Abbreviation: Sendable {
        public let from: String
        public let to: String
        /// A filler that takes away what follows: `WITHOUT`.
        public let negates: Bool
        /// It holds for the last word of a value alone: `C`, with contrast there, and cervical elsewhere.
        public let isEnding: Bool
        public let line: Int
        let tag: Int
    }

    public internal(set) var name = ""
    public let file: String
    /// Keywords of the attributes whose values it folds.
    public internal(set) var tags: [String] = []
    public internal(set) var terms: [Term] = []
    public internal(set) var abbreviations: [Abbreviation] = []
    /// Values that stand for missing.
    public internal(set) var sentinels: [Synonym] = []
    /// Words and marks that join terms: `AND`, `/`. A dictionary that has any takes values apart.
    public internal(set) var connectors: [Synonym] = []

    init(file: String) { self.file = file }

    /// Loads one dictionary.
    /// - Throws: `DictionaryError` with file and line. What layers together get wrong, `SynonymFolder` finds.
    public init(path: String) throws {
        let handler = SynonymDictionaryHandler(file: path)
        try XMLReader.parse(path: path, handler: handler)
        self = handler.dictionary
    }

    public init(xml: [UInt8], file: String) throws {
        let handler = SynonymDictionaryHandler(file: file)
        try XMLReader.parse(bytes: xml, name: file, handler: handler)
        self = handler.dictionary
    }
}
