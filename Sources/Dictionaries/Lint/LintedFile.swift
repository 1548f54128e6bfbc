/// One file that lint reads: what could be read of it, where its tags stand, and its faults so far.
struct LintedFile {
    let path: String
    let dictionary: SynonymDictionary
    /// Whether it was read to its end.
    let isComplete: Bool
    private var found: LintFaults

    /// A document that was made from the file.
    /// - Parameter isComplete: whether it says all that the file does.
    init(_ writer: SynonymDictionaryWriter, path: String, isComplete: Bool) {
        self.init(document: writer.document, path: path, places: XMLPlaces(lines: writer.lines), isWhole: isComplete)
    }

    private init(document: [UInt8], path: String, places: XMLPlaces, isWhole: Bool = true) {
        let collector = LintCollector()
        let handler = SynonymDictionaryHandler(file: path, policy: collector)
        var end: DictionaryError?
        do { try XMLReader.parse(bytes: document, name: path, handler: handler) } catch { end = error as? DictionaryError }
        self.init(handler, collector, end: end, path: path, places: places, isWhole: isWhole)
    }

    /// A document that has been read.
    init(
        _ handler: SynonymDictionaryHandler, _ collector: LintCollector, end: DictionaryError?, path: String, places: XMLPlaces, isWhole: Bool = true
    ) {
        self.path = path
        dictionary = handler.dictionary
        isComplete = end == nil && isWhole
        found = LintFaults(collector, end: end, path: path, places: places)
    }

    var faults: [DictionaryFault] { found.all }

    mutating func add(_ severity: DictionaryFault.Severity, _ code: DictionaryError.Code, _ message: String, at tag: Int) {
        found.add(severity, code, message, at: tag)
    }

    /// The line where a start tag begins.
    func line(of tag: Int) -> Int { found.line(of: tag) }

    /// The codes of all terms, each with its term and tag.
    var codes: [(code: SynonymDictionary.Code, term: String, tag: Int)] {
        dictionary.terms.flatMap { term in term.codes.map { ($0, term.name, $0.place.tag) } }
    }
}

/// A name of a term, a synonym, or a value for missing, as folding sees it.
struct LintEntry {
    let text: String
    /// Nil for a value that stands for missing.
    let term: String?
    let condition: FoldCondition
    let language: String?
    let isExact: Bool
    let tag: Int
    let isName: Bool

    /// In the order in which they are indexed: names, synonyms, values for missing. Terms without a name have a fault
    /// already, and what is switched off folds nothing.
    static func all(of dictionary: SynonymDictionary) -> [LintEntry] {
        let terms = dictionary.terms.filter { !$0.name.isEmpty }
        let names = terms.map { LintEntry(text: $0.name, term: $0.name, condition: .always, language: nil, isExact: $0.isExact, tag: $0.tag, isName: true) }
        let synonyms = terms.flatMap { term in term.synonyms.filter(\.isEnabled).map { LintEntry($0, of: term.name) } }
        return names + synonyms + dictionary.sentinels.filter(\.isEnabled).map { LintEntry($0, of: nil) }
    }

    /// What it stands for, in words.
    var meaning: String { LintEntry.meaning(term) }
    static func meaning(_ term: String?) -> String { term.map { "“\($0)”" } ?? "a value that stands for missing" }
    /// Where it holds, in words.
    var place: String { condition == .always ? "" : " where \(condition)" }
}

extension LintEntry {
    private init(_ synonym: SynonymDictionary.Synonym, of term: String?) {
        self.init(
            text: synonym.text, term: term, condition: synonym.condition, language: synonym.language, isExact: synonym.isExact, tag: synonym.tag,
            isName: false)
    }
}
