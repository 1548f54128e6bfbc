import Dictionaries

/// What a plugin answered for one distinct input.
public struct ItemOutcome: Sendable {
    public internal(set) var state: ValueState
    /// Instances that hold the input.
    public let instances: Int
    /// Value codes of the inputs: 0 where absent, else the distinct value plus one.
    public let codes: ValueCodes
    /// Most inputs have none: what follows is kept apart, so that a million of them is small.
    private var remarks: Remarks?

    /// What was said of an input besides its values.
    final class Remarks: Sendable {
        let reason: String?
        let repairs: [String]
        let folds: [Fold]
        let inference: String?
        let contradictions: [String]

        init(reason: String? = nil, repairs: [String] = [], folds: [Fold] = [], inference: String? = nil, contradictions: [String] = []) {
            self.reason = reason
            self.repairs = repairs
            self.folds = folds
            self.inference = inference
            self.contradictions = contradictions
        }
    }

    /// Why it was rejected, partial, failed, or stands for missing.
    public var reason: String? { remarks?.reason }
    /// Names of the repairs, in order.
    public var repairs: [String] { remarks?.repairs ?? [] }
    public var folds: [Fold] { remarks?.folds ?? [] }
    /// The rule by which context inputs gave the answer.
    public var inference: String? { remarks?.inference }
    public var contradictions: [String] { remarks?.contradictions ?? [] }

    init(state: ValueState, codes: ValueCodes, instances: Int) {
        self.state = state
        self.codes = codes
        self.instances = instances
    }

    mutating func settle(_ state: ValueState, _ remarks: Remarks?) {
        self.state = state
        self.remarks = remarks
    }
}

/// The value codes of one distinct input: a view into those of all.
public struct ValueCodes: RandomAccessCollection, Hashable, Sendable, CustomStringConvertible {
    private let all: [Int32]
    private let start: Int32
    public let count: Int

    /// - Parameter item: the codes of which begin at item × count.
    init(_ all: [Int32], item: Int, count: Int) {
        self.all = all
        self.count = count
        start = Int32(truncatingIfNeeded: item)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(index: Int) -> Int32 { all[Int(start) * count + index] }

    public static func == (a: ValueCodes, b: ValueCodes) -> Bool { a.elementsEqual(b) }
    public func hash(into hasher: inout Hasher) { for code in self { hasher.combine(code) } }
    public var description: String { "\(Array(self))" }
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
    public let itemOfRow: ItemOfRow
    /// Answers that broke the contract: an index or a kind that does not fit.
    public let misuses: Int
    public let seconds: Double

    /// Claimed inputs by name, the subject of reports.
    public var subject: String { zip(inputs, inputNames).filter { $0.0.isClaimed }.map { $0.1 }.joined(separator: "+") }
}
