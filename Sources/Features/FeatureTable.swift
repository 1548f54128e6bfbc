import PluginHost
import TagTable

/// The features of an archive: typed columns, one row an instance.
public struct FeatureTable: Sendable {
    public let columns: [FeatureColumn]
    /// Row of the tag table that each row stands for.
    public let rows: [Int]

    /// The columns that a plan keeps, in its order. One that no candidate of the same kind and plugin has is all missing.
    init(plan: FeaturePlan, candidates: [FeatureCandidate], rows: [Int]) {
        var available: [String: FeatureColumn] = [:]
        for column in candidates.flatMap(\.columns) where available[column.name] == nil { available[column.name] = column }
        let kept = plan.tags.filter { $0.decision == .kept }
        columns = kept.flatMap { tag in
            tag.columns.map { planned in
                if var column = available[planned.name], column.kind == planned.kind, column.plugin == tag.plugin {
                    column.weight = planned.weight
                    return column
                }
                return FeatureColumn(
                    name: planned.name, kind: planned.kind, unit: planned.unit, plugin: tag.plugin, tags: tag.name.split(separator: "+").map(String.init),
                    weight: planned.weight, values: [], codes: CodeArray(count: rows.count, maximum: 0))
            }
        }
        self.rows = rows
    }

    public init(columns: [FeatureColumn], rows: [Int]) {
        self.columns = columns
        self.rows = rows
    }

    public var rowCount: Int { rows.count }
}
