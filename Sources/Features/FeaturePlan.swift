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

    /// Plugins that its kept tags need.
    public var requiredPlugins: [String] { Set(tags.filter { $0.decision == .kept }.compactMap(\.plugin)).sorted() }

    private static let rankPrefix = "rank "
    private static let byHand = "by hand; before: "

    /// Tags that a person keeps although the selection left them out for what they are, not for their rank.
    public var keptAgainstAdvice: [Tag] {
        tags.filter { $0.decision == .kept && !$0.reason.hasPrefix(FeaturePlan.rankPrefix) && !$0.reason.hasPrefix(FeaturePlan.byHand) }
    }

    /// The same plan, in which reasons that no longer fit their decision say so.
    public var markingOverruled: FeaturePlan {
        var plan = self
        for (index, tag) in tags.enumerated() where !tag.reason.hasPrefix(FeaturePlan.byHand) {
            let wasKept = tag.reason.hasPrefix(FeaturePlan.rankPrefix) && !tag.reason.hasPrefix("rank beyond")
            if wasKept != (tag.decision == .kept) { plan.tags[index].reason = FeaturePlan.byHand + tag.reason }
        }
        return plan
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
