import Foundation
import TestSupport
import Testing

/// Bars, baselines and comparisons as a validation run uses them.
@Suite("Command: coverage with bars")
struct CoverageGateTests {
    private let folder: TemporaryFolder
    private let archive: String

    /// 400 instances of ImageComments: 1.75 ×150, 1,80 ×120, 1.605 ×60, 1,62 ×40, nothing ×20, tall ×10. A patient each.
    init() throws {
        folder = try TemporaryFolder()
        let values = Self.values.flatMap { value, count in Array(repeating: value, count: count) }
        let lines = values.enumerated().map { "\($0 % 2 == 0 ? "CT" : "CR"),\"\($1)\",P\($0),KNEE" }
        archive = try folder.write("archive.csv", (["Modality,ImageComments,PatientID,BodyPartExamined"] + lines).joined(separator: "\n") + "\n")
    }

    private static let values = [("1.75", 150), ("1,80", 120), ("1.605", 60), ("1,62", 40), ("", 20), ("tall", 10)]

    private func plugin(_ version: String, bug: Int) throws -> String {
        let target = folder.path + "/plugins-\(bug)"
        try folder.write("plugins-\(bug)/.keep", "")
        let made = try CCompiler().plugin("Versioned", from: "Versioned", defines: ["VERSION": "\"\(version)\"", "BUG": "\(bug)"], in: folder)
        try FileManager.default.moveItem(atPath: made, toPath: target + "/libVersioned.so")
        return target + "/libVersioned.so"
    }

    private func coverage(_ arguments: [String]) throws -> Command.Result { try Command.tagfold().run(["coverage", archive] + arguments) }
    private func file(_ name: String) -> String { folder.path + "/" + name }

    /// A baseline by the good version.
    private func baseline() throws {
        let result = try coverage(["--plugins", try plugin("1.0.0", bug: 0), "--out", file("base.json"), "--local", file("base.local.json")])
        #expect(result.code == 0, "\(result.error)")
    }

    private static func lastLine(_ text: String) -> String { text.split(separator: "\n").last.map(String.init) ?? "" }

    private static let bars = #"{"version": 1, "belowBaseline": 0.1, "newRejected": 100, "pluginFailures": 0}"#

    @Test("a version that rejects what was understood is caught, with plugin, tag and values", arguments: ["base.local.json", "base.json"])
    func broken(_ base: String) throws {
        try baseline()
        let bars = try folder.write("bars.json", Self.bars)
        let good = try coverage(["--plugins", file("plugins-0/libVersioned.so"), "--baseline", file(base), "--bar", bars])
        #expect(good.code == 0, "\(good.error)")
        let arguments = ["--plugins", try plugin("1.1.0", bug: 1), "--baseline", file(base), "--bar", bars, "--junit", file("j.xml"), "--markdown", file("m.md")]
        let silent = try coverage(arguments)
        #expect(silent.code == 1)
        let reason = Self.lastLine(silent.error)
        #expect(reason.hasPrefix("tagfold: "))
        #expect(reason.contains("ImageComments (plugin Versioned 1.1.0, Versioned 1.0.0 in the baseline) is 55.26 % by instance, 97.37 % in the baseline (-42.11 points)"), "\(reason)")
        #expect(reason.contains("ImageComments 9,99 "), "\(reason)")
        #expect(!reason.contains("1,80") && !silent.output.contains("1,80"))
        for name in ["j.xml", "m.md"] {
            let text = try TemporaryFolder.text(file(name))
            #expect(text.contains("Versioned 1.1.0") || text.contains("Versioned 1&#46;1&#46;0"), "\(name)")
            #expect(!text.contains("1,80"), "\(name)")
        }
        #expect(try TemporaryFolder.text(file("j.xml")).contains("failures=\"3\"") )

        let shown = try coverage(arguments + ["--show-values"])
        #expect(Self.lastLine(shown.error) == reason)
        #expect(shown.error.contains("“1,80” ×120"))
        if base == "base.local.json" {
            // 1,62 stands in 40 instances: the bar of 100 lets it pass, the baseline does not.
            #expect(reason.contains("1 new rejected value in 100 instances and more: ImageComments 9,99 ×120 (plugin Versioned 1.1.0)"), "\(reason)")
            #expect(shown.error.contains("Values that bars found:\n  ImageComments: “1,80” ×120 — 1.8 → rejected: not a number (Versioned 1.1.0)"), "\(shown.error)")
        } else {
            #expect(reason.contains("by shape: ImageComments 9,99 ×160 (plugin Versioned 1.1.0, rejected: not a number)"), "\(reason)")
        }
    }

    @Test("a version that answers otherwise is caught where the baseline has answers")
    func altered() throws {
        try baseline()
        let broken = try plugin("1.0.1", bug: 2)
        let bars = try folder.write("bars.json", #"{"version": 1, "changedAnswers": 0}"#)
        let result = try coverage(["--plugins", broken, "--baseline", file("base.local.json"), "--bar", bars, "--show-values", "--local", file("new.json")])
        #expect(result.code == 1)
        #expect(Self.lastLine(result.error) == "tagfold: 4 values are answered otherwise than in the baseline, the bar is 0: ImageComments (plugin Versioned 1.0.1) ×4")
        #expect(result.error.contains("ImageComments: “1.605” ×60 — 1.605 → 16.05 (Versioned 1.0.1)"), "\(result.error)")
        let without = try coverage(["--plugins", broken, "--baseline", file("base.json"), "--bar", bars])
        #expect(without.code == 2)
        #expect(without.error.contains("needs a local baseline"))

        let diff = try Command.tagfold().run(["coverage", "diff", file("base.local.json"), file("new.json")])
        #expect(diff.code == 0)
        #expect(diff.output.contains("Versioned 1.0.0 → Versioned 1.0.1"))
        #expect(diff.output.contains("4 values understood as something else (370 instances):\n  ImageComments: “1.75” ×150 — 1.75 → 17.5 (Versioned 1.0.1)"), "\(diff.output)")
        #expect(try Command.tagfold().run(["coverage", "diff", file("base.local.json"), file("new.json"), "--exit-code"]).code == 1)
        #expect(try Command.tagfold().run(["coverage", "diff", file("new.json"), file("new.json"), "--exit-code"]).code == 0)
        let numbers = try Command.tagfold().run(["coverage", "diff", file("base.json"), file("new.json")])
        #expect(!numbers.output.contains("1.75"))
        let json = try Command.tagfold().run(["coverage", "diff", file("base.local.json"), file("new.json"), "--json"])
        struct Diff: Decodable {
            struct Change: Decodable { let kind: String, value: String, instances: Int }
            let values: [Change]
        }
        #expect(try Output.json(Diff.self, json.output).values.map(\.kind) == ["altered", "altered", "altered", "altered"])
    }

    @Test("a version that crashes fails the bar for failures, one that claims less the baseline")
    func failing() throws {
        try baseline()
        try folder.write("long.csv", "ImageComments\n1.234567\n")
        let bars = try folder.write("bars.json", #"{"version": 1, "pluginFailures": 0}"#)
        let crash = try Command.tagfold().run(["coverage", file("long.csv"), "--plugins", try plugin("1.1.0", bug: 3), "--bar", bars])
        #expect(crash.code == 1)
        #expect(Self.lastLine(crash.error) == "tagfold: plugins failed 1 time, the bar is 0: Versioned 1.1.0 (1)")
        let fewer = try coverage(["--plugins", try plugin("2.0.0", bug: 4), "--baseline", file("base.json")])
        #expect(fewer.code == 1)
        #expect(Self.lastLine(fewer.error) == "tagfold: ImageComments has no plugin any more, Versioned 1.0.0 in the baseline")
    }

    @Test("bars by input, plugin, group and weight")
    func shares() throws {
        let library = try plugin("1.0.0", bug: 0)
        func check(_ bar: String) throws -> (Int32, String) {
            let bars = try folder.write("bars.json", #"{"version": 1, "coverage": [\#(bar)]}"#)
            let result = try coverage(["--plugins", library, "--bar", bars])
            return (result.code, result.code == 0 ? "" : Self.lastLine(result.error))
        }
        // 370 of 380 values, 4 of 5 distinct ones; those that are not are at the end, half of them CR.
        #expect(try check(#"{"atLeast": 97.36, "input": "ImageComments"}"#) == (0, ""))
        #expect(try check(#"{"atLeast": 97.37, "input": "ImageComments"}"#)
            == (1, "tagfold: coverage of ImageComments is 97.36 % by instance, below the bar of 97.37 %"))
        #expect(try check(#"{"atLeast": 80, "plugin": "Versioned", "by": "distinct"}"#) == (0, ""))
        #expect(try check(#"{"atLeast": 80.1, "plugin": "Versioned", "by": "distinct"}"#).0 == 1)
        #expect(try check(#"{"atLeast": 97, "input": "ImageComments", "where": {"Modality": "CR"}}"#) == (0, ""))
        #expect(try check(#"{"atLeast": 98, "input": "ImageComments", "where": {"Modality": "CR"}}"#)
            == (1, "tagfold: coverage of ImageComments where Modality is CR is 97.36 % by instance, below the bar of 98 %"))
        #expect(try check(#"{"atLeast": 1, "where": {"Modality": "MG"}}"#)
            == (1, "tagfold: there is no value to hold against the bar: coverage where Modality is MG"))
        #expect(try check(#"{"atLeast": 1, "where": {"Modality": "MG"}, "mayBeMissing": true}"#) == (0, ""))
        #expect(try check(#"{"atLeast": 1, "input": "BodyPart"}"#).0 == 1)
        #expect(try check(#"{"atLeast": 100, "input": "BodyPartExamined"}"#) == (0, ""))
        let several = try check(#"{"atLeast": 100}, {"atLeast": 99, "input": "ImageComments"}"#)
        #expect(several.1.contains("below the bar of 100 %; coverage of ImageComments is"))
    }

    @Test("files of bars that cannot be used end with code 2, file and reason", arguments: [
        ("x", "no file of bars: no valid JSON"), ("{}", "“version” is missing"), (#"{"version": 2, "pluginFailures": 0}"#, "version 2 of bars is not known here"),
        (#"{"version": 1}"#, "it sets no bar"), (#"{"version": 1, "pluginFailurs": 0}"#, "“pluginFailurs” is not known; there are $schema, belowBaseline,"),
        (#"{"version": 1, "coverage": [{"atLeast": "98"}]}"#, "a value of the wrong type at coverage.[0].atLeast"),
        (#"{"version": 1, "coverage": [{"input": "Rows"}]}"#, "“atLeast” is missing at coverage.[0]"),
        (#"{"version": 1, "coverage": [{"atLeast": 101}]}"#, "“atLeast” takes 0.0 to 100.0 at coverage.[0]"),
        (#"{"version": 1, "coverage": [{"atLeast": 1e999}]}"#, "no file of bars"),
        (#"{"version": 1, "coverage": [{"atLeast": 9, "by": "series"}]}"#, "“by” takes distinct or instance at coverage.[0]"),
        (#"{"version": 1, "coverage": [{"atLeast": 9, "where": {"Modality": "CR", "site": "x"}}]}"#, "one of Manufacturer, ManufacturerModelName, Modality, site is wanted"),
        (#"{"version": 1, "coverage": [{"atLeast": 9, "where": {}}]}"#, "one of Manufacturer"), (#"{"version": 1, "newRejected": 0}"#, "“newRejected” takes 1 to"),
        (#"{"version": 1, "pluginFailures": -1}"#, "“pluginFailures” takes 0 to"), (#"{"version": 1, "pluginFailures": 99999999999999999999}"#, "no file of bars"),
        (#"{"version": 1, "newRejected": 100}"#, "has bars that need a baseline"), ("[1]", "no file of bars"), ("", "no file of bars"),
        (#"{"version": 1, "a\u001b[31m\u202e": 1}"#, "“a\\u{1B}[31m\\u{202E}” is not known"),
    ])
    func hostileBars(_ text: String, _ reason: String) throws {
        let bars = try folder.write("bars.json", text)
        let result = try coverage(["--bar", bars])
        #expect(result.code == 2)
        #expect(result.error.hasPrefix("tagfold: \(bars)"), "\(result.error)")
        #expect(result.error.contains(reason), "\(result.error)")
        #expect(result.output.isEmpty && Output.isSafe(result.error))
    }

    @Test("baselines that cannot be used end with code 2, file and reason")
    func hostileBaselines() throws {
        try baseline()
        let good = try TemporaryFolder.text(file("base.json")), local = try TemporaryFolder.text(file("base.local.json"))
        var cases = [
            ("{", "no coverage report: no valid JSON"), (#"{"version": 1}"#, "version 1 of coverage reports is not known here"),
            (#"{"version": 2}"#, "neither a shareable nor a local"), (#"{"version": 2, "kind": "shareable"}"#, "“"), ("null", "no coverage report"),
            (#"{"version": 2, "kind": "local", "coverage": {}}"#, "is missing at coverage"), (String(repeating: "[", count: 100_000), "no coverage report"),
            (good.replacingOccurrences(of: "\"instances\" : 400", with: "\"instances\" : 401"), "its numbers do not add up: "),
            (good.replacingOccurrences(of: "\"instances\" : 400", with: "\"instances\" : -400"), "numbers that cannot be counts"),
            (good.replacingOccurrences(of: "\"instances\" : 400", with: "\"instances\" : 9223372036854775807"), "numbers that cannot be counts"),
            (good.replacingOccurrences(of: "\"tags\" : 1", with: "\"tags\" : 9223372036854775807"), "numbers that cannot be counts"),
            (good.replacingOccurrences(of: "\"total\" : {", with: "\"totals\" : {"), "“total” is missing"),
            (local.replacingOccurrences(of: "\"state\":\"parsed\"", with: "\"state\":\"dreamt\""), "a value that is not known at values"),
        ]
        cases.append((String(good.prefix(good.count / 2)), "no coverage report: no valid JSON"))
        for (text, reason) in cases {
            let path = try folder.write("hostile.json", text)
            for arguments in [["coverage", archive, "--baseline", path], ["coverage", "diff", file("base.json"), path]] {
                let result = try Command.tagfold().run(arguments)
                #expect(result.code == 2, "\(reason): \(result.error)")
                #expect(result.error.hasPrefix("tagfold: \(path): ") && result.error.contains(reason), "\(result.error.prefix(400))")
                #expect(result.output.isEmpty && Output.isSafe(result.error))
            }
        }
        for path in [file("nothing.json"), folder.path] {
            let result = try coverage(["--baseline", path])
            #expect(result.code == 2 && result.error.contains("cannot read \(path)"), "\(result.error)")
        }
        let endless = try coverage(["--bar", "/dev/zero"])
        #expect(endless.code == 2 && endless.error.contains("/dev/zero is larger than 1 MB"), "\(endless.error)")
    }

    @Test("what is read is not replaced")
    func outputs() throws {
        try baseline()
        let before = try TemporaryFolder.read(archive)
        for output in [archive, folder.path + "/./archive.csv", file("base.json")] {
            let result = try coverage(["--baseline", file("base.json"), "--out", output])
            #expect(result.code == 2 && result.error == "tagfold: \(output) is a file that is read: write into another one\n", "\(result.error)")
        }
        #expect(try TemporaryFolder.read(archive) == before)
        #expect(try coverage(["--out", file("x.json"), "--local", file("x.json")]).code == 2)
    }

    @Test("a local report is for its owner alone; what may be shared holds no value")
    func modes() throws {
        try baseline()
        func mode(_ name: String) throws -> Int? { try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int }
        #expect(try mode("base.local.json") == 0o600)
        #expect(try TemporaryFolder.text(file("base.local.json")).contains("\"tall\""))
        let shared = try TemporaryFolder.text(file("base.json"))
        for value in ["tall", "1,80", "P17"] { #expect(!shared.contains(value)) }
        #expect(shared.contains("\"shape\" : \"AAAA\""))
        #expect(try coverage(["--out", file("again.json"), "--threads", "1", "--plugins", file("plugins-0/libVersioned.so")]).code == 0)
        #expect(try TemporaryFolder.text(file("again.json")) == shared)
        #expect(!shared.contains("seconds"))
        let timed = try coverage(["--json", "--timings"])
        #expect(timed.output.contains("\"seconds\" : "))
    }
}
