import Dictionaries

/// Why a value folds to a term, or does not: which entry, in which layer, by which step.
public struct FoldExplanation: Encodable, Sendable {
    public struct Entry: Encodable, Sendable {
        /// Nil for a value that stands for missing.
        public let term: String?
        public let meaning: String
        public let codes: [String]
        /// The outermost term above it.
        public let region: String?
        public let step: String
        public let file: String
        public let line: Int
    }

    public let dictionary: String
    public let value: String
    public let context: [String: String]
    /// Nil when no layer knows the value.
    public let fold: Entry?
    /// The same without the site's layers; absent when there are none.
    public let withoutSite: Entry?
    public let hasSiteLayers: Bool

    /// - Parameters:
    ///   - folder: all layers.
    ///   - shipped: the layers without the site's; nil when there are none of the site's.
    public init(_ value: String, context: [String: String], folder: SynonymFolder, shipped: SynonymFolder?) {
        dictionary = folder.name
        self.value = value
        self.context = context
        fold = folder.fold(value, context: context).map { Entry($0, in: folder) }
        withoutSite = shipped.flatMap { shipped in shipped.fold(value, context: context).map { Entry($0, in: shipped) } }
        hasSiteLayers = shipped != nil
    }

    public var text: String {
        var lines = ["“\(Escape.terminal(value))” \(FoldExplanation.describe(fold)) (dictionary \(Escape.terminal(dictionary)))"]
        if let fold {
            lines.append("  step: \(FoldExplanation.steps[fold.step] ?? fold.step)")
            lines.append("  entry: \(Escape.terminal(fold.file)):\(fold.line)")
            if let region = fold.region, region != fold.term { lines.append("  region: \(Escape.terminal(region))") }
        }
        if hasSiteLayers { lines.append("  without the site's layer: it \(FoldExplanation.describe(withoutSite))") }
        return lines.joined(separator: "\n")
    }

    private static func describe(_ entry: Entry?) -> String {
        guard let entry else { return "does not fold" }
        guard let term = entry.term else { return "stands for missing" }
        let notes = [entry.meaning].filter { !$0.isEmpty } + entry.codes
        return "folds to \(Escape.terminal(term))" + (notes.isEmpty ? "" : ": \(Escape.terminal(notes.joined(separator: ", ")))")
    }

    private static let steps = [
        "exact": "exact: the term itself", "synonym": "synonym: listed letter for letter",
        "normalized": "normalized: after case, space and punctuation", "fingerprint": "fingerprint: after sorting its words",
        "abbreviation": "abbreviation: after replacing listed abbreviations",
    ]
}

extension FoldExplanation.Entry {
    init(_ fold: Fold, in folder: SynonymFolder) {
        term = fold.term?.name
        meaning = fold.term?.meaning ?? ""
        codes = fold.term?.codes.map { "\($0.scheme) \($0.value)" } ?? []
        region = fold.term.map { folder.region(of: $0).name }
        step = "\(fold.step)"
        file = fold.file
        line = fold.line
    }
}
