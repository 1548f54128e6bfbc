/// Parses a name that was put together of words, some of which a synonym dictionary knows: `PSF+TOF 2i21s`, `HeadNeck_64`.
///
/// The label is all terms found, in order of names, joined by `+`; words that the dictionary does not know tell nothing. A name of
/// which no word is known is rejected.
public struct WordTermsParser: TagParser {
    public let claim: Claim
    private let tag: InputTag
    private let dictionary: String
    private let host: Host
    private let column: LabelColumn
    private let keepsCodes: Bool

    /// What is longer is no code of a maker.
    private static let longestCode = 4

    /// - Parameters:
    ///   - path: the tag that is claimed.
    ///   - column: name of the column, the path when left out.
    ///   - dictionary: name of the synonym dictionary.
    ///   - keepsCodes: whether a code of a few letters and digits that the dictionary does not know (`UB`, `2`) is its own label.
    public init(
        _ path: String, column: String? = nil, _ summary: String, of dictionary: String, keepsCodes: Bool = false, _ host: Host
    ) {
        var claim = Claim()
        tag = claim.claimed(path)
        self.column = claim.label(column ?? path, "\(summary), terms of the dictionary \(dictionary)")
        self.claim = claim
        self.dictionary = dictionary
        self.host = host
        self.keepsCodes = keepsCodes
    }

    public func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let text = input.text(tag)
        let folds = WordTerms(dictionary: dictionary, host: host).find(in: text)
        let terms = folds.filter { !$0.standsForMissing }
        guard !terms.isEmpty else {
            if let rule = input.sentinel(tag) { return answer.missing(rule) }
            for fold in folds { answer.folded(fold) }
            guard folds.isEmpty else { return answer.missing(Sentinels.dictionaryRule) }
            let code = text.uppercased().filter { $0 != " " && $0 != "\0" }
            if keepsCodes, !code.isEmpty, code.utf8.count <= Self.longestCode, code.utf8.allSatisfy({ $0.isASCIIDigit || $0.isASCIICapital }) {
                answer.label(column, code)
                return
            }
            throw Rejection("no word of dictionary \(dictionary)")
        }
        for fold in terms { answer.folded(fold) }
        answer.label(column, terms.map(\.term).joined(separator: "+"))
    }
}

/// Finds the words of a text that a synonym dictionary knows.
public struct WordTerms: Sendable {
    let dictionary: String
    let host: Host

    /// No phrase of a dictionary for names has more words.
    private static let longestPhrase = 4
    /// What is longer is a text, not a name.
    private static let mostWords = 32

    public init(dictionary: String, host: Host) {
        self.dictionary = dictionary
        self.host = host
    }

    /// - Returns: one fold for each term, in order of names.
    public func find(in text: String) -> [Fold] {
        if let whole = host.fold(text, through: dictionary) { return [whole] }
        let words = Words.split(text)
        guard words.count <= Self.mostWords else { return [] }
        var found: [String: Fold] = [:]
        collect(words, partsOf: Words.parts, &found)
        return found.values.sorted { $0.term < $1.term }
    }

    /// The longest phrases first; a word that is unknown is taken apart, once.
    private func collect(_ words: [String], partsOf parts: ((String) -> [String])?, _ found: inout [String: Fold]) {
        var start = 0
        while start < words.count {
            var length = min(Self.longestPhrase, words.count - start)
            while length > 0, !take(words[start..<(start + length)].joined(separator: " "), &found) { length -= 1 }
            if length == 0, let parts {
                let pieces = parts(words[start])
                if pieces.count > 1 { collect(pieces, partsOf: nil, &found) }
            }
            start += max(length, 1)
        }
    }

    private func take(_ phrase: String, _ found: inout [String: Fold]) -> Bool {
        // A number alone names nothing.
        guard phrase.utf8.contains(where: { !$0.isASCIIDigit }), let fold = host.fold(phrase, through: dictionary) else { return false }
        found[fold.term] = found[fold.term] ?? fold
        return true
    }
}

/// How names are put together.
private enum Words {
    /// Runs of letters and digits.
    static func split(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Cut between letters and digits, and before a capital behind a small letter.
    static func parts(_ word: String) -> [String] {
        var parts: [String] = []
        var current = ""
        for character in word {
            if let last = current.last, last.isNumber != character.isNumber || (last.isLowercase && character.isUppercase) {
                parts.append(current)
                current = ""
            }
            current.append(character)
        }
        return parts + [current]
    }
}
