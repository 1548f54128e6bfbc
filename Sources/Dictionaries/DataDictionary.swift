import DICOM

/// The data dictionary: every standard element, and the private elements of known creators. Immutable once loaded.
public struct DataDictionary: Sendable {
    public private(set) var entries: [DataElementEntry] = []
    public private(set) var edition: String?
    private var byTag: [UInt32: Int] = [:]
    private var ranges: [Int] = []
    private var byKeyword: [String: Int] = [:]
    private var byCreator: [String: [UInt32: Int]] = [:]
    /// What the reader needs, made once.
    public private(set) var vrTable = VRTable(tags: [])

    /// Loads dictionaries in the project's own XML form, `dataDictionary` or `privateDictionary`; the first entry of a
    /// tag or keyword counts.
    /// - Throws: `DictionaryError` with file and line for what is not well-formed, unknown or given twice in one file.
    public init(paths: [String]) throws {
        for path in paths {
            let handler = DataDictionaryHandler()
            try XMLReader.parse(path: path, handler: handler)
            edition = edition ?? handler.edition
            handler.entries.forEach { add($0) }
        }
        vrTable = makeVRTable()
    }

    /// - Parameter xml: the document, for tests and embedding.
    public init(xml: [UInt8], name: String) throws {
        let handler = DataDictionaryHandler()
        try XMLReader.parse(bytes: xml, name: name, handler: handler)
        edition = handler.edition
        handler.entries.forEach { add($0) }
        vrTable = makeVRTable()
    }

    private mutating func add(_ entry: DataElementEntry) {
        let index = entries.count
        entries.append(entry)
        if let creator = entry.privateCreator {
            // Private elements are found by group and low byte; a row that leaves those open names none.
            guard entry.mask & 0xFFFF_00FF == 0xFFFF_00FF else { return }
            if byCreator[creator]?[entry.value & 0xFFFF_00FF] == nil { byCreator[creator, default: [:]][entry.value & 0xFFFF_00FF] = index }
            return
        }
        if entry.isRepeating { ranges.append(index) } else if byTag[entry.value] == nil { byTag[entry.value] = index }
        if !entry.keyword.isEmpty, byKeyword[entry.keyword] == nil { byKeyword[entry.keyword] = index }
    }

    /// The entry of a standard element; for a private one, of its creator's.
    public func entry(_ tag: Tag, creator: String? = nil) -> DataElementEntry? {
        if tag.isPrivate {
            guard let creator, let index = byCreator[creator]?[tag.withoutBlock.rawValue] else { return nil }
            return entries[index]
        }
        if let index = byTag[tag.rawValue] { return entries[index] }
        return ranges.lazy.map { entries[$0] }.first { tag.rawValue & $0.mask == $0.value }
    }

    public func knowsCreator(_ creator: String) -> Bool { byCreator[creator] != nil }

    public func entry(keyword: String) -> DataElementEntry? { byKeyword[keyword].map { entries[$0] } }

    private func makeVRTable() -> VRTable {
        func choice(_ index: Int) -> VRChoice? { VRChoice(entries[index].representations) }
        let plain = byTag.sorted { $0.key < $1.key }.compactMap { tag, index in
            choice(index).map { (Tag(rawValue: tag), $0) }
        }
        let repeating = ranges.compactMap { index in
            choice(index).map { (mask: entries[index].mask, value: entries[index].value, choice: $0) }
        }
        let creators = byCreator.sorted { $0.key < $1.key }.map { creator, elements in
            (creator: creator, elements: elements.compactMap { tag, index in choice(index).map { (Tag(rawValue: tag), $0) } })
        }
        return VRTable(tags: plain, ranges: repeating, privateTags: creators)
    }
}
