import DICOM
import Dictionaries
import Glibc
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// What the host refuses to load, and why.
@Suite("Loading plugins")
struct LoadingTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let what: String
        var source = "Declared"
        var defines: [String: String] = [:]
        let code: PluginRefusal.Code
        let reason: String

        var testDescription: String { what }
    }

    static let wrong: [Refused] = [
        Refused(what: "an ABI of a later major version", defines: ["ABI_VERSION": "0x20000u"], code: .abiMismatch, reason: "built for ABI 2.0"),
        Refused(what: "an ABI of an earlier major version", defines: ["ABI_VERSION": "9u"], code: .abiMismatch, reason: "built for ABI 0.9"),
        Refused(what: "no entry symbol", source: "NoEntry", code: .noEntrySymbol, reason: "no symbol tagplugin_"),
        Refused(what: "an unresolved symbol", source: "Unresolved", code: .cannotLoad, reason: "function_that_is_nowhere"),
        Refused(what: "an entry that fails", defines: ["STATUS": "4"], code: .entryFailed, reason: "status 4"),
        Refused(
            what: "an entry that fails before it gives its version", defines: ["STATUS": "3", "ABI_VERSION": "0"], code: .entryFailed,
            reason: "status 3"),
        Refused(what: "another name", defines: ["CALLED": "\"Someone\""], code: .badDescription, reason: "calls itself “Someone”"),
        Refused(what: "a name that is not UTF-8", defines: ["CALLED": #""\xff\xfe""#], code: .badDescription, reason: "name is not UTF-8"),
        Refused(what: "no claims", defines: ["CLAIMS": "0"], code: .badDescription, reason: "claims nothing"),
        Refused(what: "too many claims", defines: ["CLAIMS": "4000000000u"], code: .badDescription, reason: "4000000000 claims"),
        Refused(what: "no parse function", defines: ["PARSE": "NULL"], code: .badDescription, reason: "no parse function"),
        Refused(
            what: "a bad column name", defines: ["COLUMN_NAME": "\"spacing mm\""], code: .badDescription,
            reason: "“spacing mm” is not of letters, digits and _"),
        Refused(
            what: "two columns of one name", defines: ["SECOND_NAME": "\"declared\""], code: .badDescription, reason: "the same name"),
        Refused(what: "an unknown column kind", defines: ["COLUMN_KIND": "7"], code: .badDescription, reason: "unknown kind 7"),
        Refused(what: "a column without components", defines: ["COMPONENTS": "0"], code: .badDescription, reason: "0 components"),
        Refused(what: "no columns", defines: ["COLUMNS": "0"], code: .badDescription, reason: "no column"),
        Refused(what: "a struct that is too small", defines: ["INPUT_SIZE": "24"], code: .badDescription, reason: "struct size 24"),
        Refused(what: "a struct of odd size", defines: ["INPUT_SIZE": "33"], code: .badDescription, reason: "struct size 33"),
        Refused(what: "an unknown input", defines: ["PATH": "\"NoSuchKeyword\""], code: .badDescription, reason: "“NoSuchKeyword”"),
        Refused(what: "an unknown role", defines: ["ROLE": "5"], code: .badDescription, reason: "unknown role 5"),
        Refused(what: "nothing but context", defines: ["ROLE": "1"], code: .badDescription, reason: "claims no input"),
        Refused(what: "an unknown kind of claim", defines: ["CLAIM_KIND": "2"], code: .badDescription, reason: "unknown kind 2"),
        Refused(what: "inputs for every tag", defines: ["CLAIM_KIND": "1"], code: .badDescription, reason: "inputs of its own"),
        Refused(
            what: "an unknown representation",
            defines: ["CLAIM_KIND": "1", "INPUTS": "0", "COLUMNS": "1", "COLUMN_NAME": "\"\"", "VRS": "\"DS QQ\""], code: .badDescription,
            reason: "unknown ones"),
        Refused(
            what: "one column name for every tag", defines: ["CLAIM_KIND": "1", "INPUTS": "0", "VRS": "\"DS\""], code: .badDescription,
            reason: "of its own"),
    ]

    /// The system's loader would die of the first three and hang on the last.
    @Test("a library that was cut short, or is none, does not reach the loader", arguments: [64, 1000, 5000, 20000])
    func cutShort(_ length: Int) throws {
        let folder = try TemporaryFolder()
        let whole = try TemporaryFolder.read(Places.products() + "/libPixelSpacing.so")
        try #require(whole.count > 20000)
        try folder.write("libPixelSpacing.so", Array(whole.prefix(length)))
        try folder.write("libText.so", Array("no library".utf8))
        try #require(mkfifo(folder.path + "/libPipe.so", 0o600) == 0)
        try folder.write("dicom.xml", TemporaryFolder.read(Places.repository + "/dictionaries/dicom.xml"))
        let host = PluginHost(folders: [folder.path], dictionaries: try DictionarySet(folder: folder.path))
        #expect(host.plugins.isEmpty)
        #expect(host.refusals.map(\.code) == [.cannotLoad, .cannotLoad, .cannotLoad])
        #expect(host.refusals.map(\.reason) == ["not a regular file", "the file is cut short", "not a 64-bit library"])
    }

    @Test("is refused with its reason", arguments: LoadingTests.wrong)
    func isRefused(_ refused: Refused) throws {
        let folder = try TemporaryFolder()
        let path = try FixturePlugins.add("Refused", refused.source, refused.defines, to: folder)
        let host = PluginHost(folders: [folder.path], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.plugins.isEmpty)
        let refusal = try #require(host.refusals.first)
        #expect(host.refusals.count == 1)
        #expect(refusal.code == refused.code)
        #expect(refusal.reason.contains(refused.reason), "\(refusal.reason)")
        #expect(refusal.path == path)
    }

    @Test("loads what is right, in order of names, and says what it is")
    func loads() throws {
        let other = ["PATH": "\"00081030\"", "COLUMN_NAME": "\"\"", "SECOND_NAME": "\"other\""]
        let folder = try FixturePlugins.folder(["Every"], declared: [.init(name: "Zeta"), .init(name: "Alpha", defines: other)])
        try folder.write("Other.so", "not lib")
        try folder.write("libNotes.txt", "not so")
        let host = PluginHost(folders: [folder.path, folder.path + "/nowhere"], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.refusals.isEmpty, "\(host.refusals)")
        #expect(host.plugins.map(\.name) == ["Alpha", "Every", "Zeta"])
        let alpha = try #require(host.plugins.first)
        #expect(alpha.version == "1.0.0")
        #expect(alpha.summary == "a fixture")
        #expect(alpha.path == folder.path + "/libAlpha.so")
        #expect(alpha.abiVersion == 0x10002)
        #expect(!alpha.isThreadSafe)
        #expect(alpha.claims.count == 1)
        #expect(alpha.claims[0].inputs.map(\.path) == [AttributePath(Tag(0x0008, 0x1030))])
        #expect(alpha.claims[0].columns.map(\.name) == ["", "other"])
        #expect(alpha.claims[0].columns.map(\.kind) == [.categorical, .numeric])
    }

    @Test("a library that is none, and one whose name is no plugin's")
    func notLibraries() throws {
        let folder = try TemporaryFolder()
        try folder.write("libText.so", "this is text")
        try folder.write("lib-.so", "")
        let host = PluginHost(folders: [folder.path], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.plugins.isEmpty)
        #expect(host.refusals.map(\.code) == [.cannotLoad, .cannotLoad])
        #expect(host.refusals.map(\.reason).contains { $0.contains("not named lib<Name>.so") })
    }

    @Test("of two plugins with one name the first counts")
    func sameName() throws {
        let first = try FixturePlugins.folder(declared: [.init(name: "Twin")])
        let other = ["PATH": "\"StudyDescription\"", "COLUMN_NAME": "\"a\"", "SECOND_NAME": "\"b\""]
        let second = try FixturePlugins.folder(declared: [.init(name: "Twin"), .init(name: "Other", defines: other)])
        let host = PluginHost(
            folders: [first.path, second.path], files: [second.path + "/libOther.so"], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.plugins.map(\.path) == [second.path + "/libOther.so", first.path + "/libTwin.so"])
        #expect(host.refusals.map(\.code) == [.alreadyLoaded, .alreadyLoaded])
        #expect(host.refusals.map(\.path) == [second.path + "/libOther.so", second.path + "/libTwin.so"])
    }
}

/// Tags and columns that more than one plugin wants.
@Suite("Conflicting claims")
struct ConflictTests {
    private typealias Declared = FixturePlugins.Declared

    private static func columns(_ name: String) -> [String: String] { ["COLUMN_NAME": "\"\(name)\"", "SECOND_NAME": "\"\(name)_too\""] }

    /// What each plugin gets to parse.
    private func subjects(_ host: PluginHost) throws -> [String: String] {
        let dictionaries = try FixturePlugins.dictionaries()
        let image = DICOMFile.image(0).with(Tables.seriesDescription, "LO", "series").with(Tables.studyDescription, "LO", "study")
        let results = host.normalize(try Tables.scan([image], dictionaries)).results
        return Dictionary(uniqueKeysWithValues: results.map { ($0.plugin.name, $0.subject) })
    }

    @Test("the plugin that comes first keeps a tag")
    func sameTag() throws {
        let folder = try FixturePlugins.folder(declared: [
            Declared(name: "B", defines: ConflictTests.columns("b")), Declared(name: "A", defines: ConflictTests.columns("a")),
        ])
        let host = PluginHost(folders: [folder.path], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.plugins.map(\.name) == ["A", "B"])
        #expect(host.refusals.map(\.code) == [.alreadyClaimed])
        #expect(host.refusals.first?.path == folder.path + "/libB.so")
        #expect(host.refusals.first?.reason.contains("SeriesDescription is claimed by A") == true)
        #expect(try subjects(host) == ["A": "SeriesDescription"])
    }

    @Test("a tuple that is not used keeps nothing from others")
    func unusedTuple() throws {
        let study = ["PATH": "\"StudyDescription\""]
        let folder = try FixturePlugins.folder(declared: [
            Declared(name: "A", defines: ConflictTests.columns("a")),
            Declared(name: "B", defines: ConflictTests.columns("b").merging(["SECOND_PATH": "\"StudyDescription\""]) { $1 }),
            Declared(name: "C", defines: ConflictTests.columns("c").merging(study) { $1 }),
        ])
        let host = PluginHost(folders: [folder.path], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.refusals.map(\.path) == [folder.path + "/libB.so"])
        #expect(try subjects(host) == ["A": "SeriesDescription", "C": "StudyDescription"])
    }

    @Test("a column name is used once in a run")
    func sameColumn() throws {
        let study = ["PATH": "\"StudyDescription\""]
        let folder = try FixturePlugins.folder(declared: [
            Declared(name: "A", defines: ConflictTests.columns("same")),
            Declared(name: "B", defines: ConflictTests.columns("same").merging(study) { $1 }),
        ])
        let host = PluginHost(folders: [folder.path], dictionaries: try FixturePlugins.dictionaries())
        #expect(host.refusals.map(\.path) == [folder.path + "/libB.so"])
        #expect(host.refusals.first?.reason.contains("column “same”") == true)
        #expect(try subjects(host) == ["A": "SeriesDescription"])
    }
}
