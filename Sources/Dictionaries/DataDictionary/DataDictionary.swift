import DICOM

/// The data dictionary: every standard element, and the private elements of known creators. Immutable once loaded.
public struct DataDictionary: Sendable {
    /// An entry that took the place of one from an earlier file.
    public struct Replacement: Sendable {
        public let entry: DataElementEntry
        public let replaced: DataElementEntry
    }

    /// A file that was loaded.
    public struct Source: Sendable {
        public let file: String
        /// Nil where the file names none.
        public let edition: String?
    }

    /// In the order in which they lie over each other.
    public let sources: [Source]
    /// Those that count: each tag once, for each creator.
    public private(set) var entries: [DataElementEntry] = []
    public private(set) var replacements: [Replacement] = []
    /// Where files say different things; nothing of it is lost in silence.
    public private(set) var conflicts: [DataDictionaryConflict] = []
    /// Keys of all entries but ranges and notes, in ascending order, and their places in `entries`.
    private var keys: [UInt64] = []
    private var places: [Int32] = []
    private var ranges: [Int] = []
    private var byKeyword: [String: Int] = [:]
    private var creators: [String: UInt64] = [:]
    /// What the reader needs, made once.
    public private(set) var vrTable = VRTable(tags: [])

    /// Loads dictionaries in the project's own XML form, `dataDictionary` or `privateDictionary`, or the DocBook form of
    /// PS3.6. Entries of a later file count above those of an earlier one.
    /// - Throws: `DictionaryError` with file and line for what is not well-formed, unknown or given twice in one file.
    public init(paths: [String]) throws { self.init(files: try paths.map { try DataDictionaryFile(path: $0) }) }

    /// - Parameter xml: the document, for tests and embedding.
    public init(xml: [UInt8], name: String) throws { self.init(files: [try DataDictionaryFile(xml: xml, name: name)]) }

    init(files: [DataDictionaryFile]) {
        sources = files.map { Source(file: $0.file, edition: $0.edition) }
        entries = files.count == 1 ? files[0].entries : files.flatMap(\.entries)
        let order = index()
        if removeReplaced(order) { _ = index() }
        indexKeywords()
        vrTable = makeVRTable()
    }

    /// Of the last file that names one, since its entries count above those of the others.
    public var edition: String? { sources.last { $0.edition != nil }?.edition }

    /// The entry of a standard element; for a private one, of its creator's.
    public func entry(_ tag: Tag, creator: String? = nil) -> DataElementEntry? {
        if tag.isPrivate {
            guard let creator, let number = creators[creator] else { return nil }
            return place(number << 32 | UInt64(tag.withoutBlock.rawValue)).map { entries[$0] }
        }
        if let place = place(UInt64(tag.rawValue)) { return entries[place] }
        return ranges.lazy.map { entries[$0] }.first { tag.rawValue & $0.mask == $0.value }
    }

    public func knowsCreator(_ creator: String) -> Bool { creators[creator] != nil }

    public func entry(keyword: String) -> DataElementEntry? { byKeyword[keyword].map { entries[$0] } }

    private func place(_ key: UInt64) -> Int? {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? Int(places[low]) : nil
    }
}

extension DataDictionary {
    /// Numbers the creators and sorts the keys. Dictionaries come in order: mostly there is nothing to sort.
    /// - Returns: keys with the places of their entries, those of equal keys in the order of the files.
    private mutating func index() -> [(key: UInt64, place: Int32)] {
        var order: [(key: UInt64, place: Int32)] = []
        order.reserveCapacity(entries.count)
        ranges.removeAll()
        var (creator, number) = (String?.none, UInt64(0))
        var isSorted = true
        for (place, entry) in entries.enumerated() {
            if entry.privateCreator != creator {
                creator = entry.privateCreator
                number = creator.map { name in
                    let known = creators[name] ?? UInt64(creators.count + 1)
                    creators[name] = known
                    return known
                } ?? 0
            }
            if entry.isNote { continue }
            if entry.isRepeating {
                ranges.append(place)
                continue
            }
            let key = number << 32 | UInt64(number == 0 ? entry.value : entry.value & 0xFFFF_00FF)
            if let last = order.last, last.key > key { isSorted = false }
            order.append((key, Int32(place)))
        }
        if !isSorted { order.sort { ($0.key, $0.place) < ($1.key, $1.place) } }
        keys = order.map(\.key)
        places = order.map(\.place)
        return order
    }

    /// Keeps the last entry of each tag, notes what it replaces.
    /// - Returns: whether there was any such.
    private mutating func removeReplaced(_ order: [(key: UInt64, place: Int32)]) -> Bool {
        var pairs: [(old: Int, new: Int)] = []
        var last: (key: UInt64, place: Int32)?
        // From behind: of several entries for one tag the last takes the place of all others.
        for next in order.reversed() {
            if let last, last.key == next.key { pairs.append((Int(next.place), Int(last.place))) } else { last = next }
        }
        var lastRange: [DataElementEntry.Identity: Int] = [:]
        for next in ranges.reversed() {
            if let last = lastRange[entries[next].identity] { pairs.append((next, last)) } else { lastRange[entries[next].identity] = next }
        }
        guard !pairs.isEmpty else { return false }
        for (old, new) in pairs.sorted(by: { ($0.new, $0.old) < ($1.new, $1.old) }) {
            let (entry, replaced) = (entries[new], entries[old])
            replacements.append(Replacement(entry: entry, replaced: replaced))
            conflicts += DataDictionaryConflict.kinds(entry, replacing: replaced).map { DataDictionaryConflict($0, entry, replaced) }
        }
        let removed = Set(pairs.map(\.old))
        entries = entries.indices.filter { !removed.contains($0) }.map { entries[$0] }
        return true
    }

    /// The first entry of a keyword has it.
    private mutating func indexKeywords() {
        byKeyword.reserveCapacity(entries.count { $0.privateCreator == nil })
        for (place, entry) in entries.enumerated() where entry.privateCreator == nil && !entry.keyword.isEmpty {
            let first = byKeyword[entry.keyword, default: place]
            if first == place {
                byKeyword[entry.keyword] = place
            } else if entries[first].file != entry.file {
                conflicts.append(DataDictionaryConflict(.keyword, entry, entries[first]))
            }
        }
    }

    private func makeVRTable() -> VRTable {
        var choices: [[VR]: VRChoice?] = [:]
        var (last, lastChoice) = ([VR](), VRChoice?.none)
        // A few sets of representations stand in thousands of entries.
        func choice(_ entry: DataElementEntry) -> VRChoice? {
            if entry.representations == last { return lastChoice }
            last = entry.representations
            lastChoice = choices[last] ?? VRChoice(last)
            choices[last] = lastChoice
            return lastChoice
        }
        var elements: [(creator: UInt32, tag: Tag, choice: VRChoice)] = []
        elements.reserveCapacity(keys.count)
        for (key, place) in zip(keys, places) {
            guard let choice = choice(entries[Int(place)]) else { continue }
            elements.append((UInt32(key >> 32), Tag(rawValue: UInt32(truncatingIfNeeded: key)), choice))
        }
        let repeating = ranges.compactMap { place in
            choice(entries[place]).map { (mask: entries[place].mask, value: entries[place].value, choice: $0) }
        }
        return VRTable(elements: elements, ranges: repeating, creators: creators.mapValues { UInt32($0) })
    }
}
