import TagPluginKit

/// ContrastBolusAgent as a class of agents, and whether one was given: yes, no, or missing where nobody says.
///
/// Where the agent is not recorded, its code or ingredient, a volume above zero or a route tell that one was given; enhanced
/// objects also tell of frames before it was. That none of them is there tells nothing: many archives record no agent at all.
struct ContrastParser: TagParser {
    let claim: Claim
    private let agent: InputTag
    private let administered: InputTag
    private let code: InputTag
    private let ingredient: InputTag
    private let volume: InputTag
    private let route: InputTag
    private let sources: DescriptionSources
    private let agentClass: LabelColumn
    private let given: FlagColumn
    private let host: Host

    private static let dictionary = "contrast"

    init(host: Host) {
        var claim = Claim(infers: true)
        agent = claim.claimed("ContrastBolusAgent")
        administered = claim.context("ContrastBolusAgentAdministered")
        code = claim.context("ContrastBolusAgentSequence.CodeMeaning")
        ingredient = claim.context("ContrastBolusIngredient")
        volume = claim.context("ContrastBolusVolume")
        route = claim.context("ContrastBolusRoute")
        sources = DescriptionSources(for: &claim, host: host)
        agentClass = claim.label(
            "ContrastBolusAgent", "class of the agent, a term of the dictionary contrast: NONE for none, GIVEN for one that is not told")
        given = claim.flag("ContrastBolusAgent_given", "whether a contrast agent was given")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        guard input.isPresent(agent) else { return infer(input, rule: "no value", answer) }
        guard let agents = agents(input, agent) else {
            if let rule = input.sentinel(agent) { return infer(input, rule: rule, answer) }
            throw Rejection("not in dictionary \(Self.dictionary)")
        }
        if agents.standForMissing {
            for fold in agents.folds { answer.folded(fold) }
            return infer(input, rule: Sentinels.dictionaryRule, answer)
        }
        guard let wasGiven = agents.wasGiven else { throw Rejection("both with and without an agent") }
        for fold in agents.folds { answer.folded(fold) }
        if agents.isTakenApart { answer.repaired("taken apart") }
        tell(agents.label, wasGiven, answer)
        if !wasGiven, hasVolume(input) { answer.contradiction("no agent, but a volume") }
        let other = wasGiven ? "NONE" : "GIVEN"
        for source in sources.read(input) where source.reading.contrast == other {
            answer.contradiction(wasGiven ? "an agent, but \(source.name) says without" : "no agent, but \(source.name) says with")
        }
    }

    private func tell(_ label: String, _ wasGiven: Bool, _ answer: borrowing Answer) {
        answer.label(agentClass, label)
        answer.flag(given, wasGiven)
    }

    private func agents(_ input: borrowing Input, _ tag: InputTag) -> Agents? {
        Agents(input.text(tag), input.texts(tag).elements) { host.fold($0, through: Self.dictionary) }
    }
}

// MARK: - Where the agent is not recorded
extension ContrastParser {
    private func infer(_ input: borrowing Input, rule: String, _ answer: borrowing Answer) {
        guard let (label, source) = inferred(input) else { return answer.missing(rule) }
        answer.inferred(source)
        tell(label, label != Agents.none, answer)
    }

    /// What other attributes tell, and which of them.
    private func inferred(_ input: borrowing Input) -> (label: String, source: String)? {
        if isAdministered(input) == false { return (Agents.none, "ContrastBolusAgentAdministered") }
        if let code = givenAgents(input, code) { return (code.label, "ContrastBolusAgentSequence") }
        if let ingredient = givenAgents(input, ingredient) { return (ingredient.label, "ContrastBolusIngredient") }
        if isAdministered(input) == true { return (Agents.given, "ContrastBolusAgentAdministered") }
        if hasVolume(input) { return (Agents.given, "ContrastBolusVolume") }
        if givenAgents(input, route) != nil { return (Agents.given, "ContrastBolusRoute") }
        return described(input)
    }

    /// What the first description says that says anything; those of the series come first. Nothing when it says both.
    private func described(_ input: borrowing Input) -> (label: String, source: String)? {
        let saying = sources.read(input).filter { $0.reading.contrast != nil }
        guard let first = saying.first, let contrast = first.reading.contrast, contrast != "BOTH" else { return nil }
        return (contrast, first.name)
    }

    /// Whether the agent was in when the frame was acquired.
    private func isAdministered(_ input: borrowing Input) -> Bool? {
        ["YES": true, "NO": false][input.text(administered)]
    }

    /// An agent, or a way to give one, as the dictionary knows it.
    private func givenAgents(_ input: borrowing Input, _ tag: InputTag) -> Agents? {
        guard input.isPresent(tag), let agents = agents(input, tag), agents.wasGiven == true else { return nil }
        return agents
    }

    /// Zero is what devices write that were told nothing.
    private func hasVolume(_ input: borrowing Input) -> Bool {
        guard input.isPresent(volume), let number = try? input.number(volume, units: ["ml", "cc"]) else { return false }
        return number.value > 0
    }
}
