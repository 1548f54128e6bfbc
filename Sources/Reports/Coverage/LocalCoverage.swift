import Features
import PluginHost
import TagTable

/// What the hospital alone may see of coverage: the report, strata with every group, what the numbers of sites stand for, and
/// the values themselves with what became of each. As a baseline it lets a later run say which values fare otherwise.
public struct LocalCoverage: Codable, Sendable {
    /// Values of one input, the most frequent ones and all that were not understood, as far as there are not too many.
    public struct Values: Codable, Sendable {
        public var input: String
        public var plugin: String
        public var pluginVersion: String
        /// Whether every distinct value is listed.
        public var isComplete: Bool
        public var values: [Value]
    }

    public struct Value: Codable, Sendable {
        /// Values of the claimed inputs, joined by ` + `.
        public var value: String
        /// Values of the context inputs as `keyword=value`.
        public var context: [String]?
        public var state: ValueState
        public var reason: String?
        /// By column.
        public var answers: [String: String]?
        public var instances: Int
    }

    /// A series in which values were not understood.
    public struct Series: Codable, Sendable {
        public var uid: String
        /// Values in its instances, all claimed inputs together.
        public var notUnderstood: Int
    }

    public var kind = LocalCoverage.kindName
    public var version = CoverageReport.currentVersion
    public var coverage: CoverageReport
    public var strata: [CoverageReport.Stratification]
    public var sites: [String: String]
    /// Those with the most values that were not understood.
    public var series: [Series]
    public var values: [Values]

    static let kindName = "local"
    private static let mostUnderstood = 500
    private static let mostNotUnderstood = 5_000
    private static let mostSeries = 1_000

    public init(_ made: MadeCoverage, _ source: CoverageSource) {
        coverage = made.report
        strata = made.allStrata
        sites = made.siteNames
        series = LocalCoverage.series(source)
        values = source.told.map { LocalCoverage.values($0, source.table) }
    }

    /// Inputs and values that were not understood in some context.
    var notUnderstood: Set<[String]> {
        Set(values.flatMap { own in own.values.filter { !$0.state.isUnderstood }.map { [own.input, $0.value] } })
    }

    private static func values(_ result: ClaimResult, _ table: TagTable) -> Values {
        let texts = InputTexts(result, table)
        let (listed, isComplete) = ranked(result.items)
        return Values(
            input: result.subject, plugin: result.plugin.name, pluginVersion: result.plugin.version, isComplete: isComplete,
            values: listed.map { index in
                let item = result.items[index]
                let context = texts.context(item)
                let answers = result.columns.reduce(into: [String: String]()) { answers, column in answers[column.name] = column.values[index]?.text }
                return Value(
                    value: texts.claimed(item), context: context.isEmpty ? nil : context, state: item.state, reason: item.reason,
                    answers: answers.isEmpty ? nil : answers, instances: item.instances)
            })
    }

    /// The items to list, by falling number of instances, and whether these are all that are present.
    private static func ranked(_ items: [ItemOutcome]) -> (items: [Int], isComplete: Bool) {
        var understood = MostFrequent(most: mostUnderstood), notUnderstood = MostFrequent(most: mostNotUnderstood)
        var present = 0
        for index in items.indices where items[index].state.isPresent {
            present += 1
            if items[index].state.isUnderstood {
                understood.add(index, items[index].instances)
            } else {
                notUnderstood.add(index, items[index].instances)
            }
        }
        let all = (understood.ranked + notUnderstood.ranked).sorted { (items[$1].instances, $0) < (items[$0].instances, $1) }
        return (all, all.count == present)
    }

    private static func series(_ source: CoverageSource) -> [Series] {
        guard let column = source.column("SeriesInstanceUID") else { return [] }
        var counts = [Int](repeating: 0, count: column.distinctCount + 1)
        for result in source.told {
            let isBad = result.items.map { $0.state.isPresent && !$0.state.isUnderstood }
            guard isBad.contains(true) else { continue }
            column.codes.forEach { row, series in
                if isBad[Int(result.itemOfRow[row])] { counts[series] += source.table.instances(ofRow: row) }
            }
        }
        let ranked = (1..<max(1, counts.count)).filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
        return ranked.prefix(mostSeries).map { Series(uid: column.values[$0 - 1], notUnderstood: counts[$0]) }
    }
}

/// The items with the most instances of a million, without sorting them all.
private struct MostFrequent {
    let most: Int
    private var items: [(index: Int, instances: Int)] = []
    private var fewest = -1

    init(most: Int) { self.most = most }

    /// - Parameter index: larger than those before; of equally frequent items the first stay.
    mutating func add(_ index: Int, _ instances: Int) {
        guard instances > fewest else { return }
        items.append((index, instances))
        if items.count >= 2 * most { cut() }
    }

    private mutating func cut() {
        items = Array(items.sorted { ($1.instances, $0.index) < ($0.instances, $1.index) }.prefix(most))
        if items.count == most { fewest = items.last?.instances ?? -1 }
        // What comes later with as many instances as the last would not stay.
    }

    var ranked: [Int] { items.sorted { ($1.instances, $0.index) < ($0.instances, $1.index) }.prefix(most).map(\.index) }
}
