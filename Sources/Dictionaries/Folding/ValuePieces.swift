/// A value as words and what stands between them, for taking it apart.
struct ValuePieces {
    struct Word {
        let text: String
        /// A connecting word or mark stands before it.
        var isJoined = false
    }

    private(set) var words: [Word] = []
    /// A connecting word stands at an end, or beside another one: something is missing there.
    private(set) var isOpen = false

    /// Longer values are sentences.
    private static let longest = (bytes: 128, words: 16)

    /// Nil for a value that is too long to be taken apart.
    init?(_ value: String, joining: Connectors) {
        guard value.utf8.count <= ValuePieces.longest.bytes else { return nil }
        var isJoined = false
        var wasWord = false
        for part in value.split(omittingEmptySubsequences: false, whereSeparator: joining.isMark) {
            for text in FoldKey.words(String(part)) {
                if joining.isWord(text) {
                    if words.isEmpty || wasWord { isOpen = true }
                    (isJoined, wasWord) = (true, true)
                } else {
                    words.append(Word(text: text, isJoined: isJoined && !words.isEmpty))
                    (isJoined, wasWord) = (false, false)
                }
            }
            isJoined = true
        }
        if wasWord { isOpen = true }
        guard words.count <= ValuePieces.longest.words else { return nil }
    }

    /// Stretches of words between which something joins.
    var runs: [Range<Int>] {
        let starts = words.indices.filter { $0 == 0 || words[$0].isJoined }
        return zip(starts, starts.dropFirst() + [words.count]).map { $0..<$1 }
    }
}

/// The words and marks that join terms in a value.
struct Connectors: Sendable {
    private var words: Set<String> = []
    private var marks: Set<Character> = []

    var isEmpty: Bool { words.isEmpty && marks.isEmpty }

    init(_ layers: [SynonymDictionary], languages: FoldLanguages) {
        for connector in layers.flatMap(\.connectors) where languages.contain(connector.language) {
            let form = FoldForm(connector.text)
            if form.words.count == 1 { words.insert(form.normalized) } else if form.words.isEmpty { marks.formUnion(connector.text) }
        }
    }

    func isWord(_ text: String) -> Bool { words.contains(text) }
    func isMark(_ character: Character) -> Bool { marks.contains(character) }
}
