import Foundation
import Glibc
import TestSupport
import Testing

/// Thousands of values that nobody may see, planted wherever a value can stand: none of them leaves in what may be shared.
@Suite("What may be shared holds no value", .serialized)
struct CanaryTests {
    /// Everything is planted and run once.
    private final class Scene {
        let archive: CanaryArchive
        var search: CanarySearch { CanarySearch(archive.canaries) }
        var shareable: [(name: String, bytes: [UInt8])] = []
        var local: [(name: String, bytes: [UInt8])] = []

        init() throws {
            archive = try CanaryArchive()
            try runAll()
        }

        func file(_ name: String) -> String { archive.folder.path + "/" + name }

        /// What the command says may be shared, unless it shows values.
        @discardableResult
        func run(_ arguments: [String], codes: Set<Int32>, isLocal: Bool = false) throws -> Command.Result {
            let result = try Command.tagfold().run(arguments)
            #expect(codes.contains(result.code), "\(arguments.first ?? ""): \(result.code) \(result.error.suffix(300))")
            let name = arguments.filter { !$0.hasPrefix("/") }.joined(separator: " ")
            let said = [(name + ", output", Array(result.output.utf8)), (name + ", error", Array(result.error.utf8))]
            if isLocal { local += said } else { shareable += said }
            return result
        }

        private func take(_ name: String, isLocal: Bool) throws {
            let entry = (name, try TemporaryFolder.read(file(name)))
            if isLocal { local.append(entry) } else { shareable.append(entry) }
        }

        private func runAll() throws {
            let site = ["--site-dictionary", archive.siteDictionary]
            try run(["run", archive.path, archive.list, "--out", file("out"), "--k", "2,3"] + site, codes: [0])
            for name in try TemporaryFolder.names(in: file("out")) { try take("out/\(name)", isLocal: !CanaryTests.shareable.contains(name)) }
            try coverage(site)
            try diffs()
            try failures(site)
            for arguments in [["tags", archive.path, "--csv", "--top", "20"], ["dictionary", "suggest", archive.list, "--tag", "BodyPartExamined"] + site] {
                try run(arguments, codes: [0], isLocal: true)
            }
            try run(["coverage", archive.path, "--show-values"] + site, codes: [0], isLocal: true)
        }

        /// With every output, held against bars that fail.
        private func coverage(_ site: [String]) throws {
            let bars = try archive.folder.write(
                "bars.json", """
                {"version": 1, "coverage": [{"atLeast": 100}, {"atLeast": 100, "where": {"site": "site 1"}, "mayBeMissing": true}], "pluginFailures": 0,
                 "refusedFiles": 0, "belowBaseline": 0.1, "newRejected": 1, "changedAnswers": 0}
                """)
            try run(
                ["coverage", archive.list, "--local", file("before.local.json"), "--out", file("before.json"), "--json"] + site, codes: [0])
            for (number, baseline) in ["before.local.json", "before.json"].enumerated() {
                let bar = number == 0 ? ["--bar", bars] : []
                try run(
                    [
                        "coverage", archive.path, archive.list, "--strata", "--site-by", number == 0 ? "institution" : "folder", "--baseline", file(baseline),
                        "--out", file("\(number).json"), "--local", file("\(number).local.json"), "--junit", file("\(number).xml"),
                        "--markdown", file("\(number).md"), "--threads", "2",
                    ] + bar + site, codes: [0, 1])
                for name in ["json", "xml", "md"] { try take("\(number).\(name)", isLocal: false) }
                try take("\(number).local.json", isLocal: true)
            }
            try take("before.json", isLocal: false)
            try take("before.local.json", isLocal: true)
        }

        private func diffs() throws {
            try run(["coverage", "diff", file("before.json"), file("0.json")], codes: [0])
            try run(["coverage", "diff", file("before.json"), file("0.json"), "--json"], codes: [0])
            try run(["coverage", "diff", file("before.json"), file("0.local.json")], codes: [0])
            try run(["coverage", "diff", file("before.local.json"), file("0.local.json")], codes: [0], isLocal: true)
        }

        /// What goes wrong is told without what is in the files.
        private func failures(_ site: [String]) throws {
            for command in [["coverage", archive.broken], ["run", archive.broken, "--out", file("none")]] { try run(command, codes: [3]) }
            let plan = String(decoding: try TemporaryFolder.read(file("out/plan.json")), as: UTF8.self)
            let listed = try archive.folder.write("plan.json", plan)
            try run(["run", archive.list, "--out", file("replayed"), "--plan", listed, "--k", "2"] + site, codes: [0, 2])
            let cut = try archive.folder.write("cut.json", String(plan.prefix(plan.count / 2)))
            try run(["run", archive.list, "--out", file("none"), "--plan", cut], codes: [2])
            let local = String(decoding: try TemporaryFolder.read(file("before.local.json")), as: UTF8.self)
            try archive.folder.write("wrong.json", local.replacingOccurrences(of: "\"instances\":", with: "\"instances\":\"x\",\"y\":"))
            try run(["coverage", archive.list, "--baseline", file("wrong.json")], codes: [2])
            try run(["coverage", archive.list, "--in-process", "--fail-under", "100"] + site, codes: [1])
        }
    }

    /// All others of a run are local.
    static let shareable: Set = ["coverage.json", "coverage.xml", "coverage.md", "report.html", "SHARING.txt"]

    @Test("no canary, and no piece of one, in any encoding")
    func canaries() throws {
        let scene = try Scene()
        #expect(scene.archive.canaries.count >= 5_000)
        #expect(scene.shareable.count > 30)
        let search = scene.search
        // Reports of one archive have most lines in common.
        var known: Set<ArraySlice<UInt8>> = []
        for (name, bytes) in scene.shareable {
            let lines = bytes.split(separator: 10).filter { known.insert($0).inserted }
            let found = search.found(in: Array(lines.joined(separator: [10]))).prefix(5).map { "\(search.text($0.key)) (\($0.value))" }
            #expect(found.isEmpty, "\(name): \(found.joined(separator: ", "))")
        }
        let seen = scene.local.reduce(into: Set<Int>()) { $0.formUnion(search.plain(in: $1.bytes.prefix(4 << 20).map { $0 })) }
        #expect(seen.count >= 2_000, "the local files hold \(seen.count) of \(scene.archive.canaries.count)")

        for name in try TemporaryFolder.names(in: scene.file("out")) {
            var status = stat()
            #expect(stat(scene.file("out/\(name)"), &status) == 0)
            #expect(status.st_mode & 0o777 == (CanaryTests.shareable.contains(name) ? 0o644 : 0o600), "\(name)")
        }
    }

    @Test("the search finds canaries in whatever they are written")
    func search() throws {
        let canaries = Canaries()
        let (word, date, letters) = (canaries.word(), canaries.date(), try canaries.letters("ЖЩЪЫЬЭЮЯ", "ISO-8859-5"))
        let search = CanarySearch(canaries)
        func isFound(_ bytes: [UInt8]) -> Bool { !search.found(in: Array("some text ".utf8) + bytes + Array(" and more".utf8)).isEmpty }
        let text = Array(word.utf8)
        let forms: [String: [UInt8]] = [
            "plain": text, "small": Array(word.lowercased().utf8), "a piece": Array(text[2..<8]), "UTF-16": text.flatMap { [$0, 0] },
            "base64": Array(Data(text).base64EncodedString().utf8), "base64 in the middle": Array(Data(Array("ab".utf8) + text).base64EncodedString().utf8),
            "hexadecimal": Array(text.map { String($0, radix: 16) }.joined().utf8), "percent": Array(text.map { "%" + String($0, radix: 16) }.joined().utf8),
            "JSON": Array(text.map { "\\u00" + String($0, radix: 16) }.joined().utf8), "HTML": Array(text.map { "&#\($0);" }.joined().utf8),
            "terminal": Array(text.map { "\\u{" + String($0, radix: 16) + "}" }.joined().utf8), "spaced": text.flatMap { [$0, 0x20] },
            "date": Array(date.utf8), "date with marks": Array("\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))".utf8), "letters": letters,
            "letters as Latin-1": Array(String(String.UnicodeScalarView(letters.map { Unicode.Scalar($0) })).utf8),
        ]
        for (form, bytes) in forms { #expect(isFound(bytes), "\(form)") }
        #expect(!isFound(Array("0.\(date)".utf8) + Array(text.prefix(5))))
    }
}
