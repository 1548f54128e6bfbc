import TagPluginKit

/// Radionuclide and its half-life, each checked by the other. The radionuclide is told by its code or the meaning of the code, or
/// else by the agent, which often has one alone, or by the half-life.
struct RadionuclideParser: TagParser {
    let claim: Claim
    private let code: InputTag
    private let meaning: InputTag
    private let nested: InputTag
    private let plain: InputTag
    private let agent: InputTag
    private let radionuclide: LabelColumn
    private let halfLife: NumericColumn
    private let host: Host

    private static let seconds = Quantity(
        "half-life", unit: "s", within: 0.1...1e12, zero: .missing("zero is not a half-life"),
        suffixes: ["s", "sec", UnitSuffix("min", times: 60), UnitSuffix("m", times: 60), UnitSuffix("h", times: 3600), UnitSuffix("d", times: 86_400)])
    private static let otherUnits = [(60.0, "minutes for seconds"), (3600.0, "hours for seconds"), (0.001, "milliseconds for seconds")]

    init(_ host: Host) {
        var claim = Claim()
        code = claim.claimed(AgentPath.inside("RadionuclideCodeSequence.CodeValue"))
        meaning = claim.claimed(AgentPath.inside("RadionuclideCodeSequence.CodeMeaning"))
        nested = claim.claimed(AgentPath.inside("RadionuclideHalfLife"))
        plain = claim.claimed("RadionuclideHalfLife")
        agent = claim.context(AgentPath.inside("Radiopharmaceutical"))
        radionuclide = claim.label("Radionuclide", "a term of the dictionary radionuclides: F-18, Tc-99m")
        halfLife = claim.number("RadionuclideHalfLife", unit: "s", "half-life of the radionuclide, as the file has it")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let named = named(input)
        let reading = try Self.seconds.read(input, input.isPresent(nested) ? nested : plain)
        if let named { answer.folded(named) }
        let known = named?.term ?? byAgent(input)
        if named == nil, known != nil { answer.inferred("Radiopharmaceutical") }
        let expected = known.flatMap { Radionuclides.halfLives[$0] }
        if case .number(let value, let repairs) = reading {
            for repair in repairs { answer.repaired(repair) }
            let seconds = inSeconds(value, expected, answer)
            answer.number(halfLife, seconds)
            if let known {
                answer.label(radionuclide, known)
            } else if let told = Radionuclides.named(by: seconds) {
                answer.label(radionuclide, told)
            }
        } else if let known {
            answer.label(radionuclide, known)
        } else {
            guard !input.isPresent(code), !input.isPresent(meaning) else { throw Rejection("not in dictionary \(Radionuclides.dictionary)") }
            guard case .missing(let rule) = reading else { return }
            return answer.missing(rule)
        }
        if named == nil { tellUnknown(input, answer) }
    }

    private func named(_ input: borrowing Input) -> Fold? {
        for tag in [code, meaning] where input.isPresent(tag) {
            if let fold = host.fold(input.text(tag), through: Radionuclides.dictionary), !fold.standsForMissing { return fold }
        }
        return nil
    }

    private func tellUnknown(_ input: borrowing Input, _ answer: borrowing Answer) {
        if input.isPresent(code) || input.isPresent(meaning) { answer.partial("not in dictionary \(Radionuclides.dictionary)") }
    }

    /// The parent of an agent is the radionuclide that it always has.
    private func byAgent(_ input: borrowing Input) -> String? {
        guard input.isPresent(agent), let fold = host.fold(input.text(agent), through: Agents.dictionary), !fold.standsForMissing,
            let radionuclide = host.fold(fold.parent.isEmpty ? fold.term : fold.parent, through: Radionuclides.dictionary)
        else { return nil }
        return radionuclide.standsForMissing ? nil : radionuclide.term
    }

    /// Another unit is taken for one only where it makes the half-life that is known.
    private func inSeconds(_ value: Double, _ expected: Double?, _ answer: borrowing Answer) -> Double {
        guard let expected, !Radionuclides.agree(value, expected) else { return value }
        if let other = Self.otherUnits.first(where: { Radionuclides.agree(value * $0.0, expected) }) {
            answer.repaired(other.1)
            return value * other.0
        }
        answer.contradiction("the half-life is not that of the radionuclide")
        return value
    }
}
