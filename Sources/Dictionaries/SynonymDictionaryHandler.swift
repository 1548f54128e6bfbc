/// Reads a `synonymDictionary` document.
final class SynonymDictionaryHandler: XMLHandler {
    private(set) var dictionary: SynonymDictionary
    private var open: [XMLElement] = []

    init(file: String) { dictionary = SynonymDictionary(file: file) }

    private static let places: [String: Set<String>] = [
        "": ["synonymDictionary"],
        "synonymDictionary": ["source", "tag", "term", "abbreviation", "sentinel"],
        "term": ["code", "synonym"],
    ]
    private static let attributes: [String: Set<String>] = [
        "synonymDictionary": ["name", "version"], "term": ["name", "meaning", "parent"],
        "synonym": ["lang", "when", "enabled"], "code": ["scheme", "value", "meaning"], "abbreviation": ["from", "to"],
        "sentinel": ["lang", "when", "enabled"],
    ]

    func start(_ element: XMLElement) throws {
        let parent = open.last?.name ?? ""
        guard SynonymDictionaryHandler.places[parent]?.contains(element.name) == true else {
            throw failure(parent.isEmpty ? .wrongRoot : .unknownElement, "<\(element.name)> has no place here", element)
        }
        let allowed = SynonymDictionaryHandler.attributes[element.name] ?? []
        if let unknown = element.attributes.first(where: { !allowed.contains($0.name) }) {
            throw failure(.unknownAttribute, "<\(element.name)> has no attribute “\(unknown.name)”", element)
        }
        open.append(element)
        switch element.name {
        case "synonymDictionary": dictionary.name = try required("name", element)
        case "term":
            dictionary.terms.append(
                SynonymDictionary.Term(
                    name: try required("name", element), meaning: element["meaning"] ?? "", parent: element["parent"], codes: [],
                    synonyms: [], line: element.line))
        case "code":
            let code = SynonymDictionary.Code(
                scheme: try required("scheme", element), value: try required("value", element), meaning: element["meaning"] ?? "")
            dictionary.terms[dictionary.terms.count - 1].codes.append(code)
        case "abbreviation":
            let (from, to) = (try required("from", element), try required("to", element))
            dictionary.abbreviations.append(SynonymDictionary.Abbreviation(from: from, to: to, line: element.line))
        default: break
        }
    }

    func end(_ name: String, text: String) throws {
        guard let element = open.popLast() else { return }
        let text = SynonymDictionaryHandler.trimmed(text)
        switch name {
        case "tag": dictionary.tags.append(text)
        case "synonym", "sentinel":
            guard !text.isEmpty else { throw failure(.badTerm, "<\(name)> is empty", element) }
            guard try isEnabled(element) else { return }
            let synonym = SynonymDictionary.Synonym(
                text: text, language: element["lang"], condition: try condition(element), line: element.line)
            if name == "sentinel" {
                dictionary.sentinels.append(synonym)
            } else {
                dictionary.terms[dictionary.terms.count - 1].synonyms.append(synonym)
            }
        default: break
        }
    }

    /// An entry that is switched off waits for a person to accept it.
    private func isEnabled(_ element: XMLElement) throws -> Bool {
        switch element["enabled"] {
        case nil, "true": return true
        case "false": return false
        case let other?: throw failure(.badAttribute, "“enabled” is true or false, not “\(other)”", element)
        }
    }

    private func condition(_ element: XMLElement) throws -> FoldCondition {
        guard let text = element["when"] else { return .always }
        guard let condition = FoldCondition(text) else {
            throw failure(.badAttribute, "“\(text)” is no condition such as Modality=CR|DX; Manufacturer=GE", element)
        }
        return condition
    }

    private func required(_ attribute: String, _ element: XMLElement) throws -> String {
        guard let value = element[attribute], !value.isEmpty else {
            throw failure(.missingAttribute, "<\(element.name)> has no attribute “\(attribute)”", element)
        }
        return value
    }

    private func failure(_ code: DictionaryError.Code, _ reason: String, _ element: XMLElement) -> DictionaryError {
        DictionaryError(code, reason, file: dictionary.file, line: element.line)
    }

    /// Without the spaces and line breaks that lay out the document.
    private static func trimmed(_ text: String) -> String {
        func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.utf8.firstIndex(where: { !isLayout($0) }), let last = text.utf8.lastIndex(where: { !isLayout($0) }) else { return "" }
        return String(text[first...last])
    }
}
