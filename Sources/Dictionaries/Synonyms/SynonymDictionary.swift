/// One file of terms and their synonyms: what a hospital, or the standard, calls one thing. Granularity (which term
/// lies above which) is kept apart from synonymy: a parent is never a synonym.
///
/// It keeps all that its document says, so that it can be written again; only the layout is lost, and the order of entries
/// of different kinds.
public struct SynonymDictionary: Sendable {
    /// Where an entry begins. Entries that say the same are equal wherever they stand.
    struct Place: Hashable, Sendable {
        var line = 0
        /// How many start tags come before its own; lint finds its place by that.
        var tag = 0

        static func == (a: Place, b: Place) -> Bool { true }
        func hash(into hasher: inout Hasher) {}
    }

    public struct Code: Hashable, Sendable {
        public let scheme: String
        public let value: String
        public let meaning: String
        /// What stands in comments before it.
        package var comments: [String] = []
        var place = Place()
    }

    public struct Synonym: Hashable, Sendable {
        public package(set) var text: String
        /// Language of the synonym (BCP 47), or nil.
        public let language: String?
        /// Where it holds.
        public let condition: FoldCondition
        /// False for one that waits for a person to accept it, and folds nothing.
        public let isEnabled: Bool
        /// It folds letter for letter alone, since its punctuation counts: `C+`.
        public var isExact = false
        package var comments: [String] = []
        var place = Place()

        public var line: Int { place.line }
        var tag: Int { place.tag }
    }

    public struct Term: Hashable, Sendable {
        public let name: String
        public let meaning: String
        /// The term above it: a coarser granularity, never a synonym.
        public let parent: String?
        /// The terms that this one is the name for when they stand together; each with those that may take its place.
        public var parts: [[String]] = []
        /// Groups of terms that may stand side by side with nothing between them but a space.
        public var groups: [String] = []
        /// Its name folds letter for letter alone.
        public var isExact = false
        public var codes: [Code]
        public var synonyms: [Synonym]
        /// As a document writes them; nil for none.
        var partsText: String? { parts.map { $0.joined(separator: "|") }.joined(separator: " ").nonEmpty }
        var groupsText: String? { groups.joined(separator: " ").nonEmpty }

        /// Takes what a document writes: `CHEST|THORAX ABDOMEN` are two parts, the first of which THORAX may stand for.
        static func parts(_ text: String?) -> [[String]] { words(text).map { $0.unicodeScalars.split(separator: "|").map { String($0) } } }
        static func words(_ text: String?) -> [String] { text?.unicodeScalars.split(separator: " ").map { String($0) } ?? [] }

        package var comments: [String] = []
        /// Those behind its last entry.
        package var endComments: [String] = []
        var place = Place()

        public var line: Int { place.line }
        var tag: Int { place.tag }
    }

    /// A word that stands for others: `LT` for `LEFT`.
    public struct Abbreviation: Hashable, Sendable {
        public let from: String
        public let to: String
        /// A filler that takes away what follows: `WITHOUT`.
        public var negates = false
        /// It holds for the last word of a value alone: `C`, with contrast there, and cervical elsewhere.
        public var isEnding = false
        package var comments: [String] = []
        var place = Place()

        public var line: Int { place.line }
        var tag: Int { place.tag }
    }

    /// A line of text: where the dictionary is from, or which attribute it folds.
    package struct Line: Hashable, Sendable {
        package let text: String
        package var comments: [String] = []
        var place = Place()
    }

    public package(set) var name: String
    public package(set) var version: String?
    /// Reports that leave the hospital may show the words of this file of a site.
    public package(set) var isShareable = false
    public let file: String
    /// Where its facts are from.
    package var sources: [Line] = []
    /// Keywords of the attributes whose values it folds.
    package var attributes: [Line] = []
    public package(set) var terms: [Term] = []
    public package(set) var abbreviations: [Abbreviation] = []
    /// Values that stand for missing.
    public package(set) var sentinels: [Synonym] = []
    /// Words and marks that join terms: `AND`, `/`. A dictionary that has any takes values apart.
    public package(set) var connectors: [Synonym] = []
    /// Those before the first tag.
    package var comments: [String] = []
    /// Those behind the last entry.
    package var endComments: [String] = []
    var place = Place()

    /// Keywords of the attributes whose values it folds.
    public var tags: [String] { attributes.map(\.text) }

    /// In characters of Unicode. No attribute of a few words comes near it, and marks on one letter take time by the square.
    static let longestEntry = 1024
    static func isEntry(_ text: String) -> Bool { text.utf8.count <= longestEntry || text.unicodeScalars.count <= longestEntry }

    /// A dictionary without entries.
    /// - Parameter file: what errors name it by.
    package init(name: String, file: String) {
        self.name = name
        self.file = file
    }

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
