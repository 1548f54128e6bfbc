import DICOM
import Dictionaries
import PluginHost
import TagTable

/// What changes in an archive when other dictionaries take the place of those in use: coverage, and every value whose
/// outcome is another one. It holds values, which may identify patients.
public struct DictionaryDiff: Encodable, Sendable {
    /// What is compared, as a person named it.
    public let before: String
    public let after: String
    public let instances: Int
    /// All claimed inputs together first, then those in which some value changes.
    public let coverage: [Coverage]
    /// By falling number of instances, then by input, value and context.
    public let changes: [Change]

    /// Coverage of all claimed inputs together, or of one.
    public struct Coverage: Encodable, Sendable {
        /// Nil for all together.
        public let input: String?
        public let plugin: String?
        /// Present values, which are the same in both.
        public let present: CoverageReport.Count
        public let understoodBefore: CoverageReport.Count
        public let understoodAfter: CoverageReport.Count
    }

    /// A value whose outcome changes.
    public struct Change: Encodable, Sendable {
        public enum Kind: String, Encodable, Sendable, CaseIterable {
            /// Now understood.
            case gained
            /// No longer understood.
            case lost
            /// Understood before and after, as something else.
            case altered
            /// Understood neither before nor after, and yet not the same.
            case other
        }

        public let kind: Kind
        public let input: String
        public let plugin: String
        /// Values of the claimed inputs, joined by ` + `.
        public let value: String
        /// Values of the context inputs as `keyword=value`, where the same value fares otherwise in another context.
        public let context: [String]
        public let instances: Int
        public let before: Outcome
        public let after: Outcome
    }

    /// What became of a value.
    public struct Outcome: Encodable, Hashable, Sendable {
        public let state: ValueState
        public let reason: String?
        /// Answers by column.
        public let labels: [String: String]
        public let repairs: [String]
        /// The dictionary entries that folded it, or a part of it.
        public let entries: [Entry]
    }

    public struct Entry: Encodable, Hashable, Sendable {
        /// Nil for a value that stands for missing.
        public let term: String?
        public let step: String
        public let file: String
        public let line: Int
    }

    public func count(_ kind: Change.Kind) -> Int { changes.count { $0.kind == kind } }
    public func instances(_ kind: Change.Kind) -> Int { changes.reduce(0) { $0 + ($1.kind == kind ? $1.instances : 0) } }
}

extension DictionaryDiff {
    /// Compares what the same plugins made of one archive with two sets of dictionaries.
    /// - Parameters:
    ///   - names: what is compared, as a person named it.
    ///   - tag: compares only the inputs that claim this attribute.
    public init(
        _ before: Normalization, _ after: Normalization, table: TagTable, names: (before: String, after: String), tag: AttributePath? = nil
    ) {
        let others = Dictionary(after.results.map { (ResultKey($0), $0) }) { first, _ in first }
        let pairs = before.results.filter { result in tag.map { result.claims($0) } ?? true }.compactMap { result in
            others[ResultKey(result)].map { ResultPair(before: result, after: $0, table: table) }
        }
        let changes = pairs.map { $0.changes() }
        let changed = zip(pairs, changes).filter { !$0.1.isEmpty }.map { $0.0 }
        (self.before, self.after) = names
        instances = table.instanceCount
        coverage = [Coverage(pairs)] + changed.map { Coverage([$0], of: $0.before) }
        self.changes = changes.flatMap { $0 }.sorted { a, b in
            if a.instances != b.instances { return a.instances > b.instances }
            return (a.input, a.value, a.context.joined(separator: "\n")) < (b.input, b.value, b.context.joined(separator: "\n"))
        }
    }
}

extension ClaimResult {
    /// Whether it parses an attribute, rather than looking at it for help.
    public func claims(_ path: AttributePath) -> Bool { inputs.contains { $0.isClaimed && $0.path == path } }
}
