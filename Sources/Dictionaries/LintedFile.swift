/// One file that lint reads: what could be read of it, where its tags stand, and its faults so far.
struct LintedFile {
    let path: String
    let dictionary: SynonymDictionary
    /// Whether it was read to its end.
    let isComplete: Bool
    private let places: XMLPlaces
    private(set) var faults: [DictionaryFault] = []

    /// - Throws: `DictionaryError` for a file that cannot be read at all.
    init(path: String) throws {
        let collector = LintCollector()
        let handler = SynonymDictionaryHandler(file: path, policy: collector)
        // What is refused at its begin is not read to its end.
        var document: [UInt8] = []
        var end: DictionaryError?
        do { try XMLReader.parse(path: path, handler: handler, keep: { document.append(contentsOf: $0) }) } catch let error as DictionaryError {
            guard error.code != .cannotRead else { throw error }
            end = error
        }
        self.init(handler, collector, end: end, path: path, places: XMLPlaces(document), isWhole: true)
    }

    init(document: [UInt8], path: String) { self.init(document: document, path: path, places: XMLPlaces(document)) }

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

    private init(
        _ handler: SynonymDictionaryHandler, _ collector: LintCollector, end: DictionaryError?, path: String, places: XMLPlaces, isWhole: Bool
    ) {
        self.path = path
        dictionary = handler.dictionary
        isComplete = end == nil && isWhole
        self.places = places
        for one in collector.found { add(one.severity, one.code, one.message, at: one.tag) }
        if let end { addEnd(end) }
    }

    mutating func add(_ severity: DictionaryFault.Severity, _ code: DictionaryError.Code, _ message: String, at tag: Int) {
        faults.append(DictionaryFault(severity, code, message, file: path, at: places[tag]))
    }

    /// The line where a start tag begins.
    func line(of tag: Int) -> Int { places[tag].line }

    /// What ended the parse.
    private mutating func addEnd(_ error: DictionaryError) {
        var place = error.line.map { XMLPlaces.Place(line: $0, column: error.column ?? 1) } ?? .begin
        if error.code == .tooLarge { place = places.overlong ?? place }
        if error.column == nil, let declaration = places.documentType { place = declaration }
        faults.append(DictionaryFault(.error, error.code, error.reason, file: path, at: place))
    }

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
