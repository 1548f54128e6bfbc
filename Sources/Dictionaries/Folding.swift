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
    let hierarchy: TermHierarchy
    private let indexes: [LayerIndex]
    private let abbreviations: [String: [String]]

    /// - Throws: `DictionaryError` where a synonym stands under two terms of one layer, and for a wrong parent.
    public init(name: String, layers: [SynonymDictionary]) throws {
        self.name = name
        self.layers = layers
        abbreviations = SynonymFolder.abbreviations(of: layers)
        hierarchy = try TermHierarchy(layers)
        var below: Set<String> = []
        indexes = try layers.map { [hierarchy] layer in
            defer { below.formUnion(layer.terms.map(\.name)) }
            return try LayerIndex(layer, terms: hierarchy.terms, below: below)
        }
    }

    /// The words for a word, a later layer's counting.
    static func abbreviations(of layers: [SynonymDictionary]) -> [String: [String]] {
        let pairs = layers.flatMap(\.abbreviations).map { (FoldKey.normalized($0.from), FoldKey.tokens($0.to)) }
        return Dictionary(pairs) { _, later in later }
    }

    /// Folds one value. Nil when no layer knows it by any step.
    /// - Parameter context: values of other attributes by keyword, for entries that hold only there.
    public func fold(_ value: String, context: [String: String] = [:]) -> Fold? {
        for (index, layer) in zip(indexes, layers).reversed() {
            if let found = index.find(value, in: context, abbreviations: abbreviations) {
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
