import Dictionaries
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// Plugins in worker processes, good and hostile ones. The workers are made by the built command.
@Suite("Worker processes")
struct WorkerTests {
    private let settings: TemporaryFolder
    private let dictionaries: DictionarySet

    init() throws {
        settings = try FixturePlugins.dictionaryFolder()
        dictionaries = try DictionarySet(folder: settings.path)
    }

    private static func isolation() throws -> PluginIsolation { .workers(executable: try Places.products() + "/tagfold") }

    private func host(
        _ folder: TemporaryFolder, _ isolation: PluginIsolation? = nil, log: LogBook = LogBook(), options: [String: [String: String]] = [:],
        isShared: Bool = false, _ change: (inout PluginLimits) -> Void = { _ in }
    ) throws -> PluginHost {
        var limits = PluginLimits()
        limits.secondsPerBatch = 60
        change(&limits)
        return PluginHost(
            folders: [folder.path], dictionaries: dictionaries, options: options, isolation: try isolation ?? WorkerTests.isolation(),
            limits: limits, sharingFolders: isShared ? [folder.path] : [], logger: log.logger)
    }

    /// All of a result but its time.
    private func summary(_ result: ClaimResult) -> String {
        let items = result.items.map { item in
            let folds = item.folds.map { "\($0.term?.name ?? "-") \($0.step) \($0.line) \($0.file)" }
            return "\(item.codes) \(item.state) \(item.reason ?? "") \(item.repairs) \(folds) \(item.inference ?? "") \(item.contradictions) \(item.instances)"
        }
        return "\(result.plugin.name) \(result.subject) \(result.columns) \(items) \(Array(result.itemOfRow)) \(result.misuses)"
    }

    @Test("answers in a worker are those of this process: values, notes, folds, services and log")
    func same() throws {
        let folder = try FixturePlugins.folder(["Scripted", "Inferring", "Services", "Every"])
        let scripts = AnswerTests.cases.map(\.script) + ["fold=Knie;repaired=a;repaired=b;contradiction=c;inferred=d", "second=7", "fail", "nan"]
        let files = scripts.enumerated().map { number, script in
            let image = DICOMFile.image(number).with(Tables.patientWeight, "DS", "\(60 + number % 4)")
                .with(Tables.seriesDescription, "LO", ["Knie", "KNEE", "elbow"][number % 3]).with(0x0028_0030, "DS", "0.\(1 + number)\\1")
            return script.map { image.with(Tables.imageComments, "LT", $0) } ?? image
        }
        let table = try Tables.scan(files, dictionaries)
        let (here, there) = (LogBook(), LogBook())
        let options = ["Services": ["unit": "mm"]]
        let inProcess = try host(folder, .inProcess, log: here, options: options), workers = try host(folder, log: there, options: options)
        defer { workers.finish() }
        #expect(workers.refusals.isEmpty, "\(workers.refusals)")
        #expect(workers.plugins.map(\.name) == inProcess.plugins.map(\.name))
        #expect(workers.openness == nil)
        let expected = inProcess.normalize(table).results.map(summary)
        #expect(workers.normalize(table).results.map(summary) == expected)
        #expect(workers.normalize(table, threads: 3).results.map(summary) == expected)
        #expect(there.all.contains("warning Services a warning"))
        #expect(Set(there.all.filter { $0.contains("Services") }) == Set(here.all.filter { $0.contains("Services") }))
    }

    @Test("a library that cannot be loaded is refused as it is in this process", arguments: LoadingTests.wrong)
    func refused(_ refused: LoadingTests.Refused) throws {
        let folder = try TemporaryFolder()
        try FixturePlugins.add("Refused", refused.source, refused.defines, to: folder)
        let found = try host(folder).refusals, expected = try host(folder, .inProcess).refusals
        #expect(found.map(\.reason) == expected.map(\.reason))
        #expect(found == expected)
    }

    struct Mischief: Sendable, CustomTestStringConvertible {
        let name: String
        let reason: String
        var memory = 1 << 30
        var seconds = 60.0
        var testDescription: String { name }
    }

    static let mischiefs: [Mischief] = [
        Mischief(name: "SEGFAULT", reason: "it crashed (SIGSEGV)"),
        Mischief(name: "ABORT_ON_THREAD", reason: "it crashed (SIGABRT)"),
        Mischief(name: "LATE", reason: "it crashed (SIGABRT)"),
        Mischief(name: "LOOP", reason: "it did not answer within ", seconds: 3),
        Mischief(name: "EXIT", reason: "it ended its process, with exit code 0"),
        Mischief(name: "STACK", reason: "it crashed (SIGSEGV)"),
        Mischief(name: "LEAK", reason: "it ran out of its 96 MB of memory", memory: 96 << 20),
        Mischief(name: "BAD_UTF8", reason: "it answered with a label that is not UTF-8"),
        Mischief(name: "TOO_MANY", reason: "it gave too many answers"),
        Mischief(name: "NO_SUCH_ITEM", reason: "it answered with an item that the batch has not"),
        Mischief(name: "NOT_FINITE", reason: "it answered with a number that is not finite"),
        Mischief(name: "DOUBLE_FREE", reason: "it crashed (SIGABRT)"),
    ]

    /// Files with numbers to parse, and the value that makes a hostile plugin misbehave in some of them.
    private func archive(_ count: Int, culprits: Set<Int>) throws -> TagTable {
        try Tables.scan(
            (0..<count).map { number in
                DICOMFile.image(number).with(Tables.imageComments, "LT", culprits.contains(number) ? "boom" : "\(number)")
                    .with(Tables.patientSize, "DS", "1.\(number % 7)").with(Tables.seriesDescription, "LO", ["Knie", "elbow"][number % 2])
            }, dictionaries)
    }

    @Test("a hostile plugin costs the value that sets it off, and nothing of any other plugin", arguments: WorkerTests.mischiefs)
    func hostile(_ mischief: Mischief) throws {
        let table = try archive(150, culprits: [97])
        let good = try FixturePlugins.folder(["Inferring", "Services"])
        let alone = try host(good)
        defer { alone.finish() }
        let expected = alone.normalize(table).results.map(summary)
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": mischief.name], to: good)
        let host = try host(good) {
            $0.memory = mischief.memory
            $0.secondsPerBatch = mischief.seconds
        }
        defer { host.finish() }
        let results = host.normalize(table, threads: 2).results
        #expect(results.filter { $0.plugin.name != "Hostile" }.map(summary) == expected)
        let result = try #require(results.first { $0.plugin.name == "Hostile" })
        #expect(result.items.indices.filter { result.items[$0].state == .failed } == [97])
        #expect(result.items[97].reason?.hasPrefix("the plugin failed: " + mischief.reason) == true, "\(result.items[97].reason ?? "")")
        let numbers = (0..<150).map { $0 == 97 ? nil : ColumnValue.number(Double($0)) }
        #expect(result.columns[0].values == numbers)
        #expect(host.records["Hostile"]?.failures == 1)
        #expect(host.records["Hostile"]?.quarantine == nil)
    }

    @Test("after so many failures a plugin is not called again, and says so")
    func quarantine() throws {
        let folder = try FixturePlugins.folder(["Inferring"])
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "SEGFAULT"], to: folder)
        let host = try host(folder) { $0.failures = 2 }
        defer { host.finish() }
        let table = try Tables.scan(
            (0..<40).map { DICOMFile.image($0).with(Tables.imageComments, "LT", ([4, 9, 30].contains($0) ? "boom" : "") + "\($0)") }, dictionaries)
        var run = ClaimRun(binding: try #require(host.bind(table).first { $0.plugin.description.name == "Hostile" }), table: table)
        run.batchSize = 10
        let result = run.run()
        let reason = "the plugin is in quarantine: it failed 2 times, last because it crashed (SIGSEGV)"
        #expect(result.items.indices.filter { result.items[$0].state == .failed } == [4, 9] + Array(10..<40))
        #expect(result.items[10...].allSatisfy { $0.reason == reason })
        #expect(result.columns[0].values[8] == .number(8))
        #expect(host.records["Hostile"]?.quarantine == reason)
    }

    @Test("a failure that no value explains costs no value, and counts")
    func unexplained() throws {
        let folder = try FixturePlugins.folder()
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "SIZE"], to: folder)
        let host = try host(folder)
        defer { host.finish() }
        let result = try #require(host.normalize(try archive(50, culprits: [])).results.first)
        #expect(result.columns[0].values == (0..<50).map { .number(Double($0)) })
        #expect(result.items.allSatisfy { $0.state == .parsed })
        #expect(host.records["Hostile"]?.failures == 1)
    }

    @Test("what a plugin prints goes nowhere, and is counted")
    func printing() throws {
        let folder = try FixturePlugins.folder()
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "STDOUT"], to: folder)
        let host = try host(folder)
        defer { host.finish() }
        let result = try #require(host.normalize(try archive(20, culprits: [])).results.first)
        #expect(result.items.allSatisfy { $0.state == .parsed })
        #expect(try #require(host.records["Hostile"]).strayOutput > 20 * 20)
    }

    @Test("a plugin that answers the same value differently is not believed at all")
    func guessing() throws {
        let folder = try FixturePlugins.folder()
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "GUESS"], to: folder)
        let host = try host(folder)
        defer { host.finish() }
        let result = try #require(host.normalize(try archive(20, culprits: [])).results.first)
        #expect(result.items.allSatisfy { $0.state == .failed && $0.reason == "the plugin failed: it answered the same value differently when it was asked again" })
        #expect(result.columns.flatMap(\.values).allSatisfy { $0 == nil })
        #expect(host.records["Hostile"]?.quarantine != nil)
    }

    @Test("once loaded, a plugin opens no file and makes no process")
    func confinement() throws {
        let folder = try FixturePlugins.folder()
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "FILES"], to: folder)
        let host = try host(folder)
        defer { host.finish() }
        let result = try #require(host.normalize(try archive(3, culprits: [1])).results.first)
        #expect(result.columns[0].values == [.number(0), .number(0), .number(2)])
        #expect((try? TemporaryFolder.read("/tmp/tagfold-hostile-plugin-was-here")) == nil)
    }

    @Test("a plugin that crashes while it is loaded is refused with the reason, and others are not")
    func crashAtEntry() throws {
        let folder = try FixturePlugins.folder(["Inferring"], declared: [.init(name: "Crashing", defines: ["CLAIMS": "(*(volatile uint32_t *)(uintptr_t)16)"])])
        let host = try host(folder)
        defer { host.finish() }
        #expect(host.plugins.map(\.name) == ["Inferring"])
        #expect(host.refusals.map(\.reason) == ["while it was loaded, it crashed (SIGSEGV)"])
    }

    @Test("plugins that share workers answer as in workers of their own, also when one of them crashes")
    func shared() throws {
        let folder = try FixturePlugins.folder(["Inferring", "Services", "Every"])
        let table = try archive(60, culprits: [7])
        try FixturePlugins.add("Hostile", "Hostile", ["MISCHIEF": "SEGFAULT"], to: folder)
        let options = ["Services": ["unit": "mm"]]
        let alone = try host(folder, options: options), together = try host(folder, options: options, isShared: true)
        defer {
            alone.finish()
            together.finish()
        }
        #expect(together.refusals.isEmpty, "\(together.refusals)")
        let expected = alone.normalize(table).results.map(summary)
        #expect(together.normalize(table, threads: 2).results.map(summary) == expected)
        #expect(together.records["Hostile"]?.failures == 1)
        #expect(together.records.values.reduce(0) { $0 + $1.failures } == 1)
    }

    @Test("a plugin that is put into quarantine leaves nothing behind for those whose worker it shares")
    func sharedQuarantine() throws {
        let folder = try FixturePlugins.folder(["Every", "Inferring", "Scripted", "Services"])
        // The first and the fifth of five share one of four.
        try FixturePlugins.add("Aaa", "Hostile", ["MISCHIEF": "NOT_FINITE", "PATH": "\"StudyDescription\""], to: folder)
        let files = (0..<60).map { number in
            DICOMFile.image(number).with(Tables.studyDescription, "LO", number == 3 ? "boom" : "\(number)")
                .with(Tables.seriesDescription, "LO", ["Knie", "KNEE", "elbow"][number % 3])
        }
        let table = try Tables.scan(files, dictionaries)
        let host = try host(folder, options: ["Services": ["unit": "mm"]], isShared: true) { $0.failures = 1 }
        defer { host.finish() }
        func run(_ name: String) throws -> ClaimResult {
            var run = ClaimRun(binding: try #require(host.bind(table).first { $0.plugin.description.name == name }), table: table)
            run.batchSize = 10
            return run.run()
        }
        let caught = try run("Aaa")
        #expect(caught.items.indices.filter { caught.items[$0].state == .failed } == [3] + Array(10..<60))
        #expect(host.records["Aaa"]?.quarantine != nil)
        let result = try run("Services")
        #expect(result.columns.first { $0.name == "term" }?.values == [.label("KNEE"), .label("KNEE"), nil])
        #expect(host.records["Services"]?.failures == 0)
    }

    @Test("a plugin that crashes while it is loaded takes none of those with it whose worker it shares")
    func sharedCrashAtEntry() throws {
        let folder = try FixturePlugins.folder(
            ["Inferring", "Services", "Every"], declared: [.init(name: "Crashing", defines: ["CLAIMS": "(*(volatile uint32_t *)(uintptr_t)16)"])])
        let host = try host(folder, isShared: true)
        defer { host.finish() }
        #expect(host.plugins.map(\.name) == ["Every", "Inferring", "Services"])
        #expect(host.refusals.map(\.reason) == ["while it was loaded, it crashed (SIGSEGV)"])
    }

    @Test("without the executable no plugin loads, and the reason is said")
    func noExecutable() throws {
        let folder = try FixturePlugins.folder(["Inferring"])
        let host = try host(folder, .workers(executable: folder.path + "/nowhere"))
        #expect(host.plugins.isEmpty)
        #expect(host.refusals.first?.reason.contains("cannot be started") == true)
    }
}
