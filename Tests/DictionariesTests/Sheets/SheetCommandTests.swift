import Dictionaries
import Glibc
import TestSupport
import Testing

/// `tagfold dictionary export` and `import` as a user runs them.
struct SheetCommandTests {
    private static let shipped = Places.repository + "/dictionaries"

    private func export(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(["dictionary", "export"] + arguments) }
    private func load(_ arguments: String...) throws -> Command.Result {
        try Command.tagfold().run(["dictionary", "import", "--dictionaries", Self.shipped] + arguments)
    }

    private static func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    /// CP1250, or CP1252 where a character has another byte there, of what these tests write.
    private static func oneByte(_ text: String) -> [UInt8] {
        let bytes: [Unicode.Scalar: UInt8] = [
            "č": 0xE8, "ć": 0xE6, "š": 0x9A, "ž": 0x9E, "đ": 0xF0, "Č": 0xC8, "Š": 0x8A, "ä": 0xE4, "ö": 0xF6, "ß": 0xDF, "é": 0xE9, "ü": 0xFC, "è": 0xE8,
        ]
        return text.unicodeScalars.map { bytes[$0] ?? UInt8($0.value) }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    // MARK: Export and back

    @Test(arguments: ["body-parts.xml", "contrast.xml", "sex.xml"]) func shippedDictionariesComeBack(_ name: String) throws {
        let folder = try TemporaryFolder()
        let (sheet, document) = (folder.path + "/a/sheet.csv", folder.path + "/again.xml")
        let exported = try export(Self.shipped + "/" + name, "--out", sheet)
        #expect((exported.code, exported.output, exported.error) == (0, "", ""))
        #expect(try Array(TemporaryFolder.read(sheet).prefix(2)) == [0xFF, 0xFE])
        let imported = try load(sheet, "--out", document)
        #expect((imported.code, imported.output) == (0, ""))
        #expect(imported.error == "\(sheet): read as UTF-16LE, by its byte order mark; tab parts the cells\n")
        #expect(try TemporaryFolder.read(document) == TemporaryFolder.read(Self.shipped + "/" + name))
        #expect((mode(sheet), mode(document)) == (0o600, 0o600))
    }

    @Test(arguments: [
        (["--separator", ";"], [0xEF, 0xBB, 0xBF, 0x4B], ";"), (["--separator", ","], [0xEF, 0xBB, 0xBF, 0x4B], ","), (["--separator", "tab"], [0xEF, 0xBB, 0xBF, 0x4B], "\t"),
        (["--encoding", "cp1252"], Array("Kind;".utf8), ";"), (["--encoding", "cp1250", "--separator", ","], Array("Kind,".utf8), ","),
        (["--encoding", "utf-16"], [0xFF, 0xFE, 0x4B, 0], "\t"), (["--encoding", "utf-16", "--separator", ";"], [0xFF, 0xFE, 0x4B, 0], ";"),
    ] as [([String], [UInt8], String)])
    func formats(_ options: [String], _ start: [UInt8], _ separator: String) throws {
        let folder = try TemporaryFolder()
        let sheet = folder.path + "/sheet.csv"
        let name = Self.shipped + "/photometric-interpretations.xml"
        #expect(try Command.tagfold().run(["dictionary", "export", name, "--out", sheet] + options).code == 0)
        #expect(try TemporaryFolder.read(sheet).starts(with: start))
        let imported = try load(sheet)
        #expect(imported.code == 0)
        #expect(imported.output == (try TemporaryFolder.text(name)))
        #expect(imported.error.contains(separator == "\t" ? "tab parts" : "“\(separator)” parts"))
    }

    @Test func exportFailures() throws {
        let folder = try TemporaryFolder()
        let sex = Self.shipped + "/sex.xml", out = folder.path + "/sex.csv"
        let unfit = try export(sex, "--encoding", "cp1252", "--out", out)
        #expect(unfit.code == 1)
        #expect(unfit.error.contains("sex.xml:52: row 53 of the sheet would hold “ż” (U+017C), which CP1252 does not have\n"))
        #expect(unfit.error.hasSuffix("nothing was written: 6 of the rows do not fit into CP1252\n"))
        #expect(access(out, F_OK) != 0)
        #expect(try export(folder.path + "/none.xml").code == 3)
        #expect(try export(folder.write("bad.xml", "<synonymDictionary name=\"x\"><term/></synonymDictionary>")).code == 1)
        for wrong in [["--separator", "|"], ["--encoding", "utf-7"], ["--encoding", ""], ["--force"], ["--out", ""], ["--out", folder.path + "/"]] {
            #expect(try Command.tagfold().run(["dictionary", "export", sex] + wrong).code == 2, "\(wrong)")
        }
        try folder.write("sex.csv", "mine")
        #expect(try export(sex, "--out", out).code == 2)
        #expect(try TemporaryFolder.text(out) == "mine")
        #expect(try export(sex, "--out", out, "--force").code == 0)
        #expect(try TemporaryFolder.read(out).starts(with: [0xFF, 0xFE]))
        #expect(try export(sex, "--out", folder.path, "--force").code == 2)
    }

    @Test func editedSheet() throws {
        let folder = try TemporaryFolder()
        let sheet = try folder.write("edited.csv", "Kind,Text,Term,Language,When,Enabled,Meaning,Parent,Code scheme,Code,Notes\r\n"
            + "dictionary,body-parts,,,,,,,,,\r\nsynonym,\"naša, glava\",HEAD,hr,,TRUE,,,,,ours\r\nterm,,OURS,,,,,HEAD,,,\r\n,,,,,,,,,,\r\n")
        let imported = try load(sheet)
        #expect(imported.code == 0)
        #expect(imported.error.contains("left aside: the columns “Notes”"))
        #expect(imported.output.contains("<synonym lang=\"hr\">naša, glava</synonym>"))
        let ours = try folder.write("ours.xml", imported.output)
        #expect(try Command.tagfold().run(["dictionary", "lint", ours]).code == 0)
        #expect(try load(sheet, "--name", "x").error.contains("there is no use for --name"))
        #expect(try load(sheet, "--new-terms").code == 2)
        try folder.write("edited.csv", "Kind;Text;Term;Language;When;Enabled;Meaning;Parent;Code scheme;Code\ndictionary;body-parts\nterm;;OURS;;;;;NOWHERE\nsynonyms;x;OURS\n")
        let faulty = try load(sheet)
        #expect(faulty.code == 1)
        #expect(faulty.output.isEmpty)
        #expect(faulty.error.contains("edited.csv:4: error: “synonyms” is no kind of row"))
        #expect(faulty.error.hasSuffix("edited.csv has 1 error; nothing was written\n"))
    }

    // MARK: A hospital's sheet

    static let croatian = "Naziv;Pojam;Broj\r\nŠaka naša;Hand;3\r\nčašica kuka;hip;1\r\nđonovi, žučni;-;1\r\nkoljeno;KNEE;9\r\nčeka;;1\r\n"

    private static let croatianDocument = """
        <?xml version="1.0" encoding="UTF-8"?>
        <synonymDictionary name="body-parts" version="1">
          <tag>BodyPartExamined</tag>
          <term name="HAND">
            <synonym lang="hr">Šaka naša</synonym>
          </term>
          <term name="HIP">
            <synonym lang="hr">čašica kuka</synonym>
          </term>
          <sentinel lang="hr">đonovi, žučni</sentinel>
        </synonymDictionary>

        """

    @Test(arguments: [
        (Array(croatian.utf8), "UTF-8, since it is well-formed"), (Array("\u{FEFF}\(croatian)".utf8), "UTF-8, by its byte order mark"),
        (utf16("\u{FEFF}" + croatian), "UTF-16LE, by its byte order mark"), (utf16("\u{FEFF}" + croatian, isBigEndian: true), "UTF-16BE, by its byte order mark"),
        (utf16(croatian), "UTF-16LE, by its pattern of NUL bytes"), (oneByte(croatian), "CP1250, since it holds š or ž"),
        (oneByte("sep=;\r\n" + croatian), "CP1250, since it holds š or ž"),
    ])
    func croatianSheet(_ bytes: [UInt8], _ encoding: String) throws {
        let folder = try TemporaryFolder()
        let sheet = try folder.write("n.csv", bytes), out = folder.path + "/out/n.xml"
        let result = try load(sheet, "--language", "hr", "--out", out)
        #expect((result.code, result.output) == (0, ""))
        #expect(try TemporaryFolder.text(out) == Self.croatianDocument)
        #expect(mode(out) == 0o600)
        #expect(result.error == """
            \(sheet): read as \(encoding); “;” parts the cells
            \(sheet): text from column 1 (“Naziv”), term from column 2 (“Pojam”)
            \(sheet): laid over the dictionary body-parts, which knows 3 of its 3 terms
            \(sheet):2: “Hand” is the term HAND
            \(sheet):3: “hip” is the term HIP
            \(sheet): rows without a term, which wait: 1 (rows 6)
            \(sheet): rows: 5; synonyms: 2, terms: 2, values for missing: 1; left out: waiting 1, known already 1, repeated 0, faulty 0

            """)
        #expect(try Command.tagfold().run(["dictionary", "lint", "--dictionaries", Self.shipped, out]).error == "0 errors, 0 remarks\n")
        let fold = try Command.tagfold().run(["dictionary", "explain", "BodyPartExamined", "ČAŠICA-KUKA", "--site-dictionary", out])
        #expect(fold.output.contains("folds to HIP"))
    }

    @Test("titles may stand above the header, and cells hold what a spreadsheet makes of spaces; the number is the row's")
    func sheetWithTitles() throws {
        let folder = try TemporaryFolder()
        let text = "Šifrarnik;;\r\n;;\r\n\"dva\r\nretka\";;\r\nNaš naziv;Pojam;Broj\r\n\"naša\r\nšaka\";hand;1\r\nnaš\u{A0}kuk;hip;\r\nx;zzz;\r\n"
        let sheet = try folder.write("t.csv", text)
        let faulty = try load(sheet)
        #expect(faulty.code == 1)
        #expect(faulty.error.contains("t.csv: the header is row 4; what stands above it is left aside\n"))
        #expect(faulty.error.contains("t.csv:7: error: the dictionary body-parts has no term “zzz”"))
        let named = try load(sheet, "--text-column", "Naš naziv", "--term-column", "2")
        #expect(named.error.contains("the header is row 4"))
        let whole = try load(try folder.write("w.csv", text.replacing("x;zzz;\r\n", with: "")))
        #expect(whole.code == 0)
        #expect(whole.output.contains("<synonym>naša šaka</synonym>"))
        #expect(whole.output.contains("<synonym>naš kuk</synonym>"))
        let unknown = try load(try folder.write("u.csv", "Popis;;\nA;B;C\nx;hand;\n"))
        #expect(unknown.code == 2)
        #expect(unknown.error.contains("to hold the text, and none to hold the term; name them with --text-column and --term-column; its columns are “Popis” (row 1)"))
    }

    @Test("what is read is never written over")
    func sheetIsKept() throws {
        let folder = try TemporaryFolder()
        let sheet = try folder.write("s.csv", Self.croatian)
        let result = try load(sheet, "--out", folder.path + "/./s.csv", "--force")
        #expect(result.code == 2)
        #expect(result.error.hasSuffix("s.csv is the file that is read: --out takes another one\n"))
        #expect(try TemporaryFolder.text(sheet) == Self.croatian)
    }

    @Test func germanSheet() throws {
        let folder = try TemporaryFolder()
        let text = "Begriff,Bezeichnung,Sprache\nSKULL,\"Schädel, größer\nals \"\"klein\"\" é\",de\nliver,Lebèr,\nHEAD,=HYPERLINK(\"http://x\"),en\nHEAD,@kopfx,\nHEAD,+x,\n"
        let sheet = try folder.write("d.csv", Self.oneByte(text))
        let undecided = try load(sheet)
        #expect(undecided.code == 3)
        #expect(undecided.error.contains("d.csv:2: text that is not UTF-8, and CP1252 or CP1250 for all that can be told; name the encoding with --encoding"))
        let french = try load(sheet, "--language", "fr")
        #expect(french.code == 0)
        #expect(french.error.contains("read as CP1252, by the language; “,” parts"))
        for line in [
            "<synonym lang=\"de\">Schädel, größer als \"klein\" é</synonym>", "<synonym lang=\"fr\">Lebèr</synonym>",
            "<synonym lang=\"en\">=HYPERLINK(\"http://x\")</synonym>", "<synonym lang=\"fr\">@kopfx</synonym>", "<synonym lang=\"fr\">+x</synonym>",
        ] { #expect(french.output.contains(line), "\(line)") }
        // What goes out as a sheet again is no formula.
        let document = try folder.write("d.xml", french.output)
        let again = try export(document, "--separator", ",")
        #expect(again.output.contains("synonym,HEAD,\"'=HYPERLINK(\"\"http://x\"\")\",en,"))
        #expect(again.output.contains("synonym,HEAD,'@kopfx,fr,"))
        let back = try load(folder.write("again.csv", again.output))
        #expect(back.output == french.output)
    }

    @Test func allFaultsInOneRun() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "x", count: 1 << 20)
        let sheet = try folder.write("e.csv", "Name,Term\nkidney xx,KIDNEY\nkidney-XX,LIVER\nfoo,NOWHERE\n,HEAD\nb\u{202E}az,HEAD\n\"\u{1B}[31m\",HEAD\n\(long),\(long)\n")
        let result = try load(sheet, "--out", folder.path + "/e.xml")
        #expect(result.code == 1)
        let errors = result.error.split(separator: "\n").filter { $0.hasPrefix(sheet + ":") && !$0.hasPrefix(sheet + ": ") }.map { String($0.dropFirst(sheet.count)) }
        #expect(errors.prefix(5) == [
            ":3: error: “kidney-XX” stands for “LIVER” in \(sheet):3, but for “KIDNEY” in \(sheet):2",
            ":4: error: the dictionary body-parts has no term “NOWHERE”; --new-terms would make it one", ":5: error: the row names the term “HEAD”, and no text that stands for it",
            ":6: error: the text of <synonym> holds what nobody sees: U+202E", ":7: error: the text of <synonym> holds U+001B, which XML cannot",
        ])
        #expect(errors.count == 6)
        #expect(errors.allSatisfy { $0.utf8.count < 1000 })
        #expect(!result.error.unicodeScalars.contains { $0 != "\n" && [.control, .format].contains($0.properties.generalCategory) })
        #expect(access(folder.path + "/e.xml", F_OK) != 0)
    }

    @Test func longCells() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "č\"\" ", count: 341)
        let sheet = try folder.write("l.csv", "text;term\n\"\(long)x\";HEAD\n")
        let tooLong = try folder.write("t.csv", "text;term\n\"\(String(repeating: long, count: 1000))x\";HEAD\n")
        let refused = try load(tooLong)
        #expect(refused.code == 1)
        #expect(refused.error.contains("t.csv:2: error: the text of <synonym> is longer than 1024 characters") || refused.error.contains("t.csv:2: the text of <synonym> is longer than 1024 characters"))
        let result = try load(sheet)
        #expect(result.code == 0)
        #expect(result.output.contains(long.replacing("\"\"", with: "\"") + "x</synonym>"))
    }

    @Test func newTermsAndOtherColumns() throws {
        let folder = try TemporaryFolder()
        let sheet = try folder.write("s.csv", "Id\tOur word\tTheir word\n1\tsala 1\tOperating room\n2\tgava\tHEAD\n3\tHEAD\tHEAD\n")
        #expect(try load(sheet).code == 2)
        #expect(try load(sheet, "--text-column", "our WORD", "--term-column", "3").error.contains("s.csv:2: error: the dictionary body-parts has no term “Operating room”"))
        let columns = ["--text-column", "2", "--term-column", "Their word"]
        let result = try load([sheet] + columns + ["--new-terms", "--keep-all", "--tag", "StudyDescription", "--name", "body-parts"])
        #expect(result.code == 0)
        #expect(result.error.contains("new terms: “Operating room”"))
        #expect(result.output.contains("  <tag>StudyDescription</tag>\n  <term name=\"Operating room\">\n    <synonym>sala 1</synonym>\n  </term>\n  <term name=\"HEAD\">\n    <synonym>gava</synonym>\n    <synonym>HEAD</synonym>\n"))
        let alone = try load([sheet] + columns + ["--new-terms", "--name", "rooms"])
        #expect(alone.code == 0)
        #expect(alone.error.contains("no shipped dictionary is called “rooms”: it stands alone"))
        #expect(!alone.output.contains("<tag>"))
        for wrong in [
            ["--text-column", "9"], ["--text-column", "3"], ["--language-column", "x"], ["--tag", "NoSuchKeyword"], ["--tag", "StudyDate"], ["--language", "a b"], ["--name", ""],
        ] { #expect(try load([sheet] + columns + wrong).code == 2, "\(wrong)") }
        // A site's own dictionary below knows its own terms.
        let ours = try folder.write("ours.xml", "<synonymDictionary name=\"body-parts\"><term name=\"Operating room\"/></synonymDictionary>")
        #expect(try load([sheet] + columns + ["--site-dictionary", ours]).code == 0)
    }

    private func load(_ arguments: [String]) throws -> Command.Result {
        try Command.tagfold().run(["dictionary", "import", "--dictionaries", Self.shipped] + arguments)
    }

    @Test func unreadableSheets() throws {
        let folder = try TemporaryFolder()
        for (name, bytes, code, message) in [
            ("none", nil, 3, "no such file"), ("nul.csv", Array("text;term\na\0;HEAD".utf8), 3, "nul.csv:2: a NUL byte"),
            ("open.csv", Array("text;term\na;b\n\"a;HEAD\nx;y\n".utf8), 3, "open.csv:3: a quote is not closed"),
            ("book.xlsx", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], 3, "a workbook, not text: save the sheet as CSV"), ("empty.csv", [], 1, "empty.csv is empty"),
            ("header.csv", Array("text;term\n".utf8), 1, "header.csv has no rows below its header"),
            ("ours.csv", Array("Kind;Term;Text;Language;When;Enabled;Meaning;Parent;Code scheme;Code\n".utf8), 1, "no row of the kind dictionary says its name"),
            ("half.csv", Self.utf16("\u{FEFF}text;term\na;") + [0x41], 3, "an odd number of bytes, which UTF-16 never has"),
            ("mark.csv", [0xEF, 0xBB, 0xBF, 0x61], 2, "no column of"),
        ] as [(String, [UInt8]?, Int32, String)] {
            if let bytes { try folder.write(name, bytes) }
            let result = try load(folder.path + "/" + name)
            #expect(result.code == code, "\(name)")
            #expect(result.error.contains(message), "\(result.error)")
            #expect(result.output.isEmpty)
        }
        #expect(try load(folder.path).code == 3)
        #expect(try load(folder.path + "/mark.csv", "--encoding", "cp1250").code == 3)
    }
}
