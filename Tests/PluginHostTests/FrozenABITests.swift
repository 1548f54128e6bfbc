import Dictionaries
import Glibc
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// Plugins built for ABI 1.0, from source and as a binary of then, in today's host. Nothing in `Tests/abi-v1` ever changes.
@Suite("Plugins of ABI 1.0")
struct FrozenABITests {
    private static let folder = Places.repository + "/Tests/abi-v1"

    @Test("every field of 1.0 lies where it did")
    func layout() throws {
        let folder = try TemporaryFolder()
        func fields(_ include: String) throws -> [Substring] {
            let program = folder.path + "/layout"
            let built = try Command("cc").run(["-std=c99", "-I\(include)", FrozenABITests.folder + "/layout.c", "-o", program])
            guard built.code == 0 else { throw SupportFailure(built.error) }
            return try Command(program).run([]).output.split(separator: "\n")
        }
        let then = try fields(FrozenABITests.folder), now = try fields(Places.repository + "/Sources/CTagPlugin/include")
        #expect(then.count >= 80)
        for (a, b) in zip(then, now) where a != b {
            // A struct that another one holds may not grow at all; none of 1.0 is held so but the plain views.
            Issue.record("\(a) is now \(b)")
        }
        #expect(then.count == now.count)
    }

    @Test("a plugin built from source with the header of 1.0")
    func source() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/libFrozenABI.so"
        let result = try Command("cc").run(
            ["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared", "-fvisibility=hidden", "-I\(FrozenABITests.folder)",
             FrozenABITests.folder + "/FrozenABI.c", "-o", target])
        try #require(result.code == 0, "\(result.error)")
        try answersRightly(target)
    }

    #if arch(x86_64)
    @Test("a plugin built when 1.0 was new")
    func binary() throws {
        let folder = try TemporaryFolder()
        let bytes = try TemporaryFolder.read(FrozenABITests.folder + "/libFrozenABI.so")
        #expect(bytes.count < 20_000)
        try answersRightly(try folder.write("libFrozenABI.so", bytes))
    }
    #endif

    private func answersRightly(_ library: String) throws {
        chmod(library, 0o755)
        let dictionaries = try FixturePlugins.dictionaries()
        let host = PluginHost(folders: [], files: [library], dictionaries: dictionaries)
        defer { host.finish() }
        #expect(host.refusals.isEmpty, "\(host.refusals)")
        #expect(host.plugins.map(\.abiVersion) == [0x1_0000])

        let pairs: [(series: String?, study: String?)] = [
            ("KNEE", nil), ("Knie", "same"), ("zero", nil), ("elbow", nil), ("KNEE", "other"), ("KNEE", "half"), ("KNEE", "comma"), (nil, "Knie"), (nil, nil),
        ]
        let table = try Tables.scan(
            pairs.enumerated().map { number, pair in
                var file = DICOMFile.image(number).with(Tables.patientSize, "DS", "1.75")
                if let series = pair.series { file = file.with(Tables.seriesDescription, "LO", series) }
                if let study = pair.study { file = file.with(Tables.studyDescription, "LO", study) }
                return file
            }, dictionaries)
        let results = host.normalize(table).results
        let tuple = try #require(results.first { $0.inputs.count == 2 })
        let items = tuple.itemOfRow.map { tuple.items[Int($0)] }
        #expect(items.map(\.state) == [.parsed, .folded, .sentinel, .rejected, .parsed, .partial, .repaired, .absent, .absent])
        #expect(items.map(\.reason) == [nil, nil, "a word for zero", "not in dictionary fixtures", nil, "half of it", nil, nil, nil])
        #expect(items[4].contradictions == ["the study says another part"])
        #expect(items[6].repairs == ["decimal comma"])
        #expect(items[7].inference == "StudyDescription")
        func column(_ name: String) -> [ColumnValue?] {
            let column = tuple.columns.first { $0.name == name }
            return tuple.itemOfRow.map { column?.values[Int($0)] }
        }
        let knee = ColumnValue.label("KNEE")
        #expect(column("frozen_part") == [knee, knee, nil, nil, knee, knee, knee, knee, nil])
        #expect(column("frozen_length_1") == [4, 4, nil, nil, 4, 4, 4, 4, nil].map { $0.map { ColumnValue.number($0) } })
        #expect(column("frozen_same") == [false, true, nil, nil, false, false, false, false, nil].map { $0.map { ColumnValue.flag($0) } })

        let every = try #require(results.first { $0.inputs.count == 1 })
        #expect(every.columns.map(\.name) == ["PatientSize"])
        #expect(every.columns.first?.values == [.number(4 + 0.11)])
        #expect(results.allSatisfy { $0.misuses == 0 })
    }
}
