import TagPluginKit

/// A text that names a side, by words of its own (`Left Breast`, `LOWER LEFT LEG`, `KNEE R/L`) or glued to the part
/// (`LKNEE`), and what is left of it without. Only what the dictionary then knows is such a text.
struct SidedText {
    let side: Side
    /// What the text without the side folds to.
    let fold: Fold

    /// The dictionaries that are asked.
    struct Asking {
        /// Folds a text as a body part.
        let part: (String) -> Fold?
        /// The side that a word names.
        let side: (String) -> Side?
    }

    private init(_ side: Side, _ fold: Fold) {
        self.side = side
        self.fold = fold
    }
}

// MARK: - Words
extension SidedText {
    private struct Word {
        let range: Range<String.Index>
        /// As the value has it.
        let spelling: String
        /// In upper case.
        let text: String
    }

    init?(_ text: String, asking: Asking) {
        let words = SidedText.words(of: text)
        let sides = words.indices.map { SidedText.side(at: $0, in: words, asking) }
        let named = words.indices.filter { sides[$0] != nil }
        guard let side = Set(sides.compactMap { $0 }).combined else {
            self.init(gluedIn: text, words, asking)
            return
        }
        guard named.count < words.count else { return nil }
        let left = SidedText.cut(named, out: text, words)
        guard let fold = asking.part(left.rest), !fold.standsForMissing else { return nil }
        // `L KNEE R ANKLE`: each has a side of its own, for which there is no place.
        guard left.isOnePlace || !fold.term.contains("+") else { return nil }
        guard !SidedText.isDoubtful(named, words, fold) else { return nil }
        self.init(side, fold)
    }

    private static func isDoubtful(_ named: [Int], _ words: [Word], _ fold: Fold) -> Bool {
        let isShort = named.allSatisfy { SideDoubts.mayBeView(words[$0].text) } || named == [0] && words[0].text == "RT"
        return isShort && SideDoubts.isInTheMiddle(fold.term)
    }

    /// The side that a text names which the dictionary lists as a whole. None where the text without it is another term,
    /// since the word is a part of the name then (`L SPINE`), unless it can be nothing but a side.
    static func side(of text: String, listedAs fold: Fold, asking: Asking) -> Side? {
        guard lists(fold), !SideDoubts.hasItsSide(fold.term) else { return nil }
        let words = SidedText.words(of: text)
        let sides = words.indices.map { SidedText.side(at: $0, in: words, asking) }
        let named = words.indices.filter { sides[$0] != nil }
        guard let side = Set(sides.compactMap { $0 }).combined, named.count < words.count else { return nil }
        let left = cut(named, out: text, words)
        guard left.isOnePlace || !fold.term.contains("+"), !isDoubtful(named, words, fold) else { return nil }
        if named.contains(where: { words[$0].text.count > 3 }) { return side }
        guard let rest = asking.part(left.rest) else { return named.allSatisfy { canStandAlone($0, words, text) } ? side : nil }
        return rest.term == fold.term ? side : nil
    }

    /// Whether a short word is one, where nothing is known of the others: no article in their middle (`COL DE L UTERUS`),
    /// no beginning of a word that was cut off where CS ends.
    private static func canStandAlone(_ place: Int, _ words: [Word], _ text: String) -> Bool {
        let isLast = place == words.count - 1
        return isLast ? text.unicodeScalars.count != 16 : place == 0
    }

    /// Whether an entry has all words of the text. What fillers and combinations leave aside is no part of a name.
    private static func lists(_ fold: Fold) -> Bool {
        switch fold.step {
        case .synonym, .normalized, .fingerprint: !fold.standsForMissing
        default: false
        }
    }

    private static func words(of text: String) -> [Word] {
        text.split { !($0.isLetter || $0.isNumber) }.map { Word(range: $0.startIndex..<$0.endIndex, spelling: String($0), text: $0.uppercased()) }
    }

    private static func side(at place: Int, in words: [Word], _ asking: Asking) -> Side? {
        let word = words[place].text
        let isLast = place == words.count - 1
        guard place > 0 || !SideDoubts.neverFirst.contains(word), isLast || !SideDoubts.onlyLast.contains(word),
            let side = asking.side(words[place].spelling)
        else { return nil }
        if SideDoubts.ofEyes.contains(word) {
            let beside = isLast ? place - 1 : place + 1
            guard words.indices.contains(beside), let part = asking.part(words[beside].spelling), SideDoubts.isOfEyes(part.term) else { return nil }
        }
        if !isLast, Side(word: word) != nil, SideDoubts.notBehindEnglish.contains(words[place + 1].text) { return nil }
        // `L SPINE` is the lumbar one, wherever it stands.
        if word.count == 1, !isLast {
            let next = words[place + 1].text
            if SideDoubts.behindLetter.contains(next) || asking.part(word + " " + next) != nil { return nil }
        }
        return side
    }

    /// The text without those words, and without what joins two that stand side by side (`R/L`, `left and right`).
    private static func cut(_ named: [Int], out text: String, _ words: [Word]) -> (rest: String, isOnePlace: Bool) {
        var ranges = named.map { words[$0].range }
        var isOnePlace = true
        for (one, other) in zip(named, named.dropFirst()) {
            let isJoined = other - one == 1 || other - one == 2 && connectors.contains(words[one + 1].text)
            if isJoined { ranges.append(words[one].range.upperBound..<words[other].range.lowerBound) } else { isOnePlace = false }
        }
        var rest = ""
        var start = text.startIndex
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            rest += text[start..<range.lowerBound] + " "
            start = range.upperBound
        }
        return (trimmed(rest + text[start...]), isOnePlace)
    }

    /// Without what parted it from the words that are gone, and without their spaces.
    private static func trimmed(_ text: String) -> String {
        func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        guard let first = text.firstIndex(where: isPart), let last = text.lastIndex(where: isPart) else { return "" }
        return text[first...last].split(separator: " ").joined(separator: " ")
    }

    private static let connectors: Set<String> = ["AND", "UND", "I", "E", "ED", "ET", "Y", "EN", "N"]
}

// MARK: - Glued
extension SidedText {
    /// Whether a text is known only with a letter for the side glued to the word before it: `TIBIA L` is no `TIBIAL`.
    /// `SPINE L` is known in any order of its words.
    static func gluesSide(_ text: String, to fold: Fold, _ asking: Asking) -> Bool {
        guard fold.step != .exact, fold.step != .synonym, let last = words(of: text).last, last.text.count == 1, asking.side(last.spelling) != nil
        else { return false }
        let rest = trimmed(String(text[..<last.range.lowerBound]))
        return !rest.isEmpty && asking.part(last.spelling + " " + rest)?.term != fold.term
    }

    private static let prefixes: [(String, Side)] = [("L", .left), ("R", .right), ("LT", .left), ("RT", .right), ("LEFT", .left), ("RIGHT", .right)]
    private static let suffixes: [(String, Side)] = [("LT", .left), ("RT", .right), ("LEFT", .left), ("RIGHT", .right)]

    /// Where there is one way to read it.
    private init?(gluedIn text: String, _ words: [Word], _ asking: Asking) {
        var found: [SidedText] = []
        for word in words where asking.part(word.text) == nil {
            for (side, part) in SidedText.readings(of: word.text) {
                guard let alone = asking.part(part), SidedText.isName(alone), !SideDoubts.isInTheMiddle(alone.term) else { continue }
                guard let fold = asking.part(text.replacingWord(in: word.range, with: part)) else { continue }
                found.append(SidedText(side, fold))
            }
        }
        guard found.count == 1 else { return nil }
        self = found[0]
    }

    private static func readings(of word: String) -> [(side: Side, part: String)] {
        let before = prefixes.filter { word.hasPrefix($0.0) }.map { (side: $0.1, part: String(word.dropFirst($0.0.count))) }
        let behind = suffixes.filter { word.hasSuffix($0.0) }.map { (side: $0.1, part: String(word.dropLast($0.0.count))) }
        return (before + behind).filter { $0.part.count > 3 || SideDoubts.shortParts.contains($0.part) }
    }

    /// Whether the dictionary has it as a name, not by what is left of it.
    private static func isName(_ fold: Fold) -> Bool {
        switch fold.step {
        case .exact, .synonym, .normalized: !fold.standsForMissing
        default: false
        }
    }
}

extension String {
    fileprivate func replacingWord(in range: Range<String.Index>, with word: String) -> String {
        String(self[..<range.lowerBound]) + word + String(self[range.upperBound...])
    }
}
