import Dictionaries
import Glibc
import TestSupport
import Testing

@testable import PluginHost

/// Which plugins are trusted at all.
@Suite("Trusting plugins")
struct TrustTests {
    private let folder: TemporaryFolder
    private let dictionaries: DictionarySet

    init() throws {
        dictionaries = try FixturePlugins.dictionaries()
        folder = try FixturePlugins.folder(declared: [.init(name: "One"), .init(name: "Two")])
        chmod(folder.path, 0o755)
        for name in ["One", "Two"] { chmod(folder.path + "/lib\(name).so", 0o755) }
    }

    private func refusals(_ folders: [String]? = nil, files: [String] = []) -> [String] {
        let host = PluginHost(folders: folders ?? [folder.path], files: files, dictionaries: dictionaries)
        defer { host.finish() }
        return host.refusals.filter { $0.code == .untrusted }.map { "\($0.path.split(separator: "/").last ?? ""): \($0.reason)" }
    }

    @Test func whatOnlyTheOwnerWritesLoads() { #expect(refusals().isEmpty) }

    @Test(arguments: [(mode_t(0o775), "its group"), (0o757, "everybody"), (0o777, "everybody")])
    func othersMayWriteTheFile(_ mode: mode_t, _ who: String) {
        chmod(folder.path + "/libTwo.so", mode)
        #expect(refusals() == ["libTwo.so: the file can be written by \(who) (mode \(String(mode, radix: 8))): chmod go-w"])
    }

    @Test func othersMayWriteTheFolder() {
        chmod(folder.path, 0o1777)
        #expect(refusals().count == 2)
        #expect(refusals().allSatisfy { $0.contains("its folder \(folder.path) can be written by everybody (mode 1777)") })
        #expect(refusals([], files: [folder.path + "/libOne.so"]).count == 1)
    }

    @Test func linksStayInTheirFolder() throws {
        let other = try FixturePlugins.folder(declared: [.init(name: "Three")])
        try #require(symlink(other.path + "/libThree.so", folder.path + "/libThree.so") == 0)
        try #require(symlink("libOne.so", folder.path + "/libFour.so") == 0)
        let found = refusals()
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("libThree.so: it is a link out of its folder, to ") == true)
        // The folder itself may be reached by a link.
        let links = try TemporaryFolder()
        try #require(symlink(other.path, links.path + "/plugins") == 0)
        #expect(refusals([links.path + "/plugins"]).isEmpty)
    }

    // MARK: plugins.lock

    private func writeLock(_ text: String, mode: mode_t = 0o644) throws {
        try folder.write(PluginLock.fileName, Array(text.utf8))
        chmod(folder.path + "/" + PluginLock.fileName, mode)
    }

    @Test func onlyPinnedPluginsLoad() throws {
        let lock = try PluginLock(of: folder.path)
        #expect(lock.entries.map(\.name) == ["libOne.so", "libTwo.so"])
        try writeLock(lock.text)
        #expect(refusals().isEmpty)
        #expect(try PluginLock(folder: folder.path)?.entries == lock.entries)

        // A new file: writing into one that is loaded would change what runs.
        unlink(folder.path + "/libTwo.so")
        try FixturePlugins.add("Two", "Declared", ["COLUMN_NAME": "\"other\""], to: folder)
        chmod(folder.path + "/libTwo.so", 0o755)
        let (pinned, now) = (lock.entries[1].hash.prefix(12), try PluginLock(of: folder.path).entries[1].hash.prefix(12))
        #expect(refusals() == ["libTwo.so: its SHA-256 is \(now)…, and not what plugins.lock pins (\(pinned)…)"])

        try writeLock("# of ours\n\n\(lock.entries[1].hash) *libTwo.so\n")
        #expect(refusals().contains("libOne.so: plugins.lock of its folder does not name it"))
        #expect(refusals([], files: [folder.path + "/libOne.so"]).count == 1)
    }

    @Test(arguments: ["libOne.so", "0123  libOne.so", String(repeating: "A", count: 64) + "  libOne.so", String(repeating: "a", count: 64) + "  "])
    func aLockThatIsNoneLetsNothingThrough(_ text: String) throws {
        try writeLock("# first\n" + text + "\n")
        #expect(refusals().count == 2)
        #expect(refusals().allSatisfy { $0.contains("plugins.lock:2: not a SHA-256 in lower case") })
    }

    @Test func aLockThatOthersWriteLetsNothingThrough() throws {
        try writeLock(try PluginLock(of: folder.path).text, mode: 0o666)
        #expect(refusals().count == 2)
        #expect(refusals().allSatisfy { $0.contains("plugins.lock can be written by everybody (mode 666)") })
    }

    // MARK: SHA-256
}
