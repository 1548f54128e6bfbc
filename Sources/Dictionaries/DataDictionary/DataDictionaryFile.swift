/// One file of a data dictionary, read: in our own form, or in the DocBook form of the standard.
struct DataDictionaryFile {
    let file: String
    let entries: [DataElementEntry]
    let edition: String?

    init(file: String, entries: [DataElementEntry], edition: String?) {
        self.file = file
        self.entries = entries
        self.edition = edition
    }

    init(path: String) throws {
        let document = DataDictionaryDocument(file: path)
        try XMLReader.parse(path: path, handler: document)
        self.init(document)
    }

    init(xml: [UInt8], name: String) throws {
        let document = DataDictionaryDocument(file: name)
        try XMLReader.parse(bytes: xml, name: name, handler: document)
        self.init(document)
    }

    init(_ document: DataDictionaryDocument) {
        file = document.file
        entries = document.reader?.entries ?? []
        edition = document.reader?.edition
    }
}

/// Reads one form of a data dictionary.
protocol DataDictionaryReading: XMLHandler {
    var entries: [DataElementEntry] { get }
    /// How many start tags come before that of each entry. Kept where there is a policy.
    var tags: [Int] { get }
    var edition: String? { get }
}

/// Takes the form by the root element.
final class DataDictionaryDocument: XMLHandler {
    @exclusivity(unchecked) private(set) var reader: (any DataDictionaryReading)?
    let file: String
    private let policy: (any FaultPolicy)?
    /// How deep we are in a root that is none, of which nothing is read.
    @exclusivity(unchecked) private var skippedDepth = 0

    /// The names of all roots.
    static let roots: Set<String> = ["dataDictionary", "privateDictionary", "book"]

    init(file: String, policy: (any FaultPolicy)? = nil) {
        self.file = file
        self.policy = policy
    }

    func start(_ element: borrowing XMLElement) throws {
        if skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        if reader == nil {
            guard let made = make(for: element) else {
                skippedDepth = 1
                let isKnown = DataDictionaryDocument.roots.contains(element.name)
                let other = element.name == "synonymDictionary"
                    ? "a synonymDictionary, not a data dictionary: it goes with --site-dictionary"
                    : "the root is <\(element.name)>, not <dataDictionary>, <privateDictionary> or the <book> of PS3.6"
                let reason = isKnown ? element.namespaceFault : other
                let error = DictionaryError(.wrongRoot, reason, file: file, line: element.line)
                guard let policy else { throw error }
                return try policy.take(error, at: element.tag)
            }
            reader = made
        }
        try reader?.start(element)
    }

    func end(_ name: String, text: String) throws {
        if skippedDepth > 0 { skippedDepth -= 1 } else { try reader?.end(name, text: text) }
    }

    private func make(for root: borrowing XMLElement) -> (any DataDictionaryReading)? {
        switch root.name {
        case "dataDictionary", "privateDictionary": root.isInNamespace ? nil : DataDictionaryHandler(file: file, policy: policy)
        case "book": PartSixHandler(file: file, policy: policy)
        default: nil
        }
    }
}
