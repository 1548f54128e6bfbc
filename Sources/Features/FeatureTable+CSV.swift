import DICOM
import Dictionaries
import PluginHost
import TagTable

extension FeatureTable {
    /// Reads a feature file by its schema. Columns are found by their names in the header, in any order; others are left
    /// aside.
    /// - Returns: the features, and the name of each row: its number, from 1, without a row name column.
    /// - Throws: `FeatureError` with the line, for a missing column, a row of another length, or a value that is not of
    ///   its column's kind.
    public static func read(csv: [UInt8], schema: FeatureSchema) throws -> (table: FeatureTable, rowNames: TextPool) {
        try schema.validate()
        do { return try rows(of: csv, schema: schema) } catch let error as CSVError {
            throw FeatureError(.badRow, error.reason, line: error.line)
        }
    }

    private static func rows(of csv: [UInt8], schema: FeatureSchema) throws -> (table: FeatureTable, rowNames: TextPool) {
        var reader = CSVReader(try SpreadsheetText(csv, encoding: .utf8), separator: UInt8(ascii: ","))
        guard let header = try reader.next() else { throw FeatureError(.badRow, "the file is empty") }
        let places = try schema.columns.map { column in
            try place(of: column.name, in: header)
        }
        let namePlace = try schema.rowName.map { try place(of: $0, in: header) }
        // Different in each process, so that no file can aim at collisions; nothing that is read depends on it.
        let seed = UInt64.random(in: .min ... .max)
        var builders = schema.columns.map { FeatureColumnBuilder($0, missing: schema.missing, seed: seed) }
        var rowNames = TextPool()
        while try reader.nextRecord() {
            let fields = reader.fields
            // In a file of one column an empty line is a missing value.
            if fields.count == 1, fields[0].range.isEmpty, header.count > 1 { continue }
            guard fields.count == header.count else {
                throw FeatureError(.badRow, "\(fields.count) fields, the header has \(header.count)", line: reader.line)
            }
            for (index, place) in places.enumerated() { try builders[index].append(fields[place], of: reader) }
            if let namePlace { appendName(fields[namePlace], of: reader, to: &rowNames) } else { rowNames.append("\(rowNames.count + 1)") }
        }
        return (FeatureTable(columns: builders.map { $0.column() }, rows: Array(0..<rowNames.count)), rowNames)
    }

    private static func appendName(_ field: CSVReader.Field, of reader: CSVReader, to names: inout TextPool) {
        let bytes = reader.bytes[field.range]
        if !field.hasDoubledQuotes, bytes.first != UInt8(ascii: "'") { return names.append(bytes: bytes) }
        names.append(FormulaMark.removing(from: reader.text(field)))
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
    private let missing: [UInt8]
    private var texts: Interner
    private var values: [ColumnValue?] = []
    private var codes = CodeArray()

    init(_ schema: FeatureSchema.Column, missing: String, seed: UInt64) {
        self.schema = schema
        self.missing = Array(missing.utf8)
        texts = Interner(seed: seed)
    }

    mutating func append(_ field: CSVReader.Field, of reader: CSVReader) throws {
        guard field.hasDoubledQuotes else { return try append(reader.bytes.span.bytes.extracting(field.range), line: reader.line) }
        var content: [UInt8] = []
        reader.append(field, to: &content)
        try append(content.span.bytes, line: reader.line)
    }

    private mutating func append(_ bytes: RawSpan, line: Int) throws {
        if bytes.byteCount == missing.count, bytes.holds(missing) { return codes.append(0, count: 1) }
        let number = texts.intern(bytes, mark: 0)
        if number == values.count { values.append(try value(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }, line)) }
        codes.append(number + 1, count: 1)
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
            values: values, codes: codes)
    }
}

extension RawSpan {
    /// Whether these are the same bytes as some others of the same count.
    fileprivate func holds(_ others: [UInt8]) -> Bool {
        byteOffsets.allSatisfy { unsafeLoad(fromByteOffset: $0, as: UInt8.self) == others[$0] }
    }
}
