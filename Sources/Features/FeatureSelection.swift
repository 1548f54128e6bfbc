import DICOM
import Dictionaries
import PluginHost
import TagTable

/// Chooses features as the paper does (Manojlović et al. 2020, §2.2): near-unique identifiers and constants go, the rest
/// is ranked by missing share, the first tags stay, and arrays are expanded.
public struct FeatureSelection: Sendable {
    /// Most tags to keep.
    public var maximumTags = 70
    /// Only instances that have pixels (Rows, PS3.3 §C.7.6.3) become rows; reports, plans and presentation states have
    /// nothing to look alike.
    public var onlyImages = true

    public init() {}

    /// Chooses the features of an archive.
    /// - Returns: the plan, with a reason for every tag, and the features by it.
    public func select(_ table: TagTable, _ normalization: Normalization, dictionary: DataDictionary) -> (FeaturePlan, FeatureTable) {
        let rows = rows(table)
        let candidates = CandidateBuilder(table: table, dictionary: dictionary, rows: rows).candidates(normalization)
        let judged = candidates.map(judge)
        let plan = rank(judged, rowCount: rows.count)
        return (plan, FeatureTable(plan: plan, candidates: candidates, rows: rows))
    }

    /// Makes the features that a plan names, in its order and with its weights.
    /// - Returns: the features, and the names of columns that the archive or the loaded plugins cannot fill: all missing.
    public func apply(
        _ plan: FeaturePlan, to table: TagTable, _ normalization: Normalization, dictionary: DataDictionary
    ) throws -> (FeatureTable, lacking: [String]) {
        try plan.validate()
        let rows = rows(table)
        let demanded = Set(plan.tags.filter { $0.decision == .kept }.map(\.name))
        let builder = CandidateBuilder(table: table, dictionary: dictionary, rows: rows, demanded: demanded)
        let features = FeatureTable(plan: plan, candidates: builder.candidates(normalization), rows: rows)
        return (features, features.columns.filter { $0.missingCount == $0.rowCount }.map(\.name))
    }

    /// The instances that become rows, by their rows of the table. A list need not tell which have pixels: all of its do.
    private func rows(_ table: TagTable) -> [Int] {
        let pixelRows = table[.rows]
        let rows = (0..<table.rowCount).filter { !onlyImages || (pixelRows?.codes[$0] ?? 0) > 0 || table.isListed($0) }
        guard table.hasRowsOfSeveralInstances else { return rows }
        return rows.flatMap { repeatElement($0, count: table.instances(ofRow: $0)) }
    }

    /// Whether a reason is one that a selection gives, and not a text that someone wrote into a plan.
    package static func gives(_ reason: String) -> Bool { NotFeatures.reasons.contains(reason) || verdicts.contains(reason) || isRank(reason) }

    private static let verdicts: Set<String> = ["no value", "constant", "near-unique", notNumbers]
    static let notNumbers = "some values are no single numbers, and no plugin claims it"

    private static func isRank(_ reason: String) -> Bool {
        let words = reason.split(separator: " ").map { Int($0) == nil ? String($0) : "9" }.joined(separator: " ")
        return ["rank 9 by missing share", "rank beyond the first 9 tags"].contains(words)
    }

    private func judge(_ candidate: FeatureCandidate) -> FeaturePlan.Tag {
        var kept: [FeatureColumn] = []
        var reason = candidate.exclusion
        if reason == nil {
            let verdicts = candidate.columns.map { verdict($0) }
            kept = zip(candidate.columns, verdicts).filter { $0.1 == nil }.map { $0.0 }
            if kept.isEmpty { reason = verdicts.compactMap { $0 }.first ?? "no value" }
        }
        return FeaturePlan.Tag(
            name: candidate.name, plugin: candidate.plugin, decision: reason == nil ? .kept : .dropped, reason: reason ?? "",
            missingShare: candidate.missingShare,
            columns: kept.isEmpty ? candidate.declared : kept.map(\.planned))
    }

    /// Why a column is of no use, or nil.
    private func verdict(_ column: FeatureColumn) -> String? {
        let present = column.rowCount - column.missingCount
        let distinct = column.distinctCount
        if distinct == 0 { return "no value" }
        if distinct == 1 { return "constant" }
        if column.kind == .categorical, distinct * 2 > present, present >= 8 { return "near-unique" }
        return nil
    }

    /// Ranks by missing share, then by name, and keeps the first.
    private func rank(_ tags: [FeaturePlan.Tag], rowCount: Int) -> FeaturePlan {
        let useful = tags.filter { $0.decision == .kept }.sorted { ($0.missingShare, $0.name) < ($1.missingShare, $1.name) }
        var kept = Array(useful.prefix(maximumTags))
        for index in kept.indices { kept[index].reason = "rank \(index + 1) by missing share" }
        let beyond = useful.dropFirst(maximumTags).map { tag in
            var tag = tag
            tag.decision = .dropped
            tag.reason = "rank beyond the first \(maximumTags) tags"
            return tag
        }
        let dropped = (beyond + tags.filter { $0.decision == .dropped }).sorted { $0.name < $1.name }
        return FeaturePlan(maximumTags: maximumTags, instances: rowCount, tags: kept + dropped)
    }
}
