import TagPluginKit

/// The anatomic region by its code, or by what the code means where no dictionary has it.
struct AnatomicRegionParser: TagParser {
    let claim: Claim
    private let value: InputTag
    private let meaning: InputTag
    private let region: LabelColumn
    private let host: Host

    init(host: Host) {
        var claim = Claim()
        value = claim.claimed("AnatomicRegionSequence.CodeValue")
        meaning = claim.claimed("AnatomicRegionSequence.CodeMeaning")
        region = claim.label("AnatomicRegion", "anatomic region, a term of the dictionary body-parts")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let coded = AnatomicCode.term(input.text(value), host)
        let told = host.fold(input.text(meaning), through: "body-parts")
        guard coded != nil || told != nil else {
            if let rule = input.sentinel(meaning) ?? input.sentinel(value) { return answer.missing(rule) }
            throw Rejection("neither code nor meaning in a dictionary")
        }
        if let coded {
            answer.label(region, coded)
        } else if let told {
            answer.label(region, told)
        }
    }
}

/// Codes of anatomy.
enum AnatomicCode {
    /// The term of the dictionary `body-parts` that a code stands for: of SNOMED CT, or of its forerunner SRT.
    static func term(_ code: String, _ host: Host) -> String? {
        guard !code.isEmpty, let fold = host.fold(code, through: "anatomic-codes"), !fold.standsForMissing else { return nil }
        return fold.term
    }
}
