/// The words that the step of abbreviations replaces or drops, those of all layers.
struct FoldWords: Sendable {
    private struct Entry {
        /// None for a filler.
        let words: [String]
        let negates: Bool
        let isEnding: Bool
    }

    /// By the word; `#` stands for a number: `#ML`.
    private var entries: [String: Entry] = [:]

    /// A later layer's words count.
    init(_ layers: [SynonymDictionary]) {
        for abbreviation in layers.flatMap(\.abbreviations) {
            entries[FoldWords.key(abbreviation.from)] = Entry(
                words: FoldKey.words(abbreviation.to), negates: abbreviation.negates, isEnding: abbreviation.isEnding)
        }
    }

    /// Whether one of the words would be replaced or dropped.
    func hasAny(of words: [String]) -> Bool { !entries.isEmpty && words.contains { entries[$0] != nil || numbered($0) != nil } }

    /// How an abbreviation is looked up.
    static func key(_ from: String) -> String { (from.hasPrefix("#") ? "#" : "") + FoldForm(from).normalized }

    /// Whether the word at that place can be dropped: it is a filler, and takes away nothing that is none. WITHOUT does
    /// before PELVIS, but not before CONTRAST.
    func isFiller(_ place: Int, in words: [String]) -> Bool {
        guard let entry = entry(place, in: words), entry.words.isEmpty else { return false }
        return !negates(entry, place, in: words)
    }

    private func negates(_ entry: Entry, _ place: Int, in words: [String]) -> Bool {
        entry.negates && place + 1 < words.count && self.entry(place + 1, in: words)?.words.isEmpty != true
    }

    /// The words with all replacements. Nil where there are none, and where a filler negates.
    func expanded(_ words: [String]) -> [String]? {
        guard !entries.isEmpty else { return nil }
        var expanded: [String] = []
        var isChanged = false
        for (place, word) in words.enumerated() {
            guard let entry = entry(place, in: words) else {
                expanded.append(word)
                continue
            }
            if negates(entry, place, in: words) { return nil }
            expanded += entry.words
            isChanged = true
        }
        return isChanged && !expanded.isEmpty && expanded != words ? expanded : nil
    }

    /// What holds for the word at that place.
    private func entry(_ place: Int, in words: [String]) -> Entry? {
        guard let entry = entries[words[place]] ?? numbered(words[place]) else { return nil }
        return entry.isEnding && place + 1 < words.count ? nil : entry
    }

    /// A filler may be glued to a name: `OMNIPAQUE350`, `KNEE2V`.
    private func numbered(_ word: String) -> Entry? {
        guard let digit = word.utf8.firstIndex(where: FoldWords.isDigit) else { return nil }
        if digit == word.startIndex { return entries["#" + word.drop { $0.isASCII && $0.isNumber }] }
        let (name, number) = (String(word[..<digit]), String(word[digit...]))
        guard name.count >= FoldWords.shortestName, (entries[number] ?? numbered(number))?.words.isEmpty == true else { return nil }
        return entries[name] ?? Entry(words: [name], negates: false, isEnding: false)
    }

    private static let shortestName = 3
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
