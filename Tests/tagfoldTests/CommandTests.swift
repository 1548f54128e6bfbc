import Foundation
import TestSupport
import Testing

/// The other subcommands as a user runs them.
@Suite("Command: tags, dump, coverage, plugin")
struct CommandTests {
    let archive: MadeArchive

    init() throws { archive = try MadeArchive() }

    private func tagfold(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(arguments) }

    @Test("each help has an example", arguments: [["run"], ["dump"], ["tags"], ["coverage"], ["cluster"], ["plugin"], ["plugin", "list"], ["plugin", "pin"], []])
    func help(_ subcommand: [String]) throws {
        let result = try Command.tagfold().run(subcommand + ["--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("EXAMPLE: tagfold \(subcommand.joined(separator: " "))"))
        #expect(result.error.isEmpty)
    }

    @Test("--version")
    func version() throws {
        let result = try tagfold("--version")
        #expect(result.code == 0)
        #expect(result.output == "0.1.0\n")
    }

    // MARK: tags

    @Test("tags as a table")
    func tagsText() throws {
        let result = try tagfold("tags", archive.path)
        #expect(result.code == 0)
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.first == "tag keyword VR missing distinct top values")
        #expect(lines.contains("(0008,0060) Modality CS 0 % 3 CR ×8, CT ×8, MR ×8"))
        #expect(lines.contains { $0.hasPrefix("(0010,1010) PatientAge AS 4.2 % 8 ") })
        #expect(Output.isSafe(result.output))
        #expect(result.output.contains("\\u{1B}[31mred\\u{1B}[0m ×12"))
    }

    @Test("tags as JSON and CSV, and the same with one thread")
    func tagsForMachines() throws {
        struct Report: Decodable {
            struct Tag: Decodable {
                struct Value: Decodable {
                    let value: String
                    let instances: Int
                }
                let tag: String
                let keyword: String
                let vr: String
                let missingShare: Double
                let distinct: Int
                let topValues: [Value]
            }
            let instances: Int
            let tags: [Tag]
        }
        let json = try tagfold("tags", archive.path, "--json", "--top", "2", "--threads", "2")
        let report = try Output.json(Report.self, json.output)
        #expect(report.instances == 24)
        let age = try #require(report.tags.first { $0.keyword == "PatientAge" })
        #expect([age.tag, age.vr] == ["(0010,1010)", "AS"])
        #expect(age.missingShare == 1.0 / 24)
        #expect(age.distinct == 8)
        #expect(age.topValues.count == 2)
        #expect(report.tags.map(\.tag) == report.tags.map(\.tag).sorted())
        #expect(try tagfold("tags", archive.path, "--json", "--top", "2", "--threads", "1").output == json.output)

        let csv = try tagfold("tags", archive.path, "--csv").output.split(separator: "\n")
        #expect(csv.first == "tag,keyword,vr,missing_share,present,empty,distinct,rank,value,instances")
        #expect(csv.contains("\"(0008,0060)\",Modality,CS,0.0,24,0,3,1,CR,8"))
    }

    // MARK: dump

    @Test("dump prints the DICOM JSON Model")
    func dump() throws {
        struct Element: Decodable {
            let vr: String
            let Value: [Scalar]?
        }
        enum Scalar: Decodable, Equatable {
            case number(Double), text(String), other
            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let number = try? value.decode(Double.self) {
                    self = .number(number)
                } else {
                    self = (try? value.decode(String.self)).map { .text($0) } ?? .other
                }
            }
        }
        let result = try tagfold("dump", archive.path + "/series-0/100.dcm")
        #expect(result.code == 0)
        let elements = try Output.json([String: Element].self, result.output)
        #expect(elements["00280030"]?.vr == "DS")
        #expect(elements["00280030"]?.Value == [.number(0.5), .number(0.5)])
        #expect(elements["00080060"]?.Value == [.text("CT")])
        #expect(elements["0008103E"]?.Value == [.text("\u{1B}[31mred\u{1B}[0m")])
        #expect(elements["00100010"]?.Value == [.other])
        #expect(Output.isSafe(result.output))
    }

    // MARK: coverage

    @Test("coverage as JSON adds up")
    func coverage() throws {
        struct Report: Decodable {
            struct Count: Decodable { let instances: Int }
            struct Input: Decodable {
                let name: String
                let plugin: String?
                let states: [String: Count]
            }
            let instances: Int
            let understoodShareByInstance: Double
            let inputs: [Input]
        }
        let result = try tagfold("coverage", archive.path, "--json")
        #expect(result.code == 0)
        let report = try Output.json(Report.self, result.output)
        #expect(report.instances == 24)
        for input in report.inputs { #expect(input.states.values.reduce(0) { $0 + $1.instances } == 24, "\(input.name)") }
        let spacing = try #require(report.inputs.first { $0.name == "PixelSpacing" })
        #expect(spacing.states["rejected"]?.instances == 3)
        #expect(spacing.states["repaired"]?.instances == 7)
        #expect(report.inputs.first { $0.name == "PatientAge" }?.states["empty"]?.instances == 1)
        #expect(report.understoodShareByInstance < 1)
        for value in ["wide", "Knie", "Patient^", "HYPERLINK"] { #expect(!result.output.contains(value)) }
    }

    @Test("coverage fails when it is below its bar", arguments: [("0", 0), ("50", 0), ("99.9", 1), ("100", 1)] as [(String, Int32)])
    func gate(_ bar: String, _ code: Int32) throws {
        let result = try tagfold("coverage", archive.path, "--fail-under", bar)
        #expect(result.code == code)
        #expect(result.output.contains("Coverage: "))
        #expect(result.error.contains("below the bar") == (code == 1))
    }

    @Test("run has the same gate, and writes its results all the same")
    func runGate() throws {
        let (result, files) = try archive.run(["--fail-under", "100"], out: "results")
        #expect(result.code == 1)
        #expect(files["features.csv"] != nil && files["run.json"] != nil)
    }

    @Test("values are shown only when asked for, and safely")
    func showValues() throws {
        let silent = try tagfold("coverage", archive.path)
        #expect(!silent.output.contains("wide") && !silent.error.contains("wide"))
        let shown = try tagfold("coverage", archive.path, "--show-values")
        #expect(shown.error.contains("wide\\u{1B}c\\narrow"))
        #expect(Output.isSafe(shown.output) && Output.isSafe(shown.error))
    }

    // MARK: plugin

    @Test("plugin pin lets what is pinned load, and nothing else")
    func pin() throws {
        let folder = try TemporaryFolder()
        for name in ["libManufacturer.so", "libPixelSpacing.so"] {
            try folder.write(name, TemporaryFolder.read(Places.products() + "/" + name))
        }
        let first = try tagfold("plugin", "pin", folder.path)
        #expect(first.code == 0)
        #expect(first.output.contains("libManufacturer.so") && first.output.contains("new"))
        let lock = try TemporaryFolder.text(folder.path + "/plugins.lock")
        #expect(lock.split(separator: "\n").map { $0.split(separator: " ").last } == ["libManufacturer.so", "libPixelSpacing.so"])
        let only = ["plugin", "list", "--no-shipped-plugins", "--plugins", folder.path]
        #expect(try Command.tagfold().run(only).output.contains("refused") == false)

        try folder.write("libManufacturer.so", TemporaryFolder.read(Places.products() + "/libPatientAge.so"))
        let refused = try Command.tagfold().run(only)
        #expect(refused.output.contains("libManufacturer.so: its SHA-256 is"))
        #expect(refused.output.contains("libPixelSpacing.so,"))
        #expect(try tagfold("plugin", "pin", folder.path).output.contains("changed"))
        #expect(try tagfold("plugin", "pin", folder.path + "/none").code == 2)
    }

    @Test("plugin list tells what was found, and what was refused")
    func plugins() throws {
        struct List: Decodable {
            struct Plugin: Decodable {
                struct Claim: Decodable {
                    struct Column: Decodable { let name: String }
                    let inputs: [String]
                    let columns: [Column]
                }
                let name: String
                let abi: String
                let version: String
                let path: String
                let claims: [Claim]
            }
            struct Refusal: Decodable {
                let path: String
                let code: String
                let reason: String
            }
            let plugins: [Plugin]
            let refused: [Refusal]
        }
        let broken = try archive.write("plugins/libBroken.so", "no library")
        let result = try tagfold("plugin", "list", "--json", "--plugins", archive.file("plugins"))
        #expect(result.code == 0)
        let list = try Output.json(List.self, result.output)
        let names = list.plugins.map(\.name)
        #expect(Set(["BodyPartExamined", "ImageOrientation", "Manufacturer", "NumericArray", "PatientAge", "PixelSpacing"]).isSubset(of: Set(names)))
        #expect(list.plugins.allSatisfy { $0.abi == "1.2" && $0.path.hasSuffix("/lib\($0.name).so") && !$0.version.isEmpty })
        let spacing = try #require(list.plugins.first { $0.name == "PixelSpacing" })
        #expect(spacing.claims.first?.inputs == ["PixelSpacing"])
        #expect(spacing.claims.first?.columns.map(\.name) == ["PixelSpacing_row", "PixelSpacing_column"])
        #expect(list.refused.map(\.path) == [broken])
        #expect(list.refused.map(\.code) == ["cannotLoad"])

        let text = try tagfold("plugin", "list", "--plugins", archive.file("plugins"), "--no-shipped-plugins").output
        #expect(text.hasPrefix("No plugins were found.\nrefused  \(broken): "))
    }
}

/// Exit codes: 2 for what the user got wrong, 3 for input that cannot be read at all.
@Suite("Command: failures")
struct FailureTests {
    struct Failure: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let code: Int32
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: String..., code: Int32) {
            self.arguments = arguments
            self.code = code
        }
    }

    /// ARCHIVE, OUT, and other files in capitals stand for paths that the test makes.
    static let failures: [Failure] = [
        Failure("nonsense", code: 2), Failure("--nonsense", code: 2), Failure("run", code: 2), Failure("run", "ARCHIVE", code: 2),
        Failure("run", "--out", "OUT", code: 2), Failure("run", "ARCHIVE", "--out", "OUT", "--k", "0", code: 2),
        Failure("run", "ARCHIVE", "--out", "OUT", "--k", "two", code: 2), Failure("run", "ARCHIVE", "--out", "OUT", "--tags", "0", code: 2),
        Failure("run", "ARCHIVE", "--out", "OUT", "--threads", "0", code: 2), Failure("run", "ARCHIVE", "--out", "OUT", "--plan", "TEXT", code: 2),
        Failure("run", "ARCHIVE", "--out", "TEXT", code: 2), Failure("run", "ARCHIVE", "--out", "OUT", "--charset", "NO-SUCH-CHARSET", code: 2),
        Failure("tags", code: 2), Failure("tags", "ARCHIVE", "--json", "--csv", code: 2), Failure("tags", "ARCHIVE", "--top", "-1", code: 2),
        Failure("tags", "ARCHIVE", "--dictionaries", "NOWHERE", code: 2), Failure("coverage", "ARCHIVE", "--site-dictionary", "TEXT", code: 2),
        Failure("coverage", "ARCHIVE", "--fail-under", "101", code: 2), Failure("coverage", "ARCHIVE", "--fail-under", "x", code: 2),
        Failure("coverage", "ARCHIVE", "--plugin-option", "unit", code: 2), Failure("cluster", "TABLE", "--k", "", code: 2),
        Failure("cluster", "TABLE", "--threads", "0", code: 2), Failure("plugin", "list", "--plugin-option", "x=y", code: 2),
        Failure("run", "NOWHERE", "--out", "OUT", code: 3), Failure("tags", "NOWHERE", code: 3), Failure("tags", "TEXT", code: 3),
        Failure("coverage", "EMPTY", code: 3), Failure("dump", "TEXT", code: 3), Failure("dump", "NOWHERE", code: 3),
        Failure("dump", "ARCHIVE", code: 3), Failure("cluster", "NOWHERE", code: 3), Failure("cluster", "TEXT", code: 2),
        Failure("coverage", "ARCHIVE", "--plugins", "NOWHERE", code: 2), Failure("plugin", "list", "--plugin-option", "Nope.key=value", code: 2),
        Failure("run", "ARCHIVE", "NOWHERE", "--out", "OUT", code: 3),
    ]

    @Test("without a plugin there is no coverage that could pass a gate")
    func gateWithoutPlugins() throws {
        let archive = try MadeArchive()
        let empty = try TemporaryFolder()
        let arguments = ["coverage", archive.path, "--no-shipped-plugins", "--plugins", empty.path]
        let report = try Command.tagfold().run(arguments)
        #expect(report.code == 0)
        #expect(report.output.contains("no plugin claims any value"))
        let gated = try Command.tagfold().run(arguments + ["--fail-under", "1"])
        #expect(gated.code == 1)
        #expect(gated.error.contains("no plugin claims any value"))
    }

    @Test("output that cannot be written is an error, not a short report")
    func fullDevice() throws {
        let archive = try MadeArchive()
        let command = try Command.tagfold().program
        let result = try Command("/bin/sh").run(["-c", "exec \"$0\" tags \"$1\" > /dev/full", command, archive.path])
        #expect(result.code == 2)
        #expect(result.error.contains("no space left on device"))
    }

    @Test("the exit code and a reason tell what is wrong", arguments: failures)
    func failure(_ failure: Failure) throws {
        let archive = try MadeArchive()
        try archive.write("empty/folder/none", "")
        let places = [
            "ARCHIVE": archive.path, "OUT": archive.file("out"), "NOWHERE": archive.file("nowhere"), "EMPTY": archive.file("empty"),
            "TEXT": try archive.write("text.csv", "some text\n"), "TABLE": try archive.write("table.csv", "a\n1\n2\n3\n"),
        ]
        try archive.write("table.schema.json", #"{"columns": [{"name": "a", "kind": "numeric"}]}"#)
        let result = try Command.tagfold().run(failure.arguments.map { places[$0] ?? $0 })
        #expect(result.code == failure.code, "\(result.error)")
        #expect(result.output.isEmpty)
        #expect(!result.error.isEmpty)
        #expect(Output.isSafe(result.error))
    }

    @Test("a bad dictionary is named with its line")
    func dictionaryLine() throws {
        let archive = try MadeArchive()
        try archive.write("dictionaries/dicom.xml", "<dataDictionary edition=\"x\">\n<element tag=\"0028003\"/>\n</dataDictionary>\n")
        let result = try Command.tagfold().run(["tags", archive.path, "--dictionaries", archive.file("dictionaries")])
        #expect(result.code == 2)
        #expect(result.error.contains("\(archive.file("dictionaries"))/dicom.xml:2: "))
    }

    @Test("a name that holds an escape sequence does not reach the terminal raw")
    func escapedNames() throws {
        let result = try Command.tagfold().run(["tags", "/nowhere/\u{1B}[31mred\u{202E}"])
        #expect(result.code == 3)
        #expect(Output.isSafe(result.error))
        #expect(result.error.contains("\\u{1B}[31mred\\u{202E}"))
    }
}
