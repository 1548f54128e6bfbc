/// The words of a description that dictionaries know, in their order.
struct DescriptionScan {
    /// A word that is known, and where it ends.
    struct Found {
        let word: DescriptionWord
        let range: Range<Int>
        /// Whether nothing stands behind it, or a comma or a bracket does.
        let endsClause: Bool
    }

    private(set) var found: [Found] = []
    /// Words of three letters or more that nothing knows.
    private(set) var unknown = 0
    /// Words that something knows.
    private(set) var known = 0
    let text: DescriptionText

    private static let longestPhrase = 5

    init(_ text: DescriptionText, _ lexicon: inout DescriptionLexicon) {
        self.text = text
        var place = 0
        while place < text.words.count {
            let length = phrase(at: place, &lexicon)
            if length == 0 { glued(at: place, &lexicon) }
            place += max(length, 1)
        }
    }

    /// The longest phrase that begins there; how many words it has.
    private mutating func phrase(at place: Int, _ lexicon: inout DescriptionLexicon) -> Int {
        for length in stride(from: longestPhrase(at: place, &lexicon), to: 1, by: -1) {
            guard let key = text.phrase(place..<place + length) else { continue }
            let meanings = lexicon.meanings(key, words: length)
            if !meanings.isEmpty { return add(meanings, place..<place + length) }
        }
        if text.hasMarks(place) {
            for key in text.markedPhrases(place) {
                let meanings = lexicon.meanings(key, words: 1).filter { $0.aspect == .contrast || $0.aspect == .weighting }
                if !meanings.isEmpty, isMarked(meanings, key, &lexicon) { return add(Array(meanings.prefix(1)), place..<place + 1) }
            }
        }
        guard let key = text.phrase(place..<place + 1), !text.isNumber(place) else { return 0 }
        let meanings = lexicon.meanings(key, words: 1)
        return meanings.isEmpty ? 0 : add(meanings, place..<place + 1)
    }

    /// How many words from there on may be a phrase. Numbers and unknown words are endless, and each phrase with one would be
    /// asked for in all dictionaries: long numbers and the ends of clauses part phrases, and in phrases of three words or more
    /// all words but one are known, or short.
    private func longestPhrase(at place: Int, _ lexicon: inout DescriptionLexicon) -> Int {
        let most = min(DescriptionScan.longestPhrase, text.words.count - place)
        var unknown = 0
        for length in 1...most {
            let word = place + length - 1
            let begins = length == 1 || !text.endsClause(word - 1)
            guard begins, text.mayBeInPhrase(word), length == 1 || !text.isLongNumber(word), length < 3 || !text.isLongNumber(place) else { return length - 1 }
            if text.letters(word) > 3, !isKnown(word, &lexicon) { unknown += 1 }
            if length > 2, unknown > 1 { return length - 1 }
        }
        return most
    }

    private func isKnown(_ word: Int, _ lexicon: inout DescriptionLexicon) -> Bool {
        text.phrase(word..<word + 1).map { !lexicon.meanings($0, words: 1).isEmpty } ?? false
    }

    /// Whether the marks make another word of it: dictionaries pass over those that no entry has.
    private func isMarked(_ meanings: [DescriptionWord], _ key: PhraseKey, _ lexicon: inout DescriptionLexicon) -> Bool {
        let plain = PhraseKey(key.text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "*") })
        guard let plain else { return false }
        return lexicon.meanings(plain, words: 1).first?.term != meanings.first?.term
    }

    private mutating func add(_ meanings: [DescriptionWord], _ range: Range<Int>) -> Int {
        known += 1
        for word in meanings { found.append(Found(word: word, range: range, endsClause: text.endsClause(range.upperBound - 1))) }
        return range.count
    }

    /// A word that is made of others: `ThoraxRoutine`, `t1tse`, `5mm`.
    private mutating func glued(at place: Int, _ lexicon: inout DescriptionLexicon) {
        let letters = text.letters(place)
        guard letters > 1 else { return }
        let bytes = text.bytes[text.words[place].start..<text.words[place].end]
        guard let key = PhraseKey(bytes, keepsCase: true) else { return unknown += 1 }
        let parts: [DescriptionWord]
        if let seen = lexicon.glued[key] {
            parts = seen
        } else {
            parts = GluedWord(Array(bytes)).parts(&lexicon)
            lexicon.glued[key] = parts
        }
        if !parts.isEmpty { _ = add(parts, place..<place + 1) } else if letters > 2 { unknown += 1 }
    }
}

extension DescriptionText {
    /// Numbers of up to three digits may stand in phrases (`3 PLANE`, `180 SEC`), but for parts of fractions; so may short words with
    /// digits in them.
    func mayBeInPhrase(_ word: Int) -> Bool {
        let (start, end) = (words[word].start, words[word].end)
        let digits = bytes[start..<end].count(where: \.isASCIIDigit)
        if digits == 0 { return end - start < 24 }
        if digits < end - start { return end - start < 7 }
        let isFraction = start > 0 && bytes[start - 1] == UInt8(ascii: ".") || end < bytes.count && bytes[end] == UInt8(ascii: ".")
        return digits < 4 && !isFraction
    }

    /// Whether it has digits, and is more than one.
    func isLongNumber(_ word: Int) -> Bool {
        words[word].end - words[word].start > 1 && bytes[words[word].start..<words[word].end].contains(where: \.isASCIIDigit)
            && letters(word) < 2
    }

    func isNumber(_ word: Int) -> Bool { bytes[words[word].start..<words[word].end].allSatisfy(\.isASCIIDigit) }

    /// Whether a clause ends behind a word: at the end, and before a comma, a semicolon or a bracket.
    func endsClause(_ word: Int) -> Bool {
        let rest = bytes[words[word].end...]
        guard let next = rest.first(where: { $0 != UInt8(ascii: " ") }) else { return true }
        return word == words.count - 1 || Array(",;()[]".utf8).contains(next)
    }
}

/// A word that no dictionary knows, and what it is made of.
struct GluedWord {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Longer ones are codes. Cutting costs a look into all dictionaries at each letter.
    private static let longest = 24
    private static let mostParts = 4

    func parts(_ lexicon: inout DescriptionLexicon) -> [DescriptionWord] {
        let words = atCapitals
        guard words.count > 1 else {
            let parts = cut(&lexicon)
            return parts.isEmpty ? [lexicon.joinedPart(String(decoding: bytes, as: UTF8.self))].compactMap { $0 } : parts
        }
        // Some of several words may be unknown; of letters that nothing parts all must be used up.
        let text = DescriptionText(words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
        return text.words.count > 8 ? [] : DescriptionScan(text, &lexicon).found.map(\.word)
    }

    /// Parted where a small letter is followed by a capital, and before the last capital of several (`CTHead`).
    private var atCapitals: [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start = 0
        for place in bytes.indices.dropFirst() where isCapital(place) {
            let isHump = isSmall(place - 1) || isCapital(place - 1) && place + 1 < bytes.count && isSmall(place + 1)
            guard isHump, place - start > 1 else { continue }
            words.append(bytes[start..<place])
            start = place
        }
        return words + [bytes[start...]]
    }

    private func isCapital(_ place: Int) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[place]) }
    private func isSmall(_ place: Int) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[place]) }

    /// The fewest words that the letters can be cut into, with numbers between them; none when letters are left over.
    private func cut(_ lexicon: inout DescriptionLexicon) -> [DescriptionWord] {
        guard (3...GluedWord.longest).contains(bytes.count) else { return [] }
        // How each place is reached, by the fewest words.
        var reached: [[DescriptionWord]?] = Array(repeating: nil, count: bytes.count + 1)
        reached[0] = []
        for start in bytes.indices {
            guard let before = reached[start], before.count < GluedWord.mostParts else { continue }
            func reach(_ end: Int, _ words: [DescriptionWord]) {
                if reached[end].map({ $0.count > before.count + words.count }) ?? true { reached[end] = before + words }
            }
            if bytes[start].isASCIIDigit {
                let end = bytes[start...].firstIndex { !$0.isASCIIDigit } ?? bytes.count
                reach(end, [])
            }
            for end in stride(from: bytes.count, to: start + 1, by: -1) where end - start < bytes.count {
                guard let key = PhraseKey(bytes[start..<end]), let word = lexicon.meanings(key, words: 1).first, isPart(word, end - start) else { continue }
                reach(end, [word])
            }
        }
        return reached[bytes.count] ?? []
    }

    /// Short words are looked for only where they are names of sequences.
    private func isPart(_ word: DescriptionWord, _ length: Int) -> Bool {
        switch word.aspect {
        case .weighting, .plane, .technique, .phase: true
        case .examination, .kind: length > 2
        case .contrast: length > 2 && !["WITH", "WITHOUT"].contains(word.chain.last)
        case .bodyPart, .word: length > 3
        default: false
        }
    }
}
