/// What a description of a study, a series or a protocol tells, as terms of dictionaries. What it does not tell is nil.
public struct DescriptionReading: Sendable {
    /// The parts of the body that it names, without those that lie above another one.
    public private(set) var bodyParts: [BodyPart] = []
    /// They as one label: what the dictionary `body-parts` calls them together, or all of them joined by `+`.
    public private(set) var bodyPart: String?
    /// `L`, `R`, or `B` for both.
    public private(set) var laterality: String?
    /// `GIVEN`, `NONE`, or `BOTH` for images without and with an agent.
    public private(set) var contrast: String?
    public private(set) var phase: String?
    public private(set) var weighting: String?
    public private(set) var plane: String?
    public private(set) var view: String?
    public private(set) var kind: String?
    /// The family of an MR sequence.
    public private(set) var sequence: String?
    public private(set) var isFatSuppressed: Bool?
    /// `2D`, `3D` or `4D`.
    public private(set) var dimensions: String?
    /// Words, or phrases, that dictionaries know.
    public private(set) var knownWords = 0
    /// Words of three letters or more that none knows.
    public private(set) var unknownWords = 0
    /// Whether it was too long to be read to its end.
    public private(set) var isCutOff = false
    /// The rule by which all of it stands for missing.
    public private(set) var missingRule: String?

    /// The words that told something.
    private(set) var tellingWords: [DescriptionWord] = []

    /// A part of the body.
    public struct BodyPart: Sendable, Hashable {
        public let term: String
        /// The term, the one above it and so on: the last one is its region.
        public let chain: [String]
    }

    /// Whether any feature is told.
    public var tellsSomething: Bool {
        bodyPart != nil || laterality != nil || contrast != nil || phase != nil || weighting != nil || plane != nil || view != nil || kind != nil
            || sequence != nil || isFatSuppressed != nil || dimensions != nil
    }

    /// Whether there are but numbers with a letter or two (`E2`, `66671F`), of which nothing is known.
    public private(set) var isCode = false

    init(missing rule: String) { missingRule = rule }

    init(_ scan: DescriptionScan, _ lexicon: inout DescriptionLexicon) {
        knownWords = scan.known
        unknownWords = scan.unknown
        isCutOff = scan.text.isCutOff
        isCode = scan.known == 0 && scan.unknown == 0 && scan.text.bytes.contains(where: \.isASCIIDigit)
        let words = scan.found.map(\.word)
        if words.count == 1, words[0].standsForMissing, scan.unknown == 0 {
            missingRule = Sentinels.dictionaryRule
            return
        }
        readBodyParts(words, &lexicon)
        let sides = DescriptionSides(scan.found)
        laterality = sides.side
        weighting = label(words, of: .weighting)
        plane = label(words, of: .plane)
        view = label(words, of: .view)
        kind = label(words, of: .kind)
        phase = label(words, of: .phase)
        readTechniques(words)
        let mentions = DescriptionContrast(scan.found, isProjection: lexicon.isProjection)
        contrast = mentions.contrast
        let telling: Set<DescriptionAspect> = [.weighting, .plane, .view, .kind, .phase, .technique]
        tellingWords = words.filter { telling.contains($0.aspect) } + partWords(words) + sides.words + mentions.words
    }
}

// MARK: - Terms
extension DescriptionReading {
    /// The terms of one dictionary, without those that lie above another one, joined by `+`.
    private func label(_ words: [DescriptionWord], of aspect: DescriptionAspect, where isMeant: (DescriptionWord) -> Bool = { _ in true }) -> String? {
        let meant = words.filter { $0.aspect == aspect && isMeant($0) }
        guard meant.count > 1 else { return meant.first?.term }
        let above = Set(meant.flatMap { $0.chain.dropFirst() })
        return Set(meant.map(\.term)).subtracting(above).sorted().joined(separator: "+")
    }

    private mutating func readTechniques(_ words: [DescriptionWord]) {
        sequence = label(words, of: .technique) { $0.lies(below: "SEQUENCE") }
        dimensions = label(words, of: .technique) { ["2D", "3D", "4D"].contains($0.term) }
        let techniques = words.filter { $0.aspect == .technique }
        if techniques.contains(where: { $0.term == "NO FAT SUPPRESSION" }) {
            isFatSuppressed = false
        } else if techniques.contains(where: { $0.chain.contains("FAT SUPPRESSION") }) {
            isFatSuppressed = true
        }
    }

    private func partWords(_ words: [DescriptionWord]) -> [DescriptionWord] { words.filter { $0.aspect == .bodyPart || $0.aspect == .examination } }

    /// A term with a `+` is a set of terms.
    private mutating func readBodyParts(_ words: [DescriptionWord], _ lexicon: inout DescriptionLexicon) {
        let parts = partWords(words)
        guard !parts.isEmpty else { return }
        let above = Set(parts.flatMap { $0.chain.dropFirst() })
        let terms = Set(parts.map(\.term)).subtracting(above).sorted()
        bodyParts = terms.map { BodyPart(term: $0, chain: lexicon.chain($0, in: .bodyPart)) }
        bodyPart = terms.count == 1 ? terms[0] : lexicon.together(terms)
    }
}

/// Reads descriptions through the dictionaries `body-parts`, `examinations`, `weightings`, `planes`, `contrast-phases`,
/// `contrast-mentions`, `series-kinds`, `techniques`, `laterality`, `view-positions` and `description-words`. A site adds words to
/// them, also for one context alone.
public struct DescriptionReader: Sendable {
    private let host: Host
    private let inputs: [(path: String, tag: InputTag)]
    private let lexicons: DescriptionLexicons

    /// - Parameters:
    ///   - claim: gets the context inputs that entries of the dictionaries ask for.
    ///   - known: inputs that the claim has already, by their paths.
    public init(for claim: inout Claim, host: Host, known: [String: InputTag] = [:]) {
        self.host = host
        let asked = Set(DescriptionAspect.allCases.flatMap { host.conditions(of: $0.dictionary) } + ["Modality"]).filter { host.lookup($0) != nil }.sorted()
        inputs = asked.map { path in (path, known[path] ?? claim.context(path)) }
        lexicons = DescriptionLexicons(host: host)
    }

    /// Call it only from inside `parse`.
    public func read(_ text: String, beside input: borrowing Input) -> DescriptionReading {
        if let rule = Sentinels.rule(for: text) { return DescriptionReading(missing: rule) }
        let words = DescriptionText(text)
        if let rule = words.missingRule { return DescriptionReading(missing: rule) }
        return lexicons.with(context(input)) { lexicon in
            if let known = lexicon.readings[text] { return known }
            lexicon.makeRoom()
            let scan = DescriptionScan(words, &lexicon)
            let reading = DescriptionReading(scan, &lexicon)
            lexicon.readings[text] = reading
            return reading
        }
    }

    /// Tells the answer which entries of dictionaries were used.
    public func tell(_ reading: DescriptionReading, beside input: borrowing Input, _ answer: borrowing Answer) {
        let folds = lexicons.with(context(input)) { lexicon in reading.tellingWords.compactMap { lexicon.fold($0) } }
        for fold in folds { answer.folded(fold) }
    }

    /// A term of the dictionary `body-parts`, with those above it, for a text that is one.
    public func bodyPart(_ text: String, beside input: borrowing Input) -> DescriptionReading.BodyPart? {
        lexicons.with(context(input)) { lexicon in
            guard let fold = host.fold(text, through: DescriptionAspect.bodyPart.dictionary), !fold.standsForMissing else { return nil }
            return DescriptionReading.BodyPart(term: fold.term, chain: lexicon.chain(fold.term, in: .bodyPart))
        }
    }

    private func context(_ input: borrowing Input) -> DescriptionLexicon.Context {
        var pairs: DescriptionLexicon.Context = []
        for (path, tag) in inputs {
            let value = input.text(tag)
            if !value.isEmpty { pairs.append((path, value)) }
        }
        return pairs
    }
}

extension DescriptionText {
    /// Why there is nothing to read: no letters, or one long word of letters and digits mixed, as de-identification leaves it.
    var missingRule: String? {
        guard bytes.contains(where: { $0 >= 0xC0 || DescriptionText.isLetter($0) }) else { return "no letters" }
        guard words.count == 1, let word = words.first, word.end - word.start >= 16 else { return nil }
        let code = bytes[word.start..<word.end]
        let digits = code.count(where: \.isASCIIDigit)
        return digits * 5 >= code.count && digits < code.count ? "a code without words" : nil
    }
}
