import Dictionaries
import Testing
import TestSupport

/// `tagfold dictionary lint` as a user runs it.
struct LintCommandTests {
    static let shippedFiles = (try? TemporaryFolder.names(in: Places.repository + "/dictionaries"))?
        .filter { $0.hasSuffix(".xml") && !["dicom.xml", "private.xml"].contains($0) } ?? []

    private func lint(_ arguments: String...) throws -> Command.Result {
        try Command.tagfold().run(["dictionary", "lint", "--dictionaries", Places.repository + "/dictionaries"] + arguments)
    }

    @Test func thereAreShippedFiles() { #expect(Self.shippedFiles.count >= 12) }

    @Test(arguments: shippedFiles) func shippedDictionariesHaveNoErrors(_ name: String) throws {
        let lint = DictionaryLint(paths: [Places.repository + "/dictionaries/" + name])
        #expect(lint.faults.filter { $0.severity == .error }.map(\.description) == [])
        #expect(lint.unreadable.isEmpty)
    }

    @Test func shippedDictionariesAreNotLaidOverThemselves() throws {
        let result = try lint(Places.repository + "/dictionaries/../dictionaries/rescale-types.xml")
        #expect(result.code == 0)
        #expect(result.output.isEmpty)
        #expect(result.error == "0 errors, 0 remarks\n")
    }

    @Test func exitCodes() throws {
        let folder = try TemporaryFolder()
        let good = try folder.write("good.xml", "<synonymDictionary name=\"body-parts\"><term name=\"OURS\" parent=\"HEAD\"/></synonymDictionary>")
        let bad = try folder.write("bad.xml", "<synonymDictionary name=\"x\">\n <term/></synonymDictionary>")
        #expect(try lint(good).code == 0)
        #expect(try lint(good, "--alone").output == "\(good):1:38: the parent “HEAD” of “OURS” is no term\n")
        let both = try lint(good, bad, bad)
        #expect(both.code == 1)
        #expect(both.output == "\(bad):2:2: <term> has no attribute “name”\n")
        #expect(try lint().code == 2)
        let missing = try lint(folder.path + "/none.xml", bad)
        #expect(missing.code == 3)
        #expect(missing.output == both.output, "the other files are told all the same")
        #expect(missing.error.contains("none.xml: no such file or directory"))
        #expect(try lint(folder.path).code == 3)
    }

    @Test func json() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.write("bad.xml", "<synonymDictionary name=\"x\">\n <term/></synonymDictionary>")
        let result = try lint("--json", bad)
        #expect(result.code == 1)
        for part in ["\"line\" : 2", "\"column\" : 2", "\"severity\" : \"error\"", "\"code\" : \"missingAttribute\"", "\"errors\" : 1", "\"remarks\" : 0"] {
            #expect(result.output.contains(part), "\(part)")
        }
    }

    @Test func hostileValuesAreEscaped() throws {
        let folder = try TemporaryFolder()
        let hostile = "\u{9B}31m\u{202E}\u{200B}&#10;x"
        let path = try folder.write("\u{1B}[31m.xml", """
            <synonymDictionary name="x"><term name="\(hostile)" parent="\(hostile)"/><term name="A" parent="A\(hostile)"/>\(hostile)
            <sentinel lang="\(hostile)" when="\(hostile)">A</sentinel></synonymDictionary>
            """)
        let result = try lint(path)
        #expect(result.code == 1)
        #expect(result.output.contains("\\u{9B}31m\\u{202E}\\u{200B}\\u{A}x"))
        for scalar in (result.output + result.error).unicodeScalars where scalar != "\n" {
            #expect(![.control, .format].contains(scalar.properties.generalCategory))
        }
        #expect(result.output.split(separator: "\n").allSatisfy { $0.contains("\\u{1B}[31m.xml:") })
    }
}
