/// The layer of a dictionary that folded a value.
public enum FoldLayer: Hashable, Sendable {
    /// Entries without a language, or in English or Latin, which medicine writes everywhere.
    case standard
    /// Entries of another language, by its tag; of a word that several share, by theirs.
    case language(String)
    /// Entries of a file that a site has laid over the shipped one.
    case site

    /// Whether a language belongs to the standard layer.
    static func isStandard(_ language: String?) -> Bool {
        guard let language else { return true }
        return !FoldLanguages.primaries(language).isDisjoint(with: ["en", "la"])
    }
}

extension FoldLayer: CustomStringConvertible {
    public var description: String {
        switch self {
        case .standard: "standard"
        case .language(let tag): "language \(tag)"
        case .site: "site"
        }
    }
}

/// The languages whose entries fold. The standard layer always does.
public struct FoldLanguages: Hashable, Sendable {
    /// Nil for all.
    private let chosen: Set<String>?

    public static let all = FoldLanguages(chosen: nil)
    private init(chosen: Set<String>?) { self.chosen = chosen }

    /// - Parameter tags: languages (BCP 47); regional forms of a language come with it.
    public init(_ tags: [String]) { chosen = Set(tags.flatMap(FoldLanguages.primaries)) }

    func contain(_ language: String?) -> Bool {
        guard let chosen, let language else { return true }
        return FoldLayer.isStandard(language) || !FoldLanguages.primaries(language).isDisjoint(with: chosen)
    }

    /// Languages other than the standard layer's that were chosen; nil for all.
    public var chosenTags: [String]? { chosen.map { $0.filter { !FoldLayer.isStandard($0) }.sorted() } }

    /// The language of a tag without its region: `pt` of `pt-BR`.
    private static func primary(_ tag: some StringProtocol) -> String { String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased() }

    /// The languages of an entry, which may name several, parted by spaces: `es pt`.
    static func primaries(_ tags: String) -> Set<String> { Set(tags.split(separator: " ").map(primary)) }
}
