import Glibc
import TestSupport
import Testing

@testable import VisualEvaluation

/// Pictures kept from run to run.
@Suite("Cache of rendered images")
struct RenderingCacheTests {
    private let scripted: ScriptedRenderer
    private let cache: RenderingCache

    init() throws {
        scripted = try ScriptedRenderer()
        cache = try RenderingCache(folder: scripted.folder.path + "/cache/pictures")
    }

    private var entries: [String] {
        get throws {
            try TemporaryFolder.names(in: cache.folder).flatMap { part in
                try TemporaryFolder.names(in: cache.folder + "/" + part).map { "\(cache.folder)/\(part)/\($0)" }
            }
        }
    }

    @Test("what was rendered once is not rendered again, by content and not by name")
    func hits() throws {
        let renderer = try scripted.renderer(cache: cache)
        let files = try scripted.files(["one", "three", "crash"])
        let first = try renderer.outcomes(files)
        #expect(first.summary.fromCache == 0)
        #expect(try entries.count == 2)
        let copy = Array(try scripted.folder.write("copies/other name", "three").utf8)
        let second = try renderer.outcomes(files + [copy])
        #expect(second.summary.fromCache == 3)
        #expect(second.outcomes == first.outcomes + [first.outcomes[1]])
        #expect(second.summary.problems == [.crashed: 1])
    }

    @Test("entries and folders are readable by the user alone")
    func modes() throws {
        _ = try scripted.render("one", cache: cache)
        var status = stat()
        for path in [cache.folder, try #require(entries.first)] {
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o077 == 0)
        }
    }

    @Test("another version of the backend, or another fit, is another picture")
    func keys() throws {
        #expect(try scripted.render("one", cache: cache)[0].image?.pixels[0] == 0)
        var options = ScriptedRenderer.options
        options.fit = .aspect
        #expect(try scripted.render("one", options: options, cache: cache)[0].image?.pixels[0] == 1)
        let newer = try ScriptedRenderer(defines: ["VERSION": "\"scripted 2\""])
        #expect(try newer.renderer(cache: cache).outcomes(scripted.files(["one"])).summary.fromCache == 0)
        #expect(try entries.count == 3)
    }

    @Test("an entry that is not as it was written is made anew", arguments: ["bit", "cut", "longer", "other", "empty", "link", "folder"])
    func damaged(_ how: String) throws {
        let renderer = try scripted.renderer(cache: cache)
        let files = try scripted.files(["one"])
        let good = try renderer.outcomes(files).outcomes
        let entry = try #require(entries.first)
        let name = String(entry.dropFirst(scripted.folder.path.count + 1))
        var bytes = try TemporaryFolder.read(entry)
        switch how {
        case "bit": bytes[bytes.count / 2] ^= 4
        case "cut": bytes.removeLast()
        case "longer": bytes.append(0)
        case "other": bytes = try otherEntry()
        case "empty": bytes = []
        default: break
        }
        unlink(entry)
        switch how {
        case "link": #expect(symlink("/etc/passwd", entry) == 0)
        case "folder": #expect(mkdir(entry, 0o700) == 0)
        default: try scripted.folder.write(name, bytes)
        }
        let (outcomes, summary) = try renderer.outcomes(files)
        #expect(outcomes == good)
        #expect(summary.damagedEntries == 1)
        #expect(summary.fromCache == 0)
        if how != "folder" { #expect(try renderer.outcomes(files).summary.fromCache == 1) }
    }

    /// A good entry, of another file.
    private func otherEntry() throws -> [UInt8] {
        let other = try RenderingCache(folder: scripted.folder.path + "/other")
        _ = try ScriptedRenderer().render("three", cache: other)
        let part = try #require(try TemporaryFolder.names(in: other.folder).first)
        let name = try #require(try TemporaryFolder.names(in: other.folder + "/" + part).first)
        return try TemporaryFolder.read("\(other.folder)/\(part)/\(name)")
    }

    @Test("a folder that others can write to is no cache")
    func refused() throws {
        #expect(chmod(cache.folder, 0o777) == 0)
        let error = #expect(throws: RenderingError.self) { try RenderingCache(folder: cache.folder) }
        #expect(error?.code == .badCache)
        let file = try scripted.folder.write("file", "")
        #expect(throws: RenderingError.self) { try RenderingCache(folder: file) }
        #expect(throws: RenderingError.self) { try RenderingCache(folder: file + "/below") }
    }
}
