import TagPluginKit

/// Folds BodyPartExamined to the terms of a dictionary; several body parts become one label, their terms joined by `+`. Where it
/// is missing it is inferred from codes and descriptions; where these are of another region, that is told.
struct BodyPartParser: TagParser {
    let claim: Claim
    private let bodyPart: InputTag
    private let parts: ScopedFolding
    private let evidence: BodyPartEvidence
    private let term: LabelColumn
    private let laterality: LabelColumn
    private let host: Host

    private static let dictionary = "body-parts"
    private typealias Context = ScopedFolding.Context

    init(host: Host) {
        var claim = Claim(infers: true)
        bodyPart = claim.claimed("BodyPartExamined")
        parts = ScopedFolding(through: Self.dictionary, of: "BodyPartExamined", always: ["Modality"], for: &claim, host: host)
        evidence = BodyPartEvidence(for: &claim, host: host, known: parts.contextTags)
        term = claim.label("BodyPartExamined", "body part, a term of the dictionary body-parts")
        laterality = claim.label("BodyPartExamined_laterality", "side that the text names: L, R or B for both")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        guard input.isPresent(bodyPart) else {
            if !infer(input, answer) { answer.missing("no value") }
            return
        }
        let context = parts.context(input)
        var found = Found()
        let text = input.text(bodyPart)
        // As a whole first: a site's dictionary may list even what looks like a list.
        if let whole = fold(text, context), !SidedText.gluesSide(text, to: whole, asking(context)) {
            add(whole, of: text, context, to: &found)
        } else {
            let list = input.texts(bodyPart)
            let texts = list.elements.filter { !$0.isEmpty }
            found.values = texts.count
            for text in texts { look(up: text, context, into: &found) }
            if !found.folds.isEmpty { answer.repaired(list.repairs) }
        }
        if found.terms.isEmpty, found.unknown == 0, infer(input, answer) { return }
        try tell(found, context, answer)
        for name in evidence.contradicting(Array(found.terms), input) {
            answer.contradiction("BodyPartExamined and \(name) name different regions")
        }
    }

    private func infer(_ input: borrowing Input, _ answer: borrowing Answer) -> Bool {
        guard let inferred = evidence.infer(input) else { return false }
        answer.inferred(inferred.rule)
        answer.label(term, inferred.label)
        if let conflict = inferred.conflict { answer.contradiction(conflict) }
        return true
    }

    /// What the dictionary knows with its side: a site may list `kuka L`, and the side shall not be lost.
    private func add(_ fold: Fold, of text: String, _ context: Context, to found: inout Found) {
        found.add(fold)
        if let side = SidedText.side(of: text, listedAs: fold, asking: asking(context)) { found.sides.insert(side) }
    }

    /// Takes the text apart only when the dictionary does not know it with its side.
    private func look(up text: String, _ context: Context, into found: inout Found) {
        let asking = asking(context)
        let whole = fold(text, context)
        if let whole, !SidedText.gluesSide(text, to: whole, asking) {
            add(whole, of: text, context, to: &found)
        } else if whole == nil, let rule = Sentinels.rule(for: text) {
            found.missingRule = rule
        } else if let split = SidedText(text, asking: asking) {
            found.add(split.fold)
            found.sides.insert(split.side)
        } else if let whole {
            add(whole, of: text, context, to: &found)
        } else {
            found.unknown += 1
        }
    }

    private func asking(_ context: Context) -> SidedText.Asking { SidedText.Asking(part: { fold($0, context) }, side: side) }

    private func tell(_ found: Found, _ context: Context, _ answer: borrowing Answer) throws(Rejection) {
        guard !found.terms.isEmpty else {
            for fold in found.folds { answer.folded(fold) }
            if found.unknown > 0 { throw Rejection("not in dictionary \(Self.dictionary)") }
            return answer.missing(found.folds.isEmpty ? found.missingRule ?? "no value" : Sentinels.dictionaryRule)
        }
        for fold in found.folds { answer.folded(fold) }
        answer.label(term, together(found.terms, context))
        if let side = found.sides.combined {
            answer.label(laterality, side.rawValue)
            answer.repaired("laterality split off")
        }
        if found.unknown > 0 {
            answer.partial("\(found.unknown) of \(found.values) values not in dictionary \(Self.dictionary)")
        }
    }

    /// Several terms as one label: what the dictionary calls them together, or all of them.
    private func together(_ terms: Set<String>, _ context: Context) -> String {
        let label = terms.sorted().joined(separator: "+")
        guard terms.count > 1, let fold = fold(label, context), !fold.standsForMissing else { return label }
        return fold.term
    }

    private func fold(_ text: String, _ context: Context) -> Fold? { parts.fold(text, in: context) }

    /// Words of other languages stand in a dictionary with the terms L, R and B, where a site may list its own.
    private func side(_ word: String) -> Side? {
        if let side = Side(word: word.uppercased()) { return side }
        // B alone may be what is left of many words.
        return word.uppercased() == "B" ? nil : host.fold(word, through: "laterality").flatMap { Side(rawValue: $0.term) }
    }
}

/// What the values of one input folded to.
private struct Found {
    private(set) var folds: [Fold] = []
    private(set) var terms: Set<String> = []
    var sides: Set<Side> = []
    var values = 1
    var unknown = 0
    var missingRule: String?

    mutating func add(_ fold: Fold) {
        folds.append(fold)
        if !fold.standsForMissing { terms.insert(fold.term) }
    }
}
