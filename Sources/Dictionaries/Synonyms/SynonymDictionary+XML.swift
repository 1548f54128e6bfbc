extension SynonymDictionary {
    /// The dictionary as a document: sources, attributes, terms, abbreviations, values for missing. The same dictionary
    /// gives the same bytes, and they read as what was written. Spaces and line breaks around a text do not count.
    /// - Returns: UTF-8.
    /// - Throws: the first `DictionaryError`, with the line of its entry, for what no document can say.
    package func xml() throws -> [UInt8] {
        let writer = SynonymDictionaryWriter(self)
        if let fault = writer.faults.first { throw fault }
        return writer.document
    }
}

/// Writes one dictionary.
struct SynonymDictionaryWriter {
    private(set) var document: [UInt8] = []
    /// For each start tag the line of what it says, where the dictionary was read.
    private(set) var lines: [Int] = []
    /// What the document cannot say, and leaves out.
    private(set) var faults: [DictionaryError] = []
    private let file: String

    init(_ dictionary: SynonymDictionary) {
        file = dictionary.file
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        write(dictionary.comments, indent: "", line: dictionary.place.line)
        let head = [("name", dictionary.name), ("version", dictionary.version), ("shareable", dictionary.isShareable ? "true" : nil)]
        open("synonymDictionary", head, "", dictionary.place, isEmpty: false)
        for line in dictionary.sources { write("source", line.text, [], line.comments, "  ", line.place) }
        for line in dictionary.attributes { write("tag", line.text, [], line.comments, "  ", line.place) }
        for term in dictionary.terms { write(term) }
        for entry in dictionary.abbreviations {
            write(entry.comments, indent: "  ", line: entry.line)
            let flags = [("negates", entry.negates ? "true" : nil), ("ending", entry.isEnding ? "true" : nil)]
            open("abbreviation", [("from", entry.from), ("to", entry.to)] + flags, "  ", entry.place, isEmpty: true)
        }
        for connector in dictionary.connectors { write("connector", connector, "  ") }
        for sentinel in dictionary.sentinels { write("sentinel", sentinel, "  ") }
        write(dictionary.endComments, indent: "  ", line: dictionary.place.line)
        put("</synonymDictionary>\n")
        if document.count > XMLReader.maximumBytes {
            faults.append(DictionaryError(.tooLarge, "its document would be larger than \(XMLReader.maximumBytes >> 20) MB", file: file))
        }
    }

    private mutating func write(_ term: SynonymDictionary.Term) {
        write(term.comments, indent: "  ", line: term.line)
        let isEmpty = term.codes.isEmpty && term.synonyms.isEmpty && term.endComments.isEmpty
        let meaning = term.meaning.isEmpty ? nil : term.meaning
        let attributes = [
            ("name", term.name), ("meaning", meaning), ("parent", term.parent), ("parts", term.partsText), ("group", term.groupsText),
            ("exact", term.isExact ? "true" : nil),
        ]
        open("term", attributes, "  ", term.place, isEmpty: isEmpty)
        guard !isEmpty else { return }
        for code in term.codes {
            write(code.comments, indent: "    ", line: code.place.line)
            let meaning = code.meaning.isEmpty ? nil : code.meaning
            open("code", [("scheme", code.scheme), ("value", code.value), ("meaning", meaning)], "    ", code.place, isEmpty: true)
        }
        for synonym in term.synonyms { write("synonym", synonym, "    ") }
        write(term.endComments, indent: "    ", line: term.line)
        put("  </term>\n")
    }

    private mutating func write(_ name: String, _ synonym: SynonymDictionary.Synonym, _ indent: String) {
        let attributes = [
            ("lang", synonym.language), ("when", synonym.condition == .always ? nil : synonym.condition.description),
            ("enabled", synonym.isEnabled ? nil : "false"), ("exact", synonym.isExact ? "true" : nil),
        ]
        write(name, synonym.text, attributes, synonym.comments, indent, synonym.place)
    }

    private mutating func write(
        _ name: String, _ text: String, _ attributes: [(String, String?)], _ comments: [String], _ indent: String,
        _ place: SynonymDictionary.Place
    ) {
        write(comments, indent: indent, line: place.line)
        open(name, attributes, indent, place, isEmpty: nil)
        let text = SynonymDictionaryHandler.trimmed(text)
        if text.isEmpty { fault(.badTerm, "<\(name)> is empty", place.line) }
        check(text, "the text of <\(name)>", place.line)
        putEscaped(text, isAttribute: false)
        put("</\(name)>\n")
    }

    /// - Parameter isEmpty: nil for a tag that its text follows.
    private mutating func open(
        _ name: String, _ attributes: [(String, String?)], _ indent: String, _ place: SynonymDictionary.Place, isEmpty: Bool?
    ) {
        lines.append(place.line)
        put(indent)
        let start = document.count
        put("<" + name)
        for (attribute, value) in attributes {
            guard let value else { continue }
            if value.isEmpty, SynonymDictionaryWriter.required.contains(attribute) {
                fault(.missingAttribute, "<\(name)> has no attribute “\(attribute)”", place.line)
            }
            check(value, "the attribute “\(attribute)” of <\(name)>", place.line)
            put(" \(attribute)=\"")
            putEscaped(value, isAttribute: true)
            put("\"")
        }
        put(isEmpty == true ? "/>" : ">")
        if document.count - start > XMLTags.longest {
            fault(.tooLarge, "the tag <\(name)> would be longer than \(XMLTags.longest >> 10) kB", place.line)
        }
        if isEmpty != nil { put("\n") }
    }

    private static let required: Set<String> = ["name", "scheme", "value", "from", "to"]

    private mutating func write(_ comments: [String], indent: String, line: Int) {
        for comment in comments {
            let text = SynonymDictionaryWriter.withoutCarriageReturns(SynonymDictionaryHandler.trimmed(comment))
            guard !text.isEmpty else { continue }
            let count = faults.count
            if zip(text.utf8, text.utf8.dropFirst()).contains(where: { ($0, $1) == (0x2D, 0x2D) }) {
                fault(.badCharacter, "a comment holds “--”, which XML does not allow there", line)
            }
            check(text, "a comment", line)
            guard count == faults.count else { continue }
            put("\(indent)<!-- \(text) -->\n")
        }
    }

    /// Reading makes a line feed of every line end, and nothing can be escaped in a comment.
    private static func withoutCarriageReturns(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
            bytes.append(byte)
        }
        return String(decoding: bytes.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self)
    }

    private mutating func fault(_ code: DictionaryError.Code, _ reason: String, _ line: Int) {
        faults.append(DictionaryError(code, reason, file: file, line: line > 0 ? line : nil))
    }

    /// What XML 1.0 has no way to write.
    private mutating func check(_ text: String, _ what: String, _ line: Int) {
        guard let bad = text.unicodeScalars.first(where: SynonymDictionaryWriter.isImpossible) else { return }
        fault(.badCharacter, "\(what) holds \(bad.codePoint), which XML cannot", line)
    }

    private static func possible(_ text: String) -> String {
        var possible = String.UnicodeScalarView()
        possible.append(contentsOf: text.unicodeScalars.lazy.filter { !isImpossible($0) })
        return String(possible)
    }

    private static func isImpossible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value) || scalar.value & ~1 == 0xFFFE
    }

    private mutating func put(_ text: String) { document.append(contentsOf: text.utf8) }

    /// Line ends would be read as spaces in an attribute, and a carriage return as a line feed anywhere.
    private mutating func putEscaped(_ text: String, isAttribute: Bool) {
        let isPossible = !text.unicodeScalars.contains(where: SynonymDictionaryWriter.isImpossible)
        for byte in (isPossible ? text : SynonymDictionaryWriter.possible(text)).utf8 {
            switch byte {
            case UInt8(ascii: "&"): put("&amp;")
            case UInt8(ascii: "<"): put("&lt;")
            case UInt8(ascii: ">"): put("&gt;")
            case 0x0D: put("&#13;")
            case UInt8(ascii: "\"") where isAttribute: put("&quot;")
            case 0x09 where isAttribute: put("&#9;")
            case 0x0A where isAttribute: put("&#10;")
            default: document.append(byte)
            }
        }
    }
}
