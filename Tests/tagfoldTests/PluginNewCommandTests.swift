import Glibc
import TestSupport
import Testing

/// `tagfold plugin new`: what it writes, and what it refuses. That the packages build and run, the guide's transcripts show.
@Suite("Command: plugin new")
struct PluginNewCommandTests {
    private let folder: TemporaryFolder
    private let command: Command

    init() throws {
        folder = try TemporaryFolder()
        command = try Command.tagfold()
    }

    private func new(_ arguments: String...) throws -> Command.Result { try command.run(["plugin", "new"] + arguments) }

    @Test("a package for a tag of text, in C: it builds and passes every check")
    func label() throws {
        let result = try new("View", "--language", "c", "--tag", "ViewName", "--out", folder.path + "/view")
        #expect(result.code == 0, "\(result.error)")
        #expect(try TemporaryFolder.names(in: folder.path + "/view") == [".gitignore", "Makefile", "README.md", "View.c", "tagplugin.h", "vectors.txt"])
        let tested = try Command("make").run(
            ["-s", "-C", folder.path + "/view", "test", "TAGFOLD=\(try Places.products())/tagfold", "CFLAGS=-O1 -Werror"], seconds: 240)
        #expect(tested.code == 0, "\(tested.output)\(tested.error)")
        #expect(tested.output.contains(" 0 warned, 0 failed"))
    }

    @Test("a private element is a tag, too: quotes in its path stay text")
    func privateElement() throws {
        #expect(try new("Scale", "--language", "c", "--tag", "0019xx0C@\"SIEMENS MR HEADER\"", "--out", folder.path + "/scale").code == 0)
        let source = try TemporaryFolder.text(folder.path + "/scale/Scale.c")
        #expect(source.contains(#".path = TEXT("0019xx0C@\"SIEMENS MR HEADER\""),"#))
        #expect(source.contains(#".name = TEXT("Scale"),"#))
    }

    @Test("without --tag: the attribute of that name, or the usual one")
    func tags() throws {
        #expect(try new("HeartRate", "--language", "c", "--out", folder.path + "/a").code == 0)
        #expect(try TemporaryFolder.text(folder.path + "/a/HeartRate.c").contains(#"TEXT("HeartRate")"#))
        #expect(try new("Mine", "--language", "swift", "--out", folder.path + "/b").code == 0)
        #expect(try TemporaryFolder.text(folder.path + "/b/Sources/Mine/Mine.swift").contains(#"claim.claimed("ReconstructionDiameter")"#))
    }

    @Test("a URL for tagfold's source stands in the manifest")
    func url() throws {
        #expect(try new("Mine", "--language", "swift", "--tagfold", "https://example.org/tagfold.git", "--out", folder.path + "/c").code == 0)
        #expect(try TemporaryFolder.text(folder.path + "/c/Package.swift").contains(#".package(url: "https://example.org/tagfold.git", branch: "main")"#))
    }

    @Test("what cannot be the name of a plugin", arguments: ["1st", "a-b", "../x", "Größe", "a b", "class", "_", "Swift", "-x", ""])
    func names(_ name: String) throws {
        let result = try command.run(["plugin", "new", "--language", "c", "--out", folder.path + "/bad", "--", name])
        #expect(result.code == 2)
        #expect(try TemporaryFolder.names(in: folder.path).isEmpty)
    }

    @Test("nothing is overwritten, and what cannot be is told")
    func refusals() throws {
        try folder.write("there/file", "mine")
        #expect(try new("Mine", "--language", "c", "--out", folder.path + "/there").error.contains("it is there already"))
        #expect(try TemporaryFolder.names(in: folder.path + "/there") == ["file"])
        #expect(try new("PatientAge", "--language", "c", "--out", folder.path + "/x").error.contains("lies with this command already"))
        #expect(try new("Mine", "--language", "c", "--tag", "NoSuchTag", "--out", folder.path + "/x").error.contains("no data dictionary knows"))
        #expect(try new("Mine", "--language", "c", "--tag", "PixelData", "--out", folder.path + "/x").code == 2)
        #expect(try new("Mine", "--language", "c", "--tag", "HeartRate", "--unit", "beats per minute", "--out", folder.path + "/x").error.contains("no UCUM code"))
        #expect(try new("Mine", "--language", "swift", "--tagfold", folder.path, "--out", folder.path + "/x").error.contains("is not tagfold's source"))
        #expect(try new("Mine", "--language", "pascal", "--out", folder.path + "/x").code == 2)
        #expect(try TemporaryFolder.names(in: folder.path) == ["there"])
    }

    @Test("installed: the header lies beside the command; for Swift the source must be named")
    func installed() throws {
        // By another process: a program that this one has open for writing, in any thread, cannot be started.
        let program = folder.path + "/prefix/bin/tagfold"
        #expect(try Command("install").run(["-D", "-m", "755", try Places.products() + "/tagfold", program]).code == 0)
        let header = try TemporaryFolder.read(Places.repository + "/Sources/CTagPlugin/include/tagplugin.h")
        try folder.write("prefix/share/tagfold/include/tagplugin.h", header)
        try folder.write("prefix/share/tagfold/dictionaries/dicom.xml", try TemporaryFolder.read(Places.repository + "/dictionaries/dicom.xml"))
        let inC = try Command(program).run(["plugin", "new", "Mine", "--language", "c", "--out", folder.path + "/c"])
        #expect(inC.code == 0, "\(inC.error)")
        #expect(try TemporaryFolder.read(folder.path + "/c/tagplugin.h") == header)
        let inSwift = try Command(program).run(["plugin", "new", "Mine", "--language", "swift", "--out", folder.path + "/swift"])
        #expect(inSwift.code == 2)
        #expect(inSwift.error.contains("name its folder or its URL with --tagfold"))
    }
}
