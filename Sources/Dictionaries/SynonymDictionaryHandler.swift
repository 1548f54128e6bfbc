/// Reads a `synonymDictionary` document. Without a policy the first fault ends it; with one it goes on where that does,
/// and leaves out what is at fault.
final class SynonymDictionaryHandler: XMLHandler {
    private(set) var dictionary: SynonymDictionary
    /// The tags of all codes, in the order of the document. Gathered where there is a policy.
    private(set) var codeTags: [Int] = []
    private let policy: (any FaultPolicy)?
    private var open: [XMLElement] = []
    /// How deep we are in an element that has no place, of which nothing is read.
    private var skippedDepth = 0

    init(file: String, policy: (any FaultPolicy)? = nil) {
        dictionary = SynonymDictionary(file: file)
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
        "sentinel": ["lang", "when", "enabled"], "connector": ["lang"],
    ]

    func start(_ element: XMLElement) throws {
        if policy != nil, skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        let parent = open.last?.name ?? ""
        guard SynonymDictionaryHandler.places[parent]?.contains(element.name) == true else {
            skippedDepth = 1
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
        switch element.name {
        case "synonymDictionary": dictionary.name = try required("name", element) ?? ""
        case "term":
            dictionary.terms.append(
                SynonymDictionary.Term(
                    name: try required("name", element) ?? "", meaning: element["meaning"] ?? "", parent: element["parent"],
                    parts: SynonymDictionaryHandler.parts(element), groups: SynonymDictionaryHandler.words(element["group"]),
                    isExact: try flag("exact", element, fallback: false) ?? false, codes: [], synonyms: [], line: element.line, tag: element.number))
        case "code":
            let (scheme, value) = (try required("scheme", element), try required("value", element))
            guard let scheme, let value else { return }
            let code = SynonymDictionary.Code(scheme: scheme, value: value, meaning: element["meaning"] ?? "")
            dictionary.terms[dictionary.terms.count - 1].codes.append(code)
            if policy != nil { codeTags.append(element.number) }
        case "abbreviation":
            let (from, to) = (try required("from", element), try required("to", element))
            let (negates, isEnding) = (try flag("negates", element, fallback: false), try flag("ending", element, fallback: false))
            guard let from, let to, let negates, let isEnding else { return }
            dictionary.abbreviations.append(
                SynonymDictionary.Abbreviation(
                    from: from, to: to, negates: negates, isEnding: isEnding, line: element.line, tag: element.number))
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
        switch name {
        case "tag": dictionary.tags.append(text)
        case "synonym", "sentinel", "connector":
            // An entry that is switched off waits for a person to accept it.
            let (isEnabled, condition) = (try flag("enabled", element, fallback: true), try condition(element))
            guard !text.isEmpty else { return try fault(.badTerm, "<\(name)> is empty", element) }
            let isExact = try flag("exact", element, fallback: false)
            guard isEnabled == true, let condition, let isExact else { return }
            let synonym = SynonymDictionary.Synonym(
                text: text, language: element["lang"], condition: condition, isExact: isExact, line: element.line, tag: element.number)
            switch name {
            case "sentinel": dictionary.sentinels.append(synonym)
            case "connector": dictionary.connectors.append(synonym)
            default: dictionary.terms[dictionary.terms.count - 1].synonyms.append(synonym)
            }
        default: break
        }
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

    /// `CHEST|THORAX ABDOMEN`: two parts, the first of which THORAX may stand for.
    private static func parts(_ element: XMLElement) -> [[String]] {
        words(element["parts"]).map { $0.split(separator: "|").map(String.init) }
    }

    private static func words(_ text: String?) -> [String] { text?.split(separator: " ").map(String.init) ?? [] }

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
    private static func trimmed(_ text: String) -> String {
        func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.utf8.firstIndex(where: { !isLayout($0) }), let last = text.utf8.lastIndex(where: { !isLayout($0) }) else { return "" }
        return String(text[first...last])
    }
}
