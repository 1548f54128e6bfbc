import DICOM
import Dictionaries
import PluginHost
import TagTable

/// A tag, or a tuple of tags, that could become features.
struct FeatureCandidate {
    /// Attributes by keyword, joined by `+`.
    let name: String
    let plugin: String?
    let columns: [FeatureColumn]
    /// The columns that it could have, for the plan.
    let declared: [FeaturePlan.Column]
    /// Share of the rows without a value.
    let missingShare: Double
    /// Why it is no feature whatever its values; nil when they decide.
    let exclusion: String?
}

/// Turns what plugins answered, and tags that no plugin claims, into candidates.
struct CandidateBuilder {
    let table: TagTable
    let dictionary: DataDictionary
    /// Instances that become rows.
    let rows: [Int]
    /// Names of candidates that a plan keeps, whatever speaks against them.
    var demanded: Set<String> = []

    func candidates(_ normalization: Normalization) -> [FeatureCandidate] {
        normalization.results.map(candidate) + normalization.unclaimed.map { candidate(table.columns[$0]) }
    }

    private func candidate(_ result: ClaimResult) -> FeatureCandidate {
        let tags = zip(result.inputs, result.inputNames).filter { $0.0.isClaimed }.map { $0.1 }
        let codes = CodeArray(rows, maximum: result.items.count) { Int(result.itemOfRow[$0]) + 1 }
        let columns = result.columns.map { column in
            FeatureColumn(
                name: column.name, kind: column.kind, unit: column.unit, plugin: result.plugin.name, tags: tags, weight: 1,
                values: column.values, codes: codes)
        }
        return FeatureCandidate(
            name: result.subject, plugin: result.plugin.name, columns: columns, declared: columns.map(\.planned),
            missingShare: missingShare { row in columns.contains { $0[row] != nil } }, exclusion: exclusion(result, tags))
    }

    private func exclusion(_ result: ClaimResult, _ tags: [String]) -> String? {
        let claimed = result.inputs.filter(\.isClaimed)
        // A claim of every tag knows nothing of what a tag means; a claim by name does.
        if case .every = result.plugin.claims[result.claim].kind, let column = claimed.first.flatMap({ table[$0.path] }),
            let reason = NotFeatures.reason(column, keyword: tags[0])
        {
            return reason
        }
        return NotFeatures.reasonWhateverThePlugin(keywords: tags, representations: claimed.compactMap { table[$0.path]?.vr })
    }

    /// A tag without a plugin is typed by its value representation: numbers as they are, codes as categories.
    private func candidate(_ column: TagColumn) -> FeatureCandidate {
        let name = dictionary.columnName(column.path)
        let kind: ColumnKind = column.vr.isNumeric ? .numeric : .categorical
        let planned = FeaturePlan.Column(name: name, kind: kind, unit: "", weight: 1)
        var exclusion = NotFeatures.reason(column, keyword: name)
        guard exclusion == nil || demanded.contains(name) else {
            let missing = missingShare { row in
                let code = column.codes[rows[row]]
                return code > 0 && !column.values.isEmpty(code - 1)
            }
            return FeatureCandidate(name: name, plugin: nil, columns: [], declared: [planned], missingShare: missing, exclusion: exclusion)
        }
        let values = (0..<column.values.count).map { typed(column.values[$0], kind) }
        if exclusion == nil, kind == .numeric, values.indices.contains(where: { values[$0] == nil && !column.values.isEmpty($0) }) {
            exclusion = FeatureSelection.notNumbers
        }
        let feature = FeatureColumn(
            name: name, kind: kind, unit: "", plugin: nil, tags: [name], weight: 1, values: values,
            codes: CodeArray(rows, maximum: values.count) { column.codes[$0] })
        return FeatureCandidate(
            name: name, plugin: nil, columns: [feature], declared: [planned], missingShare: missingShare { feature[$0] != nil },
            exclusion: exclusion)
    }

    private func missingShare(_ isPresent: (Int) -> Bool) -> Double {
        rows.isEmpty ? 1 : Double(rows.indices.count { !isPresent($0) }) / Double(rows.count)
    }

    private func typed(_ text: String, _ kind: ColumnKind) -> ColumnValue? {
        if text.isEmpty { return nil }
        if kind == .categorical { return .label(text) }
        return DecimalString(text).number.map { .number($0) }
    }
}

extension FeatureColumn {
    var planned: FeaturePlan.Column { FeaturePlan.Column(name: name, kind: kind, unit: unit, weight: weight) }
}
