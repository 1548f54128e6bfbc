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

        mutating func add(_ instances: Int) { add(Count(distinct: 1, instances: instances)) }
        mutating func add(_ other: Count) {
            distinct += other.distinct
            instances += other.instances
        }
    }

    public typealias Counts = [String: Count]

    /// One claim of a plugin, or one tag that none claims.
    public struct Input: Codable, Sendable {
        /// Attributes by keyword, joined by `+`.
        public var name: String
        public var plugin: String?
        public var pluginVersion: String?
        /// Private tags of creators that the dictionary does not know, taken together: their names come from files.
        public var isOfUnknownCreators = false
        /// Counts by state; a state that is not there counts zero. The instances of a tag add up to those of the archive.
        public var states: Counts
        /// Inputs whose columns were filled from other tags while their own were absent or empty.
        public var inferred = Count()
        public var repairs: Counts = [:]
        public var foldSteps: Counts = [:]
        /// Reasons of what was rejected or understood in part.
        public var reasons: Counts = [:]
        public var contradictions: Counts = [:]
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
        /// Values, and calls without a value to blame, on which it failed.
        public var failures: Int
        /// Why it was not called any more; nil when it was called to the end.
        public var quarantine: String?
        /// SHA-256 of its file, when it is in quarantine.
        public var sha256: String?
        /// Bytes that it wrote to standard output and error, which nobody saw.
        public var printedBytes: Int

        init(_ description: PluginDescription, _ record: PluginRecord) {
            name = description.name
            version = description.version
            abi = "\(description.abiVersion >> 16).\(description.abiVersion & 0xFFFF)"
            failures = record.failures
            quarantine = record.quarantine
            sha256 = record.hash
            printedBytes = record.strayOutput
        }
    }

    public var version = 1
    public var instances: Int
    public var plugins: [Plugin]
    /// All claimed inputs together.
    public var total: Counts
    /// Claimed inputs that are present and were understood, as shares of those present.
    public var understoodShareByInstance: Double
    public var understoodShareByDistinct: Double
    public var inputs: [Input]
    /// Files of the scan by what became of them.
    public var files: [String: Int]
}

extension CoverageReport {
    /// - Parameter dictionary: names tags, and tells which private creators are known by name.
    public init(_ normalization: Normalization, table: TagTable, plugins: [PluginDescription], dictionary: DataDictionary) {
        instances = table.instanceCount
        self.plugins = plugins.map { Plugin($0, normalization.records[$0.name] ?? PluginRecord()) }
        // A claim that could infer an attribute, which the archive does not have, from another one, and did not, says nothing.
        let told = normalization.results.filter { $0.items.contains { $0.state != .absent || $0.inference != nil } }
        let claimed = told.map { Input($0, isNameless: $0.inputs.contains { $0.isClaimed && dictionary.hasUnknownCreator($0.path) }) }
        let unclaimed = normalization.unclaimed.map { index in
            let column = table.columns[index]
            return Input(column, name: dictionary.columnName(column.path), table.instanceCount, isNameless: dictionary.hasUnknownCreator(column.path))
        }
        inputs = Input.joiningNameless(claimed + unclaimed)
        let total = claimed.map(\.states).reduce(into: Counts()) { $0.add($1) }
        self.total = total
        (understoodShareByInstance, understoodShareByDistinct) = CoverageReport.understood(total)
        files = FileSummary(table.files).outcomes
    }

    /// Shares by instance and by distinct input; 1 where nothing is present.
    static func understood(_ states: Counts) -> (byInstance: Double, byDistinct: Double) {
        let present = states.sum(\.isPresent), understood = states.sum(\.isUnderstood)
        return (
            present.instances == 0 ? 1 : Double(understood.instances) / Double(present.instances),
            present.distinct == 0 ? 1 : Double(understood.distinct) / Double(present.distinct)
        )
    }
}

extension CoverageReport.Counts {
    mutating func add(_ key: String, _ instances: Int) { self[key, default: CoverageReport.Count()].add(instances) }
    mutating func add(_ other: CoverageReport.Counts) {
        for (key, count) in other { self[key, default: CoverageReport.Count()].add(count) }
    }

    /// All states that fit, together.
    func sum(_ isCounted: (ValueState) -> Bool) -> CoverageReport.Count {
        ValueState.allCases.filter(isCounted).reduce(into: CoverageReport.Count()) { $0.add(self[$1.rawValue] ?? CoverageReport.Count()) }
    }
}

extension CoverageReport.Input {
    init(_ result: ClaimResult, isNameless: Bool) {
        name = result.subject
        plugin = result.plugin.name
        pluginVersion = result.plugin.version
        isOfUnknownCreators = isNameless
        states = [:]
        misuses = result.misuses
        for item in result.items {
            states.add(item.state.rawValue, item.instances)
            if item.inference != nil { inferred.add(item.instances) }
            for repair in Set(item.repairs) { repairs.add(repair, item.instances) }
            for step in Set(item.folds.map { "\($0.step)" }) { foldSteps.add(step, item.instances) }
            for contradiction in Set(item.contradictions) { contradictions.add(contradiction, item.instances) }
            if let reason = item.reason { reasons.add("\(item.state.rawValue): \(reason)", item.instances) }
        }
        guard !isNameless else { return }
        columns = result.columns.map { column in
            CoverageReport.Column(
                name: column.name, kind: column.kind, unit: column.unit,
                instances: zip(column.values, result.items).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1.instances) })
        }
    }

    /// A tag that no plugin claims.
    init(_ column: TagColumn, name: String, _ instanceCount: Int, isNameless: Bool) {
        self.name = name
        isOfUnknownCreators = isNameless
        states = [:]
        let absent = instanceCount - column.presentCount
        if absent > 0 { states.add(ValueState.absent.rawValue, absent) }
        for value in 0..<column.values.count {
            let state: ValueState = column.values.isEmpty(value) ? .empty : .unclaimed
            states.add(state.rawValue, column.counts[value])
        }
    }

    /// One input for all tags of unknown creators that the same plugin claims, or none.
    static func joiningNameless(_ inputs: [CoverageReport.Input]) -> [CoverageReport.Input] {
        var joined: [CoverageReport.Input] = []
        var places: [String: Int] = [:]
        for var input in inputs {
            guard input.isOfUnknownCreators else {
                joined.append(input)
                continue
            }
            input.name = "private tags of unknown creators"
            guard let place = places[input.plugin ?? ""] else {
                places[input.plugin ?? ""] = joined.count
                joined.append(input)
                continue
            }
            joined[place].states.add(input.states)
            joined[place].reasons.add(input.reasons)
            joined[place].repairs.add(input.repairs)
            joined[place].misuses += input.misuses
        }
        return joined
    }

    var isClaimed: Bool { plugin != nil }
}
