import DICOM

/// Reads `dicom.xml` and `private.xml`.
final class DataDictionaryHandler: XMLHandler {
    private(set) var entries: [DataElementEntry] = []
    private(set) var edition: String?
    private var creator: String?
    private var isPrivate = false
    private var depth = 0
    private var seen: [SeenKey: Int] = [:]
    // A few texts stand in thousands of rows: each is parsed once.
    private var representationsByText: [String: [VR]] = [:]
    private var multiplicityByText: [String: ValueMultiplicity] = [:]

    private struct SeenKey: Hashable {
        let creator: String?
        let mask: UInt32
        let value: UInt32
    }

    func start(_ element: XMLElement) throws {
        depth += 1
        switch (depth, element.name) {
        case (1, "dataDictionary"): edition = element["edition"]
        case (1, "privateDictionary"): isPrivate = true
        case (1, _): throw failure(.wrongRoot, "the root is <\(element.name)>, not <dataDictionary> or <privateDictionary>", element)
        case (2, "creator") where isPrivate:
            guard let name = element["name"], !name.isEmpty else { throw failure(.missingAttribute, "<creator> has no name", element) }
            creator = name
        case (2, "element") where !isPrivate, (3, "element") where isPrivate:
            entries.append(try entry(element))
        default: throw failure(.unknownElement, "<\(element.name)> has no place here", element)
        }
    }

    func end(_ name: String, text: String) throws { depth -= 1 }

    private func failure(_ code: DictionaryError.Code, _ reason: String, _ element: XMLElement) -> DictionaryError {
        DictionaryError(code, reason, file: "", line: element.line)
    }

    private static let attributes: Set<String> = ["tag", "keyword", "name", "vr", "vm", "retired"]

    private func entry(_ element: XMLElement) throws -> DataElementEntry {
        if let unknown = element.attributes.first(where: { !DataDictionaryHandler.attributes.contains($0.name) }) {
            throw failure(.unknownAttribute, "<element> has no attribute “\(unknown.name)”", element)
        }
        guard let text = element["tag"] else { throw failure(.missingAttribute, "<element> has no tag", element) }
        guard let (mask, value) = DataElementEntry.pattern(text) else {
            throw failure(.badTag, "“\(text)” is not eight hexadecimal digits, x for a repeating one", element)
        }
        if let line = seen.updateValue(element.line, forKey: SeenKey(creator: creator, mask: mask, value: value)) {
            throw failure(.duplicateEntry, "\(text) stands already in line \(line)", element)
        }
        return DataElementEntry(
            mask: mask, value: value, privateCreator: creator, keyword: element["keyword"] ?? "", name: element["name"] ?? "",
            representations: try representations(element), multiplicity: try multiplicity(element),
            isRetired: element["retired"] == "true", line: element.line)
    }

    private func representations(_ element: XMLElement) throws -> [VR] {
        guard let text = element["vr"] else { return [] }
        if let known = representationsByText[text] { return known }
        let representations = try text.split(separator: " ").map { name in
            guard let vr = VR(name: name) else { throw failure(.badVR, "“\(name)” is no value representation", element) }
            return vr
        }
        representationsByText[text] = representations
        return representations
    }

    private func multiplicity(_ element: XMLElement) throws -> ValueMultiplicity? {
        guard let text = element["vm"] else { return nil }
        if let known = multiplicityByText[text] { return known }
        guard let multiplicity = ValueMultiplicity(text: text) else {
            throw failure(.badVM, "“\(text)” is no value multiplicity", element)
        }
        multiplicityByText[text] = multiplicity
        return multiplicity
    }
}
