import CTagPlugin
import DICOM
import Dictionaries
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// How inputs are found and handed out, whatever the plugin makes of them.
@Suite("Batches, tuples and threads")
struct BatchTests {
    let dictionaries: DictionarySet

    init() throws { dictionaries = try FixturePlugins.dictionaries() }

    private func host(_ sources: [String], log: LogBook = LogBook()) throws -> PluginHost {
        try FixturePlugins.host(sources, dictionaries: dictionaries, log: log)
    }

    @Test("every distinct value is passed once, in batches", arguments: [1, 3, 8, 1024])
    func batches(_ size: Int) throws {
        let log = LogBook()
        let host = try host(["Scripted"], log: log)
        let table = try Tables.scripts((0..<24).map { "number=\($0 % 8)" }, dictionaries)
        var run = ClaimRun(binding: try #require(host.bind(table).first), table: table)
        run.batchSize = size
        let result = run.run()
        let full = Array(repeating: "debug Scripted batch of \(size)", count: 8 / size)
        let rest = 8 % size == 0 ? [] : ["debug Scripted batch of \(8 % size)"]
        #expect(log.all == full + rest)
        #expect(result.items.map(\.instances) == Array(repeating: 3, count: 8))
        #expect(result.columns.map(\.name) == ["scripted_number", "scripted_label", "scripted_flag"])
        #expect(result.columns.first?.values == (0..<8).map { .number(Double($0)) })
        #expect(Array(result.itemOfRow) == (0..<24).map { Int32($0 % 8) })
    }

    @Test("a failed call costs the values that make it fail, and no other")
    func failures() throws {
        let scripts = ["number=1", "number=2", "fail", "number=3", "number=4", nil, "fail;number=1", "fail;"]
        let host = try host(["Scripted"])
        let table = try Tables.scripts(scripts, dictionaries)
        for size in [1024, 3, 2, 1] {
            var run = ClaimRun(binding: try #require(host.bind(table).first), table: table)
            run.batchSize = size
            let result = run.run()
            #expect(result.items.map(\.state) == [.parsed, .parsed, .failed, .parsed, .parsed, .absent, .rejected, .rejected])
            #expect(result.items[2].reason == "the plugin failed: its parse function returned the status 4")
            #expect(result.columns[0].values == [.number(1), .number(2), nil, .number(3), .number(4), nil, nil, nil])
        }
        #expect(host.records["Scripted"]?.failures == 4)
    }

    @Test("a plugin that failed too often is not called again, and what is left says so")
    func quarantine() throws {
        let folder = try FixturePlugins.folder(["Scripted"])
        var limits = PluginLimits()
        limits.failures = 2
        let host = PluginHost(folders: [folder.path], dictionaries: dictionaries, limits: limits)
        let table = try Tables.scripts(["number=1", "nan", "number=2", "inf", "number=3", "bad-utf8", nil], dictionaries)
        var run = ClaimRun(binding: try #require(host.bind(table).first), table: table)
        run.batchSize = 2
        let result = run.run()
        #expect(result.items.map(\.state) == [.parsed, .failed, .parsed, .failed, .failed, .failed, .absent])
        let reason = "the plugin is in quarantine: it failed 2 times, last because it answered with a number that is not finite"
        #expect(result.items[4...5].allSatisfy { $0.reason == reason })
        #expect(host.records["Scripted"]?.quarantine == reason)
    }

    @Test("a claim that infers is asked where a context input is there, and only there")
    func inference() throws {
        func file(_ number: Int, size: String?, weight: String?) -> DICOMFile {
            var file = DICOMFile.image(number)
            if let size { file = file.with(Tables.patientSize, "DS", size) }
            if let weight { file = file.with(Tables.patientWeight, "DS", weight) }
            return file
        }
        let cases: [(size: String?, weight: String?)] = [("1.8", nil), (nil, "70"), ("", "80"), ("1.7", "90"), (nil, nil), ("", nil), (nil, ""), (nil, "70")]
        let host = try host(["Inferring"])
        let result = try #require(
            host.normalize(try Tables.scan(cases.enumerated().map { file($0, size: $1.size, weight: $1.weight) }, dictionaries)).results.first)
        let items = result.itemOfRow.map { result.items[Int($0)] }
        #expect(items.map(\.state) == [.parsed, .absent, .empty, .parsed, .absent, .empty, .absent, .absent])
        #expect(items.map(\.inference) == [nil, "PatientWeight", "PatientWeight", nil, nil, nil, nil, "PatientWeight"])
        #expect(items.map(\.contradictions.count) == [0, 0, 0, 1, 0, 0, 0, 0])
        let values = try #require(result.columns.first)
        #expect(result.columns.map(\.name) == ["PatientSize"])
        #expect(result.itemOfRow.map { values.values[Int($0)] } == [.number(1.8), .number(0.7), .number(0.8), .number(1.7), nil, nil, nil, .number(0.7)])
        #expect(result.items.map(\.instances).sorted() == [1, 1, 1, 1, 1, 1, 2])
        #expect(result.subject == "PatientSize")
    }

    @Test("a claim that infers is bound even where its own tag is nowhere")
    func inferenceOnly() throws {
        let table = try Tables.scan([DICOMFile.image(0).with(Tables.patientWeight, "DS", "70")], dictionaries)
        let normalization = try host(["Inferring"]).normalize(table)
        #expect(normalization.results.map(\.subject) == ["PatientSize"])
        let unclaimed = normalization.unclaimed.map { dictionaries.data.columnName(table.columns[$0].path) }
        #expect(unclaimed.contains("PatientWeight"), "a context input stays free for others")
    }

    @Test("a claim on every tag takes what may have two values, and no tuple claim has")
    func every() throws {
        let image = DICOMFile.image(0).with(0x0018_1310, words: 0, 256, 256, 0).with(0x0028_0030, "DS", "0.5\\0.5")
            .with(0x0028_1050, "DS", "40").with(Tables.patientSize, "DS", "1.8")
            .with(0x0029_0010, "LO", "ACME 1.0").with(0x0029_1001, "DS", "1\\2\\3").with(0x0029_1002, "DS", "1")
        let table = try Tables.scan([image], dictionaries)
        let normalization = try host(["Every", "Inferring"]).normalize(table)
        let counts = Dictionary(uniqueKeysWithValues: normalization.results.filter { $0.plugin.name == "Every" }.map { ($0.subject, $0.columns[0].values) })
        #expect(counts == [
            "AcquisitionMatrix": [.number(4)], "PixelSpacing": [.number(2)], "WindowCenter": [.number(1)],
            "0029_01_ACME_1_0": [.number(3)],
        ] as [String: [ColumnValue?]])
        #expect(normalization.results.contains { $0.plugin.name == "Inferring" && $0.subject == "PatientSize" })
        let claimed = Set(normalization.results.flatMap(\.inputs).filter(\.isClaimed).map(\.path))
        let unclaimed = Set(normalization.unclaimed.map { table.columns[$0].path })
        #expect(claimed.isDisjoint(with: unclaimed))
        #expect(claimed.union(unclaimed) == Set(table.columns.map(\.path)))
    }

    @Test("the result is the same with 1 and 2 threads, and when it is made again")
    func threads() throws {
        let files = (0..<60).map { number in
            DICOMFile.image(number).with(Tables.imageComments, "LT", "number=\(number % 7);label=l\(number % 3)")
                .with(Tables.patientSize, "DS", "1.\(number % 5)").with(Tables.patientWeight, "DS", "\(60 + number % 4)")
                .with(0x0028_0030, "DS", "0.\(1 + number % 9)\\1").with(Tables.seriesDescription, "LO", ["Knie", "KNEE", "elbow"][number % 3])
        }
        let table = try Tables.scan(files, dictionaries)
        let host = try host(["Scripted", "Inferring", "Every", "Services"])
        let one = host.normalize(table, threads: 1)
        #expect(one.results.map(\.plugin.name) == ["Inferring", "Scripted", "Services", "Every"])
        #expect(one.results.map(\.items.count) == [20, 21, 3, 9])
        for threads in [2, 1, 3] {
            let other = host.normalize(table, threads: threads)
            #expect(other.unclaimed == one.unclaimed)
            #expect(other.results.map(summary) == one.results.map(summary))
        }
    }

    /// All of a result but its time.
    private func summary(_ result: ClaimResult) -> String {
        let items = result.items.map { "\($0.codes) \($0.state) \($0.reason ?? "") \($0.repairs) \($0.inference ?? "") \($0.contradictions) \($0.instances)" }
        return "\(result.plugin.name) \(result.subject) \(result.columns) \(items) \(Array(result.itemOfRow)) \(result.misuses)"
    }

    @Test("a sink that is kept from an earlier call does no harm")
    func keptSink() throws {
        let host = try host(["Keeping"])
        let table = try Tables.scan(
            (0..<40).map { DICOMFile.image($0).with(Tables.seriesDescription, "LO", "series \($0)") }, dictionaries)
        var run = ClaimRun(binding: try #require(host.bind(table).first), table: table)
        run.batchSize = 1
        let result = run.run()
        #expect(result.columns.map(\.values) == [(0..<40).map { .label("series \($0)") }])
    }
}

/// The table of answers, called when it should not be.
@Suite("Answers after the fact")
struct LateAnswerTests {
    @Test("outside a call the table leads nowhere, and in the next call to that one's memory")
    func late() throws {
        let services = HostServices(dictionaries: try FixturePlugins.dictionaries(), options: [:])
        let table = SinkTable(AnswerWriter(services: services))
        let memories = (0..<2).map { _ in RawRegion(base: .allocate(byteCount: 4096, alignment: 16), count: 4096) }
        defer { for memory in memories { memory.base.deallocate() } }
        let column = PluginDescription.Column(name: "label", unit: "", summary: "", kind: .categorical, components: 1)
        let reader = AnswerReader(.init(kind: .tuple, infers: false, inputs: [], columns: [column])) { _, _, _ in nil }
        func label(_ text: StaticString) -> tagplugin_status? {
            let sink = table.pointer
            let bytes = UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
            return sink.pointee.label?(sink.pointee.context, 0, 0, 0, tagplugin_text(bytes: bytes, length: UInt64(text.utf8CodeUnitCount)))
        }
        func values(_ memory: RawRegion) -> [ColumnValue?] {
            reader.read(memory.prefix(AnswerRecord.recordsOffset + Int(memory.load(UInt64.self, at: 0))), items: 1).values
        }
        func call(_ memory: RawRegion, _ text: StaticString) {
            table.writer.pointee.open(memory, [.init(kind: TAGPLUGIN_KIND_CATEGORICAL, components: 1)], items: 1)
            #expect(label(text) == TAGPLUGIN_OK)
            table.writer.pointee.close(status: TAGPLUGIN_OK, strayOutput: 0)
        }
        call(memories[0], "in time")
        #expect(label("late") == TAGPLUGIN_FAILED)
        #expect(values(memories[0]) == [.label("in time")])
        call(memories[1], "next")
        #expect(values(memories[0]) == [.label("in time")])
        #expect(values(memories[1]) == [.label("next")])
        #expect(table.pointer.pointee.label?(nil, 0, 0, 0, tagplugin_text()) == TAGPLUGIN_FAILED)
    }
}

/// What the host does for plugins.
@Suite("Host services")
struct ServiceTests {
    @Test("options, lookup, folding and logging")
    func services() throws {
        let dictionaries = try FixturePlugins.dictionaries()
        let log = LogBook()
        let host = try FixturePlugins.host(
            ["Services"], dictionaries: dictionaries, options: ["Services": ["unit": "mm"], "Other": ["unit": "cm"]], log: log)
        let table = try Tables.scan([DICOMFile.image(0).with(Tables.seriesDescription, "LO", "Knie")], dictionaries)
        let result = try #require(host.normalize(table).results.first)
        let values = Dictionary(uniqueKeysWithValues: result.columns.map { ($0.name, $0.values.first ?? nil) })
        #expect(values["option"] == .label("mm"))
        #expect(values["option_at_entry"] == .label("mm"))
        #expect(values["keyword"] == .label("ImageComments"))
        #expect(values["element_name"] == .label("Image Comments"))
        #expect(values["vrs"] == .label("LT"))
        #expect(values["minimum"] == .number(1))
        #expect(values["maximum"] == .number(1))
        #expect(values["term"] == .label("KNEE"))
        #expect(values["code"] == .label("72696002"))
        #expect(values["scheme"] == .label("SCT"))
        #expect(values["parent"] == .label("LEG"))
        #expect(values["step"] == .number(1))
        for way in 1...7 { #expect(values["errors_\(way)"] == .flag(true), "way \(way) to ask wrongly") }
        #expect(result.misuses == 0)
        #expect(log.all == ["warning Services a warning"])
    }

    @Test("without options there is none")
    func noOptions() throws {
        let dictionaries = try FixturePlugins.dictionaries()
        let host = try FixturePlugins.host(["Services"], dictionaries: dictionaries)
        let table = try Tables.scan([DICOMFile.image(0).with(Tables.seriesDescription, "LO", "elbow")], dictionaries)
        let result = try #require(host.normalize(table).results.first)
        #expect(result.columns.first { $0.name == "option" }?.values == [nil])
        #expect(result.columns.first { $0.name == "term" }?.values == [nil])
        // An empty option at entry is an empty label, and that is a misuse.
        #expect(result.misuses == 1)
    }
}
