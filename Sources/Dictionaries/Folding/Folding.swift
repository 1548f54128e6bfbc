/// The steps from a value to a term, from the strictest to the widest. None of them guesses.
public enum FoldStep: UInt8, CaseIterable, Sendable {
    /// The canonical term itself.
    case exact
    /// A listed synonym, letter for letter.
    case synonym
    /// After case, space and punctuation.
    case normalized
    /// After sorting the words.
    case fingerprint
    /// After replacing listed abbreviations, word by word.
    case abbreviation
    /// After taking the value apart into terms that stand together.
    case combination
}

/// What a value was folded to, and by which entry of which file.
public struct Fold: Sendable {
    public let term: SynonymDictionary.Term?
    public let step: FoldStep
    public let layer: FoldLayer
    /// Of a combination, file, line and text of its first part.
    public let file: String
    public let line: Int
    /// The entry as the dictionary writes it, and where it holds.
    public let text: String
    public let condition: FoldCondition
    /// What the parts of a combination folded to, in the order of the value.
    public let parts: [Fold]
    /// The dictionary lists the value as one that stands for missing; `term` is nil.
    public var isSentinel: Bool { term == nil }

    public init(
        term: SynonymDictionary.Term?, step: FoldStep, layer: FoldLayer = .standard, file: String, line: Int, text: String = "",
        condition: FoldCondition = .always, parts: [Fold] = []
    ) {
        self.term = term
        self.step = step
        self.layer = layer
        self.file = file
        self.line = line
        self.text = text
        self.condition = condition
        self.parts = parts
    }
}

/// The layers of one synonym dictionary, ready to fold: standard and languages first, then the site's. A later layer wins.
public struct SynonymFolder: Sendable {
    public let name: String
    public let layers: [SynonymDictionary]
    let languages: FoldLanguages
    let hierarchy: TermHierarchy
    let sets: TermSets
    private let indexes: [LayerIndex]
    /// Which of the layers is the first of the site's.
    private let firstOfSite: Int
    let words: FoldWords
    /// Keywords of the attributes that conditions of its entries ask for.
    public internal(set) var conditionKeywords: [String]
    /// The dictionaries that fold these.
    var contextFolders: [String: SynonymFolder] = [:]
    let connectors: Connectors
    private let letterSums: LetterSums

    /// - Parameters:
    ///   - layers: the shipped file, or several, a later one of which wins.
    ///   - siteLayers: the site's files, above all of these.
    ///   - languages: those that fold.
    /// - Throws: `DictionaryError` where a synonym stands under two terms of one layer, and for a wrong parent or part.
    public init(name: String, layers: [SynonymDictionary], siteLayers: [SynonymDictionary] = [], languages: FoldLanguages = .all) throws {
        let all = layers + siteLayers
        self.name = name
        self.layers = all
        self.languages = languages
        firstOfSite = layers.count
        words = FoldWords(all)
        let entries = all.flatMap { layer in layer.terms.flatMap(\.synonyms) + layer.sentinels }
        conditionKeywords = Set(entries.filter(\.isEnabled).flatMap(\.condition.keywords)).sorted()
        connectors = Connectors(all, languages: languages)
        hierarchy = try TermHierarchy(all)
        sets = TermSets(hierarchy)
        var below: Set<String> = []
        indexes = try all.enumerated().map { number, layer in
            defer { if number + 1 < all.count { below.formUnion(layer.terms.lazy.map(\.name)) } }
            return try LayerIndex(layer, below: below, languages: languages)
        }
        letterSums = LetterSums(indexes.map(\.letterSums))
    }

    /// Folds one value. Nil when no layer knows it by any step.
    /// - Parameter context: values of other attributes by keyword, for entries that hold only there.
    public func fold(_ value: String, context: [String: String] = [:]) -> Fold? {
        let context = self.context(context)
        if let fold = foldWhole(FoldForm(value), context) { return fold }
        return connectors.isEmpty ? nil : combination(context).fold(value)
    }

    var shippedLayers: [SynonymDictionary] { Array(layers.prefix(firstOfSite)) }
    var siteLayers: [SynonymDictionary] { Array(layers.dropFirst(firstOfSite)) }

    /// Whether a term stands in a file that came with tagfold, or in a site's that is marked as shareable.
    public func isShareable(_ term: String) -> Bool {
        shareableLayers.contains { layer in layer.terms.contains { $0.name == term } }
    }

    func context(_ values: [String: String]) -> FoldContext { FoldContext(values, folders: contextFolders) }

    func combination(_ context: FoldContext) -> Combination {
        Combination(sets: sets, connectors: connectors, words: words) { form in
            guard let fold = foldWhole(form, context), let term = fold.term.flatMap({ hierarchy.number($0.name) }) else { return nil }
            return Combination.Piece(term: term, fold: fold)
        }
    }

    /// By the steps that look for an entry for the whole value.
    private func foldWhole(_ form: FoldForm, _ context: FoldContext) -> Fold? {
        guard mayHold(form) else { return nil }
        for place in indexes.indices.reversed() {
            if let (entry, step) = indexes[place].find(form, in: context, words: words) { return fold(entry, step, of: place) }
        }
        return nil
    }

    /// Whether some entry has the letters of a text. Where words are replaced, dropped or repeated, its own letters tell
    /// nothing.
    func mayHold(_ form: FoldForm) -> Bool {
        form.words.isEmpty || letterSums.contain(form.letterSum) || form.repeatsWord || words.hasAny(of: form.words)
    }

    /// Whether a step that looks for an entry for the whole value finds one.
    func foldsWhole(_ form: FoldForm, _ context: [String: String]) -> Bool { foldWhole(form, self.context(context)) != nil }

    private func fold(_ entry: LayerIndex.Entry, _ step: FoldStep, of place: Int) -> Fold {
        let layer = if place >= firstOfSite {
            FoldLayer.site
        } else if let language = entry.language, !FoldLayer.isStandard(language) {
            FoldLayer.language(language)
        } else {
            FoldLayer.standard
        }
        return Fold(
            term: indexes[place].termName(entry).flatMap { hierarchy[$0] }, step: step, layer: layer, file: layers[place].file, line: entry.line,
            text: entry.text, condition: entry.condition)
    }
}
