import PluginHost
import TagTable

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
    public let values: [ColumnValue?]
    /// For each instance the place of its value in `values`, from 1; 0 for none.
    public let codes: CodeArray

    init(
        name: String, kind: ColumnKind, unit: String, plugin: String?, tags: [String], weight: Double, values: [ColumnValue?], codes: CodeArray
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.plugin = plugin
        self.tags = tags
        self.weight = weight
        self.values = values
        self.codes = codes
    }

    public subscript(row: Int) -> ColumnValue? {
        let code = codes[row]
        return code == 0 ? nil : values[code - 1]
    }

    public var rowCount: Int { codes.count }
    public var missingCount: Int {
        let counts = codes.histogram(maximum: values.count)
        return zip(values, counts.dropFirst()).reduce(counts[0]) { $0 + ($1.0 == nil ? $1.1 : 0) }
    }
    /// How many different values its instances have.
    public var distinctCount: Int {
        Set(zip(values, codes.histogram(maximum: values.count).dropFirst()).compactMap { $1 > 0 ? $0 : nil }).count
    }

    /// The same column for some instances, in their order.
    func selecting(_ rows: [Int]) -> FeatureColumn {
        FeatureColumn(
            name: name, kind: kind, unit: unit, plugin: plugin, tags: tags, weight: weight, values: values,
            codes: CodeArray(rows, maximum: values.count) { codes[$0] })
    }
}

extension CodeArray {
    /// A code of each of some things, up to `maximum`.
    init<Things: Collection>(_ things: Things, maximum: Int, _ code: (Things.Element) -> Int) {
        self.init(count: things.count, maximum: maximum)
        for (index, thing) in things.enumerated() { set(index, code(thing)) }
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
