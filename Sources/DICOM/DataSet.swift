/// A data set or an item of a sequence, with typed values.
public struct DataSet: Equatable, Sendable {
    public struct Entry: Equatable, Sendable {
        public let tag: Tag
        public let vr: VR
        public let value: Value
    }

    /// In ascending order of tags, each tag once.
    public let entries: [Entry]

    /// Of two entries with one tag the last counts.
    public init(entries: [Entry]) {
        let isAscending = zip(entries, entries.dropFirst()).allSatisfy { $0.tag < $1.tag }
        self.entries = isAscending ? entries : DataSet.ordered(entries)
    }

    /// Of elements that stand twice the last one counts.
    private static func ordered(_ entries: [Entry]) -> [Entry] {
        var byTag: [Tag: Entry] = [:]
        for entry in entries { byTag[entry.tag] = entry }
        return byTag.values.sorted { $0.tag < $1.tag }
    }

    public subscript(tag: Tag) -> Entry? {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].tag < tag { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].tag == tag ? entries[low] : nil
    }

    /// The items of a sequence element; none when it is absent or no sequence.
    public func items(_ tag: Tag) -> [DataSet] {
        if case .items(let items)? = self[tag]?.value { items } else { [] }
    }
}

extension DICOMReader {
    /// The last file's data set with typed values, without file meta information.
    /// - Parameters:
    ///   - override: what the site knows better about character sets.
    ///   - includeFileMeta: also the elements of group 0002.
    /// - Returns: the data set, and the problems met in decoding its values, the first of each kind.
    public func dataSet(override: CharacterSetOverride = .none, includeFileMeta: Bool = false) -> (DataSet, [DICOMError]) {
        var builder = DataSetBuilder(elements: elements, bytes: walker.buffer.storage, override: override)
        let entries = builder.entries(0..<elements.count, inherited: CharacterSet(value: "", override: override))
        let dataSet = DataSet(entries: includeFileMeta ? entries : entries.filter { $0.tag.group != 0x0002 })
        return (dataSet, builder.problems)
    }
}

/// Builds typed data sets from the flat element list.
private struct DataSetBuilder {
    let elements: [Element]
    let bytes: [UInt8]
    let override: CharacterSetOverride
    let decoder = ValueDecoder()
    var problems: [DICOMError] = []

    init(elements: [Element], bytes: [UInt8], override: CharacterSetOverride) {
        self.elements = elements
        self.bytes = bytes
        self.override = override
    }

    /// The elements in `range` at its outermost level. An item has its own character set or inherits the one around it
    /// (PS3.5 §6.1.2.5, §7.5.3).
    mutating func entries(_ range: Range<Int>, inherited: CharacterSet) -> [DataSet.Entry] {
        var characterSet = inherited
        var entries: [DataSet.Entry] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let element = elements[index]
            if element.tag == .specificCharacterSet, !element.isSkipped, element.vr != .SQ { characterSet = declaredCharacterSet(element) }
            entries.append(DataSet.Entry(tag: element.tag, vr: element.vr, value: value(at: index, characterSet)))
            index = Int(element.subtreeEnd)
        }
        return entries
    }

    private mutating func declaredCharacterSet(_ element: Element) -> CharacterSet {
        let (text, _) = decoder.text(bytes[element.range], vr: .CS, characterSet: .ascii)
        let declared = CharacterSet(value: text, override: override)
        if declared.hasUnknownTerm { note(.unknownCharacterSet, "Specific Character Set holds an unknown term", element) }
        return declared
    }

    private mutating func value(at index: Int, _ characterSet: CharacterSet) -> Value {
        let element = elements[index]
        if element.vr == .SQ {
            return .items(items(after: index, until: Int(element.subtreeEnd), characterSet))
        }
        if element.isSkipped { return .bulk(offset: element.start, length: element.length) }
        let (value, problem) = decoder.decode(
            bytes[element.range], tag: element.tag, vr: element.vr, isBigEndian: element.isBigEndian, characterSet: characterSet)
        switch problem {
        case .valueLengthMismatch: note(.valueLengthMismatch, "\(element.length) bytes are no whole number of \(element.vr) values", element)
        case .undecodableText: note(.undecodableText, "text that is not in the declared character set", element)
        default: break
        }
        return LookupTable.corrected(value, tag: element.tag)
    }

    private mutating func items(after index: Int, until end: Int, _ characterSet: CharacterSet) -> [DataSet] {
        var items: [DataSet] = []
        var item = index + 1
        while item < end {
            let itemEnd = Int(elements[item].subtreeEnd)
            items.append(DataSet(entries: entries((item + 1)..<itemEnd, inherited: characterSet)))
            item = itemEnd
        }
        return items
    }

    private mutating func note(_ code: DICOMError.Code, _ reason: String, _ element: Element) {
        guard !problems.contains(where: { $0.code == code }) else { return }
        problems.append(DICOMError(code, reason, tag: element.tag))
    }
}

/// The first value of a LUT descriptor counts entries and is unsigned, whatever its representation (PS3.3 §C.11.1.1.1).
enum LookupTable {
    private static let descriptors: Set<Tag> = [
        Tag(0x0028, 0x1101), Tag(0x0028, 0x1102), Tag(0x0028, 0x1103), Tag(0x0028, 0x3002),
    ]

    static func corrected(_ value: Value, tag: Tag) -> Value {
        guard descriptors.contains(tag), case .signed(var numbers) = value, let first = numbers.first, first < 0 else { return value }
        numbers[0] = first + 65536
        return .signed(numbers)
    }
}
