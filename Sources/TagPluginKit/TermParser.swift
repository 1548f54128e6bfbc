/// Parses an attribute that holds a term of one synonym dictionary, or a set of them: then its label is their names in order,
/// joined by `+`.
public struct TermParser: TagParser {
    /// How many terms the attribute holds.
    public enum Holding: Sendable {
        case one
        case set
    }

    public let claim: Claim
    private let dictionary: String
    private let holding: Holding
    private let terms: ScopedFolding
    private typealias Context = ScopedFolding.Context
    private let term: LabelColumn
    private let attribute: String
    private let side: SideEvidence?

    /// - Parameters:
    ///   - attribute: its keyword or path, which is claimed.
    ///   - column: name of the column, the attribute when left out.
    ///   - summary: what the label says; one that ends with "the dictionary" is followed by its name.
    ///   - dictionary: name of the synonym dictionary.
    ///   - infersSide: of an attribute for the side, whether it is filled in where it is missing; nil for other attributes.
    public init(
        _ attribute: String, column: String? = nil, _ summary: String, of dictionary: String, holds holding: Holding = .one,
        infersSide: Bool? = nil, _ host: Host
    ) {
        var claim = Claim(infers: infersSide == true)
        claim.claimed(attribute)
        let terms = ScopedFolding(through: dictionary, of: attribute, for: &claim, host: host)
        self.terms = terms
        self.attribute = attribute
        side = infersSide.map { SideEvidence(infers: $0, for: &claim, host: host, known: terms.contextTags) }
        let summary = summary.hasSuffix("the dictionary") ? "\(summary) \(dictionary)" : summary
        term = claim.label(column ?? attribute, summary)
        self.claim = claim
        self.dictionary = dictionary
        self.holding = holding
    }

    public func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        guard input.isPresent() else {
            if !infer(input, answer) { answer.missing("no value") }
            return
        }
        let within = terms.context(input)
        let list = input.texts()
        var found = FoldedValues()
        let texts = list.elements.filter { !$0.isEmpty }
        for text in texts.isEmpty ? [input.text()] : texts { found.add(text, fold(text, within)) }

        // Together values may be what none of them is alone: L\R is both sides.
        let isClear = found.unknown == 0 && (holding == .set || found.terms.count < 2)
        if texts.count > 1, !isClear, let whole = fold(input.text(), within) {
            answer.label(term, whole)
            return
        }
        if found.terms.isEmpty, found.unknown == 0, infer(input, answer) { return }
        try tell(found, list.repairs, within, answer)
        for name in side?.contradicting(found.terms.first ?? "", input) ?? [] {
            answer.contradiction("\(attribute) and \(name) name different sides")
        }
    }

    private func infer(_ input: borrowing Input, _ answer: borrowing Answer) -> Bool {
        guard let inferred = side?.infer(input) else { return false }
        answer.inferred(inferred.rule)
        answer.label(term, inferred.side)
        return true
    }

    private func tell(_ found: FoldedValues, _ repairs: SyntaxRepairs, _ within: Context, _ answer: borrowing Answer) throws(Rejection) {
        guard !found.terms.isEmpty || found.unknown == 0 else { throw Rejection("not in dictionary \(dictionary)") }
        guard holding == .set || found.terms.count < 2 else { throw Rejection("several terms of dictionary \(dictionary)") }

        for fold in found.folds { answer.folded(fold) }
        guard !found.terms.isEmpty else { return answer.missing(found.missingRule ?? "no value") }
        answer.repaired(repairs)
        answer.label(term, together(found.terms, within))
        if found.unknown > 0 { answer.partial("\(found.unknown) of \(found.count) values not in dictionary \(dictionary)") }
    }

    /// Several terms as one label: what the dictionary calls them together, or all of them.
    private func together(_ terms: Set<String>, _ within: Context) -> String {
        let label = terms.sorted().joined(separator: "+")
        guard terms.count > 1, let fold = fold(label, within), !fold.standsForMissing else { return label }
        return fold.term
    }

    private func fold(_ text: String, _ within: Context) -> Fold? { terms.fold(text, in: within) }
}

/// What the values of one input folded to.
private struct FoldedValues {
    private(set) var folds: [Fold] = []
    private(set) var terms: Set<String> = []
    private(set) var count = 0
    private(set) var unknown = 0
    private(set) var missingRule: String?

    /// The dictionary is asked before the words that stand for missing anywhere: NONE is a unit of PET.
    mutating func add(_ text: String, _ fold: Fold?) {
        count += 1
        if let fold {
            folds.append(fold)
            if fold.standsForMissing { missingRule = Sentinels.dictionaryRule } else { terms.insert(fold.term) }
        } else if let rule = Sentinels.rule(for: text) {
            missingRule = missingRule ?? rule
        } else {
            unknown += 1
        }
    }
}
