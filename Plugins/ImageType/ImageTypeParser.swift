import TagPluginKit

/// ImageType and FrameType: whether pixels are original or derived, whether the image comes from the examination at once,
/// what kind of image it is (value 3), and flags for what it and later values say.
///
/// Later values are the maker's own where no dictionary knows them: they are no fault, and say nothing.
struct ImageTypeParser: TagParser {
    let claim: Claim
    private let words: ScopedFolding
    private let pixels: LabelColumn
    private let examination: LabelColumn
    private let kind: LabelColumn
    private let original: FlagColumn?
    private let primary: FlagColumn?
    private let flags: [(flag: ImageFlag, column: FlagColumn)]

    /// - Parameter flags: what gets a column of its own; none, and there is no column of flags at all.
    init(_ attribute: String, flags: [ImageFlag], _ host: Host) {
        var claim = Claim()
        claim.claimed(attribute)
        words = ScopedFolding(through: "image-types", of: attribute, for: &claim, host: host)
        pixels = claim.label("\(attribute)_pixels", "value 1: ORIGINAL, DERIVED or MIXED")
        examination = claim.label("\(attribute)_examination", "value 2: PRIMARY for what the examination itself gave, or SECONDARY")
        kind = claim.label("\(attribute)_kind", "value 3: the kind of image, a term of the dictionary image-types or the maker's word")
        original = flags.isEmpty ? nil : claim.flag("\(attribute)_original", "pixels are original")
        primary = flags.isEmpty ? nil : claim.flag("\(attribute)_primary", "the examination itself gave the image")
        self.flags = flags.map { ($0, claim.flag("\(attribute)_\($0.name)", $0.summary)) }
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let context = words.context(input)
        let list = input.codes { ImageTypeValues.isWord($0) || isKnown($0, context) }
        let values = ImageTypeValues(list) { ImageTypeValues.isWord($0) ? nil : words.fold($0, in: context)?.term }
        let found = words(of: values, context)
        guard values.pixels != nil || values.examination != nil || !found.terms.isEmpty else {
            guard values.others.allSatisfy({ $0.isEmpty || Sentinels.rule(for: $0) != nil }) else { throw Rejection("not an image type") }
            return answer.missing(Sentinels.rule(for: values.others.first { !$0.isEmpty } ?? "") ?? "no value")
        }
        for repair in values.repairs { answer.repaired(repair) }
        for fold in found.folds { answer.folded(fold) }
        tellPositions(values, answer)
        if let word = found.kind { answer.label(kind, word) }
        if found.hasUnreadableKind, values.pixels != nil, values.examination != nil { answer.partial("value 3 is no code string") }
        for (flag, column) in flags { answer.flag(column, !flag.terms.isDisjoint(with: found.terms)) }
        if values.isBoth { answer.contradiction("both ORIGINAL and DERIVED") }
        guard values.pixels == "ORIGINAL" else { return }
        for term in found.terms.intersection(ImageFlag.derived).sorted() { answer.contradiction("ORIGINAL beside \(term)") }
    }

    private func tellPositions(_ values: ImageTypeValues, _ answer: borrowing Answer) {
        if let word = values.pixels {
            answer.label(pixels, word)
            if let original, word != "MIXED" { answer.flag(original, word == "ORIGINAL") }
        }
        if let word = values.examination {
            answer.label(examination, word)
            if let primary, word != "MIXED" { answer.flag(primary, word == "PRIMARY") }
        }
        switch (values.pixels, values.examination) {
        case (nil, nil): answer.partial("values 1 and 2 are not those of the standard")
        case (nil, _): answer.partial("value 1 is neither ORIGINAL nor DERIVED")
        case (_, nil): answer.partial("value 2 is neither PRIMARY nor SECONDARY")
        default: break
        }
    }
}

// MARK: Words
extension ImageTypeParser {
    private struct Words {
        var folds: [Fold] = []
        var terms: Set<String> = []
        var kind: String?
        /// Whether value 3 is neither known nor fit to be a label.
        var hasUnreadableKind = false
    }

    private func isKnown(_ word: String, _ context: ScopedFolding.Context) -> Bool { words.fold(word, in: context) != nil }

    private func words(of values: ImageTypeValues, _ context: ScopedFolding.Context) -> Words {
        var found = Words()
        for (place, word) in values.others.enumerated() where !word.isEmpty {
            guard let fold = words.fold(word, in: context) else {
                guard place == 0 else { continue }
                if ImageTypeValues.isPlain(word) { found.kind = word } else { found.hasUnreadableKind = !word.utf8.allSatisfy { (48...57).contains($0) } }
                continue
            }
            found.folds.append(fold)
            guard !fold.standsForMissing else { continue }
            // The dictionary may call several things by one word: M_SE+T1.
            found.terms.formUnion(fold.term.split(separator: "+").map(String.init))
            if place == 0 { found.kind = fold.term }
        }
        return found
    }
}
