import Dictionaries
import PluginHost
import TagTable

/// What the plugins understood of an archive, and what they did not: every state, by distinct value and by instance.
/// It holds no value of any file, so it may leave the hospital; `RejectedValues` is its local counterpart.
public struct CoverageReport: Codable, Sendable {
    /// Counts of distinct inputs and of the instances that hold them.
    public struct Count: Codable, Equatable, Sendable {
        public var distinct = 0
        public var instances = 0

        mutating func add(_ instances: Int) {
            distinct += 1
            self.instances += instances
        }
    }

    /// One claim of a plugin, or one tag that none claims.
    public struct Input: Codable, Sendable {
        /// Attributes by keyword, joined by `+`.
        public var name: String
        public var plugin: String?
        public var pluginVersion: String?
        /// Every state, zeros included; the instances add up to those of the archive.
        public var states: [String: Count]
        /// Inputs whose columns were filled from other tags while their own were absent or empty.
        public var inferred = Count()
        public var repairs: [String: Count] = [:]
        public var foldSteps: [String: Count] = [:]
        /// Reasons of what was rejected or understood in part.
        public var reasons: [String: Count] = [:]
        public var contradictions: [String: Count] = [:]
        public var columns: [Column] = []
        /// Answers that broke the plugin contract.
        public var misuses = 0
    }

    public struct Column: Codable, Sendable {
        public var name: String
        public var kind: ColumnKind
        public var unit: String
        /// Instances that have a value in it.
        public var instances: Int
    }

    public struct Plugin: Codable, Sendable {
        public var name: String
        public var version: String
        public var abi: String
    }

    public var version = 1
    public var instances: Int
    public var plugins: [Plugin]
    /// All claimed inputs together.
    public var total: [String: Count]
    /// Claimed inputs that are present and were understood, as shares of those present.
    public var understoodShareByInstance: Double
    public var understoodShareByDistinct: Double
    public var inputs: [Input]
    /// Files of the scan by what became of them.
    public var files: [String: Int]
}

extension CoverageReport {
    public init(_ normalization: Normalization, table: TagTable, plugins: [PluginDescription], dictionary: DataDictionary) {
        instances = table.rowCount
        self.plugins = plugins.map { Plugin(name: $0.name, version: $0.version, abi: "\($0.abiVersion >> 16).\($0.abiVersion & 0xFFFF)") }
        let claimed = normalization.results.map { Input($0) }
        let unclaimed = normalization.unclaimed.map { Input(table.columns[$0], name: dictionary.columnName(table.columns[$0].path), table.rowCount) }
        inputs = claimed + unclaimed
        var total = Input.noStates
        for (state, count) in claimed.flatMap(\.states) {
            total[state, default: Count()].distinct += count.distinct
            total[state, default: Count()].instances += count.instances
        }
        self.total = total
        (understoodShareByInstance, understoodShareByDistinct) = CoverageReport.understood(total)
        files = FileSummary(table.files).outcomes
    }

    /// Shares by instance and by distinct input; 1 where nothing is present.
    static func understood(_ states: [String: Count]) -> (byInstance: Double, byDistinct: Double) {
        func sum(_ isCounted: (ValueState) -> Bool) -> Count {
            ValueState.allCases.filter(isCounted).reduce(into: Count()) { sum, state in
                sum.distinct += states[state.rawValue]?.distinct ?? 0
                sum.instances += states[state.rawValue]?.instances ?? 0
            }
        }
        let present = sum(\.isPresent), understood = sum(\.isUnderstood)
        return (
            present.instances == 0 ? 1 : Double(understood.instances) / Double(present.instances),
            present.distinct == 0 ? 1 : Double(understood.distinct) / Double(present.distinct)
        )
    }
}

extension CoverageReport.Input {
    static var noStates: [String: CoverageReport.Count] {
        Dictionary(uniqueKeysWithValues: ValueState.allCases.map { ($0.rawValue, CoverageReport.Count()) })
    }

    init(_ result: ClaimResult) {
        name = result.subject
        plugin = result.plugin.name
        pluginVersion = result.plugin.version
        states = CoverageReport.Input.noStates
        misuses = result.misuses
        for item in result.items {
            states[item.state.rawValue, default: CoverageReport.Count()].add(item.instances)
            if item.inference != nil { inferred.add(item.instances) }
            for repair in Set(item.repairs) { repairs[repair, default: CoverageReport.Count()].add(item.instances) }
            for step in Set(item.folds.map { "\($0.step)" }) { foldSteps[step, default: CoverageReport.Count()].add(item.instances) }
            for contradiction in Set(item.contradictions) { contradictions[contradiction, default: CoverageReport.Count()].add(item.instances) }
            if let reason = item.reason { reasons["\(item.state.rawValue): \(reason)", default: CoverageReport.Count()].add(item.instances) }
        }
        columns = result.columns.map { column in
            CoverageReport.Column(
                name: column.name, kind: column.kind, unit: column.unit,
                instances: zip(column.values, result.items).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1.instances) })
        }
    }

    /// A tag that no plugin claims.
    init(_ column: TagColumn, name: String, _ rowCount: Int) {
        self.name = name
        states = CoverageReport.Input.noStates
        let absent = rowCount - column.presentCount
        if absent > 0 { states[ValueState.absent.rawValue]?.add(absent) }
        for value in 0..<column.values.count {
            let state: ValueState = column.values.isEmpty(value) ? .empty : .unclaimed
            states[state.rawValue]?.add(column.counts[value])
        }
    }

    var isClaimed: Bool { plugin != nil }
}
