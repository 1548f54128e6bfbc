import PluginHost

/// One column of features: a typed value, or none, for every instance. Values are stored once; each instance has the
/// number of its own.
public struct FeatureColumn: Sendable {
    public let name: String
    public let kind: ColumnKind
    /// UCUM code, empty when there is none.
    public let unit: String
    /// Name of the plugin that made it; nil when it was taken by its value representation alone.
    public let plugin: String?
    /// Attributes it was made of, by keyword.
    public let tags: [String]
    public var weight: Double
    /// Distinct inputs' values; several may be equal.
    let values: [ColumnValue?]
    /// Index into `values` for each instance; -1 for none.
    let valueOfRow: [Int32]

    public subscript(row: Int) -> ColumnValue? {
        let value = valueOfRow[row]
        return value < 0 ? nil : values[Int(value)]
    }

    public var rowCount: Int { valueOfRow.count }
    public var missingCount: Int { valueOfRow.reduce(0) { $0 + ($1 < 0 || values[Int($1)] == nil ? 1 : 0) } }
    /// How many different values its instances have.
    public var distinctCount: Int {
        var used = [Bool](repeating: false, count: values.count)
        for value in valueOfRow where value >= 0 { used[Int(value)] = true }
        return Set(zip(values, used).compactMap { $1 ? $0 : nil }).count
    }

    /// The same column for some instances, in their order.
    func selecting(_ rows: [Int]) -> FeatureColumn {
        FeatureColumn(
            name: name, kind: kind, unit: unit, plugin: plugin, tags: tags, weight: weight, values: values,
            valueOfRow: rows.map { valueOfRow[$0] })
    }
}

extension ColumnValue {
    /// As features.csv writes it: the fewest digits that read back as the same number, `true` or `false`, or the label.
    public var text: String {
        switch self {
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
        case .label(let label): label
        case .flag(let flag): flag ? "true" : "false"
        }
    }
}
