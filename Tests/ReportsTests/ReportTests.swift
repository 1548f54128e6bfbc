import DICOM
import Dictionaries
import Foundation
import PluginHost
import TagTable
import TestSupport
import Testing

@testable import Reports

/// A made archive with everything that a report tells of.
private struct ReportedArchive {
    let table: TagTable
    let normalization: Normalization
    let host: PluginHost
    let dictionaries: DictionarySet
    var dictionary: DataDictionary { dictionaries.data }

    static let spacings: [String?] = ["0.5\\0.5", "0.5\\0.5", "0,25\\0,25", "abc\\def", "0\\0", "", nil, "0.5"]

    init() throws {
        let settings = try TemporaryFolder()
        try settings.write("dicom.xml", ReportedArchive.xml)
        dictionaries = try DictionarySet(folder: settings.path)
        let folder = try TemporaryFolder()
        for (number, spacing) in ReportedArchive.spacings.enumerated() {
            var file = DICOMFile.image(number).with(0x0008_0060, "CS", number < 6 ? "CT" : "MR")
                .with(0x0008_103E, "LO", number == 0 ? "\u{1B}[31mred\u{1B}[0m" : "plain")
            if let spacing { file = file.with(0x0028_0030, "DS", spacing) }
            try folder.write("\(number).dcm", file.bytes)
        }
        try folder.write("broken\u{1B}.dcm", "this is a text, and no DICOM file\n")
        table = Scanner(options: ScanOptions(dictionary: dictionaries.data)).scan([folder.path])
        let library = try Places.products() + "/libPixelSpacing.so"
        host = PluginHost(folders: [], files: [library], dictionaries: dictionaries)
        try #require(host.plugins.count == 1, "\(host.refusals)")
        normalization = host.normalize(table)
    }

    var coverage: CoverageReport { CoverageSource(normalization, table: table, plugins: host.plugins, dictionaries: dictionaries).make().report }

    private static let xml = """
        <dataDictionary edition="test">
          <element tag="00080016" keyword="SOPClassUID" name="" vr="UI" vm="1"/>
          <element tag="00080018" keyword="SOPInstanceUID" name="" vr="UI" vm="1"/>
          <element tag="00080060" keyword="Modality" name="" vr="CS" vm="1"/>
          <element tag="0008103E" keyword="SeriesDescription" name="" vr="LO" vm="1"/>
          <element tag="00181164" keyword="ImagerPixelSpacing" name="" vr="DS" vm="2"/>
          <element tag="00182010" keyword="NominalScannedPixelSpacing" name="" vr="DS" vm="2"/>
          <element tag="00189404" keyword="ObjectPixelSpacingInCenterOfBeam" name="" vr="FL" vm="2"/>
          <element tag="00187022" keyword="DetectorElementSpacing" name="" vr="DS" vm="2"/>
          <element tag="00280010" keyword="Rows" name="" vr="US" vm="1"/>
          <element tag="00280011" keyword="Columns" name="" vr="US" vm="1"/>
          <element tag="00280030" keyword="PixelSpacing" name="" vr="DS" vm="2"/>
          <element tag="00280100" keyword="BitsAllocated" name="" vr="US" vm="1"/>
          <element tag="7FE00010" keyword="PixelData" name="" vr="OB OW" vm="1"/>
        </dataDictionary>
        """
}

@Suite("Coverage report")
struct CoverageReportTests {
    private func count(_ distinct: Int, _ instances: Int) -> CoverageReport.Count { CoverageReport.Count(distinct: distinct, instances: instances) }

    @Test("states by distinct value and by instance")
    func states() throws {
        let coverage = try ReportedArchive().coverage
        let spacing = try #require(coverage.inputs.first { $0.name == "PixelSpacing" })
        #expect(spacing.plugin == "PixelSpacing")
        let expected = [
            "parsed": count(1, 2), "repaired": count(1, 1), "rejected": count(1, 1), "sentinel": count(1, 1), "empty": count(1, 1),
            "absent": count(1, 1), "partial": count(1, 1),
        ]
        #expect(spacing.states.filter { $0.value != count(0, 0) } == expected)
        #expect(spacing.repairs == ["decimal comma": count(1, 1)])
        #expect(spacing.reasons["rejected: not a number"] == count(1, 1))
        #expect(spacing.reasons["partial: one of two spacings"] == count(1, 1))
        #expect(spacing.columns.map(\.name) == ["PixelSpacing_row", "PixelSpacing_column"])
        #expect(spacing.columns.map(\.instances) == [4, 3])
        #expect(spacing.columns.map(\.unit) == ["mm", "mm"])
        // Of six present values four were understood; of five distinct ones three.
        #expect(abs(coverage.understoodShareByInstance - 4.0 / 6) < 1e-12)
        #expect(abs(coverage.understoodShareByDistinct - 3.0 / 5) < 1e-12)
    }

    @Test("the instances of every tag add up to those of the archive, and the total to the claimed tags")
    func addUp() throws {
        let coverage = try ReportedArchive().coverage
        #expect(coverage.instances == ReportedArchive.spacings.count)
        #expect(coverage.inputs.count >= 8)
        for input in coverage.inputs {
            #expect(input.states.values.reduce(0) { $0 + $1.instances } == coverage.instances, "\(input.name)")
            #expect(Set(input.states.keys).isSubset(of: Set(ValueState.allCases.map(\.rawValue))))
        }
        let claimed = coverage.inputs.filter { $0.plugin != nil }
        for state in ValueState.allCases.map(\.rawValue) {
            #expect(coverage.total[state]?.instances ?? 0 == claimed.reduce(0) { $0 + ($1.states[state]?.instances ?? 0) }, "\(state)")
            #expect(coverage.total[state]?.distinct ?? 0 == claimed.reduce(0) { $0 + ($1.states[state]?.distinct ?? 0) }, "\(state)")
        }
        #expect(coverage.files["refused"] == 1)
        #expect(coverage.files["read"] == ReportedArchive.spacings.count - 1)
        #expect(coverage.files["readWithProblems"] == 1)
    }

    @Test("holds no value of any file, as text and as JSON")
    func holdsNoValue() throws {
        let coverage = try ReportedArchive().coverage
        let texts = [coverage.text, String(decoding: try JSON.encode(coverage), as: UTF8.self)]
        for text in texts {
            #expect(text.contains("PixelSpacing"))
            for value in ["abc", "0,25", "plain", "[31m", "2.25."] { #expect(!text.contains(value), "\(value)") }
        }
    }

    @Test("JSON is the same whenever it is made, and reads back")
    func json() throws {
        let archive = try ReportedArchive()
        let bytes = try JSON.encode(archive.coverage)
        for _ in 0..<3 { #expect(try JSON.encode(archive.coverage) == bytes) }
        #expect(bytes.last == UInt8(ascii: "\n"))
        let copy = try JSON.decode(CoverageReport.self, from: bytes)
        #expect(copy.total == archive.coverage.total)
        #expect(try JSON.encode(copy) == bytes)
    }

    @Test("nothing present is full coverage")
    func nothingPresent() {
        let understood = CoverageReport.understood(["absent": count(1, 5), "empty": count(1, 2)])
        #expect(understood.byInstance == 1)
        #expect(understood.byDistinct == 1)
    }
}

@Suite("Other reports")
struct OtherReportTests {
    @Test("frequencies: shares, counts and values by rank")
    func frequencies() throws {
        let archive = try ReportedArchive()
        let report = FrequencyReport(archive.table, dictionary: archive.dictionary, top: 2)
        let spacing = try #require(report.tags.first { $0.keyword == "PixelSpacing" })
        #expect(spacing.tag == "(0028,0030)")
        #expect(spacing.vr == "DS")
        #expect(spacing.present == 7)
        #expect(spacing.empty == 1)
        #expect(spacing.missingShare == 0.25)
        #expect(spacing.distinct == 6)
        #expect(spacing.topValues.map(\.value) == ["0.5\\0.5", ""])
        #expect(spacing.topValues.map(\.instances) == [2, 1])
        #expect(report.instances == 8)
        #expect(report.files.found == 9)
    }

    @Test("frequencies on the terminal: a table without escape sequences")
    func frequencyText() throws {
        let archive = try ReportedArchive()
        let text = FrequencyReport(archive.table, dictionary: archive.dictionary, top: 5).text
        let lines = text.split(separator: "\n").filter { $0.contains("tag ") || $0.contains("(0008,0060)") || $0.contains("(0008,103E)") }
        #expect(lines.map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") } == [
            "tag keyword VR missing distinct top values", "(0008,0060) Modality CS 0 % 2 CT ×6, MR ×2",
            "(0008,103E) SeriesDescription LO 0 % 2 plain ×7, \\u{1B}[31mred\\u{1B}[0m ×1",
        ])
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }

    @Test("frequencies as CSV: a line a tag and value")
    func frequencyCSV() throws {
        let archive = try ReportedArchive()
        let csv = FrequencyReport(archive.table, dictionary: archive.dictionary, top: 3).csv
        let lines = csv.split(separator: "\n")
        #expect(lines.first == "tag,keyword,vr,missing_share,present,empty,distinct,rank,value,instances")
        #expect(lines.contains("\"(0008,0060)\",Modality,CS,0.0,8,0,2,1,CT,6"))
        #expect(lines.contains("\"(0008,0060)\",Modality,CS,0.0,8,0,2,2,MR,2"))
    }

    @Test("rejected values, by input and falling number of instances")
    func rejected() throws {
        let archive = try ReportedArchive()
        let rejected = RejectedValues(archive.normalization, table: archive.table)
        #expect(rejected.rows.map(\.value).sorted() == ["0.5", "abc\\def"])
        #expect(rejected.rows.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.partial, .rejected])
        #expect(rejected.csv.hasPrefix("input,plugin,state,reason,value,instances\n"))
        #expect(rejected.csv.contains("PixelSpacing,PixelSpacing,rejected,not a number,abc\\def,1\n"))
    }

    @Test("files that were set aside are named with a reason, without escape sequences")
    func files() throws {
        let archive = try ReportedArchive()
        let summary = FileSummary(archive.table.files)
        #expect(summary.found == 9)
        #expect(summary.withProblems.map(\.outcome) == ["readWithProblems", "refused"])
        #expect(summary.withProblems.map { $0.problems.map(\.code) } == [["undecodableText"], ["notDICOM"]])
        #expect(summary.setAsideText().contains("broken\\u{1B}.dcm"))
        #expect(!summary.setAsideText().unicodeScalars.contains("\u{1B}"))
        #expect(summary.countsText == "9 files: 7 read, 1 read with problems, 1 refused")
        #expect(summary.csv.split(separator: "\n").count == 3)
    }

    @Test("the list of plugins says what each claims, and why others were refused")
    func plugins() throws {
        let folder = try TemporaryFolder()
        try folder.write("libText.so", "text")
        let settings = try TemporaryFolder()
        let element = #"<element tag="00280010" keyword="Rows" name="" vr="US" vm="1"/>"#
        try settings.write("dicom.xml", "<dataDictionary edition=\"test\">\(element)</dataDictionary>")
        let host = PluginHost(
            folders: [folder.path], files: [try Places.products() + "/libNumericArray.so"], dictionaries: try DictionarySet(folder: settings.path))
        let report = PluginListReport(host)
        #expect(report.plugins.map(\.name) == ["NumericArray"])
        #expect(report.plugins.first?.abi == "1.2")
        #expect(report.plugins.first?.claims.first?.every?.contains("with 2 values or more") == true)
        #expect(report.refused.map(\.code) == ["cannotLoad"])
        #expect(report.text.contains("NumericArray 1."))
        #expect(report.text.contains("refused  \(folder.path)/libText.so: "))
    }

    @Test("what a decoder found wrong, in one line", arguments: [
        ("{}", "“columns” is missing"), (#"{"columns": 1}"#, "a value of the wrong type at columns"), ("x", "no valid JSON"),
        (#"{"columns": [{"name": "a", "kind": "odd"}]}"#, "a value that is not known at columns.[0].kind"),
    ])
    func decoding(_ json: String, _ reason: String) throws {
        struct Columns: Decodable {
            struct Column: Decodable {
                let name: String
                let kind: ColumnKind
            }
            let columns: [Column]
        }
        let error = try #require(throws: DecodingError.self) { try JSON.decode(Columns.self, from: Array(json.utf8)) }
        #expect(JSON.reason(error) == reason)
    }
}
