/// Reads a `synonymDictionary` document. Without a policy the first fault ends it; with one it goes on where that does,
/// and leaves out what is at fault.
final class SynonymDictionaryHandler: XMLHandler {
    private(set) var dictionary: SynonymDictionary
    private let policy: (any FaultPolicy)?
    private var open: [XMLElement] = []
    /// How deep we are in an element that has no place, of which nothing is read.
    private var skippedDepth = 0
    /// Comments that belong to what comes next.
    private var comments: [String] = []

    init(file: String, policy: (any FaultPolicy)? = nil) {
        dictionary = SynonymDictionary(name: "", file: file)
        self.policy = policy
    }

    private static let places: [String: Set<String>] = [
        "": ["synonymDictionary"],
        "synonymDictionary": ["source", "tag", "term", "abbreviation", "connector", "sentinel"],
        "term": ["code", "synonym"],
    ]
    private static let attributes: [String: Set<String>] = [
        "synonymDictionary": ["name", "version"], "term": ["name", "meaning", "parent", "parts", "group", "exact"],
        "synonym": ["lang", "when", "enabled", "exact"], "code": ["scheme", "value", "meaning"], "abbreviation": ["from", "to", "negates", "ending"],
        "sentinel": ["lang", "when", "enabled", "exact"], "connector": ["lang"],
    ]

    func start(_ element: XMLElement) throws {
        if policy != nil, skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        let parent = open.last?.name ?? ""
        guard SynonymDictionaryHandler.places[parent]?.contains(element.name) == true, !element.isInNamespace else {
            skippedDepth = 1
            if element.isInNamespace { return try fault(parent.isEmpty ? .wrongRoot : .unknownElement, element.namespaceFault, element) }
            return try fault(parent.isEmpty ? .wrongRoot : .unknownElement, "<\(element.name)> has no place here", element)
        }
        let allowed = SynonymDictionaryHandler.attributes[element.name] ?? []
        if element.attributes.contains(where: { !allowed.contains($0.name) }) {
            for (name, _) in element.attributes where !allowed.contains(name) {
                try fault(.unknownAttribute, "<\(element.name)> has no attribute “\(name)”", element)
            }
        }
        policy?.look(at: element)
        open.append(element)
        let place = SynonymDictionary.Place(line: element.line, tag: element.number)
        switch element.name {
        case "synonymDictionary":
            dictionary.name = try required("name", element) ?? ""
            dictionary.version = element["version"]?.nonEmpty
            dictionary.comments = takeComments()
            dictionary.place = place
        case "term":
            dictionary.terms.append(
                SynonymDictionary.Term(
                    name: try required("name", element) ?? "", meaning: element["meaning"] ?? "", parent: element["parent"],
                    parts: SynonymDictionary.Term.parts(element["parts"]), groups: SynonymDictionary.Term.words(element["group"]),
                    isExact: try flag("exact", element, fallback: false) ?? false, codes: [], synonyms: [], comments: takeComments(), place: place))
        case "code":
            let (scheme, value) = (try required("scheme", element), try required("value", element))
            guard let scheme, let value else { return }
            dictionary.terms[dictionary.terms.count - 1].codes.append(
                SynonymDictionary.Code(
                    scheme: scheme, value: value, meaning: element["meaning"] ?? "", comments: takeComments(), place: place))
        case "abbreviation":
            let (from, to) = (try required("from", element), try required("to", element))
            let (negates, isEnding) = (try flag("negates", element, fallback: false), try flag("ending", element, fallback: false))
            guard let from, let to, let negates, let isEnding else { return }
            dictionary.abbreviations.append(
                SynonymDictionary.Abbreviation(from: from, to: to, negates: negates, isEnding: isEnding, comments: takeComments(), place: place))
        default: break
        }
    }

    func end(_ name: String, text: String) throws {
        if policy != nil, skippedDepth > 0 {
            skippedDepth -= 1
            return
        }
        guard let element = open.popLast() else { return }
        let text = SynonymDictionaryHandler.trimmed(text)
        policy?.look(at: text, in: element)
        let place = SynonymDictionary.Place(line: element.line, tag: element.number)
        switch name {
        case "synonymDictionary": dictionary.endComments = takeComments()
        case "source" where !text.isEmpty: dictionary.sources.append(.init(text: text, comments: takeComments(), place: place))
        case "tag" where !text.isEmpty: dictionary.attributes.append(.init(text: text, comments: takeComments(), place: place))
        case "term": dictionary.terms[dictionary.terms.count - 1].endComments = takeComments()
        case "synonym", "sentinel", "connector":
            // An entry that is switched off waits for a person to accept it.
            let (isEnabled, condition) = (try flag("enabled", element, fallback: true), try condition(element))
            let isExact = try flag("exact", element, fallback: false)
            guard !text.isEmpty else { return try fault(.badTerm, "<\(name)> is empty", element) }
            guard let isEnabled, let condition, let isExact else { return }
            let synonym = SynonymDictionary.Synonym(
                text: text, language: element["lang"]?.nonEmpty, condition: condition, isEnabled: isEnabled, isExact: isExact,
                comments: takeComments(), place: place)
            switch name {
            case "sentinel": dictionary.sentinels.append(synonym)
            case "connector": dictionary.connectors.append(synonym)
            default: dictionary.terms[dictionary.terms.count - 1].synonyms.append(synonym)
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
        defer { comments.removeAll() }
        return comments
    }

    /// Nil for a wrong one.
    private func flag(_ attribute: String, _ element: XMLElement, fallback: Bool) throws -> Bool? {
        switch element[attribute] {
        case nil: return fallback
        case "true": return true
        case "false": return false
        case let other?:
            try fault(.badAttribute, "“\(attribute)” is true or false, not “\(other)”", element)
            return nil
        }
    }

    /// Nil for a wrong one.
    private func condition(_ element: XMLElement) throws -> FoldCondition? {
        guard let text = element["when"] else { return .always }
        if let condition = FoldCondition(text) { return condition }
        try fault(.badAttribute, "“\(text)” is no condition such as Modality=CR|DX; Manufacturer=GE", element)
        return nil
    }

    private func required(_ attribute: String, _ element: XMLElement) throws -> String? {
        if let value = element[attribute], !value.isEmpty { return value }
        try fault(.missingAttribute, "<\(element.name)> has no attribute “\(attribute)”", element)
        return nil
    }

    /// Comes back where there is a policy that goes on.
    private func fault(_ code: DictionaryError.Code, _ reason: String, _ element: XMLElement) throws {
        let error = DictionaryError(code, reason, file: dictionary.file, line: element.line)
        guard let policy else { throw error }
        try policy.take(error, at: element)
    }

    /// Without the spaces and line breaks that lay out the document.
    static func trimmed(_ text: String) -> String {
        func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.utf8.firstIndex(where: { !isLayout($0) }), let last = text.utf8.lastIndex(where: { !isLayout($0) }) else { return "" }
        return String(text[first...last])
    }
}
