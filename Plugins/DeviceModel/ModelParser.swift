import TagPluginKit

/// ManufacturerModelName: the model by the dictionary device-models; what it does not know is tidied up and kept.
struct ModelParser: TagParser {
    let claim: Claim
    private let models: ScopedFolding
    private let model: LabelColumn

    init(_ host: Host) {
        var claim = Claim()
        claim.claimed("ManufacturerModelName")
        models = ScopedFolding(through: "device-models", of: "ManufacturerModelName", for: &claim, host: host)
        model = claim.label("ManufacturerModelName", "model, a term of the dictionary device-models, or the cleaned name of one it does not know")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let within = models.context(input)
        if let fold = models.fold(input.text(), in: within) {
            answer.label(model, fold)
            return
        }
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = input.texts()
        let texts = list.elements.filter { !$0.isEmpty }
        guard let first = texts.first else { throw .empty }

        let cleaned = try CleanedModel(first)
        answer.repaired(list.repairs)
        for rule in cleaned.repairs { answer.repaired(rule) }
        if let fold = models.fold(cleaned.name, in: within) ?? models.fold(first, in: within) {
            answer.label(model, fold)
        } else {
            answer.label(model, cleaned.label)
        }
        if Set(texts).count > 1 { answer.partial("first of several models kept") }
    }
}
