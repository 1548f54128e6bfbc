import Dictionaries

/// What a plugin answered for one distinct input.
public struct ItemOutcome: Sendable {
    public internal(set) var state: ValueState
    /// Why it was rejected, partial, failed, or stands for missing.
    public internal(set) var reason: String?
    /// Names of the repairs, in order.
    public internal(set) var repairs: [String] = []
    public internal(set) var folds: [Fold] = []
    /// The rule by which context inputs gave the answer.
    public internal(set) var inference: String?
    public internal(set) var contradictions: [String] = []
    /// Instances that hold the input.
    public internal(set) var instances = 0
    /// Value codes of the inputs: 0 where absent, else the distinct value plus one.
    public let codes: [Int32]

    init(state: ValueState, codes: [Int32], instances: Int) {
        self.state = state
        self.codes = codes
        self.instances = instances
    }
}

/// One answered value of a column.
public enum ColumnValue: Hashable, Sendable {
    case number(Double)
    case label(String)
    case flag(Bool)
}

/// One output column of a claim as it came out: an array column gives one for each component.
public struct OutputColumn: Sendable {
    public let name: String
    public let kind: ColumnKind
    public let unit: String
    /// A value for each distinct input, nil where there is none.
    public internal(set) var values: [ColumnValue?]
}

/// All that a plugin made of one claim, on the whole archive.
public struct ClaimResult: Sendable {
    public let plugin: PluginDescription
    public let claim: Int
    public let inputs: [PluginDescription.Input]
    /// Column names of the inputs, as features and reports write them.
    public let inputNames: [String]
    public let columns: [OutputColumn]
    /// Distinct inputs in order of their first instance.
    public let items: [ItemOutcome]
    /// Index into `items` for each instance.
    public let itemOfRow: [Int32]
    /// Answers that broke the contract: an index or a kind that does not fit.
    public let misuses: Int
    public let seconds: Double

    /// Claimed inputs by name, the subject of reports.
    public var subject: String { zip(inputs, inputNames).filter { $0.0.isClaimed }.map { $0.1 }.joined(separator: "+") }
}
