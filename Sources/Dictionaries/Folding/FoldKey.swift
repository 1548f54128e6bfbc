/// A text in the forms that the folding steps compare.
struct FoldForm {
    let text: String
    /// Runs of letters, digits and marks, in upper case.
    let words: [String]
    /// The words without anything between them.
    let normalized: String
    /// The same for all texts of the same letters, in whatever order: what no entry has the sum of, no entry matches.
    let letterSum: UInt64

    init(_ text: String) {
        self.init(text: text, words: FoldKey.words(text))
    }

    /// - Parameter words: in upper case already.
    init(words: [String]) {
        self.init(text: words.joined(separator: " "), words: words)
    }

    /// Whether a word stands there twice.
    var repeatsWord: Bool { words.count > 1 && words.indices.dropFirst().contains { place in words[..<place].contains(words[place]) } }

    private static func letterSum(_ normalized: String) -> UInt64 {
        var normalized = normalized
        return normalized.withUTF8 { bytes in
            // Each byte spread over all bits (the finalizer of MurmurHash3), so that sums of other letters do not meet.
            bytes.reduce(0 as UInt64) { sum, byte in
                var bits = (UInt64(byte) &+ 1) &* 0x9E37_79B9_7F4A_7C15
                bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
                bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
                return sum &+ (bits ^ bits >> 33)
            }
        }
    }

    static func normalized(_ text: String) -> String { FoldForm(text).normalized }

    private init(text: String, words: [String]) {
        self.text = text
        self.words = words
        normalized = words.count == 1 ? words[0] : words.reduce(into: "") { $0 += $1 }
        letterSum = FoldForm.letterSum(normalized)
    }
}

/// How texts are compared: case, spaces and punctuation do not count.
enum FoldKey {
    /// Runs of letters, digits and marks, in upper case. Letters parted by points alone are one word: `S.p.A.`, `a.p.`
    static func words(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { asciiWords($0) } ?? words(Array(text.unicodeScalars))
    }

    /// Words sorted, each once; letters as often as they stand there, for `W/ & W/O` is not `W/O`.
    static func fingerprint(_ words: [String]) -> String {
        guard words.count > 1 else { return words.first ?? "" }
        // Most texts have two words, or three.
        if words.count == 2, words[0] != words[1] { return words[0] < words[1] ? words[0] + " " + words[1] : words[1] + " " + words[0] }
        var fingerprint = ""
        var last: String?
        for word in words.sorted() where word != last || word.utf8.count == 1 {
            if last != nil { fingerprint += " " }
            fingerprint += word
            last = word
        }
        return fingerprint
    }

    /// Nearly all texts are ASCII, and go without asking Unicode about every character. Nil for one that is not.
    private static func asciiWords(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        if !bytes.isEmpty, bytes.allSatisfy({ isWord($0) && !isSmall($0) }) { return [String(decoding: bytes, as: UTF8.self)] }
        var words: [String] = []
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { upper in
            var (count, isInitials) = (0, false)
            for (place, byte) in bytes.enumerated() {
                if isWord(byte) {
                    upper[count] = isSmall(byte) ? byte - 32 : byte
                    isInitials = count == 0 ? isLetter(byte) : isInitials && bytes[place - 1] == point
                    count += 1
                } else if count > 0, !(isInitials && byte == point && beginsInitial(bytes, place + 1)) {
                    words.append(String(decoding: UnsafeBufferPointer(rebasing: upper[..<count]), as: UTF8.self))
                    count = 0
                }
            }
            if count > 0 { words.append(String(decoding: UnsafeBufferPointer(rebasing: upper[..<count]), as: UTF8.self)) }
        }
        return words
    }

    private static let point = UInt8(ascii: ".")
    private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether one letter alone stands there.
    private static func beginsInitial(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place < bytes.count && isLetter(bytes[place]) && (place + 1 == bytes.count || !isWord(bytes[place + 1]))
    }

    private static func words(_ scalars: [Unicode.Scalar]) -> [String] {
        let isWord = scalars.map(FoldKey.isWord)
        var words: [String] = []
        var (current, isInitials) = ("", false)
        for (place, scalar) in scalars.enumerated() {
            if isWord[place] {
                isInitials = current.isEmpty ? scalar.properties.isAlphabetic : isInitials && scalars[place - 1] == "."
                current += scalar.properties.uppercaseMapping
            } else if !current.isEmpty {
                let isLone = place + 1 < scalars.count && scalars[place + 1].properties.isAlphabetic && (place + 2 == scalars.count || !isWord[place + 2])
                if isInitials, scalar == ".", isLone { continue }
                words.append(current)
                current = ""
            }
        }
        return current.isEmpty ? words : words + [current]
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isWord(UInt8(truncatingIfNeeded: scalar.value)) }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
