import DICOM

/// Reads `dicom.xml` and `private.xml`, and files of a site in the same form. Without a policy the first fault ends it;
/// with one it goes on, and leaves out what is at fault.
final class DataDictionaryHandler: DataDictionaryReading {
    // The reader calls from one thread, one call after the other.
    @exclusivity(unchecked) private(set) var entries: [DataElementEntry] = []
    @exclusivity(unchecked) private(set) var tags: [Int] = []
    private(set) var edition: String?
    private let file: String
    private let policy: (any FaultPolicy)?
    @exclusivity(unchecked) private var isPrivate = false
    @exclusivity(unchecked) private var creator: String?
    @exclusivity(unchecked) private var depth = 0
    /// How deep we are in an element that has no place, of which nothing is read.
    @exclusivity(unchecked) private var skippedDepth = 0
    @exclusivity(unchecked) private var open: [XMLTag] = []
    @exclusivity(unchecked) private var attributes = XMLVocabulary<Attribute>()
    @exclusivity(unchecked) private var texts = RepeatedTexts()
    @exclusivity(unchecked) private var seen = SeenTags()
    @exclusivity(unchecked) private var seenOfOthers: [String: SeenTags] = [:]

    /// Of an element of data.
    private enum Attribute: String { case tag, keyword, name, vr, vm, retired }

    init(file: String, policy: (any FaultPolicy)? = nil) {
        self.file = file
        self.policy = policy
    }

    func start(_ element: borrowing XMLElement) throws {
        if skippedDepth > 0 {
            skippedDepth += 1
            return
        }
        switch (depth, element.name) {
        case _ where element.isInNamespace:
            skippedDepth = 1
            return try fault(.unknownElement, element.namespaceFault, element.tag)
        case (0, "dataDictionary"): edition = element["edition"]
        case (0, "privateDictionary"): isPrivate = true
        case (1, "creator") where isPrivate: try begin(creator: element)
        case (1, "element") where !isPrivate, (2, "element") where isPrivate: try add(element)
        default:
            skippedDepth = 1
            return try fault(.unknownElement, "<\(element.name)> has no place here", element.tag)
        }
        depth += 1
        if element.name != "element" { try checkAttributes(element) }
        guard let policy else { return }
        policy.look(at: element)
        open.append(element.tag)
    }

    func end(_ name: String, text: String) throws {
        if skippedDepth > 0 {
            skippedDepth -= 1
            return
        }
        depth -= 1
        if let policy, let tag = open.popLast() { policy.look(at: text, in: tag) }
    }

    private func begin(creator element: borrowing XMLElement) throws {
        // A creator may come twice.
        if let creator { seenOfOthers[creator] = seen }
        creator = element["name"]
        seen = creator.flatMap { seenOfOthers.removeValue(forKey: $0) } ?? SeenTags()
        guard creator?.isEmpty ?? true else { return }
        creator = nil
        try fault(.missingAttribute, "<creator> has no name", element.tag)
    }

    private func checkAttributes(_ element: borrowing XMLElement) throws {
        let allowed = ["dataDictionary": "edition", "creator": "name"][element.name]
        for index in 0..<element.count where element.name(index) != allowed {
            try fault(.unknownAttribute, "<\(element.name)> has no attribute “\(element.name(index))”", element.tag)
        }
    }

    private func add(_ element: borrowing XMLElement) throws {
        var (pattern, tag) = ((mask: UInt32, value: UInt32)?.none, "")
        var (keyword, name) = ("", "")
        var representations: [VR] = []
        var multiplicity: ValueMultiplicity?
        var (isRetired, isWrong) = (false, false)
        let place = element.tag
        func wrong(_ code: DictionaryError.Code, _ reason: String) throws {
            isWrong = true
            try fault(code, reason, place)
        }
        for index in 0..<element.count {
            switch attributes.word(element.nameNumber(index), element.name(index)) {
            case .tag:
                tag = element.value(index)
                pattern = DataElementEntry.pattern(tag)
                if pattern == nil { try wrong(.badTag, "“\(tag)” is not eight hexadecimal digits, x for a repeating one") }
            case .keyword: keyword = element.value(index)
            case .name: name = element.value(index)
            case .vr:
                guard let known = texts.representations(element, index) else {
                    try wrong(.badVR, "“\(element.value(index))” is no value representation, nor several with spaces between")
                    continue
                }
                representations = known
            case .vm:
                multiplicity = texts.multiplicity(element, index)
                if multiplicity == nil { try wrong(.badVM, "“\(element.value(index))” is no value multiplicity") }
            case .retired:
                let value = element.value(index)
                isRetired = value == "true"
                if !isRetired, value != "false" { try wrong(.badAttribute, "“retired” is true or false, not “\(value)”") }
            case nil: try wrong(.unknownAttribute, "<element> has no attribute “\(element.name(index))”")
            }
        }
        guard let pattern else { return tag.isEmpty ? try fault(.missingAttribute, "<element> has no tag", element.tag) : () }
        let isOdd = (pattern.mask & pattern.value) >> 16 & 1 == 1
        if !isPrivate, isOdd { try wrong(.badTag, "\(tag) is private: it belongs under a <creator>") }
        if let line = seen.line(of: pattern, inPrivate: isPrivate, adding: element.line) {
            try wrong(.duplicateEntry, "\(tag) stands already in line \(line)")
        }
        guard !isWrong, !isPrivate || creator != nil else { return }
        if policy != nil { tags.append(element.tag.number) }
        entries.append(
            DataElementEntry(
                mask: pattern.mask, value: pattern.value, privateCreator: creator, keyword: keyword, name: name, representations: representations,
                multiplicity: multiplicity, isRetired: isRetired, file: file, line: element.line))
    }

    /// Comes back where there is a policy that goes on.
    private func fault(_ code: DictionaryError.Code, _ reason: String, _ tag: XMLTag) throws {
        let error = DictionaryError(code, reason, file: file, line: tag.line)
        guard let policy else { throw error }
        try policy.take(error, at: tag)
    }
}

/// A few texts stand in thousands of rows: each is parsed once.
private struct RepeatedTexts {
    private var representations: [UInt64: [VR]] = [:]
    private var multiplicities: [UInt64: ValueMultiplicity] = [:]

    mutating func representations(_ element: borrowing XMLElement, _ index: Int) -> [VR]? {
        let key = element.shortValue(index)
        if let key, let known = representations[key] { return known }
        let names = element.value(index).utf8.split { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let parsed = names.compactMap { VR(name: Substring($0)) }
        guard parsed.count == names.count else { return nil }
        if let key { representations[key] = parsed }
        return parsed
    }

    mutating func multiplicity(_ element: borrowing XMLElement, _ index: Int) -> ValueMultiplicity? {
        let key = element.shortValue(index)
        if let key, let known = multiplicities[key] { return known }
        let parsed = ValueMultiplicity(text: element.value(index))
        if let key { multiplicities[key] = parsed }
        return parsed
    }
}

/// The tags of one file so far, or of one creator, and their lines. Those in ascending order, as dictionaries mostly are,
/// cost nothing to look for.
private struct SeenTags {
    private struct Pattern: Hashable {
        let mask: UInt32
        let value: UInt32
    }

    private var ascending: [(value: UInt32, line: Int)] = []
    private var others: [Pattern: Int] = [:]

    /// - Returns: the line of an earlier entry for the same tags.
    mutating func line(of pattern: (mask: UInt32, value: UInt32), inPrivate: Bool, adding line: Int) -> Int? {
        // The block of a private element does not count, however it is written.
        let isPlain = pattern.mask | (inPrivate ? 0xFF00 : 0) == .max
        let key = inPrivate && isPlain ? Pattern(mask: .max, value: pattern.value & 0xFFFF_00FF) : Pattern(mask: pattern.mask, value: pattern.value)
        if isPlain, ascending.last.map({ $0.value < key.value }) ?? true {
            ascending.append((key.value, line))
            return nil
        }
        if isPlain, let known = lineAmongAscending(key.value) { return known }
        if let known = others[key] { return known }
        others[key] = line
        return nil
    }

    private func lineAmongAscending(_ value: UInt32) -> Int? {
        var (low, high) = (0, ascending.count)
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle].value < value { low = middle + 1 } else { high = middle }
        }
        return low < ascending.count && ascending[low].value == value ? ascending[low].line : nil
    }
}
