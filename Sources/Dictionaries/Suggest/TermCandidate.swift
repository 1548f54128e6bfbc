/// A term that a value may stand for, and why it seems so: a suggestion for a person. Nothing folds by it.
public struct TermCandidate: Hashable, Sendable {
    /// Nil for “stands for missing”.
    public let term: String?
    /// From 0 to 1, in hundredths.
    public let score: Double
    /// The strongest first.
    public let reasons: [Reason]

    /// One piece of evidence. Each has a strength from 0 to 1; the score is what they come to together, as if each were an
    /// independent chance: 1 − (1 − a)(1 − b)….
    public enum Reason: Hashable, Sendable {
        /// A spelling of the term is `edits` edits away from the value: 0.95 times the share of letters that stay.
        case spelling(String, edits: Int)
        /// The value is the beginning of a spelling: 0.8 times the share of the spelling that it has.
        case beginning(of: String)
        /// The same, and the value is as long as its representation lets it be, so that it was cut off there: 0.9.
        case cutOff(of: String, at: Int)
        /// Words that a spelling has too: 0.8 times their share by weight, in which words that only the spelling has count
        /// whole, and words that only the value has 0.4 times. A word is the heavier the fewer terms have it.
        case words([String], of: String)
        /// Texts that describe the same instances name the term: 0.5 times the share of instances.
        case description(String, instances: Int, of: Int)
        /// Other instances of the same studies have the term: 0.3 times the share of instances.
        case study(instances: Int, of: Int)
    }

    /// The least score that a candidate has.
    public static let leastScore = 0.3
}

extension TermCandidate {
    /// Joins the evidence for one term.
    init(_ term: String?, _ evidence: [(reason: Reason, strength: Double)]) {
        self.term = term
        let sorted = evidence.enumerated().sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }.map(\.element)
        let doubt = sorted.reduce(1.0) { $0 * (1 - min(1, max(0, $1.strength))) }
        score = ((1 - doubt) * 100).rounded() / 100
        reasons = sorted.map(\.reason)
    }
}

/// What other attributes of the instances that hold a value say of the terms that it may stand for.
public struct TermEvidence: Sendable {
    public enum Source: Hashable, Sendable {
        /// An attribute that describes, by keyword.
        case description(String)
        case study
    }

    public let source: Source
    public let term: String
    /// Instances of the value for which it speaks, and all that have the attribute.
    public let instances: Int
    public let of: Int

    public init(_ source: Source, term: String, instances: Int, of all: Int) {
        self.source = source
        self.term = term
        self.instances = instances
        of = all
    }
}
