import PluginHost

/// What the columns of a feature file mean: written beside features.csv, and read back by `tagfold cluster`.
public struct FeatureSchema: Codable, Equatable, Sendable {
    public struct Column: Codable, Equatable, Sendable {
        public var name: String
        public var kind: ColumnKind
        /// UCUM code, empty when there is none.
        public var unit: String
        public var weight: Double
        /// Plugin that made it, with its version where known; absent for a tag taken by its representation.
        public var plugin: String?
        /// Attributes it was made of, by keyword.
        public var tags: [String]

        public init(name: String, kind: ColumnKind, unit: String = "", weight: Double = 1, plugin: String? = nil, tags: [String] = []) {
            self.name = name
            self.kind = kind
            self.unit = unit
            self.weight = weight
            self.plugin = plugin
            self.tags = tags
        }
    }

    public var version = 1
    /// Column that names the row; it is no feature. May be absent.
    public var rowName: String?
    /// What stands for a missing value.
    public var missing = ""
    public var columns: [Column]

    public init(rowName: String?, columns: [Column]) {
        self.rowName = rowName
        self.columns = columns
    }

    /// - Parameter versions: version of each plugin by name.
    public init(_ table: FeatureTable, rowName: String, versions: [String: String]) {
        self.rowName = rowName
        columns = table.columns.map { column in
            Column(
                name: column.name, kind: column.kind, unit: column.unit, weight: column.weight,
                plugin: column.plugin.map { name in versions[name].map { "\(name) \($0)" } ?? name }, tags: column.tags)
        }
    }

    /// - Throws: `FeatureError`.
    public func validate() throws {
        guard version == 1 else { throw FeatureError(.badSchema, "the schema has version \(version); this program knows version 1") }
        guard !columns.isEmpty else { throw FeatureError(.noFeatures, "the schema names no column") }
        guard Set(columns.map(\.name)).count == columns.count else { throw FeatureError(.badSchema, "the schema names a column twice") }
        if let bad = columns.first(where: { !$0.weight.isFinite || $0.weight < 0 }) {
            throw FeatureError(.badSchema, "the weight of “\(bad.name)” is \(bad.weight)")
        }
    }
}

// A schema written by hand needs no more than the name and kind of each column.
extension FeatureSchema {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decodeIfPresent(Int.self, forKey: .version) ?? 1
        rowName = try values.decodeIfPresent(String.self, forKey: .rowName)
        missing = try values.decodeIfPresent(String.self, forKey: .missing) ?? ""
        columns = try values.decode([Column].self, forKey: .columns)
    }
}

extension FeatureSchema.Column {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        kind = try values.decode(ColumnKind.self, forKey: .kind)
        unit = try values.decodeIfPresent(String.self, forKey: .unit) ?? ""
        weight = try values.decodeIfPresent(Double.self, forKey: .weight) ?? 1
        plugin = try values.decodeIfPresent(String.self, forKey: .plugin)
        tags = try values.decodeIfPresent([String].self, forKey: .tags) ?? []
    }
}
