import DICOM

/// A data dictionary that lint reads: its entries, where their tags stand, and its faults so far.
struct LintedDataFile {
    /// What could be read of it.
    let content: DataDictionaryFile
    private let tags: [Int]
    private var found: LintFaults

    /// A document that has been read.
    init(_ handler: DataDictionaryDocument, _ collector: LintCollector, end: DictionaryError?, path: String, places: XMLPlaces) {
        content = DataDictionaryFile(handler)
        tags = handler.reader?.tags ?? []
        found = LintFaults(collector, end: end, path: path, places: places)
    }

    var faults: [DictionaryFault] { found.all }

    /// What the entries of the file get wrong among themselves.
    mutating func checkEntries() {
        var keywords: [String: (entry: DataElementEntry, tag: Int)] = [:]
        var creator: String?
        for (entry, tag) in zip(content.entries, tags) {
            checkRepresentations(entry, tag)
            if entry.isOfEvenGroup {
                found.add(.remark, .unreachable, "the group of \(entry.tagText) is even: no file holds a private element there", at: tag)
            }
            if entry.privateCreator != creator {
                creator = entry.privateCreator
                checkCreator(creator, tag)
            }
            let keyword = entry.keyword
            guard !keyword.isEmpty else { continue }
            if entry.privateCreator != nil {
                found.add(.remark, .unreachable, "private elements are found by tag and creator, not by the keyword \(keyword)", at: tag)
            } else if !LintedDataFile.isKeyword(keyword) {
                found.add(.error, .badKeyword, "“\(keyword)” is no keyword: it has letters and digits of ASCII, a letter first", at: tag)
            } else if let first = keywords[keyword] {
                let place = "\(first.entry.tagText) in line \(found.line(of: first.tag))"
                found.add(.remark, .badKeyword, "the keyword \(keyword) is that of \(place), which keeps it", at: tag)
            } else {
                keywords[keyword] = (entry, tag)
            }
        }
    }

    /// What the file says again, or says otherwise, than the dictionaries that it lies over.
    mutating func check(over below: DataDictionary) {
        let own = Set(content.entries.map(\.identity))
        for (entry, tag) in zip(content.entries, tags) {
            if let other = below.entry(entry.identity) {
                if entry.saysTheSame(as: other) {
                    found.add(.remark, .repeatedEntry, "\(entry.pathText) stands so in \(other.file):\(other.line) already", at: tag)
                }
                for kind in DataDictionaryConflict.kinds(entry, replacing: other) {
                    found.add(.remark, .shadowingEntry, DataDictionaryConflict(kind, entry, other).reason, at: tag)
                }
            }
            guard entry.privateCreator == nil, let holder = below.entry(keyword: entry.keyword) else { continue }
            if holder.identity != entry.identity, !own.contains(holder.identity) {
                found.add(.remark, .badKeyword, DataDictionaryConflict(.keyword, entry, holder).reason, at: tag)
            }
        }
    }

    private mutating func checkRepresentations(_ entry: DataElementEntry, _ tag: Int) {
        if entry.representations.isEmpty {
            // Items and their delimiters have none.
            guard entry.value >> 16 != 0xFFFE, !entry.isNote else { return }
            found.add(.remark, .badVR, "\(entry.pathText) has no VR, so it is read as UN where the file gives none", at: tag)
        } else if VRChoice(entry.representations) == nil {
            let what = "\(entry.pathText) has \(entry.representationText), among which a reader cannot choose"
            found.add(.remark, .badVR, "\(what): it is read as UN where the file gives none", at: tag)
        }
    }

    /// What no file can hold: spaces at the end are padding there, and LO has at most 64 characters.
    private mutating func checkCreator(_ creator: String?, _ tag: Int) {
        guard let creator else { return }
        if creator.hasSuffix(" ") {
            found.add(.remark, .unreachable, "the creator “\(creator)” ends with a space, which in a file is padding", at: tag)
        }
        guard creator.unicodeScalars.count > 64 else { return }
        found.add(.remark, .unreachable, "the creator “\(creator)” is longer than the 64 characters that a file may give it", at: tag)
    }

    private static func isKeyword(_ text: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        return text.utf8.first.map(isLetter) ?? false && text.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
}

extension DataElementEntry {
    /// Whether all that is said is the same, but for where.
    fileprivate func saysTheSame(as other: DataElementEntry) -> Bool {
        (keyword, name, isRetired) == (other.keyword, other.name, other.isRetired) && multiplicity == other.multiplicity
            && hasRepresentations(of: other)
    }
}
