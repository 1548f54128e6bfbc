import DICOM
import Dictionaries
import PluginHost

extension FeatureTable {
    /// Reads a feature file by its schema. Columns are found by their names in the header, in any order; others are left
    /// aside.
    /// - Returns: the features, and the name of each row: its number, from 1, without a row name column.
    /// - Throws: `FeatureError` with the line, for a missing column, a row of another length, or a value that is not of
    ///   its column's kind.
    public static func read(csv: [UInt8], schema: FeatureSchema) throws -> (table: FeatureTable, rowNames: [String]) {
        try schema.validate()
        do { return try rows(of: csv, schema: schema) } catch let error as CSVError {
            throw FeatureError(.badRow, error.reason, line: error.line)
        }
    }

    private static func rows(of csv: [UInt8], schema: FeatureSchema) throws -> (table: FeatureTable, rowNames: [String]) {
        var reader = CSVReader(try SpreadsheetText(csv, encoding: .utf8), separator: UInt8(ascii: ","))
        guard let header = try reader.next() else { throw FeatureError(.badRow, "the file is empty") }
        let places = try schema.columns.map { column in
            try place(of: column.name, in: header)
        }
        let namePlace = try schema.rowName.map { try place(of: $0, in: header) }
        var builders = schema.columns.map { FeatureColumnBuilder($0, missing: schema.missing) }
        var rowNames: [String] = []
        while let fields = try reader.next() {
            // In a file of one column an empty line is a missing value.
            if fields == [""], header.count > 1 { continue }
            guard fields.count == header.count else {
                throw FeatureError(.badRow, "\(fields.count) fields, the header has \(header.count)", line: reader.line)
            }
            for (index, place) in places.enumerated() { try builders[index].append(fields[place], line: reader.line) }
            rowNames.append(namePlace.map { FormulaMark.removing(from: fields[$0]) } ?? "\(rowNames.count + 1)")
        }
        return (FeatureTable(columns: builders.map { $0.column() }, rows: Array(rowNames.indices)), rowNames)
    }
}

extension FeatureTable {
    private static func place(of name: String, in header: [String]) throws -> Int {
        let places = header.indices.filter { header[$0] == name }
        if let place = places.first, places.count == 1 { return place }
        if places.count > 1 { throw FeatureError(.badRow, "two columns are called “\(name)”", line: 1) }
        let hint = header.count == 1 && header[0].contains(";") ? "; its fields seem to be separated by “;”, and must be by “,”" : ""
        throw FeatureError(.badRow, "there is no column “\(name)”, which the schema names\(hint)", line: 1)
    }
}

/// Collects one column of a feature file, each distinct text once.
private struct FeatureColumnBuilder {
    private let schema: FeatureSchema.Column
    private let missing: String
    private var values: [ColumnValue?] = []
    private var numberOfText: [String: Int32] = [:]
    private var valueOfRow: [Int32] = []

    init(_ schema: FeatureSchema.Column, missing: String) {
        self.schema = schema
        self.missing = missing
    }

    mutating func append(_ text: String, line: Int) throws {
        if text == missing { return valueOfRow.append(-1) }
        if let known = numberOfText[text] { return valueOfRow.append(known) }
        let number = Int32(values.count)
        values.append(try value(text, line))
        numberOfText[text] = number
        valueOfRow.append(number)
    }

    private func value(_ text: String, _ line: Int) throws -> ColumnValue {
        switch schema.kind {
        case .categorical: return .label(FormulaMark.removing(from: text))
        case .numeric:
            guard let number = DecimalString(text).number else {
                throw FeatureError(.badRow, "a value of the numeric column “\(schema.name)” is no number", line: line)
            }
            return .number(number)
        case .flag:
            guard let flag = ["true": true, "1": true, "false": false, "0": false][text.lowercased()] else {
                throw FeatureError(.badRow, "a value of the flag column “\(schema.name)” is neither true nor false", line: line)
            }
            return .flag(flag)
        }
    }

    func column() -> FeatureColumn {
        FeatureColumn(
            name: schema.name, kind: schema.kind, unit: schema.unit, plugin: schema.plugin, tags: schema.tags, weight: schema.weight,
            values: values, valueOfRow: valueOfRow)
    }
}
