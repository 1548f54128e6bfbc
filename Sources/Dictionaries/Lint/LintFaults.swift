/// The faults of one document, each at the place of a tag.
struct LintFaults {
    private let path: String
    private let places: XMLPlaces
    private(set) var all: [DictionaryFault] = []

    /// - Parameters:
    ///   - collector: what the form of the document has wrong.
    ///   - end: what ended its parse.
    init(_ collector: LintCollector, end: DictionaryError?, path: String, places: XMLPlaces) {
        self.path = path
        self.places = places
        for one in collector.found { add(one.severity, one.code, one.message, at: one.tag) }
        if let end { addEnd(end) }
    }

    /// - Parameter tag: how many start tags come before the one at fault.
    mutating func add(_ severity: DictionaryFault.Severity, _ code: DictionaryError.Code, _ message: String, at tag: Int) {
        all.append(DictionaryFault(severity, code, message, file: path, at: places[tag]))
    }

    /// The line where a start tag begins.
    func line(of tag: Int) -> Int { places[tag].line }

    private mutating func addEnd(_ error: DictionaryError) {
        var place = error.line.map { XMLPlaces.Place(line: $0, column: error.column ?? 1) } ?? .begin
        if error.code == .tooLarge { place = places.overlong ?? place }
        if error.column == nil, let declaration = places.documentType { place = declaration }
        all.append(DictionaryFault(.error, error.code, error.reason, file: path, at: place))
    }
}
