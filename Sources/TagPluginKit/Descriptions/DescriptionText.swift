/// A free text cut into words, with what stands between them: `t2_tse_tra`, `Thorax^CT_PE (Adult)`, `W/O`.
struct DescriptionText {
    /// A word, by its bytes.
    struct Word {
        let start: Int
        let end: Int
    }

    /// Descriptions are short; what is longer than these is a letter, and is not read to its end.
    static let longestText = 1024
    static let mostWords = 64

    let bytes: [UInt8]
    private(set) var words: [Word] = []
    private(set) var isCutOff: Bool

    init(_ text: String) {
        let utf8 = text.utf8
        isCutOff = utf8.count > DescriptionText.longestText
        bytes = Array(utf8.prefix(DescriptionText.longestText))
        words.reserveCapacity(12)
        var start: Int?
        var place = 0
        while place < bytes.count {
            let width = separatorWidth(at: place)
            if width == 0 {
                start = start ?? place
            } else if let begin = start {
                add(Word(start: begin, end: place))
                start = nil
            }
            place += max(width, 1)
        }
        if let begin = start { add(Word(start: begin, end: bytes.count)) }
    }

    private mutating func add(_ word: Word) {
        if words.count < DescriptionText.mostWords { words.append(word) } else { isCutOff = true }
    }

    /// How many bytes of a separator stand there; 0 for a part of a word. Letters of all scripts are parts of words; the
    /// punctuation of Latin-1 and of U+2000 to U+206F is none.
    private func separatorWidth(at place: Int) -> Int {
        let byte = bytes[place]
        if byte < 0x80 { return DescriptionText.isWordByte(byte) ? 0 : 1 }
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if byte == 0xC2, ![0xAA, 0xB5, 0xBA].contains(next) { return 2 }
        return byte == 0xE2 && (next == 0x80 || next == 0x81) ? 3 : 0
    }

    static func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || byte.isASCIIDigit || isLetter(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}

// MARK: - Phrases
extension DescriptionText {
    /// Words that stand side by side, as dictionaries are asked for them. Nil when they are too long for a phrase.
    func phrase(_ range: Range<Int>) -> PhraseKey? {
        guard let first = range.first, let last = range.last else { return nil }
        return PhraseKey(bytes[words[first].start..<words[last].end])
    }

    /// The word with the marks that are written on to it, longest first: `C+`, `+C`, `T2*`, `C+/-`, `S/`.
    func markedPhrases(_ word: Int) -> [PhraseKey] {
        let (start, end) = (words[word].start, words[word].end)
        var phrases: [PhraseKey] = []
        let behind = marks(from: end)
        for length in stride(from: behind, to: 0, by: -1) {
            let next = end + length
            // The hyphen of `C-SPINE` joins; the slash of `S/CONTRASTE` does not.
            let isJoined = next < bytes.count && DescriptionText.isWordByte(bytes[next])
            guard !isJoined || bytes[next - 1] == UInt8(ascii: "/") || bytes[next - 1] == UInt8(ascii: "*") else { continue }
            if let phrase = PhraseKey(bytes[start..<next]) { phrases.append(phrase) }
        }
        for length in stride(from: marks(before: start), to: 0, by: -1) {
            let before = start - length
            let isJoined = before > 0 && DescriptionText.isWordByte(bytes[before - 1])
            guard !isJoined || bytes[before] == UInt8(ascii: "+") else { continue }
            if let phrase = PhraseKey(bytes[before..<end]) { phrases.append(phrase) }
        }
        return phrases
    }

    private static let longestMarks = 3
    private static let marks = Array("+-*/".utf8)

    private func marks(from place: Int) -> Int {
        var count = 0
        while count < DescriptionText.longestMarks, place + count < bytes.count, DescriptionText.marks.contains(bytes[place + count]) { count += 1 }
        return count
    }

    private func marks(before place: Int) -> Int {
        var count = 0
        while count < DescriptionText.longestMarks, place - count > 0, DescriptionText.marks.contains(bytes[place - count - 1]) { count += 1 }
        return count
    }

    func hasMarks(_ word: Int) -> Bool { marks(from: words[word].end) > 0 || marks(before: words[word].start) > 0 }

    /// How many letters a word has: what has less than three (`3mm`, `B30f`, `5.0`) need not be known.
    func letters(_ word: Int) -> Int { bytes[words[word].start..<words[word].end].count { $0 >= 0xC0 || DescriptionText.isLetter($0) } }
}

/// A short text in upper case, held in place: what the cache of a lexicon is looked up by.
struct PhraseKey: Hashable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0
    private var fifth: UInt64 = 0
    private(set) var count: UInt8 = 0

    static let longest = 40

    /// A run of separators becomes one space, but for marks, which some entries have: `C+/-`.
    /// - Parameter keepsCase: whether small letters stay small.
    init?(_ bytes: some Sequence<UInt8>, keepsCase: Bool = false) {
        var isSpace = false
        for byte in bytes {
            guard DescriptionText.isWordByte(byte) || PhraseKey.isMark(byte) else {
                isSpace = count > 0
                continue
            }
            if isSpace, !append(UInt8(ascii: " ")) { return nil }
            isSpace = false
            let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            if !append(isSmall && !keepsCase ? byte - 0x20 : byte) { return nil }
        }
        if count == 0 { return nil }
    }

    static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "'"): true
        default: false
        }
    }

    private mutating func append(_ byte: UInt8) -> Bool {
        guard count < PhraseKey.longest else { return false }
        let value = UInt64(byte) << (UInt64(count & 7) * 8)
        switch count >> 3 {
        case 0: first |= value
        case 1: second |= value
        case 2: third |= value
        case 3: fourth |= value
        default: fifth |= value
        }
        count += 1
        return true
    }

    var text: String {
        let words = [first, second, third, fourth, fifth]
        let bytes = (0..<Int(count)).map { UInt8(truncatingIfNeeded: words[$0 >> 3] >> (UInt64($0 & 7) * 8)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
