/// The steps from a value to a term, from the strictest to the widest. None of them guesses.
public enum FoldStep: UInt8, CaseIterable, Sendable {
    /// The canonical term itself.
    case exact
    /// A listed synonym, letter for letter.
    case synonym
    /// After case, space and punctuation.
    case normalized
    /// After sorting the tokens.
    case fingerprint
    /// After replacing listed abbreviations, token by token.
    case abbreviation
}

/// What a value was folded to, and by which entry of which file.
public struct Fold: Sendable {
    public let term: SynonymDictionary.Term?
    public let step: FoldStep
    public let file: String
    public let line: Int
    /// The dictionary lists the value as one that stands for missing; `term` is nil.
    public var isSentinel: Bool { term == nil }
}

/// The layers of one synonym dictionary, ready to fold: standard first, then language, then site. A later layer wins.
public struct SynonymFolder: Sendable {
    public let name: String
    public let layers: [SynonymDictionary]
    private let indexes: [LayerIndex]
    private let abbreviations: [String: [String]]

    /// - Throws: `DictionaryError` where a synonym stands under two terms of one layer.
    public init(name: String, layers: [SynonymDictionary]) throws {
        self.name = name
        self.layers = layers
        var abbreviations: [String: [String]] = [:]
        for entry in layers.flatMap(\.abbreviations) {
            abbreviations[FoldKey.normalized(entry.from)] = FoldKey.tokens(entry.to)
        }
        self.abbreviations = abbreviations
        // A layer above the standard may add synonyms to terms that only the standard defines in full.
        var canonical: [String: SynonymDictionary.Term] = [:]
        for term in layers.flatMap(\.terms) where canonical[term.name] == nil || !term.codes.isEmpty { canonical[term.name] = term }
        indexes = try layers.map { try LayerIndex($0, canonical: canonical) }
    }

    /// Folds one value. Nil when no layer knows it by any step.
    public func fold(_ value: String) -> Fold? {
        for (index, layer) in zip(indexes, layers).reversed() {
            if let found = index.find(value, abbreviations: abbreviations) {
                return Fold(term: found.entry.term, step: found.step, file: layer.file, line: found.entry.line)
            }
        }
        return nil
    }
}

/// The forms of a value that the steps compare.
enum FoldKey {
    /// Upper case; letters, digits and marks only.
    static func normalized(_ value: String) -> String { tokens(value).joined() }

    /// Runs of letters, digits and marks, in upper case.
    static func tokens(_ value: String) -> [String] {
        if let tokens = asciiTokens(value) { return tokens }
        return value.uppercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// The same for ASCII, which nearly all values are, without asking Unicode about every character.
    private static func asciiTokens(_ value: String) -> [String]? {
        var tokens: [String] = []
        var token: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): token.append(byte - 32)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): token.append(byte)
            case 0x80...: return nil
            default:
                if !token.isEmpty { tokens.append(String(decoding: token, as: UTF8.self)) }
                token.removeAll(keepingCapacity: true)
            }
        }
        if !token.isEmpty { tokens.append(String(decoding: token, as: UTF8.self)) }
        return tokens
    }

    /// Tokens sorted, each once.
    static func fingerprint(_ tokens: [String]) -> String {
        tokens.count == 1 ? tokens[0] : Set(tokens).sorted().joined(separator: " ")
    }
}

/// One layer's entries under each of the forms.
private struct LayerIndex: Sendable {
    struct Entry: Sendable {
        /// Nil for a value that stands for missing.
        let term: SynonymDictionary.Term?
        let line: Int
        let isTerm: Bool
    }

    private var exact: [String: Entry] = [:]
    private var normalized: [String: Entry] = [:]
    private var fingerprints: [String: Entry?] = [:]

    init(_ layer: SynonymDictionary, canonical: [String: SynonymDictionary.Term]) throws {
        for term in layer.terms {
            let full = canonical[term.name] ?? term
            try add(term.name, Entry(term: full, line: term.line, isTerm: true), layer.file)
        }
        for term in layer.terms {
            let full = canonical[term.name] ?? term
            for synonym in term.synonyms {
                try add(synonym.text, Entry(term: full, line: synonym.line, isTerm: false), layer.file)
            }
        }
        for sentinel in layer.sentinels {
            try add(sentinel.text, Entry(term: nil, line: sentinel.line, isTerm: false), layer.file)
        }
    }

    private mutating func add(_ text: String, _ entry: Entry, _ file: String) throws {
        if exact[text] == nil { exact[text] = entry }
        let tokens = FoldKey.tokens(text)
        let key = tokens.joined()
        guard !key.isEmpty else { return }
        if let other = normalized[key] {
            guard other.term?.name == entry.term?.name else {
                let names = [other, entry].map { $0.term?.name ?? "a value that stands for missing" }
                throw DictionaryError(
                    .ambiguousSynonym, "“\(text)” stands for \(names[1]), but line \(other.line) gives it to \(names[0])",
                    file: file, line: entry.line)
            }
            return
        }
        normalized[key] = entry
        // Two entries whose sorted tokens agree but whose terms differ make that fingerprint say nothing.
        let fingerprint = FoldKey.fingerprint(tokens)
        if let other = fingerprints[fingerprint] {
            if other?.term?.name != entry.term?.name { fingerprints[fingerprint] = .some(nil) }
        } else {
            fingerprints[fingerprint] = entry
        }
    }

    func find(_ value: String, abbreviations: [String: [String]]) -> (entry: Entry, step: FoldStep)? {
        if let entry = exact[value] { return (entry, entry.isTerm ? .exact : .synonym) }
        let tokens = FoldKey.tokens(value)
        guard !tokens.isEmpty else { return nil }
        if let entry = normalized[tokens.joined()] { return (entry, .normalized) }
        if let entry = fingerprints[FoldKey.fingerprint(tokens)] ?? nil { return (entry, .fingerprint) }
        let expanded = tokens.flatMap { abbreviations[$0] ?? [$0] }
        guard expanded != tokens else { return nil }
        if let entry = normalized[expanded.joined()] { return (entry, .abbreviation) }
        if let entry = fingerprints[FoldKey.fingerprint(expanded)] ?? nil { return (entry, .abbreviation) }
        return nil
    }
}
