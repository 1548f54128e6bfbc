import TagPluginKit

enum Agents {
    static let dictionary = "radiopharmaceuticals"
}

/// Radiopharmaceutical, by its name, or the code's.
struct AgentParser: TagParser {
    let claim: Claim
    private let inputs: [InputTag]
    private let column: LabelColumn
    private let host: Host

    init(_ host: Host) {
        var claim = Claim()
        // Inside the sequence first: what stands outside of it is what older devices wrote.
        inputs = [
            claim.claimed(AgentPath.inside("Radiopharmaceutical")),
            claim.claimed(AgentPath.inside("RadiopharmaceuticalCodeSequence.CodeValue")),
            claim.claimed(AgentPath.inside("RadiopharmaceuticalCodeSequence.CodeMeaning")),
            claim.claimed("Radiopharmaceutical"),
        ]
        column = claim.label("Radiopharmaceutical", "a term of the dictionary radiopharmaceuticals: FDG, MDP")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        var folds: [Fold] = []
        var missing: String?
        var isUnknown = false
        for tag in inputs where input.isPresent(tag) {
            if let fold = agent(input.text(tag)) {
                if fold.standsForMissing { missing = missing ?? Sentinels.dictionaryRule } else { folds.append(fold) }
            } else if let rule = input.sentinel(tag) {
                missing = missing ?? rule
            } else {
                isUnknown = true
            }
        }
        // One that names the agent says more than one that names its radionuclide alone.
        guard let best = folds.first(where: { !$0.parent.isEmpty }) ?? folds.first else {
            if isUnknown { throw Rejection("not in dictionary \(Agents.dictionary)") }
            return answer.missing(missing ?? "no value")
        }
        answer.label(column, best)
        if folds.contains(where: { differs($0, best) }) { answer.contradiction("the agents of two tags differ") }
    }

    /// The whole text, or the one agent that its words name: `Fluciclovine F18`.
    private func agent(_ text: String) -> Fold? {
        let folds = WordTerms(dictionary: Agents.dictionary, host: host).find(in: text)
        if folds.count == 1 { return folds[0] }
        let agents = folds.filter { !$0.parent.isEmpty }
        return agents.count == 1 ? agents[0] : nil
    }

    private func differs(_ other: Fold, _ best: Fold) -> Bool {
        other.term != best.term && other.term != best.parent && other.parent != best.term && !other.parent.isEmpty
    }
}
