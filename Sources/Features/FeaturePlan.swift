import PluginHost

/// Which tags become which features, and why the others do not: JSON that a person can edit and replay.
public struct FeaturePlan: Codable, Equatable, Sendable {
    /// Version of this format.
    public var version = 1
    /// Most tags that the selection keeps (the paper: 70).
    public var maximumTags: Int
    /// Instances that the shares are of.
    public var instances: Int
    /// Kept tags first, in order of rank; then dropped ones by name.
    public var tags: [Tag]

    public struct Tag: Codable, Equatable, Sendable {
        /// Attributes by keyword, joined by `+`.
        public var name: String
        public var plugin: String?
        /// Change to `kept` or `dropped` and replay the plan.
        public var decision: Decision
        public var reason: String
        /// Share of instances without any value in its columns.
        public var missingShare: Double
        public var columns: [Column]
    }

    public enum Decision: String, Codable, Sendable { case kept, dropped }

    public struct Column: Codable, Equatable, Sendable {
        public var name: String
        public var kind: ColumnKind
        public var unit: String
        /// Weight in the dissimilarity.
        public var weight: Double
    }

    /// - Throws: `FeatureError` for a version this program does not know, a weight that is no finite number of 0 or
    ///   more, or two columns of one name.
    public func validate() throws {
        guard version == 1 else { throw FeatureError(.badPlan, "the plan has version \(version); this program knows version 1") }
        var names: Set<String> = []
        for tag in tags where tag.decision == .kept {
            for column in tag.columns {
                guard column.weight.isFinite, column.weight >= 0 else {
                    throw FeatureError(.badPlan, "the weight of “\(column.name)” is \(column.weight)")
                }
                guard names.insert(column.name).inserted else { throw FeatureError(.badPlan, "two kept columns are named “\(column.name)”") }
            }
        }
    }
}

/// What is wrong with a plan, a schema or a feature file. Two errors are equal when their codes are.
public struct FeatureError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable { case badPlan, badSchema, badRow, noFeatures }

    public let code: Code
    public let reason: String
    /// Line of the file, from 1.
    public let line: Int?

    public init(_ code: Code, _ reason: String, line: Int? = nil) {
        self.code = code
        self.reason = reason
        self.line = line
    }

    public static func == (a: FeatureError, b: FeatureError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
    public var description: String { (line.map { "line \($0): " } ?? "") + reason }
}
