import TagPluginKit

/// The name of an MR sequence. Siemens' XA software and enhanced images have it in PulseSequenceName; GE and Philips keep
/// theirs in private tags.
struct SequenceNameParser: TagParser {
    let claim: Claim
    private let names: [InputTag]
    private let family: LabelColumn
    private let technique: LabelColumn
    private let dimension: LabelColumn
    private let echoes: NumericColumn
    private let factor: NumericColumn

    init() {
        var claim = Claim()
        names = [
            claim.claimed("SequenceName"),
            claim.claimed("PulseSequenceName"),
            claim.claimed("0019xx9C@\"GEMS_ACQU_01\""),
            claim.claimed("0019xx9E@\"GEMS_ACQU_01\""),
            claim.claimed("2001xx20@\"Philips Imaging DD 001\""),
        ]
        family = claim.label("SequenceName_family", "family of the sequence, as the maker calls it: tfl, epfid, tse")
        technique = claim.label("SequenceName_technique", "kind of the sequence: GRE, TURBO GRE, BSSFP, EPI, SE, TSE, GRASE, IR, SPECTROSCOPY, ULTRASHORT TE")
        dimension = claim.label("SequenceName_dimension", "2D or 3D, by the name")
        echoes = claim.number("SequenceName_echoes", "echoes with a phase encoding of their own, by the name")
        factor = claim.number("SequenceName_factor", "echoes in a train (turbo factor, EPI factor), by the name")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        var missing: String?
        var isUnreadable = false
        for tag in names where input.isPresent(tag) {
            let text = Self.text(input, tag)
            if let rule = input.sentinel(tag) ?? Self.placeholder(text) {
                missing = missing ?? rule
            } else if let name = NamedSequence(text) {
                tell(name, answer)
                tellOther(name, input, answer)
                return
            } else {
                isUnreadable = true
            }
        }
        if isUnreadable { throw Rejection("no name of a sequence") }
        answer.missing(missing ?? "no value")
    }

    private func tell(_ name: NamedSequence, _ answer: borrowing Answer) {
        answer.label(family, name.family)
        if let kind = Technique.of(name.family) { answer.label(technique, kind) }
        if let text = name.dimension { answer.label(dimension, text) }
        if let number = name.echoes { answer.number(echoes, Double(number)) }
        if let number = name.factor { answer.number(factor, Double(number)) }
    }

    /// The two public tags name one sequence.
    private func tellOther(_ name: NamedSequence, _ input: borrowing Input, _ answer: borrowing Answer) {
        let others = names.prefix(2).compactMap { tag in input.isPresent(tag) ? NamedSequence(Self.text(input, tag)) : nil }
        if others.count == 2, let one = Technique.of(others[0].family), let other = Technique.of(others[1].family), one != other {
            answer.contradiction("SequenceName and PulseSequenceName differ")
        }
    }

    /// A path of Siemens has backslashes, which separate values; a list that was printed has one value.
    private static func text(_ input: borrowing Input, _ tag: InputTag) -> String {
        input.texts(tag).elements.last { !$0.isEmpty } ?? ""
    }

    private static func placeholder(_ text: String) -> String? {
        ["UNNAMED", "NO NAME", "NONAME", "DEFAULT"].contains(CodeList.normalized(text)) ? "a placeholder for a name" : nil
    }
}
