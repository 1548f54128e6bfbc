extension SiteSheet {
    /// How a sheet becomes a dictionary.
    package struct Options: Sendable {
        /// Name of the dictionary, and the attributes that it folds.
        package let name: String
        package let tags: [String]
        /// What lies below it; nil where it lies alone.
        package let below: SynonymFolder?
        /// Of rows that do not say their own.
        package let language: String?
        /// Whether terms that nobody knows are taken as new ones.
        package let takesNewTerms: Bool
        /// Whether rows stay that say what the layers below say.
        package let keepsAll: Bool

        package init(name: String, tags: [String], below: SynonymFolder?, language: String?, takesNewTerms: Bool, keepsAll: Bool) {
            self.name = name
            self.tags = tags
            self.below = below
            self.language = language
            self.takesNewTerms = takesNewTerms
            self.keepsAll = keepsAll
        }
    }

    /// What became of the rows.
    package struct Outcome: Sendable {
        package fileprivate(set) var dictionary: SynonymDictionary
        package fileprivate(set) var faults: [DictionaryError] = []
        /// Term cells that were written in another way than the term, each once.
        package fileprivate(set) var foldedTerms: [(cell: String, term: String, line: Int)] = []
        /// Terms that nobody knew.
        package fileprivate(set) var newTerms: [String] = []
        package fileprivate(set) var rows = 0
        /// Lines of the rows without a term.
        package fileprivate(set) var waiting: [Int] = []
        /// Rows that say what a layer below says.
        package fileprivate(set) var known = 0
        /// Rows that say what an earlier row says.
        package fileprivate(set) var repeated = 0

        package var synonyms: Int { dictionary.terms.reduce(0) { $0 + $1.synonyms.count } }
    }

    /// Makes a dictionary: terms in the order in which the rows name them first.
    package func dictionary(_ options: Options) -> Outcome {
        var builder = SiteSheetBuilder(options, file: file)
        for row in rows { builder.add(row) }
        builder.finish()
        return builder.outcome
    }
}

private struct SiteSheetBuilder {
    private(set) var outcome: SiteSheet.Outcome
    private let options: SiteSheet.Options
    /// What each term cell stands for; nil for what is no term.
    private var terms: [String: String?] = [:]
    /// New terms by their form without case, space and punctuation.
    private var newTerms: [String: String] = [:]
    private var places: [String: Int] = [:]
    /// Rows that need not be kept.
    private var known: [(row: SiteSheet.Row, term: String, language: String?)] = []
    private struct Spelling: Hashable {
        let form: String
        let condition: FoldCondition
    }

    /// The first row of each spelling, where it holds.
    private var spellings: [Spelling: (term: String, line: Int)] = [:]

    init(_ options: SiteSheet.Options, file: String) {
        self.options = options
        outcome = SiteSheet.Outcome(dictionary: SynonymDictionary(name: options.name, file: file))
        outcome.dictionary.version = "1"
        outcome.dictionary.attributes = options.tags.map { SynonymDictionary.Line($0) }
    }

    mutating func add(_ row: SiteSheet.Row) {
        outcome.rows += 1
        guard !row.text.isEmpty else {
            return fault(.badTerm, "the row names the term “\(row.term)”, and no text that stands for it", row.line)
        }
        guard !row.term.isEmpty else { return outcome.waiting.append(row.line) }
        let language = row.language.nonEmpty ?? options.language
        if let language, !LintCollector.areLanguages(language) {
            return fault(.badLanguage, "“\(language)” is no language tag such as hr or pt-BR", row.line)
        }
        guard let term = row.term == SiteSheet.missing ? row.term : term(row.term, row.line) else { return }
        guard let condition = row.when.isEmpty ? .always : FoldCondition(row.when) else {
            return fault(.badAttribute, "“\(row.when)” is no condition such as Modality=CR|DX", row.line)
        }
        guard isFirst(row, term, condition) else { return }
        guard condition == .always, isKnown(row.text, as: term), !options.keepsAll else { return keep(row, term, language, condition) }
        known.append((row, term, language))
    }

    private mutating func fault(_ code: DictionaryError.Code, _ reason: String, _ line: Int) {
        outcome.faults.append(DictionaryError(code, reason, file: outcome.dictionary.file, line: line))
    }

    /// The term that a cell names.
    private mutating func term(_ cell: String, _ line: Int) -> String? {
        let term: String?
        if let known = terms[cell] { term = known } else {
            term = canonical(cell, line)
            terms[cell] = .some(term)
            if let term, term != cell { outcome.foldedTerms.append((cell, term, line)) }
        }
        if term == nil { faultOfTerm(cell, line) }
        return term
    }

    private mutating func canonical(_ cell: String, _ line: Int) -> String? {
        if let fold = options.below?.fold(cell) { return fold.term?.name }
        guard options.takesNewTerms else { return nil }
        let form = FoldForm.normalized(cell).nonEmpty ?? cell
        if let first = newTerms[form] { return first }
        newTerms[form] = cell
        outcome.newTerms.append(cell)
        define(cell, line)
        return cell
    }

    private mutating func faultOfTerm(_ cell: String, _ line: Int) {
        let name = options.name
        if options.below?.fold(cell)?.isSentinel == true {
            let reason = "“\(cell)” is no term: in the dictionary \(name) it stands for a missing value, which a sheet says by -"
            return fault(.badTerm, reason, line)
        }
        fault(.badTerm, "the dictionary \(name) has no term “\(cell)”; --new-terms would make it one", line)
    }

    /// Whether no row before it has its spelling. One that gives it to another term is an error.
    private mutating func isFirst(_ row: SiteSheet.Row, _ term: String, _ condition: FoldCondition) -> Bool {
        let spelling = Spelling(form: FoldForm.normalized(row.text).nonEmpty ?? row.text, condition: condition)
        guard let first = spellings[spelling] else {
            spellings[spelling] = (term, row.line)
            return true
        }
        if first.term == term {
            outcome.repeated += 1
        } else {
            let places = [(term, row.line), first].map { term, line in
                "\(term == SiteSheet.missing ? "a missing value" : "“\(term)”") in \(outcome.dictionary.file):\(line)"
            }
            fault(.ambiguousSynonym, "“\(row.text)” stands for \(places.joined(separator: ", but for "))", row.line)
        }
        return false
    }

    /// Whether the layers below fold a text so, or it is a new term's own name.
    private func isKnown(_ text: String, as term: String) -> Bool {
        if FoldForm.normalized(text) == FoldForm.normalized(term), places[term] != nil { return true }
        guard let fold = options.below?.fold(text) else { return false }
        return term == SiteSheet.missing ? fold.isSentinel : fold.term?.name == term
    }

    /// A row that layers below fold as it says is kept all the same where an entry of this sheet would now take its text.
    mutating func finish() {
        let layers = (options.below?.layers ?? []) + [outcome.dictionary]
        // Layers that contradict themselves have an error anyway.
        guard let all = try? SynonymFolder(name: options.name, layers: layers) else { return outcome.known = known.count }
        for (row, term, language) in known {
            let fold = all.fold(row.text)
            let isSame = term == SiteSheet.missing ? fold?.isSentinel == true : fold?.term?.name == term
            if isSame { outcome.known += 1 } else { keep(row, term, language) }
        }
    }

    private mutating func keep(_ row: SiteSheet.Row, _ term: String, _ language: String?, _ condition: FoldCondition = .always) {
        let synonym = SynonymDictionary.Synonym(row.text, language: language, condition: condition, line: row.line)
        guard term != SiteSheet.missing else { return outcome.dictionary.sentinels.append(synonym) }
        outcome.dictionary.terms[define(term, row.line)].synonyms.append(synonym)
    }

    @discardableResult
    private mutating func define(_ term: String, _ line: Int) -> Int {
        if let place = places[term] { return place }
        let place = outcome.dictionary.terms.count
        places[term] = place
        outcome.dictionary.terms.append(SynonymDictionary.Term(name: term, line: line))
        return place
    }
}
