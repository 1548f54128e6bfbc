import Foundation
import TestSupport
import Testing

/// The built command with plugins that mean harm, all at once.
@Suite("Hostile plugins in a run")
struct HostilePluginTests {
    /// Each misbehaves at the value “boom” of a tag of its own; the last two all the time.
    private static let comments: [(name: String, keyword: String, tag: UInt32, reason: String)] = [
        ("SEGFAULT", "ImageComments", 0x0020_4000, "it crashed (SIGSEGV)"),
        ("ABORT_ON_THREAD", "PatientComments", 0x0010_4000, "it crashed (SIGABRT)"),
        ("LOOP", "AdditionalPatientHistory", 0x0010_21B0, "it did not answer within 2.0 seconds"),
        ("EXIT", "AcquisitionComments", 0x0018_4000, "it ended its process, with exit code 0"),
        ("STACK", "FrameComments", 0x0020_9158, "it crashed (SIGSEGV)"),
        ("LEAK", "StudyComments", 0x0032_4000, "it ran out of its 128 MB of memory"),
        ("BAD_UTF8", "RequestedProcedureComments", 0x0040_1400, "it answered with a label that is not UTF-8"),
        ("TOO_MANY", "ImagingServiceRequestComments", 0x0040_2400, "it gave too many answers"),
        ("NO_SUCH_ITEM", "CommentsOnThePerformedProcedureStep", 0x0040_0280, "it answered with an item that the batch has not"),
        ("NOT_FINITE", "DerivationDescription", 0x0008_2111, "it answered with a number that is not finite"),
        ("DOUBLE_FREE", "AdmittingDiagnosesDescription", 0x0008_1080, "it crashed (SIGABRT)"),
        ("STDOUT", "LensMake", 0x0016_004F, ""),
        ("GUESS", "ContrastBolusRoute", 0x0018_1040, ""),
    ]

    private struct Coverage: Decodable {
        struct Count: Decodable { var distinct: Int, instances: Int }
        struct Input: Decodable {
            var name: String
            var plugin: String?
            var states: [String: Count]
            var reasons: [String: Count]
        }
        struct Plugin: Decodable {
            var name: String
            var failures: Int
            var quarantine: String?
            var printedBytes: Int
        }
        var inputs: [Input]
        var plugins: [Plugin]
    }

    private static func archive() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 0..<40 {
            var image = DICOMFile.image(number).with(0x0008_0060, "CS", ["CT", "MR"][number % 2])
                .with(0x0018_0015, "CS", ["CHEST", "Knie", "HAND"][number % 3]).with(0x0028_0030, "DS", "0.\(1 + number % 5)\\0.5")
            for comment in comments.dropLast(2) { image = image.with(comment.tag, "LT", number == 23 ? "boom" : "\(number)") }
            for comment in comments.suffix(2) { image = image.with(comment.tag, comment.name == "STDOUT" ? "UT" : "LO", "\(number)") }
            try folder.write("archive/\(100 + number).dcm", image.bytes)
        }
        return folder
    }

    private static func plugins() throws -> TemporaryFolder {
        let target = try TemporaryFolder()
        let compiler = try CCompiler()
        for comment in comments {
            _ = try compiler.plugin("Hostile\(comment.name)", from: "Hostile", defines: ["MISCHIEF": comment.name, "PATH": "\"\(comment.keyword)\""], in: target)
        }
        _ = try compiler.plugin("WrongABI", from: "Declared", defines: ["ABI_VERSION": "0x20000u"], in: target)
        _ = try compiler.plugin("Truncated", from: "Declared", defines: ["INPUT_SIZE": "24"], in: target)
        _ = try compiler.plugin("NoEntry", from: "NoEntry", in: target)
        _ = try compiler.plugin("Unresolved", from: "Unresolved", in: target)
        return target
    }

    private static func run(_ folder: TemporaryFolder, _ arguments: [String]) throws -> (result: Command.Result, coverage: Coverage) {
        let result = try Command.tagfold().run(["coverage", folder.path + "/archive", "--json"] + arguments)
        return (result, try JSONDecoder().decode(Coverage.self, from: Data(result.output.utf8)))
    }

    @Test("the run completes, each costs its own values, and what others answer is the same byte for byte")
    func together() throws {
        let folder = try Self.archive(), plugins = try Self.plugins()
        let limits = ["--plugin-memory", "128", "--plugin-time-limit", "2"]
        let (good, without) = try Self.run(folder, limits)
        let (result, with) = try Self.run(folder, limits + ["--plugins", plugins.path])
        #expect(good.code == 0)
        #expect(result.code == 0)
        for refused in ["libWrongABI.so: built for ABI 2.0", "libTruncated.so: its inputs have the struct size 24", "libNoEntry.so: no symbol", "libUnresolved.so"] {
            #expect(result.error.contains(refused), "\(refused)")
        }
        for comment in Self.comments {
            let input = try #require(with.inputs.first { $0.name == comment.keyword })
            let plugin = try #require(with.plugins.first { $0.name == "Hostile\(comment.name)" })
            #expect(input.plugin == plugin.name)
            switch comment.name {
            case "GUESS":
                #expect(input.states["failed"]?.distinct == 40)
                #expect(plugin.quarantine?.contains("answered the same value differently") == true)
            case "STDOUT":
                #expect(input.states["parsed"]?.distinct == 40)
                #expect(plugin.printedBytes > 0)
            default:
                #expect(input.states["failed"]?.distinct == 1, "\(comment.name) \(input.states)")
                #expect(input.states["parsed"]?.distinct == 39, "\(comment.name) \(input.states)")
                #expect(input.reasons.keys.contains { $0.hasPrefix("failed: the plugin failed: " + comment.reason) }, "\(comment.name) \(input.reasons.keys)")
                #expect(plugin.failures == 1)
            }
        }
        let others = Set(without.inputs.compactMap(\.plugin))
        for input in without.inputs where input.plugin != nil && !Self.comments.contains(where: { $0.keyword == input.name }) {
            let same = try #require(with.inputs.first { $0.name == input.name })
            #expect("\(same.states.sorted { $0.key < $1.key })" == "\(input.states.sorted { $0.key < $1.key })")
            #expect(same.plugin == input.plugin)
        }
        #expect(others.count >= 3)
    }

    @Test("a plugin in quarantine is remembered by its hash, and refused until its line is removed")
    func remembered() throws {
        let folder = try Self.archive(), plugins = try TemporaryFolder(), list = folder.path + "/quarantine"
        _ = try CCompiler().plugin("Hostile", from: "Hostile", defines: ["MISCHIEF": "SEGFAULT"], in: plugins)
        let arguments = ["--plugins", plugins.path, "--quarantine", list, "--plugin-failures", "1"]
        let first = try Self.run(folder, arguments)
        #expect(first.result.error.contains("plugin in quarantine  libHostile.so (SHA-256 "))
        let line = try TemporaryFolder.text(list)
        #expect(line.hasSuffix("  libHostile.so\n"))
        #expect(line.count == 64 + 2 + "libHostile.so\n".count)
        let second = try Self.run(folder, arguments)
        #expect(second.result.error.contains("libHostile.so: it is in quarantine"))
        #expect(!second.coverage.plugins.contains { $0.name == "Hostile" })
        #expect(try TemporaryFolder.text(list) == line)
        try folder.write("quarantine", "")
        #expect(try Self.run(folder, arguments).coverage.plugins.contains { $0.name == "Hostile" })
    }
}
