import DICOM
import DICOMTestSupport
import TestSupport
import Testing

/// Data dictionaries of a site, as a user gives them to the command.
@Suite("Command: data dictionaries of a site")
struct DataDictionaryCommandTests {
    private let folder: TemporaryFolder
    /// Implicit VR: only a dictionary tells what the private element holds.
    private let image: String
    private let ours: String

    init() throws {
        folder = try TemporaryFolder()
        let encoder = DataSetEncoder.implicitLittle
        let elements = encoder.element(Tag(0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.2") + encoder.element(Tag(0x0008, 0x0018), "UI", "2.25.1")
            + encoder.element(.modality, "CS", "CT") + encoder.element(Tag(0x0019, 0x0010), "LO", "OUR HOSPITAL")
            + encoder.element(Tag(0x0019, 0x1001), "DS", "1.5\\2.5") + encoder.element(.rows, "US", encoder.u16(1))
            + encoder.element(Tag(0x0028, 0x0011), "US", encoder.u16(1)) + encoder.element(Tag(0x0028, 0x4444), "LO", "ours")
            + encoder.element(.pixelData, "OW", [0, 0])
        image = try folder.write("archive/1.dcm", File.part10(elements, syntax: Syntax.implicitLittle))
        ours = try folder.write("ours.xml", """
            <privateDictionary>
              <creator name="OUR HOSPITAL">
                <element tag="0019xx01" name="Scale" vr="DS" vm="2"/>
              </creator>
            </privateDictionary>
            """)
    }

    private func tagfold(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(arguments) }
    /// Runs of spaces are one.
    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") } }
    private func standard(_ body: String) throws -> String { try folder.write("standard.xml", "<dataDictionary edition=\"ours 3\">\n\(body)\n</dataDictionary>") }

    @Test("a private element that only the site knows is read with its VR")
    func implicitVR() throws {
        let without = try tagfold("dump", image)
        #expect(without.code == 0)
        #expect(!without.output.contains("\"DS\""))
        let with = try tagfold("dump", image, "--data-dictionary", ours)
        #expect(with.code == 0)
        #expect(with.error.isEmpty)
        struct Element: Decodable {
            let vr: String
            let Value: [Double]
        }
        struct Elements: Decodable {
            let scale: Element
            enum CodingKeys: String, CodingKey { case scale = "00191001" }
        }
        let scale = try Output.json(Elements.self, with.output).scale
        #expect(scale.vr == "DS")
        #expect(scale.Value == [1.5, 2.5])
        let tags = try tagfold("tags", folder.path + "/archive", "--csv", "--data-dictionary", ours).output
        #expect(tags.contains("DS,0.0,1,0,1,1,1.5\\2.5,1"))
    }

    @Test("an element is shown and asked for by the site's keyword")
    func keyword() throws {
        let standard = try standard(#"<element tag="00284444" keyword="OurElement" name="Ours" vr="LO" vm="1"/>"#)
        #expect(try tagfold("tags", folder.path + "/archive", "--csv").output.contains("OurElement") == false)
        #expect(try tagfold("tags", folder.path + "/archive", "--csv", "--data-dictionary", standard).output.contains("(0028,4444)\",OurElement,LO"))
        #expect(try tagfold("dump", image, "--attribute", "OurElement").code == 2)
        let found = try tagfold("dump", image, "--attribute", "OurElement", "--data-dictionary", ours, "--data-dictionary", standard)
        #expect(found.code == 0)
        #expect(found.output.contains("ours"))
    }

    @Test("conflicts are noted, ten and a count, and stand in run.json")
    func conflicts() throws {
        let tags = ["PatientID", "PatientName"] + (0..<12).map { "Element\($0)" }
        let body = tags.enumerated().map { number, keyword in
            let tag = number == 0 ? "00100020" : number == 1 ? "00100010" : "0018\(["0015", "0020", "0021", "0022", "0023", "0024", "0025", "0050", "0060", "0080", "0081", "0082"][number - 2])"
            return "<element tag=\"\(tag)\" keyword=\"\(keyword)\" vr=\"UT\"/>"
        }.joined(separator: "\n")
        let standard = try standard(body)
        let result = try tagfold("run", folder.path + "/archive", "--out", folder.path + "/out", "--data-dictionary", standard)
        #expect(result.code == 0)
        let notes = result.error.split(separator: "\n").filter { $0.hasPrefix("data dictionaries: ") }
        #expect(notes.count == 11)
        #expect(notes.first?.hasPrefix("data dictionaries: \(standard):2: 00100020 has VR UT here, VR LO in ") == true)
        #expect(notes.last == "data dictionaries: … and 16 more")
        struct Report: Decodable {
            struct Entry: Decodable {
                let file: String
                let line: Int
                let tag: String
                let vr: [String]
                let edition: String?
            }
            struct Conflict: Decodable {
                let kind: String
                let entry: Entry
                let other: Entry
            }
            let dictionaryEdition: String
            let dictionaryFiles: [String]
            let dictionaryConflicts: [Conflict]
        }
        let report = try Output.json(Report.self, try TemporaryFolder.read(folder.path + "/out/run.json"))
        #expect(report.dictionaryEdition == "ours 3")
        #expect(report.dictionaryFiles.prefix(3).map { $0.split(separator: "/").last ?? "" } == ["dicom.xml", "private.xml", "standard.xml"])
        #expect(report.dictionaryConflicts.count == 26, "14 VRs and 12 keywords")
        let first = try #require(report.dictionaryConflicts.first)
        #expect([first.kind, first.entry.file, first.entry.tag, first.other.edition] == ["representations", standard, "00100020", "2026b"])
        #expect(first.entry.line == 2)
        #expect([first.entry.vr, first.other.vr] == [["UT"], ["LO"]])
        let shipped = try tagfold("run", folder.path + "/archive", "--out", folder.path + "/out")
        #expect(!shipped.error.contains("data dictionaries"))
        #expect(try Output.json(Report.self, try TemporaryFolder.read(folder.path + "/out/run.json")).dictionaryConflicts.isEmpty)
    }

    @Test("every command that reads files takes the option", arguments: [
        ["run", "--help"], ["tags", "--help"], ["dump", "--help"], ["coverage", "--help"], ["plugin", "list", "--help"], ["dictionary", "explain", "--help"],
        ["dictionary", "lint", "--help"], ["dictionary", "diff", "--help"], ["dictionary", "suggest", "--help"],
    ]) func help(_ arguments: [String]) throws { #expect(try Command.tagfold().run(arguments).output.contains("--data-dictionary <file>")) }

    @Test("a file that does not load is bad usage, with its place")
    func faultyFiles() throws {
        let bad = try standard(#"<element tag="00190001" vr="LO"/>"#)
        let result = try tagfold("tags", folder.path + "/archive", "--data-dictionary", bad)
        #expect(result.code == 2)
        #expect(result.error == "tagfold: \(bad):2: 00190001 is private: it belongs under a <creator>\n")
        #expect(try tagfold("tags", folder.path + "/archive", "--data-dictionary", folder.path + "/none.xml").code == 2)
        let folder = try TemporaryFolder()
        #expect(try tagfold("tags", image, "--dictionaries", folder.path).error.contains("there is neither dicom.xml nor part06.xml in this folder"))
    }

    // MARK: explain

    @Test("explain of a tag tells what counts, from where, and what it replaced")
    func explain() throws {
        let shipped = Places.repository + "/dictionaries"
        let plain = try tagfold("dictionary", "explain", "PixelSpacing", "--dictionaries", shipped)
        #expect(plain.code == 0)
        #expect(lines(plain.output).dropLast() == ["PixelSpacing 00280030", "name: Pixel Spacing", "VR: DS", "VM: 2", "retired: no"])
        #expect(lines(plain.output).last?.hasPrefix("entry: \(shipped)/dicom.xml:") == true)
        #expect(plain.output.hasSuffix(" (edition 2026b)\n"))
        for text in ["0028,0030", "(0028,0030)", "00280030"] {
            #expect(try tagfold("dictionary", "explain", text, "--dictionaries", shipped).output == plain.output)
        }
        let standard = try standard(#"<element tag="00280030" keyword="PixelSpacing" vr="LO" retired="true"/>"#)
        let ours = lines(try tagfold("dictionary", "explain", "PixelSpacing", "--data-dictionary", standard).output)
        #expect(ours.contains("entry: \(standard):2 (edition ours 3)"))
        #expect(ours.contains("retired: yes"))
        #expect(ours.contains { $0.hasPrefix("replaces: ") && $0.contains("/dicom.xml:") && $0.hasSuffix("(edition 2026b): PixelSpacing, VR DS, VM 2") })
        #expect(ours.contains { $0.hasPrefix("conflict: \(standard):2: 00280030 has VR LO here, VR DS in ") })
    }

    @Test("explain of a private tag")
    func explainPrivate() throws {
        let result = try tagfold("dictionary", "explain", "0019xx01@\"OUR HOSPITAL\"", "--data-dictionary", ours)
        #expect(lines(result.output).prefix(3) == ["0019xx01@\"OUR HOSPITAL\"", "name: Scale", "VR: DS"])
        let unknown = try tagfold("dictionary", "explain", "0019xx01@OUR HOSPITAL")
        #expect(unknown.code == 1)
        #expect(unknown.output.hasPrefix("“0019xx01@OUR HOSPITAL” is in no data dictionary ("))
        let json = try tagfold("dictionary", "explain", "0019,1001", "--json", "--data-dictionary", ours)
        struct Explanation: Decodable {
            struct Element: Decodable { let entry: Entry }
            struct Entry: Decodable { let creator: String }
            let tag: String
            let elements: [Element]
        }
        let explanation = try Output.json(Explanation.self, json.output)
        #expect(explanation.tag == "0019,1001")
        #expect(explanation.elements.last?.entry.creator == "OUR HOSPITAL")
        #expect(explanation.elements.count > 1)
        let none = try tagfold("dictionary", "explain", "Nowhere", "--json")
        #expect(none.code == 1)
        #expect(try Output.json(Explanation.self, none.output).elements.isEmpty)
        #expect(try tagfold("dictionary", "explain", "Nowhere", "--context", "Modality=CT").code == 2)
    }

    @Test("what a dictionary says cannot drive the terminal")
    func hostileNames() throws {
        let path = try folder.write("\u{1B}[31m.xml", "<dataDictionary edition=\"\u{9B}1\">\n<element tag=\"00284444\" keyword=\"A\u{202E}&#10;B\" name=\"\u{9B}31m\" vr=\"LO\"/></dataDictionary>")
        let result = try tagfold("dictionary", "explain", "00284444", "--data-dictionary", path)
        #expect(result.code == 0)
        #expect(Output.isSafe(result.output))
        #expect(result.output.contains("A\\u{202E}\\u{A}B"))
    }

    // MARK: lint

    @Test("lint takes data dictionaries beside synonym dictionaries")
    func lint() throws {
        let synonyms = try folder.write("words.xml", "<synonymDictionary name=\"words\"><term/></synonymDictionary>")
        let standard = try standard(#"<element tag="00280030" keyword="PixelSpacing" vr="LO"/><element tag="0028"/>"#)
        let clean = try tagfold("dictionary", "lint", ours)
        #expect([clean.output, clean.error] == ["", "0 errors, 0 remarks\n"])
        #expect(clean.code == 0)
        let result = try tagfold("dictionary", "lint", standard, synonyms, ours)
        #expect(result.code == 1)
        let found = result.output.split(separator: "\n").map(String.init)
        #expect(found.count == 3)
        #expect(found.first?.hasPrefix("\(standard):2:1: remark: 00280030 has VR LO here, VR DS in ") == true)
        #expect(found.dropFirst().first == "\(standard):2:57: “0028” is not eight hexadecimal digits, x for a repeating one")
        #expect(found.last?.hasPrefix("\(synonyms):1:33: ") == true)
        #expect(try tagfold("dictionary", "lint", standard, "--alone").output.split(separator: "\n").count == 1)
        #expect(try tagfold("dictionary", "lint", ours, "--data-dictionary", standard).code == 2, "what lies below must load")
    }

    @Test("the shipped data dictionaries have no errors, and are not laid over themselves")
    func lintOfTheShipped() throws {
        let files = ["dicom.xml", "private.xml"].map { Places.repository + "/dictionaries/" + $0 }
        let result = try Command.tagfold().run(["dictionary", "lint"] + files)
        #expect(result.code == 0)
        #expect(result.error.hasPrefix("0 errors, "))
        #expect(!result.output.contains("stands so in"))
    }
}
