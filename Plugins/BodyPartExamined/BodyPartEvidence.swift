import TagPluginKit

/// What else tells the body part: the anatomic region and the primary anatomic structure by their codes, and descriptions.
struct BodyPartEvidence {
    private let codes: [(name: String, value: InputTag, meaning: InputTag)]
    private let sources: DescriptionSources
    private let host: Host

    struct Inference {
        let label: String
        let rule: String
        let conflict: String?
    }

    fileprivate struct Told {
        let name: String
        let label: String
        let parts: [DescriptionReading.BodyPart]
    }

    init(for claim: inout Claim, host: Host, known: [String: InputTag]) {
        var codes: [(name: String, value: InputTag, meaning: InputTag)] = []
        for name in ["AnatomicRegionSequence", "PrimaryAnatomicStructureSequence"] {
            guard host.lookup("\(name).CodeValue") != nil, host.lookup("\(name).CodeMeaning") != nil else { continue }
            codes.append((name, claim.context("\(name).CodeValue"), claim.context("\(name).CodeMeaning")))
        }
        self.codes = codes
        self.host = host
        sources = DescriptionSources(for: &claim, host: host, known: known)
    }

    /// The codes, which are meant for the image, before descriptions; of descriptions that of the series before that of the study,
    /// unless another one says the same more closely (HEAD in one, BRAIN in the other).
    func infer(_ input: borrowing Input) -> Inference? {
        let all = told(input)
        guard var best = all.first else { return nil }
        for other in all.dropFirst() where other.isWithin(best) { best = other }
        let conflict = all.first { BodyPartRelation.contradict(best.parts, $0.parts) }
        return Inference(
            label: best.label, rule: best.name, conflict: conflict.map { "\(best.name) and \($0.name) name different regions" })
    }

    /// The attributes that name only parts in other regions than the terms are of.
    func contradicting(_ terms: [String], _ input: borrowing Input) -> [String] {
        var parts: [DescriptionReading.BodyPart] = []
        for term in terms { if let part = sources.reader.bodyPart(term, beside: input) { parts.append(part) } }
        guard parts.count == terms.count else { return [] }
        return told(input).filter { BodyPartRelation.contradict(parts, $0.parts) }.map(\.name)
    }

    private func told(_ input: borrowing Input) -> [Told] {
        var told: [Told] = []
        for code in codes {
            let texts = [AnatomicCode.term(input.text(code.value), host), input.text(code.meaning)].compactMap { $0 }.filter { !$0.isEmpty }
            var part: DescriptionReading.BodyPart?
            for text in texts where part == nil { part = sources.reader.bodyPart(text, beside: input) }
            if let part { told.append(Told(name: code.name, label: part.term, parts: [part])) }
        }
        for source in sources.read(input) {
            if let label = source.reading.bodyPart { told.append(Told(name: source.name, label: label, parts: source.reading.bodyParts)) }
        }
        return told
    }
}

extension BodyPartEvidence.Told {
    /// Whether each of its parts lies in one of the other's, and is not all of it.
    fileprivate func isWithin(_ other: Self) -> Bool {
        label != other.label && parts.allSatisfy { part in other.parts.contains { BodyPartRelation.lies(part, in: $0) } }
    }
}
