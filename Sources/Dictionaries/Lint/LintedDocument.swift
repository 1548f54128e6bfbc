/// A document that lint has read, of either kind: its root tells which.
enum LintedDocument {
    case synonyms(LintedFile)
    case data(LintedDataFile)

    /// - Throws: `DictionaryError` for a file that cannot be read at all.
    init(path: String) throws {
        let handler = LintHandler(file: path)
        // What is refused at its begin is not read to its end.
        var document: [UInt8] = []
        var end: DictionaryError?
        do { try XMLReader.parse(path: path, handler: handler, keep: { document.append(contentsOf: $0) }) } catch let error as DictionaryError {
            guard error.code != .cannotRead else { throw error }
            end = error
        }
        self.init(handler, end: end, path: path, document)
    }

    init(_ document: [UInt8], path: String) {
        let handler = LintHandler(file: path)
        var end: DictionaryError?
        do { try XMLReader.parse(bytes: document, name: path, handler: handler) } catch { end = error as? DictionaryError }
        self.init(handler, end: end, path: path, document)
    }

    private init(_ handler: LintHandler, end: DictionaryError?, path: String, _ document: [UInt8]) {
        let places = XMLPlaces(document)
        self = handler.isData
            ? .data(LintedDataFile(handler.data, handler.collector, end: end, path: path, places: places))
            : .synonyms(LintedFile(handler.synonyms, handler.collector, end: end, path: path, places: places))
    }
}

/// Passes a document to the reader of its kind.
private final class LintHandler: XMLHandler {
    let collector = LintCollector()
    let synonyms: SynonymDictionaryHandler
    let data: DataDictionaryDocument
    /// What the root has told; a document without a root is taken for a synonym dictionary.
    private(set) var isData = false
    private var isBegun = false

    init(file: String) {
        synonyms = SynonymDictionaryHandler(file: file, policy: collector)
        data = DataDictionaryDocument(file: file, policy: collector)
    }

    func start(_ element: borrowing XMLElement) throws {
        if !isBegun { isData = DataDictionaryDocument.roots.contains(element.name) }
        isBegun = true
        if isData { try data.start(element) } else { try synonyms.start(element) }
    }

    func end(_ name: String, text: String) throws {
        if isData { try data.end(name, text: text) } else { try synonyms.end(name, text: text) }
    }

    func comment(_ text: String) {
        if !isData { synonyms.comment(text) }
    }
}
