import Foundation
import Glibc
import TestSupport
import Testing

@testable import PluginConformance

/// `tagfold plugin verify` over good plugins and bad ones.
@Suite("Command: plugin verify")
struct VerifyCommandTests {
    struct Report: Decodable {
        struct Check: Decodable {
            let id: String
            let outcome: String
            let detail: String
        }
        let failed: Int
        let passed: Int
        let checks: [Check]

        func outcome(_ id: String) -> Check? { checks.first { $0.id == id } }
    }

    private func verify(_ library: String, _ arguments: [String] = [], seconds: Int = 240) throws -> (result: Command.Result, report: Report) {
        let result = try Command.tagfold().run(["plugin", "verify", library, "--json"] + arguments, seconds: seconds)
        return (result, try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)))
    }

    /// A copy that only its owner can write to, as installed plugins are: a test may run with any umask.
    private func copy(_ name: String, _ path: String) throws -> (folder: TemporaryFolder, path: String) {
        let folder = try TemporaryFolder()
        let path = try folder.write("lib\(name).so", try TemporaryFolder.read(path))
        chmod(path, 0o755)
        return (folder, path)
    }

    /// All checks of all plugins take minutes; these are those that found something yet.
    private static let tellingChecks = "column-names,answers-fit,deterministic,order-reversed,no-threads,no-descriptors,reasons-private,reads-within"

    @Test("every plugin of this tree passes the checks that tell most", arguments: (try? TemporaryFolder.names(in: Places.repository + "/Plugins").sorted()) ?? [])
    func telling(_ name: String) throws {
        let plugin = try copy(name, try Places.products() + "/lib\(name).so"), vectors = Places.repository + "/Plugins/\(name)/vectors.txt"
        let result = try Command.tagfold().run(["plugin", "verify", plugin.path, "--vectors", vectors, "--only", Self.tellingChecks, "--time-limit", "120"])
        #expect(result.code == 0, "\(result.output)")
        withExtendedLifetime(plugin.folder) {}
        #expect(result.output.hasSuffix("8 checks: 8 passed, 0 warned, 0 failed, 0 skipped\n"), "\(result.output)")
    }

    @Test("plugins of this tree, in C and in Swift, pass every check", arguments: ["Manufacturer", "PixelSpacing", "NumericArray"])
    func shipped(_ name: String) throws {
        let plugin = try copy(name, try Places.products() + "/lib\(name).so")
        let (result, report) = try verify(plugin.path, ["--vectors", "\(Places.repository)/Plugins/\(name)/vectors.txt"])
        for check in report.checks { #expect(check.outcome == "passed" || check.id == "locale-independent", "\(check.id): \(check.detail)") }
        #expect(report.checks.count >= 80)
        #expect(result.code == 0)
    }

    struct Misbehaviour: Sendable, CustomTestStringConvertible {
        let fault: String
        let check: String
        /// Part of what is told.
        let detail: String
        var testDescription: String { "\(fault): \(check)" }
    }

    static let misbehaviours = [
        Misbehaviour(fault: "CRASH", check: "values-messy", detail: "it crashes: SIGSEGV, segmentation fault (claim 0, body part: “KNEE LT”)"),
        Misbehaviour(fault: "HANG", check: "values-messy", detail: "it hangs: not done within 2 seconds (claim 0, coil: “HE1-4;NE1,2”)"),
        Misbehaviour(fault: "LEAVE", check: "values-long", detail: "it ended the process, with exit code 0, before the check was over (claim 0, 1 MB"),
        Misbehaviour(fault: "PRINT", check: "no-output", detail: "bytes to standard output"),
        Misbehaviour(fault: "TELL", check: "reasons-private", detail: "holds “zq7xkpvw” of the value"),
        Misbehaviour(fault: "LOG", check: "log-private", detail: "of the value"),
        Misbehaviour(fault: "READ_ON", check: "reads-within", detail: "it crashes: SIGSEGV, segmentation fault (claim 0, it reads past the end"),
        Misbehaviour(fault: "WRITE", check: "writes-nothing", detail: "SIGSEGV, segmentation fault (claim 0, a batch that cannot be written to)"),
        Misbehaviour(fault: "KEEP", check: "keeps-nothing", detail: "SIGSEGV, segmentation fault (claim 0, after a batch"),
        Misbehaviour(fault: "LEAVE_OPEN", check: "no-descriptors", detail: "1 more is open"),
        Misbehaviour(fault: "THREAD", check: "no-threads", detail: "1 more runs"),
        Misbehaviour(fault: "COUNT_UP", check: "deterministic", detail: "is answered with number 0.0"),
        Misbehaviour(fault: "COUNT_UP", check: "order-reversed", detail: "in a reversed batch"),
        Misbehaviour(fault: "ADDRESS", check: "deterministic-processes", detail: "two processes get different answers"),
        Misbehaviour(fault: "LEAK", check: "memory-bounded", detail: "MB more after"),
        Misbehaviour(fault: "INSIST", check: "sink-refuses", detail: "it hangs: not done within 2 seconds (claim 0, every answer is refused with BAD_ARGUMENT)"),
        Misbehaviour(fault: "SIGNAL", check: "process-unchanged", detail: "it changed what the signal 2 does"),
        Misbehaviour(fault: "NAN_ANSWER", check: "answers-fit", detail: "an answer breaks the contract: number: NaN or infinity"),
        Misbehaviour(fault: "BLIND", check: "entry-host-other-major", detail: "it starts with a host of version 0.0"),
        Misbehaviour(fault: "BLIND", check: "batch-unknown-claim", detail: "parse takes the claim 1"),
        Misbehaviour(fault: "BLIND", check: "entry-small-plugin", detail: "it crashes: SIGSEGV"),
        Misbehaviour(fault: "ON_END", check: "finishes", detail: "it crashes when the process ends: SIGABRT, aborted"),
    ]

    @Test("each misbehaviour is found, by its check, and told in words", arguments: misbehaviours)
    func misbehaving(_ misbehaviour: Misbehaviour) throws {
        let folder = try TemporaryFolder()
        let library = try CCompiler().plugin("Bad", from: "Misbehaving", defines: ["FAULT": misbehaviour.fault], in: folder)
        chmod(library, 0o755)
        let limit = ["HANG", "INSIST"].contains(misbehaviour.fault) ? "2" : "30"
        let (result, report) = try verify(library, ["--only", misbehaviour.check, "--time-limit", limit])
        let check = try #require(report.outcome(misbehaviour.check))
        #expect(check.outcome == "failed")
        #expect(check.detail.contains(misbehaviour.detail), "\(check.detail)")
        #expect(result.code == 1)
    }

    @Test("the same plugin without a fault passes all of these")
    func behaving() throws {
        let folder = try TemporaryFolder()
        let library = try CCompiler().plugin("Good", from: "Misbehaving", defines: ["FAULT": "NOTHING"], in: folder)
        chmod(library, 0o755)
        let (result, report) = try verify(library, ["--only", Set(VerifyCommandTests.misbehaviours.map(\.check)).sorted().joined(separator: ",")])
        for check in report.checks { #expect(check.outcome == "passed", "\(check.id): \(check.detail)") }
        #expect(result.code == 0)
    }

    @Test("vectors that do not hold are told with file and line, what was expected and what was answered")
    func vectors() throws {
        let plugin = try copy("PixelSpacing", try Places.products() + "/libPixelSpacing.so")
        let vectors = try plugin.folder.write("vectors.txt", "PixelSpacing:DS=1\\2\t=>\tPixelSpacing_row=1\tPixelSpacing_column=3\n")
        let (result, report) = try verify(plugin.path, ["--only", "vectors-hold"])
        #expect(report.checks.map(\.outcome) == ["failed"])
        #expect(
            report.checks[0].detail
                == "\(vectors):1: expected PixelSpacing_column=3  PixelSpacing_row=1; answered PixelSpacing_column=2.0  PixelSpacing_row=1.0")
        #expect(result.code == 1)
    }

    @Test("exit codes: no such file, bad vectors, an unknown check, a file that is none")
    func codes() throws {
        let command = try Command.tagfold(), folder = try TemporaryFolder()
        #expect(try command.run(["plugin", "verify", folder.path + "/libNone.so"]).code == 3)
        let text = try folder.write("libText.so", "no library"), vectors = try folder.write("bad.txt", "nothing\n")
        #expect(try command.run(["plugin", "verify", text, "--vectors", vectors]).code == 2)
        #expect(try command.run(["plugin", "verify", text, "--only", "luck"]).code == 2)
        let result = try command.run(["plugin", "verify", text, "--only", "file-is-library,loads"])
        #expect(result.code == 1)
        #expect(result.output.contains("it is no ELF file"))
        #expect(result.output.contains("2 checks: 0 passed, 0 warned, 2 failed, 0 skipped"))
    }

    @Test("checks have names of their own, and say why they are there")
    func names() {
        let checks = ConformanceCheck.all
        #expect(Set(checks.map(\.id)).count == checks.count)
        #expect(checks.allSatisfy { !$0.title.isEmpty && !$0.why.isEmpty })
        #expect(checks.allSatisfy { check in check.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
    }

    @Test("units of UCUM", arguments: [
        ("mm", true), ("deg", true), ("/min", true), ("mg/mL", true), ("10*6/ul", true), ("kg.m/s2", true), ("mA.s", true), ("%", true), ("{count}", true), ("m[H2O]", true),
        ("mm/(s.K)", true), ("1", true), ("a", true), ("", false), ("millimetre", false), ("sec", false), ("mm per s", false), ("m/", false), ("(m", false), ("µm", false),
    ])
    func units(_ text: String, _ isCode: Bool) { #expect(UCUM.isCode(text) == isCode) }
}
