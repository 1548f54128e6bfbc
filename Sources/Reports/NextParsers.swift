import DICOM
import Dictionaries
import Features
import Glibc
import PluginHost
import TagTable

/// What to write next: tags that no plugin claims, and inputs that their plugins do not understand, by what a parser of them
/// would add. That is the information that an instance has in the values that nobody understands: the share of instances that
/// have such a value, times the entropy of these values. Shows no value.
package struct NextParsers: Sendable {
    package struct Row: Sendable, Equatable {
        /// Attributes by keyword, joined by `+`.
        package var name: String
        /// The plugin that does not understand them; nil where none claims the tag.
        package var plugin: String?
        /// Its name comes from files: it is a private tag of a creator that no dictionary knows.
        package var isNameless = false
        /// Instances with a value that nobody understands.
        package var instances: Int
        /// Different values of that kind.
        package var distinct: Int
        /// Instances with such a value as a share of all.
        package var fill: Double
        /// Shannon entropy of these values, in bits.
        package var entropy: Double
        /// `fill` × `entropy`: bits an instance.
        package var gain: Double { fill * entropy }
    }

    /// By falling gain; of equal gain by falling number of instances, then by name. What would add nothing is left out.
    package let rows: [Row]
    /// Where `gain` is less, a parser adds nothing that one could see.
    package static let leastGain = 0.0005

    /// - Parameter source: what the plugins made of an archive.
    package init(_ source: CoverageSource) {
        let all = source.normalization.unclaimed.compactMap { NextParsers.row(source.table.columns[$0], source) }
            + source.told.compactMap { NextParsers.row($0, source) }
        rows = all.filter { $0.gain >= NextParsers.leastGain }
            .sorted { ($1.gain, $1.instances, $0.name) < ($0.gain, $0.instances, $1.name) }
    }

    /// A tag that no plugin claims. What says who, when or where, and text that is different in nearly every instance, tells
    /// nothing of what an image looks like.
    private static func row(_ column: TagColumn, _ source: CoverageSource) -> Row? {
        let data = source.dictionaries.data
        let name = data.columnName(column.path)
        guard !column.path.leaf.tag.isPrivateCreator, NotFeatures.reasonWhateverIsWritten(column, keyword: name) == nil else { return nil }
        let counts = (0..<column.values.count).compactMap { column.values.isEmpty($0) ? nil : column.counts[$0] }
        let instances = counts.reduce(0, +)
        if !column.vr.isNumeric, counts.count * 2 > instances, instances >= 8 { return nil }
        return Row(
            name: name, isNameless: data.hasUnknownCreator(column.path), instances: instances, distinct: counts.count,
            fill: share(instances, source), entropy: entropy(counts))
    }

    /// An input that its plugin does not understand everywhere. One value in several contexts is one.
    private static func row(_ result: ClaimResult, _ source: CoverageSource) -> Row? {
        let claimed = result.inputs.indices.filter { result.inputs[$0].isClaimed }
        var instancesOfValue: [[Int32]: Int] = [:]
        for item in result.items where item.state.isPresent && !item.state.isUnderstood {
            instancesOfValue[claimed.map { item.codes[$0] }, default: 0] += item.instances
        }
        guard !instancesOfValue.isEmpty else { return nil }
        let counts = Array(instancesOfValue.values)
        let instances = counts.reduce(0, +)
        return Row(
            name: result.subject, plugin: result.plugin.name, isNameless: source.isNameless(result), instances: instances,
            distinct: counts.count, fill: share(instances, source), entropy: entropy(counts))
    }

    private static func share(_ instances: Int, _ source: CoverageSource) -> Double {
        source.table.instanceCount == 0 ? 0 : Double(instances) / Double(source.table.instanceCount)
    }

    /// Shannon's entropy of a distribution, in bits: log₂ N − Σ n log₂ n / N. The same bits whatever the order of the counts.
    /// - Parameter counts: instances of each value.
    static func entropy(_ counts: [Int]) -> Double {
        let all = counts.reduce(0, +)
        guard all > 0 else { return 0 }
        let valuesOfCount = counts.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        let sum = valuesOfCount.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
            entry.key < 2 ? sum : sum + Double(entry.value) * Double(entry.key) * log2(Double(entry.key))
        }
        return max(0, log2(Double(all)) - sum / Double(all))
    }
}

extension NextParsers {
    /// The first of them, for the terminal: no name that only a file knows.
    package func text(top: Int) -> String {
        let named = rows.filter { !$0.isNameless }
        guard !named.isEmpty else { return "" }
        var table = TextTable(columns: [
            .left("input"), .left("plugin"), .right("instances"), .right("distinct"), .right("filled"), .right("entropy"), .right("adds"),
        ])
        for row in named.prefix(top) {
            table.add([
                TextTable.shortened(Escape.terminal(row.name), to: 40), Escape.terminal(row.plugin ?? "none"), "\(row.instances)",
                "\(row.distinct)", Percent.text(row.fill), Decimals.text(row.entropy, 2), Decimals.text(row.gain, 3),
            ])
        }
        return "What to write next, by the bits that a parser would add to an instance:\n" + table.text
    }
}
