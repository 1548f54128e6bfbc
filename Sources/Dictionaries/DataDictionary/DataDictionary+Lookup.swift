import DICOM

extension DataDictionary {
    /// The entries of an element that is named as people name it: by keyword, by tag (`00280030`, `0028,0030`,
    /// `(0028,0030)`, `60xx3000`), or by tag and creator (`0019xx0C@"SIEMENS MR HEADER"`). A private tag alone stands for
    /// that of every creator.
    public func entries(named text: String) -> [DataElementEntry] {
        let sides = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let creator = sides.count > 1 ? DataDictionary.unquoted(sides[1]) : nil
        if creator == nil, let entry = entry(keyword: text) ?? renamed(text) { return [entry] }
        let digits = sides[0].filter { !"(,) ".contains($0) }.replacing("X", with: "x")
        guard let (mask, value) = DataElementEntry.pattern(digits) else { return [] }
        let isPrivate = (mask & value) >> 16 & 1 == 1
        return isPrivate ? privateEntries(mask, value, creator) : creator == nil ? standardEntries(mask, value) : []
    }

    /// What an entry took the place of, in the order of the files.
    public func replaced(by entry: DataElementEntry) -> [DataElementEntry] {
        replacements.filter { $0.entry.identity == entry.identity }.map(\.replaced)
    }

    /// The conflicts that an entry has a part in.
    public func conflicts(of entry: DataElementEntry) -> [DataDictionaryConflict] {
        conflicts.filter { $0.entry.identity == entry.identity || $0.other.identity == entry.identity }
    }

    /// The edition that the file of an entry names.
    public func edition(of entry: DataElementEntry) -> String? { sources.last { $0.file == entry.file }?.edition }

    /// What an entry of that identity says here.
    func entry(_ identity: DataElementEntry.Identity) -> DataElementEntry? {
        let isPlain = identity.mask == (identity.creator == nil ? .max : 0xFFFF_00FF)
        let found = isPlain ? entry(Tag(rawValue: identity.value), creator: identity.creator) : nil
        return found?.identity == identity ? found : isPlain ? nil : entries.first { $0.identity == identity }
    }

    /// What took the place of an entry with that keyword, under another one.
    private func renamed(_ keyword: String) -> DataElementEntry? {
        guard !keyword.isEmpty else { return nil }
        return replacements.last { $0.replaced.privateCreator == nil && $0.replaced.keyword == keyword }?.entry
    }

    private func privateEntries(_ mask: UInt32, _ value: UInt32, _ creator: String?) -> [DataElementEntry] {
        entries.filter { entry in
            guard let own = entry.privateCreator, creator.map({ $0 == own }) ?? true else { return false }
            let isPlain = mask & 0xFFFF_00FF == 0xFFFF_00FF && !entry.isNote
            return isPlain ? entry.value & 0xFFFF_00FF == value & 0xFFFF_00FF : (entry.mask, entry.value) == (mask, value)
        }
    }

    private func standardEntries(_ mask: UInt32, _ value: UInt32) -> [DataElementEntry] {
        if mask == .max { return entry(Tag(rawValue: value)).map { [$0] } ?? [] }
        return entries.filter { $0.privateCreator == nil && ($0.mask, $0.value) == (mask, value) }
    }
}
