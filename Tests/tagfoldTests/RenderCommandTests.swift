import Foundation
import TestSupport
import Testing

/// `tagfold render` as a user runs it, over a backend that does what the first word of each file says.
@Suite("Command: render")
struct RenderCommandTests {
    private let folder: TemporaryFolder
    private let backend: String
    private let files: String
    private let out: String

    init() throws {
        folder = try TemporaryFolder()
        backend = try CCompiler().renderer(from: "Scripted", in: folder)
        for (name, text) in [("a.dcm", "fine"), ("b\u{1B}[31m,\"x\".dcm", "crash"), ("sub/Doe^Jane.dcm", "four"), ("sub/last", "hang")] {
            try folder.write("files/" + name, text)
        }
        (files, out) = (folder.path + "/files", folder.path + "/out")
    }

    private func render(_ arguments: String...) throws -> Command.Result {
        try Command.tagfold().run(["render", files, "--out", out, "--renderer", backend, "--render-time-limit", "0.5"] + arguments)
    }

    @Test("help has an example, and says that pictures are not for sharing")
    func help() throws {
        let result = try Command.tagfold().run(["render", "--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("EXAMPLE: tagfold render"))
        #expect(result.output.contains("not for sharing"))
    }

    @Test("a picture for each file that can be rendered, and a count of the others by reason")
    func pictures() throws {
        let result = try render()
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("4 files: 2 rendered\n  timedOut ×1: takes more time than the limits allow\n  crashed ×1: its decoding crashed\n"))
        #expect(try TemporaryFolder.names(in: out) == ["000001.pgm", "000003.pgm", "images.csv"])
        let picture = try TemporaryFolder.read(out + "/000001.pgm")
        #expect(picture.count == 15 + 128 * 128)
        #expect(picture.starts(with: Array("P5\n128 128\n255\n".utf8)))
        #expect(picture.last == 4)
        let lines = try TemporaryFolder.text(out + "/images.csv").split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0] == "picture,outcome,path")
        #expect(lines[1] == "000001.pgm,rendered,\(files)/a.dcm")
        #expect(lines[2].hasPrefix(",crashed,"))
    }

    @Test("nothing that is printed names a file; what is written, only the user can read")
    func privacy() throws {
        let result = try render()
        #expect(!(result.output + result.error).contains("Doe"))
        #expect(!(result.output + result.error).contains("\u{1B}"))
        var status = stat()
        for name in ["", "/images.csv", "/000001.pgm"] {
            #expect(stat(out + name, &status) == 0)
            #expect(status.st_mode & 0o077 == 0)
        }
    }

    @Test("a second run takes its pictures from the cache, and writes the same bytes")
    func cache() throws {
        let cache = folder.path + "/cache"
        _ = try render("--cache", cache)
        let first = try TemporaryFolder.read(out + "/000003.pgm")
        let result = try render("--cache", cache)
        #expect(result.output.hasPrefix("4 files: 2 rendered, 2 of them from the cache\n"))
        #expect(try TemporaryFolder.read(out + "/000003.pgm") == first)
        #expect(try render("--cache", cache, "--fit", "aspect").output.hasPrefix("4 files: 2 rendered\n"))
    }

    @Test("where nothing can be rendered: exit code 3")
    func nothing() throws {
        let bad = try folder.write("bad/one", "crash")
        let result = try Command.tagfold().run(["render", bad, "--out", out, "--renderer", backend])
        #expect(result.code == 3)
        #expect(result.error.contains("none of 1 files could be rendered"))
        #expect(try Command.tagfold().run(["render", folder.path + "/none", "--out", out, "--renderer", backend]).code == 3)
    }

    @Test("without a backend it says what to install; other commands need none")
    func noBackend() throws {
        let missing = try Command.tagfold().run(["render", files, "--out", out, "--renderer", folder.path + "/none.so"])
        #expect(missing.code == 2)
        #expect(missing.error.contains("there is no rendering backend"))
        let wrong = try Command.tagfold().run(["render", files, "--out", out, "--renderer", try folder.write("text.so", "text")])
        #expect(wrong.code == 2)
        #expect(wrong.error.contains("cannot be loaded"))
        // A command alone in a folder, far from any backend.
        let alone = folder.path + "/bin/tagfold"
        try FileManager.default.createDirectory(atPath: folder.path + "/bin", withIntermediateDirectories: true)
        // By another process: a file that this one has open to write, and that a child inherits, cannot be started.
        #expect(try Command("cp").run([try Places.products() + "/tagfold", alone]).code == 0)
        let result = try Command(alone).run(["render", files, "--out", out])
        #expect(result.code == 2)
        for word in ["libdcmtk-dev", "libopenjp2-7-dev", "Scripts/build_backends.sh"] { #expect(result.error.contains(word)) }
    }

    @Test("a command that is killed leaves no worker behind, whatever that is at")
    func killed() throws {
        let hanging = try folder.write("hanging/one", "spin")
        #expect(throws: SupportFailure.self) {
            try Command.tagfold().run(["render", hanging, "--out", out, "--renderer", backend, "--render-time-limit", "600"], seconds: 3)
        }
        for _ in 0..<100 where !workers().isEmpty { usleep(100_000) }
        #expect(workers().isEmpty)
    }

    /// Processes that have this test's backend loaded.
    private func workers() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil && (try? TemporaryFolder.text("/proc/\($0)/maps"))?.contains(backend) == true }
    }

    @Test("wrong options are usage errors", arguments: [["--fit", "crop"], ["--render-workers", "0"], ["--render-time-limit", "0"], ["--render-memory", "1"]])
    func usage(_ arguments: [String]) throws {
        #expect(try Command.tagfold().run(["render", files, "--out", out] + arguments).code == 2)
    }

    @Test("a cache that others can write to is refused")
    func badCache() throws {
        let cache = folder.path + "/cache"
        mkdir(cache, 0o700)
        chmod(cache, 0o777)
        let result = try render("--cache", cache)
        #expect(result.code == 2)
        #expect(result.error.contains("can be written by others"))
    }
}
