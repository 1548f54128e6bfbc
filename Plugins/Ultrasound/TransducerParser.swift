import TagPluginKit

/// TransducerData: the model of the transducer, the first of three texts. What follows may be a serial number.
struct TransducerParser: TagParser {
    let claim: Claim
    private let column: LabelColumn

    private static let mostCharacters = 24

    init() {
        var claim = Claim()
        claim.claimed("TransducerData")
        column = claim.label("TransducerData", "model of the transducer, in capitals")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let first = input.texts().elements.first, !first.isEmpty else { return answer.missing("no value") }
        if let rule = Sentinels.rule(for: first) { return answer.missing(rule) }
        // C5_1 and C5-1 are one transducer.
        let model = first.uppercased().split { $0 == "_" || $0 == "-" || $0 == " " }.joined(separator: "-")
        guard !model.isEmpty, model.count <= Self.mostCharacters, !model.contains("^") else { throw Rejection("no name of a transducer") }
        if model != first { answer.repaired("capitals and hyphens") }
        answer.label(column, model)
    }
}
