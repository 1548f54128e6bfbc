/// Reads a `synonymDictionary` document. Without a policy the first fault ends it; with one it goes on where that does,
/// and leaves out what is at fault.
final class SynonymDictionaryHandler: XMLHandler {
    // The reader calls from one thread, one call after the other.
    @exclusivity(unchecked) private(set) var dictionary: SynonymDictionary
    private let policy: (any FaultPolicy)?
    @exclusivity(unchecked) private var kinds = XMLVocabulary<Kind>()
    @exclusivity(unchecked) private var attributes = XMLVocabulary<Attribute>()
    @exclusivity(unchecked) private var open: [Open] = []
    /// What the start tag of the open synonym, sentinel or connector says; nil when it is at fault.
    @exclusivity(unchecked) private var entry: SynonymDictionary.Synonym?
    /// How deep we are in an element that has no place, of which nothing is read.
    @exclusivity(unchecked) private var skippedDepth = 0
    /// Comments that belong to what comes next.
    @exclusivity(unchecked) private var comments: [String] = []

    private enum Attribute: String {
        case name, version, shareable, meaning, parent, parts, group, exact, scheme, value, from, to, negates, ending, lang, when, enabled
    }

    private enum Kind: String {
        case synonymDictionary, source, tag, term, abbreviation, connector, sentinel, code, synonym

        /// The element that it stands in; nil for the root.
        var parent: Kind? {
            switch self {
            case .synonymDictionary: nil
            case .code, .synonym: .term
            default: .synonymDictionary
            }
        }

        var attributes: [Attribute] {
            switch self {
            case .synonymDictionary: Kind.ofDictionary
            case .term: Kind.ofTerm
            case .code: Kind.ofCode
            case .abbreviation: Kind.ofAbbreviation
            case .synonym, .sentinel: Kind.ofSynonym
            case .connector: Kind.ofConnector
            case .source, .tag: []
            }
        }

        private static let ofDictionary: [Attribute] = [.name, .version, .shareable], ofCode: [Attribute] = [.scheme, .value, .meaning]
        private static let ofTerm: [Attribute] = [.name, .meaning, .parent, .parts, .group, .exact]
        private static let ofAbbreviation: [Attribute] = [.from, .to, .negates, .ending]
        private static let ofSynonym: [Attribute] = [.lang, .when, .enabled, .exact], ofConnector: [Attribute] = [.lang]
    }

    /// An element whose end has not come.
    private struct Open {
        let kind: Kind
        let nameNumber: Int?
        let line: Int
        let number: Int

        init(_ kind: Kind, _ tag: XMLTag) { (self.kind, nameNumber, line, number) = (kind, tag.nameNumber, tag.line, tag.number) }

        var tag: XMLTag { XMLTag(name: kind.rawValue, nameNumber: nameNumber, line: line, number: number) }
        var place: SynonymDictionary.Place { SynonymDictionary.Place(line: line, tag: number) }
    }

    init(file: String, policy: (any FaultPolicy)? = nil) {
        dictionary = SynonymDictionary(name: "", file: file)
        self.policy = policy
    }

    private func misplaced(_ element: borrowing XMLElement) -> String {
        guard open.isEmpty, element.name != "synonymDictionary" else {
            return element.isInNamespace ? element.namespaceFault : "<\(element.name)> has no place here"
        }
        return DataDictionaryDocument.roots.contains(element.name)
            ? "a data dictionary, not a synonymDictionary: it goes with --data-dictionary"
            : "the root is <\(element.name)>, not <synonymDictionary>"
    }

    func start(_ element: borrowing XMLElement) throws {
        if policy != nil, skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        guard let kind = kinds.word(element.tag.nameNumber, element.name), kind.parent == open.last?.kind, !element.isInNamespace else {
            skippedDepth = 1
            return try fault(open.isEmpty ? .wrongRoot : .unknownElement, misplaced(element), element.tag)
        }
        let allowed = kind.attributes
        for index in 0..<element.count {
            if let name = attributes.word(element.nameNumber(index), element.name(index)), allowed.contains(name) { continue }
            try fault(.unknownAttribute, "<\(element.name)> has no attribute “\(element.name(index))”", element.tag)
        }
        policy?.look(at: element)
        let new = Open(kind, element.tag)
        defer { open.append(new) }
        switch kind {
        case .synonymDictionary:
            dictionary.name = try required("name", element) ?? ""
            dictionary.version = element["version"]?.nonEmpty
            dictionary.isShareable = try flag("shareable", element, fallback: false) ?? false
            dictionary.comments = takeComments()
            dictionary.place = new.place
        case .term: dictionary.terms.append(try term(element, new.place))
        case .code:
            let (scheme, value) = (try required("scheme", element), try required("value", element))
            guard let scheme, let value else { return }
            let comments = takeComments()
            addToTerm(SynonymDictionary.Code(scheme: scheme, value: value, meaning: element["meaning"] ?? "", comments: comments, place: new.place))
        case .abbreviation:
            let (from, to) = (try required("from", element), try required("to", element))
            let (negates, isEnding) = (try flag("negates", element, fallback: false), try flag("ending", element, fallback: false))
            guard let from, let to, let negates, let isEnding else { return }
            dictionary.abbreviations.append(
                .init(from: from, to: to, negates: negates, isEnding: isEnding, comments: takeComments(), place: new.place))
        case .synonym, .sentinel, .connector: entry = try entry(element, new.place)
        case .source, .tag: break
        }
    }

    func end(_ name: String, text: String) throws {
        if policy != nil, skippedDepth > 0 {
            skippedDepth -= 1
            return
        }
        guard let ended = open.popLast() else { return }
        if let policy { policy.look(at: text, in: ended.tag) }
        switch ended.kind {
        case .synonymDictionary: dictionary.endComments = takeComments()
        case .source where !text.isEmpty: dictionary.sources.append(.init(text: text, comments: takeComments(), place: ended.place))
        case .tag where !text.isEmpty: dictionary.attributes.append(.init(text: text, comments: takeComments(), place: ended.place))
        case .term: dictionary.terms[dictionary.terms.count - 1].endComments = takeComments()
        case .synonym, .sentinel, .connector:
            guard !text.isEmpty else { return try fault(.badTerm, "<\(name)> is empty", ended.tag) }
            guard SynonymDictionary.isEntry(text) else {
                let reason = "the text of <\(name)> is longer than \(SynonymDictionary.longestEntry) characters"
                return try fault(.tooLarge, reason, ended.tag)
            }
            guard var entry = self.entry.take() else { return }
            entry.text = text
            if !comments.isEmpty { entry.comments = takeComments() }
            switch ended.kind {
            case .sentinel: dictionary.sentinels.append(entry)
            case .connector: dictionary.connectors.append(entry)
            default: dictionary.terms[dictionary.terms.count - 1].synonyms.append(entry)
            }
        default: break
        }
    }

    /// What stands behind the root element counts to what stands at its end.
    func comment(_ text: String) {
        let text = SynonymDictionaryHandler.trimmed(text)
        guard skippedDepth == 0, !text.isEmpty else { return }
        if open.isEmpty, !dictionary.name.isEmpty { dictionary.endComments.append(text) } else { comments.append(text) }
    }

    private func takeComments() -> [String] {
        guard !comments.isEmpty else { return [] }
        defer { comments.removeAll() }
        return comments
    }

    // MARK: Start tags

    private func term(_ element: borrowing XMLElement, _ place: SynonymDictionary.Place) throws -> SynonymDictionary.Term {
        SynonymDictionary.Term(
            name: try required("name", element) ?? "", meaning: element["meaning"] ?? "", parent: element["parent"],
            parts: SynonymDictionary.Term.parts(element["parts"]), groups: SynonymDictionary.Term.words(element["group"]),
            isExact: try flag("exact", element, fallback: false) ?? false, codes: [], synonyms: [], comments: takeComments(), place: place)
    }

    private func addToTerm(_ code: SynonymDictionary.Code) { dictionary.terms[dictionary.terms.count - 1].codes.append(code) }

    /// An entry whose text is yet to come; nil when it is at fault. One that is switched off waits for a person to accept it.
    private func entry(_ element: borrowing XMLElement, _ place: SynonymDictionary.Place) throws -> SynonymDictionary.Synonym? {
        var language: String?
        var condition: FoldCondition? = .always
        var (isEnabled, isExact): (Bool?, Bool?) = (true, false)
        for index in 0..<element.count {
            switch attributes.word(element.nameNumber(index), element.name(index)) {
            case .lang: language = element.value(index).nonEmpty
            case .when: condition = try self.condition(element.value(index), element.tag)
            case .enabled: isEnabled = try flag("enabled", element, fallback: true)
            case .exact: isExact = try flag("exact", element, fallback: false)
            default: break
            }
        }
        guard let condition, let isEnabled, let isExact else { return nil }
        return SynonymDictionary.Synonym(
            text: "", language: language, condition: condition, isEnabled: isEnabled, isExact: isExact, place: place)
    }

    /// Nil for a wrong one.
    private func flag(_ attribute: String, _ element: borrowing XMLElement, fallback: Bool) throws -> Bool? {
        switch element[attribute] {
        case nil: return fallback
        case "true": return true
        case "false": return false
        case let other?:
            try fault(.badAttribute, "“\(attribute)” is true or false, not “\(other)”", element.tag)
            return nil
        }
    }

    /// Nil for a wrong one.
    private func condition(_ text: String, _ tag: XMLTag) throws -> FoldCondition? {
        if let condition = FoldCondition(text) { return condition }
        try fault(.badAttribute, "“\(text)” is no condition such as Modality=CR|DX; Manufacturer=GE", tag)
        return nil
    }

    private func required(_ attribute: String, _ element: borrowing XMLElement) throws -> String? {
        if let value = element[attribute], !value.isEmpty { return value }
        try fault(.missingAttribute, "<\(element.name)> has no attribute “\(attribute)”", element.tag)
        return nil
    }

    /// Comes back where there is a policy that goes on.
    private func fault(_ code: DictionaryError.Code, _ reason: String, _ tag: XMLTag) throws {
        let error = DictionaryError(code, reason, file: dictionary.file, line: tag.line)
        guard let policy else { throw error }
        try policy.take(error, at: tag)
    }

    /// Without the spaces and line breaks that lay out the document.
    static func trimmed(_ text: String) -> String {
        func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.utf8.firstIndex(where: { !isLayout($0) }), let last = text.utf8.lastIndex(where: { !isLayout($0) }) else { return "" }
        return String(text[first...last])
    }
}
