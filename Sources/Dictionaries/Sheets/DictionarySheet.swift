/// A synonym dictionary as a sheet that says all that its document does: a row an entry.
package struct DictionarySheet: Sendable {
    enum Column: String, CaseIterable {
        case kind = "Kind", term = "Term", text = "Text", language = "Language", when = "When", enabled = "Enabled", meaning = "Meaning"
        case parent = "Parent", scheme = "Code scheme", code = "Code", parts = "Parts", group = "Group", options = "Options"

        /// Few sheets use it, and those of people may leave it out.
        var isOptional: Bool { [.parts, .group, .options].contains(self) }
    }

    enum Kind: String, CaseIterable {
        case dictionary, version, source, tag, term, code, synonym, abbreviation, connector, sentinel, comment

        /// The cells that it needs, and those that it may have.
        var columns: (required: [Column], optional: [Column]) {
            switch self {
            case .dictionary: ([.text], [.options])
            case .version, .source, .tag: ([.text], [])
            case .term: ([.term], [.meaning, .parent, .parts, .group, .options])
            case .code: ([.term, .scheme, .code], [.meaning])
            case .synonym: ([.term, .text], [.language, .when, .enabled, .options])
            case .abbreviation: ([.text, .term], [.options])
            case .connector: ([.text], [.language])
            case .sentinel: ([.text], [.language, .when, .enabled, .options])
            case .comment: ([.text], [.term])
            }
        }
    }

    /// What the column Options may hold: attributes of an entry that are true, with spaces between.
    enum Option: String, CaseIterable {
        case exact, negates, ending, shareable

        static func text(_ options: [(Option, Bool)]) -> String { options.filter(\.1).map(\.0.rawValue).joined(separator: " ") }
    }

    struct Row: Sendable {
        let kind: Kind
        /// Without those that are empty.
        let cells: [Column: String]
        /// Line of the file that it stands for.
        let line: Int

        subscript(column: Column) -> String? { cells[column] }
    }

    private(set) var rows: [Row] = []
    let file: String

    init(rows: [Row], file: String) {
        self.rows = rows
        self.file = file
    }

    /// A comment stands before the row that it is about, and bears the term where it stands inside one.
    package init(_ dictionary: SynonymDictionary) {
        file = dictionary.file
        add(dictionary.comments, dictionary.place)
        add(.dictionary, [.text: dictionary.name, .options: Option.text([(.shareable, dictionary.isShareable)])], dictionary.place)
        add(.version, [.text: dictionary.version], dictionary.place)
        for source in dictionary.sources { add(.source, [.text: source.text], source.place, source.comments) }
        for tag in dictionary.attributes { add(.tag, [.text: tag.text], tag.place, tag.comments) }
        for term in dictionary.terms { add(term) }
        for entry in dictionary.abbreviations {
            let options = Option.text([(.negates, entry.negates), (.ending, entry.isEnding)])
            add(.abbreviation, [.text: entry.from, .term: entry.to, .options: options], entry.place, entry.comments)
        }
        for connector in dictionary.connectors { add(.connector, DictionarySheet.cells(connector), connector.place, connector.comments) }
        for sentinel in dictionary.sentinels { add(.sentinel, DictionarySheet.cells(sentinel), sentinel.place, sentinel.comments) }
        add(dictionary.endComments, dictionary.place)
    }

    private mutating func add(_ term: SynonymDictionary.Term) {
        let cells: [Column: String?] = [
            .term: term.name, .meaning: term.meaning, .parent: term.parent, .parts: term.partsText, .group: term.groupsText,
            .options: Option.text([(.exact, term.isExact)]),
        ]
        add(.term, cells, term.place, term.comments)
        for code in term.codes {
            let cells: [Column: String?] = [.term: term.name, .scheme: code.scheme, .code: code.value, .meaning: code.meaning]
            add(.code, cells, code.place, code.comments, of: term.name)
        }
        for synonym in term.synonyms {
            let cells = DictionarySheet.cells(synonym).merging([.term: term.name]) { own, _ in own }
            add(.synonym, cells, synonym.place, synonym.comments, of: term.name)
        }
        add(term.endComments, term.place, of: term.name)
    }

    private static func cells(_ synonym: SynonymDictionary.Synonym) -> [Column: String?] {
        [
            .text: synonym.text, .language: synonym.language, .when: synonym.condition == .always ? nil : synonym.condition.description,
            .enabled: synonym.isEnabled ? nil : "false", .options: Option.text([(.exact, synonym.isExact)]),
        ]
    }

    private mutating func add(
        _ kind: Kind, _ cells: [Column: String?], _ place: SynonymDictionary.Place, _ comments: [String] = [], of term: String? = nil
    ) {
        add(comments, place, of: term)
        let cells = cells.compactMapValues { $0?.nonEmpty }
        guard !cells.isEmpty else { return }
        rows.append(Row(kind: kind, cells: cells, line: place.line))
    }

    private mutating func add(_ comments: [String], _ place: SynonymDictionary.Place, of term: String? = nil) {
        for comment in comments { add(.comment, [.text: comment, .term: term], place) }
    }
}

extension DictionarySheet {
    /// - Parameters:
    ///   - separator: comma, semicolon or tab.
    /// - Returns: the sheet as text and in bytes, and an error for each row with a character that the encoding does not
    ///   have.
    package func written(separator: UInt8, encoding: SpreadsheetEncoding) -> (text: String, bytes: [UInt8], faults: [DictionaryError]) {
        let encoder = SpreadsheetEncoder(encoding)
        var text = ""
        var bytes = encoder.byteOrderMark
        var faults: [DictionaryError] = []
        let header = Column.allCases.map(\.rawValue)
        for (index, fields) in ([header] + rows.map { row in Column.allCases.map { row.cellText($0) } }).enumerated() {
            let cells = fields.map { CSVField.quoted($0, separator: separator) }
            let line = cells.joined(separator: String(Unicode.Scalar(separator))) + "\r\n"
            text += line
            guard let missing = encoder.append(line, to: &bytes), index > 0 else { continue }
            let reason = "row \(index + 1) of the sheet would hold “\(missing)” (\(missing.codePoint)), which \(encoding) does not have"
            faults.append(DictionaryError(.badCharacter, reason, file: file, line: rows[index - 1].line))
        }
        return (text, bytes, faults)
    }
}

extension DictionarySheet.Row {
    /// What is no free text comes back whatever a program makes of it.
    fileprivate func cellText(_ column: DictionarySheet.Column) -> String {
        switch column {
        case .kind: kind.rawValue
        case .enabled: cells[column] ?? ""
        default: TextMark.adding(to: cells[column] ?? "")
        }
    }
}
