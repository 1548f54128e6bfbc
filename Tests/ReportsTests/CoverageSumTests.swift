import DICOM
import Dictionaries
import Foundation
import PluginHost
import TagTable
import TestSupport
import Testing

@testable import Reports

/// All plugins that lie beside the tests, with the dictionaries of the project.
struct Plugins {
    let dictionaries: DictionarySet
    let host: PluginHost

    init() throws {
        dictionaries = try DictionarySet(folder: Places.repository + "/dictionaries")
        host = PluginHost(folders: [try Places.products()], dictionaries: dictionaries)
    }

    func source(_ paths: [String], site: SiteRule = .institution) throws -> CoverageSource {
        var options = ScanOptions(dictionary: dictionaries.data)
        options.nestedPaths = host.nestedPaths
        let table = Scanner(options: options).scan(paths)
        var source = CoverageSource(host.normalize(table, threads: 2), table: table, plugins: host.plugins, dictionaries: dictionaries)
        source.site = site
        source.threads = 2
        return source
    }
}

@Suite("Coverage adds up")
struct CoverageSumTests {
    /// `make test` fetches them.
    static let samples = Places.repository + "/.samples"
    private static var hasSamples: Bool { FileManager.default.fileExists(atPath: samples) }

    @Test("in every public sample alone, and in all of them together", .enabled(if: hasSamples))
    func everySample() throws {
        let plugins = try Plugins()
        let schema = try JSONSchema("coverage.schema.json")
        let files = Scanner(options: ScanOptions(dictionary: plugins.dictionaries.data)).scan([Self.samples]).files.paths
        let readable = (0..<files.count).map { files[$0] }
        #expect(readable.count > 250)
        for paths in readable.map({ [$0] }) + [[Self.samples]] {
            let made = try plugins.source(paths).make()
            let faults = made.report.faults
            #expect(faults.isEmpty, "\(paths): \(faults.prefix(3))")
            try Self.addUpAnew(made.report)
            guard paths == [Self.samples] else { continue }
            let wrong = try schema.faults(try JSON.encode(made.report))
            #expect(wrong.isEmpty, "\(wrong.prefix(3))")
        }
    }

    /// The sums again, in the plainest way: the report's own check may be wrong, too.
    private static func addUpAnew(_ report: CoverageReport) throws {
        for input in report.inputs {
            var sum = 0
            for state in ValueState.allCases { sum += input.states[state.rawValue]?.instances ?? 0 }
            #expect(sum == report.instances * input.tags, "\(input.name)")
        }
        for stratification in report.strata {
            var (instances, states) = (0, [String: Int]())
            for group in stratification.groups {
                instances += group.instances
                var listed = 0
                for part in group.inputs {
                    var sum = 0
                    for (state, count) in part.states {
                        sum += count.instances
                        states["\(part.plugin)/\(part.name)/\(state)", default: 0] += count.instances
                    }
                    listed += sum
                    #expect(sum % max(1, group.instances) == 0, "\(stratification.by) \(group.label) \(part.name)")
                }
                #expect(group.total.values.reduce(0) { $0 + $1.instances } >= listed)
            }
            #expect(instances == report.instances)
            for input in report.inputs {
                guard let plugin = input.plugin else { continue }
                for (state, count) in input.states where state != "absent" {
                    #expect(states["\(plugin)/\(input.name)/\(state)", default: 0] == count.instances, "\(stratification.by) \(input.name) \(state)")
                }
            }
        }
    }

    @Test("a report that was tampered with does not")
    func tampered() throws {
        let report = try StrataArchive().made().report
        #expect(report.faults.isEmpty)
        var changes: [(CoverageReport) -> CoverageReport] = []
        func change(_ body: @escaping (inout CoverageReport) -> Void) {
            changes.append { report in
                var report = report
                body(&report)
                return report
            }
        }
        change { $0.instances += 1 }
        change { $0.inputs[0].states["parsed", default: .init()].instances += 1 }
        change { $0.total["parsed", default: .init()].distinct += 1 }
        change { $0.understoodShareByInstance = 1 }
        change { $0.strata[0].groups[0].instances -= 1 }
        change { $0.strata[1].groups[0].inputs[0].states["parsed", default: .init()].instances += 1 }
        change { $0.strata[2].groups.removeLast() }
        change { $0.inputs[0].columns[0].instances += 1 }
        change { $0.refusals["notDICOM", default: 0] += 1 }
        for (number, change) in changes.enumerated() { #expect(!change(report).faults.isEmpty, "change \(number)") }
        for index in report.inputs.indices where !report.inputs[index].shapes.isEmpty {
            var other = report
            other.inputs[index].shapes[0].distinct += 1
            #expect(!other.faults.isEmpty)
        }
    }
}

/// A list of instances of three modalities, two makers and a word that no dictionary has, with patients and institutions.
struct StrataArchive {
    struct Row {
        let modality, maker, institution, patient, series, spacing: String
        let count: Int
    }

    let folder: TemporaryFolder
    let path: String
    let rows: [Row]
    let plugins: Plugins

    init(patients: Int = 40, hasPatients: Bool = true) throws {
        folder = try TemporaryFolder()
        plugins = try Plugins()
        rows = (0..<240).map { number in
            let modality = number % 40 == 39 ? "MG" : ["CT", "MR", ""][number % 3]
            return Row(
                modality: modality, maker: ["SIEMENS", "GE MEDICAL SYSTEMS", "Garage Imaging"][number / 7 % 3],
                institution: ["St. Mary", "ST MARY", "Charité", ""][number / 60], patient: hasPatients ? "P\(number % patients)" : "", series: "1.2.\(number / 6)",
                spacing: ["0.5\\0.5", "0,25\\0,25", "", "wide\\narrow"][number % 4], count: 1 + number % 3)
        }
        let lines = rows.map { "\($0.modality),\($0.maker),\($0.institution),\($0.patient),\($0.series),\"\($0.spacing)\",\($0.count)" }
        path = try folder.write("list.csv", (["Modality,Manufacturer,InstitutionName,PatientID,SeriesInstanceUID,PixelSpacing,count"] + lines).joined(separator: "\n") + "\n")
    }

    var source: CoverageSource { get throws { try plugins.source([path]) } }
    func made(site: SiteRule = .institution) throws -> MadeCoverage { try plugins.source([path], site: site).make() }
}

@Suite("Coverage by group")
struct CoverageStrataTests {
    private func group(_ strata: [CoverageReport.Stratification], _ by: CoverageReport.Stratification.Kind, _ label: String) throws -> CoverageReport.Group {
        try #require(strata.first { $0.by == by }?.groups.first { $0.label == label }, "\(by) \(label)")
    }

    @Test("counts of a group are those of its rows, one by one")
    func counts() throws {
        let archive = try StrataArchive()
        let made = try archive.made()
        #expect(made.report.faults.isEmpty)
        for modality in ["CT", "MR", "MG"] {
            let rows = archive.rows.filter { $0.modality == modality }
            let group = try group(made.allStrata, .modality, modality)
            #expect(group.instances == rows.reduce(0) { $0 + $1.count })
            #expect(group.patients == Set(rows.map(\.patient)).count)
            let spacing = try #require(group.inputs.first { $0.name == "PixelSpacing" })
            let expected = [
                "parsed": "0.5\\0.5", "repaired": "0,25\\0,25", "absent": "", "rejected": "wide\\narrow",
            ].mapValues { value in rows.filter { $0.spacing == value } }.filter { !$0.value.isEmpty }
                .mapValues { rows in CoverageReport.Count(distinct: 1, instances: rows.reduce(0) { $0 + $1.count }) }
            #expect(spacing.states == expected, "\(modality)")
            let filled = rows.filter { $0.spacing.hasPrefix("0") }.reduce(0) { $0 + $1.count }
            #expect(spacing.columns == (filled == 0 ? [:] : ["PixelSpacing_row": filled, "PixelSpacing_column": filled]))
        }
        let none = try group(made.report.strata, .modality, "no value")
        #expect(none.kind == .noValue && none.name == nil)
        #expect(none.instances == archive.rows.filter { $0.modality.isEmpty }.reduce(0) { $0 + $1.count })
    }

    @Test("what no dictionary has is counted and not named; few patients go to the others")
    func shareable() throws {
        let archive = try StrataArchive()
        let made = try archive.made()
        let makers = made.report.strata[1].groups
        #expect(Set(makers.map(\.label)) == ["SIEMENS", "GE", "not in the dictionary"])
        // MG has 6 patients: every 40th row, of 40 patients the same one.
        #expect(Set(archive.rows.filter { $0.modality == "MG" }.map(\.patient)).count < 11)
        #expect(Set(made.report.strata[0].groups.map(\.label)) == ["CT", "MR", "no value", "others"])
        let others = try group(made.report.strata, .modality, "others"), hidden = try group(made.allStrata, .modality, "MG")
        #expect(others.instances == hidden.instances && others.total == hidden.total && others.name == nil)
        let json = String(decoding: try JSON.encode(made.report), as: UTF8.self)
        for value in ["Garage", "GARAGE", "Mary", "MARY", "Charit", "P17", "wide", "\"MG\""] { #expect(!json.contains(value), "\(value)") }
    }

    @Test("without PatientID small groups are those of few instances")
    func withoutPatients() throws {
        let made = try StrataArchive(hasPatients: false).made()
        #expect(made.report.patients == nil)
        #expect(made.report.strata.flatMap(\.groups).allSatisfy { $0.patients == nil })
        let label = made.allStrata[0].groups.first { $0.name == "MG" }
        #expect(made.report.strata[0].groups.contains { $0.name == "MG" } == ((label?.instances ?? 0) >= 11))
    }

    @Test("sites are numbered, or named by the user; spellings of one name are one site")
    func sites() throws {
        let archive = try StrataArchive()
        let made = try archive.made()
        #expect(Set(made.report.strata[3].groups.map(\.label)) == ["site 1", "site 2", "no value"])
        let first = try group(made.report.strata, .site, "site 1")
        #expect(first.instances == archive.rows.prefix(120).reduce(0) { $0 + $1.count })
        #expect(made.siteNames == ["site 1": "St. Mary", "site 2": "Charité"])
        let named = try archive.made(site: .labels([("north", archive.folder.path), ("south", archive.folder.path + "/south")]))
        #expect(named.report.strata[3].groups.map(\.label) == ["north"])
        #expect(try archive.made(site: .none).report.strata[3].groups.map(\.label) == ["no value"])
        #expect(SiteRule.folder(of: "/a/b/c/d.dcm", below: ["/a", "/a/b"]) == "c")
        #expect(SiteRule.folder(of: "/a/d.dcm", below: ["/a/"]) == nil)
        #expect(SiteRule.label(of: "/a/bc/d.dcm", [("x", "/a/b")]) == nil)
        #expect(SiteRule.key("St. Mary's ") == SiteRule.key("ST MARY S"))
        #expect(SiteRule.key(" -- ") == nil)
    }

    @Test("series by what became of an input in them")
    func series() throws {
        let archive = try StrataArchive()
        let report = try archive.made().report
        let bySeries = Dictionary(grouping: archive.rows, by: \.series).values
        let input = try #require(report.inputs.first { $0.name == "PixelSpacing" })
        #expect(report.series == bySeries.count)
        let bad = bySeries.count { rows in rows.contains { $0.spacing.hasPrefix("wide") } }
        #expect(input.series == CoverageReport.SeriesCount(understood: bySeries.count - bad, notUnderstood: bad, withoutValue: 0))
        #expect(input.shapes == [CoverageReport.Shape(
            state: "rejected", reason: "not a number", shape: "AAAA\\AAAAAA", distinct: 1, instances: input.states["rejected"]?.instances ?? 0)])
    }

    @Test("the same whatever the number of threads")
    func threads() throws {
        let archive = try StrataArchive()
        var source = try archive.plugins.source([archive.path])
        let first = try JSON.encode(source.make().report)
        source.threads = 7
        #expect(try JSON.encode(source.make().report) == first)
    }

    @Test("pairs by table and by sorting are the same")
    func pairs() {
        var generator = SystemRandomNumberGenerator()
        for (codeCount, cellCount) in [(3, 4), (5_000, 3_000), (1, 1), (900, 7)] {
            let rows = 2_000
            let cells = (0..<rows).map { _ in Int32.random(in: 0..<Int32(cellCount), using: &generator) }
            let codes = (0..<rows).map { _ in Int32.random(in: 0..<Int32(codeCount), using: &generator) }
            let weights = (0..<rows).map { _ in Int.random(in: 0...3, using: &generator) }
            var expected: [[Int]: Int] = [:], found: [[Int]: Int] = [:], order: [Int] = []
            for row in 0..<rows where weights[row] > 0 { expected[[Int(codes[row]), Int(cells[row])], default: 0] += weights[row] }
            CellPairs(cellOfRow: cells, cellCount: cellCount, weights: weights).forEach(RowCodes(.items(codes)), count: codeCount) { code, cell, count in
                found[[code, cell], default: 0] += count
                order.append(code)
            }
            #expect(found == expected)
            #expect(order == order.sorted())
        }
    }

    @Test("shapes of values", arguments: [
        ("0.5\\0.5", "9.9\\9.9"), ("Müller^Anna", "AAAAAA^AAAA"), ("東京", "AA"), ("\u{1B}[31m", "??99A"), ("a\u{202E}b", "A?A"), ("٣", "9"), ("", ""),
        (String(repeating: "x", count: 30), "AAAAAA"), ("20190115 12", "999999 99"), ("a\"<b>=", "A??A??"),
        (String(repeating: "ab 1 ", count: 6), "AA 9 AA 9 AA 9 AA 9 AA 9…"), ("----------", "----------"),
    ])
    func shapes(_ value: String, _ shape: String) { #expect(ValueShape.of(value) == shape) }

    @Test("words of a plugin that repeat a value are withheld")
    func words() {
        var words = PluginWords()
        words.note("bad name Smith") { PluginWords.words("SMITH^ANNA") }
        words.note("bad name Smith") { PluginWords.words("smith") }
        words.note("not in dictionary body-parts") { PluginWords.words("BODY") }
        words.note("not in dictionary body-parts") { PluginWords.words("FUSION") }
        words.note("the word UNKNOWN") { PluginWords.words("unknown") }
        #expect(words.text("bad name Smith") == PluginWords.withheld)
        #expect(words.text("not in dictionary body-parts") == "not in dictionary body-parts")
        #expect(words.text("the word UNKNOWN") == "the word UNKNOWN")
    }
}
