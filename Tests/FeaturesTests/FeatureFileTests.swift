import Foundation
import PluginHost
import Reports
import TagTable
import TestSupport
import Testing

@testable import Features

@Suite("Feature files and schemas")
struct FeatureFileTests {
    private func schema(_ json: String) throws -> FeatureSchema { try JSONDecoder().decode(FeatureSchema.self, from: Data(json.utf8)) }
    private let small = #"{"columns": [{"name": "age", "kind": "numeric"}, {"name": "sex", "kind": "categorical"}, {"name": "seen", "kind": "flag"}]}"#

    @Test("a schema needs no more than names and kinds")
    func defaults() throws {
        let schema = try schema(small)
        #expect(schema.version == 1)
        #expect(schema.rowName == nil)
        #expect(schema.missing == "")
        #expect(schema.columns == [.init(name: "age", kind: .numeric), .init(name: "sex", kind: .categorical), .init(name: "seen", kind: .flag)])
        #expect(schema.columns.allSatisfy { $0.weight == 1 && $0.unit.isEmpty && $0.tags.isEmpty && $0.plugin == nil })
        try schema.validate()
    }

    @Test("a whole schema comes back from JSON as it was")
    func roundTrip() throws {
        var whole = FeatureSchema(
            rowName: "file", columns: [.init(name: "a", kind: .numeric, unit: "mm", weight: 0.5, plugin: "P 1.0", tags: ["PixelSpacing"])])
        whole.missing = "NA"
        #expect(try JSONDecoder().decode(FeatureSchema.self, from: JSONEncoder().encode(whole)) == whole)
    }

    @Test("a schema that cannot be is refused", arguments: [
        (#"{"columns": []}"#, FeatureError.Code.noFeatures, "names no column"),
        (#"{"version": 2, "columns": [{"name": "a", "kind": "flag"}]}"#, .badSchema, "version 2"),
        (#"{"columns": [{"name": "a", "kind": "flag"}, {"name": "a", "kind": "numeric"}]}"#, .badSchema, "twice"),
        (#"{"columns": [{"name": "a", "kind": "flag", "weight": -2}]}"#, .badSchema, "weight of “a” is -2.0"),
    ])
    func refused(_ json: String, _ code: FeatureError.Code, _ reason: String) throws {
        let decoded = try schema(json)
        let error = try #require(throws: FeatureError.self) { try decoded.validate() }
        #expect(error.code == code)
        #expect(error.reason.contains(reason), "\(error.reason)")
    }

    @Test("a schema without names, kinds or columns does not decode", arguments: [
        "{}", #"{"columns": [{"kind": "flag"}]}"#, #"{"columns": [{"name": "a"}]}"#, #"{"columns": [{"name": "a", "kind": "number"}]}"#, "[]", "x",
    ])
    func undecodable(_ json: String) {
        #expect(throws: DecodingError.self) { try schema(json) }
    }

    @Test("columns are found by name, others left aside")
    func read() throws {
        let csv = "name,seen,extra,age,sex\nx,true,?,41.5,F\ny,0,?,,M\n\nz,FALSE,?,-1e2,\n"
        var schema = try schema(small)
        schema.rowName = "name"
        let (table, names) = try FeatureTable.read(csv: Array(csv.utf8), schema: schema)
        #expect((0..<names.count).map { names[$0] } == ["x", "y", "z"])
        #expect(table.columns.map(\.name) == ["age", "sex", "seen"])
        #expect(table.values("age") == [.number(41.5), nil, .number(-100)])
        #expect(table.values("sex") == [.label("F"), .label("M"), nil])
        #expect(table.values("seen") == [.flag(true), .flag(false), .flag(false)])
        #expect(table.rows == [0, 1, 2])
    }

    @Test("a missing value may have a word")
    func missingWord() throws {
        var schema = try schema(#"{"columns": [{"name": "age", "kind": "numeric"}]}"#)
        schema.missing = "NA"
        #expect(try FeatureTable.read(csv: Array("age\n1\nNA\n2\n".utf8), schema: schema).table.values("age") == [.number(1), nil, .number(2)])
    }

    @Test("in a file of one column an empty line is a missing value")
    func oneColumn() throws {
        let schema = try schema(#"{"columns": [{"name": "age", "kind": "numeric"}]}"#)
        #expect(try FeatureTable.read(csv: Array("age\n1\n\n2\n".utf8), schema: schema).table.values("age") == [.number(1), nil, .number(2)])
    }

    @Test("a file that does not fit is refused with its line", arguments: [
        ("", FeatureError.Code.badRow, nil, "empty"), ("age,sex\n1,F\n", .badRow, 1, "no column “seen”"),
        ("age;sex;seen\n1;F;true\n", .badRow, 1, "seem to be separated by “;”"),
        ("age,sex,seen,age\n1,F,true,2\n", .badRow, 1, "two columns are called “age”"),
        ("age,sex,seen\n1,F,true\n1,F\n", .badRow, 3, "2 fields, the header has 3"),
        ("age,sex,seen\n1,F,true,4\n", .badRow, 2, "4 fields"), ("age,sex,seen\nold,F,true\n", .badRow, 2, "“age” is no number"),
        ("age,sex,seen\nnan,F,true\n", .badRow, 2, "“age” is no number"), ("age,sex,seen\n0x10,F,true\n", .badRow, 2, "“age” is no number"),
        ("age,sex,seen\n1,F,yes\n", .badRow, 2, "neither true nor false"),
    ] as [(String, FeatureError.Code, Int?, String)])
    func misfit(_ csv: String, _ code: FeatureError.Code, _ line: Int?, _ reason: String) throws {
        let schema = try schema(small)
        let error = try #require(throws: FeatureError.self) { try FeatureTable.read(csv: Array(csv.utf8), schema: schema) }
        #expect(error.code == code)
        #expect(error.line == line)
        #expect(error.reason.contains(reason), "\(error.reason)")
    }

    @Test("features.csv reads back as what was written")
    func written() throws {
        let labels = ["a,b", "say \"no\"", "semi;colon", "č ž", "5'x"]
        let files = (0..<12).map { number in
            DICOMFile.image(number).with(0x0018_0015, "CS", labels[number % 5])
                .with(0x0008_0005, "CS", "ISO_IR 192").with(0x0018_0060, "DS", ["0.1", "1e22", "-3", "123456789.125", ""][number % 5])
        }
        let archive = try MadeArchive(files)
        let (_, features) = archive.select()
        #expect(features.columns.map(\.name) == ["BodyPartExamined", "KVP"])
        let csv = FeatureFile.csv(features) { "folder, with comma/\($0).dcm" }
        let schema = FeatureSchema(features, rowName: FeatureFile.rowName, versions: [:])
        let (table, names) = try FeatureTable.read(csv: csv, schema: schema)
        #expect((0..<names.count).map { names[$0] } == (0..<12).map { "folder, with comma/\($0).dcm" })
        for column in features.columns { #expect(table.values(column.name) == features.values(column.name)) }
        #expect(table.columns.map(\.kind) == features.columns.map(\.kind))
        #expect(FeatureFile.csv(table) { names[$0] } == csv, "written again it is the same")
    }

    @Test("numbers are written with the digits that read back", arguments: [
        0.1, 1.0 / 3, 1e300, -Double.leastNonzeroMagnitude, 123_456_789_012_345_680, 1e15, -0.0, 2,
    ])
    func numbers(_ number: Double) {
        #expect(Double(ColumnValue.number(number).text) == number)
    }

    @Test("whole numbers have no point, flags are words")
    func texts() {
        #expect(ColumnValue.number(512).text == "512")
        #expect(ColumnValue.number(-3).text == "-3")
        #expect(ColumnValue.number(0.5).text == "0.5")
        #expect([ColumnValue.flag(true).text, ColumnValue.flag(false).text, ColumnValue.label("x").text] == ["true", "false", "x"])
    }
}
