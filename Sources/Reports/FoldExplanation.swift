import DICOM
import Dictionaries
import Features
import PluginHost
import TagTable

/// Why a value folds to a term, or does not: which entry, in which layer, by which step; or what is in its way, and which
/// terms are near. It holds the value.
public struct FoldExplanation: Encodable, Sendable {
    public struct Entry: Encodable, Sendable {
        /// Nil for a value that stands for missing.
        public let term: String?
        public let meaning: String
        public let codes: [String]
        /// The terms above it, the nearest first.
        public let parents: [String]
        /// The outermost term above it, or itself.
        public let region: String?
        /// `standard`, `language hr` or `site`.
        public let layer: String
        public let step: String
        /// The entry as the dictionary writes it, and where it holds. Absent for a combination, whose parts have one each.
        public let entry: String?
        public let condition: String?
        public let file: String
        public let line: Int
        /// What the parts of a combination fold to, in the order of the value.
        public let parts: [Entry]
    }

    /// What a plugin makes of the value in a run.
    public struct Answer: Encodable, Sendable {
        public let plugin: String
        public let state: ValueState
        public let reason: String?
        /// By column.
        public let labels: [String: String]
        public let repairs: [String]
        /// The entries that it used.
        public let folds: [Entry]
    }

    /// A suggestion for a person; nothing folds by it.
    public struct NearTerm: Encodable, Sendable {
        /// Nil for “stands for missing”.
        public let term: String?
        public let score: Double
        public let reasons: [String]
    }

    public let dictionary: String
    public let value: String
    public let context: [String: String]
    /// Nil when no layer knows the value.
    public let fold: Entry?
    /// The same without the site's layers; absent when there are none.
    public let withoutSite: Entry?
    public let hasSiteLayers: Bool
    /// Nil where no plugin claims the attribute.
    public let answer: Answer?
    /// Why it does not fold, in words.
    public let obstacles: [String]
    /// Where it does not fold.
    public let nearTerms: [NearTerm]

    /// Whether the value is understood: by the dictionary, or with the help of a plugin.
    public var isUnderstood: Bool { fold != nil || answer?.state.isUnderstood ?? false }

    /// The dictionaries that are asked.
    public struct Asking: Sendable {
        /// All layers.
        let folder: SynonymFolder
        /// The layers without the site's; nil when there are none of the site's.
        let shipped: SynonymFolder?
        /// Folds words for the side, which are no part of a body part.
        let sides: SynonymFolder?

        public init(folder: SynonymFolder, shipped: SynonymFolder?, sides: SynonymFolder?) {
            self.folder = folder
            self.shipped = shipped
            self.sides = sides
        }
    }

    /// - Parameters:
    ///   - longest: the most characters that the attribute's representation allows.
    ///   - shippedFolder: files in it are named without it.
    public init(
        _ value: String, context: [String: String], asking: Asking, answer: ItemAnswer? = nil, longest: Int? = nil, shippedFolder: String?
    ) {
        let folder = asking.folder
        dictionary = folder.name
        self.value = value
        self.context = context
        fold = folder.fold(value, context: context).map { Entry($0, in: folder, shippedFolder) }
        withoutSite = asking.shipped.flatMap { shipped in shipped.fold(value, context: context).map { Entry($0, in: shipped, shippedFolder) } }
        hasSiteLayers = asking.shipped != nil
        self.answer = answer.map { Answer($0, folder, shippedFolder) }
        let isUnderstood = fold != nil || self.answer?.state.isUnderstood ?? false
        obstacles = folder.obstacles(to: value, context: context).map { $0.text(sides: asking.sides, shippedFolder) }
        nearTerms = isUnderstood ? [] : TermSearch(folder).candidates(for: value, longest: longest).map {
            NearTerm(term: $0.term, score: $0.score, reasons: $0.reasons.map(\.text))
        }
    }
}

/// What a plugin answered for the one value of a table.
public struct ItemAnswer: Sendable {
    let result: ClaimResult

    /// Nil where no plugin claims the attribute.
    public init?(_ normalization: Normalization, _ path: AttributePath) {
        guard let result = normalization.results.first(where: { $0.claims(path) && $0.items.count == 1 }) else { return nil }
        self.result = result
    }
}

extension FoldExplanation.Answer {
    fileprivate init(_ answer: ItemAnswer, _ folder: SynonymFolder, _ shippedFolder: String?) {
        let result = answer.result, item = result.items[0]
        plugin = result.plugin.name
        state = item.state
        reason = item.reason
        var labels: [String: String] = [:]
        for column in result.columns { labels[column.name] = column.values[0]?.text }
        self.labels = labels
        repairs = item.repairs
        folds = item.folds.map { FoldExplanation.Entry($0, in: folder, shippedFolder) }
    }
}

extension FoldExplanation.Entry {
    fileprivate init(_ fold: Fold, in folder: SynonymFolder, _ shippedFolder: String?) {
        term = fold.term?.name
        meaning = fold.term?.meaning ?? ""
        codes = fold.term?.codes.map { "\($0.scheme) \($0.value)" } ?? []
        parents = fold.term.map { folder.terms(above: $0).map(\.name) } ?? []
        region = fold.term.map { folder.region(of: $0).name }
        layer = "\(fold.layer)"
        step = "\(fold.step)"
        entry = fold.parts.isEmpty ? fold.text : nil
        condition = fold.condition == .always ? nil : "\(fold.condition)"
        file = FileName.short(fold.file, in: shippedFolder)
        line = fold.line
        parts = fold.parts.map { FoldExplanation.Entry($0, in: folder, shippedFolder) }
    }
}

/// How a file of dictionaries is named: without the folder of the shipped ones.
enum FileName {
    static func short(_ file: String, in folder: String?) -> String {
        guard let folder, file.hasPrefix(folder + "/") else { return file }
        return String(file.dropFirst(folder.count + 1))
    }
}
