import TestSupport
import Testing

/// `tagfold dictionary diff` as a user runs it.
@Suite("Command: dictionary diff")
struct DictionaryDiffCommandTests {
    let archive: MadeArchive
    private let ours: String

    init() throws {
        archive = try MadeArchive()
        ours = try archive.write("ours.xml", """
            <synonymDictionary name="body-parts"><tag>BodyPartExamined</tag>
              <term name="OURS"><synonym when="Modality=MR">Knie</synonym></term>
            </synonymDictionary>
            """)
    }

    private func diff(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(["dictionary", "diff"] + arguments) }

    @Test("a site dictionary over the shipped ones")
    func site() throws {
        let result = try diff("shipped", ours, archive.path, "--tag", "BodyPartExamined")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("before: shipped\nafter:  \(ours)\n\nBy instance"))
        #expect(result.output.contains("1 value changes, in 8 instances:\n  1 understood as something else (8 instances)\n"))
        #expect(result.output.contains("         8  “Knie”\n"))
        #expect(result.output.contains("KNEE"))
        #expect(result.output.contains("→ OURS"))
        #expect(result.output.contains("(\(ours):2)"))
        #expect(Output.isSafe(result.output + result.error))
        let threads = try diff("shipped", ours, archive.path, "--tag", "BodyPartExamined", "--threads", "1")
        #expect(threads.output == result.output)
    }

    @Test("a folder takes the place of the shipped ones, without a data dictionary of its own; --fail-if-lost")
    func folder() throws {
        try archive.write("theirs/body-parts.xml", """
            <synonymDictionary name="body-parts"><term name="KNEE"><synonym>Knie</synonym></term></synonymDictionary>
            """)
        let csv = try diff("shipped", archive.file("theirs"), archive.path, "--csv", "--tag", "BodyPartExamined", "--fail-if-lost")
        #expect(csv.code == 1)
        #expect(csv.error.contains("2 values are no longer understood, in 16 instances"))
        let lines = csv.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("BodyPartExamined,BodyPartExamined,CHEST,,8,lost,"))
        #expect(lines[2].hasPrefix("BodyPartExamined,BodyPartExamined,HAND,,8,lost,"))
        // With the site's dictionary beneath both, KNEE is not what it was.
        let beneath = try diff("shipped", archive.file("theirs"), archive.path, "--csv", "--tag", "BodyPartExamined", "--site-dictionary", ours)
        #expect(beneath.code == 0)
        #expect(beneath.output == csv.output)
        let back = try diff(archive.file("theirs"), "shipped", archive.path, "--fail-if-lost", "--tag", "00180015")
        #expect(back.code == 0, "gaining is no fault")
    }

    @Test("JSON, and a note where no plugin folds")
    func json() throws {
        struct Report: Decodable {
            struct Coverage: Decodable { let input: String? }
            let coverage: [Coverage]
            let changes: [String]?
        }
        let series = try archive.write(
            "series.xml", "<synonymDictionary name=\"series\"><tag>PatientName</tag><term name=\"SCOUT\"/></synonymDictionary>")
        let result = try diff("shipped", series, archive.path, "--json")
        #expect(result.code == 0)
        #expect(try Output.json(Report.self, result.output).changes == [])
        #expect(result.error.contains("no plugin folds PatientName,"))
    }

    @Test("entries that no plugin looks for, and files of the wrong kind, are told")
    func unseenAndWrong() throws {
        let unseen = try archive.write("unseen.xml", """
            <synonymDictionary name="body-parts"><tag>BodyPartExamined</tag>
              <term name="KNEE"><synonym when="OurWard=ACME; Modality=MR">xyz</synonym></term>
            </synonymDictionary>
            """)
        let note = "entries of the dictionary body-parts that ask for OurWard never hold: the plugin BodyPartExamined does not look there\n"
        #expect(try diff("shipped", unseen, archive.path).error.contains(note))
        #expect(try !diff("shipped", ours, archive.path).error.contains("never hold"))
        let data = try archive.write("data.xml", "<privateDictionary/>")
        let wrong = try diff("shipped", data, archive.path)
        #expect((wrong.code, wrong.error.contains("data.xml:1: a data dictionary, not a synonymDictionary: it goes with --data-dictionary")) == (2, true))
        let other = try diff("shipped", ours, archive.path, "--data-dictionary", ours)
        #expect((other.code, other.error.contains("ours.xml:1: a synonymDictionary, not a data dictionary: it goes with --site-dictionary")) == (2, true))
        let folder = String(try archive.write("nothing/notes.txt", "").dropLast("/notes.txt".count))
        let empty = try diff("shipped", folder, archive.path)
        #expect((empty.code, empty.error) == (2, "tagfold: there is no synonym dictionary in \(folder)\n"))
    }

    @Test("an entry may hold for one manufacturer alone, named as it is written or by its term")
    func oneManufacturer() throws {
        let list = try archive.write("makers.csv", """
            BodyPartExamined;Modality;Manufacturer;count
            xyz;MR;GE MEDICAL SYSTEMS;3
            xyz;MR;Siemens;5
            abc;CT;ACME;7
            abc;CT;GE MEDICAL SYSTEMS;11
            """)
        let scoped = try archive.write("scoped.xml", """
            <synonymDictionary name="body-parts"><tag>BodyPartExamined</tag>
              <term name="KNEE"><synonym when="Manufacturer=GE; Modality=MR">xyz</synonym></term>
              <term name="HIP"><synonym when="Manufacturer=acme">abc</synonym></term>
            </synonymDictionary>
            """)
        let result = try diff("shipped", scoped, list, "--csv")
        #expect(result.code == 0)
        #expect(!result.error.contains("never hold"))
        #expect(result.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").prefix(5).joined(separator: ",") } == [
            "BodyPartExamined,BodyPartExamined,abc,Manufacturer=ACME Modality=CT,7",
            "BodyPartExamined,BodyPartExamined,xyz,Manufacturer=GE MEDICAL SYSTEMS Modality=MR,3",
        ])
        let explained = try Command.tagfold().run([
            "dictionary", "explain", "BodyPartExamined", "xyz", "--context", "Manufacturer=GE HEALTHCARE", "--context", "Modality=MR",
            "--site-dictionary", scoped,
        ])
        #expect(explained.output.contains("“xyz” folds to KNEE"))
        #expect(explained.code == 0)
    }

    @Test("a list of counts is an archive, too")
    func list() throws {
        let list = try archive.write("list.csv", "BodyPartExamined;Modality;count\nKnie;MR;1000\nKnie;CT;5\n")
        let result = try diff("shipped", ours, list, "--csv")
        #expect(result.output.split(separator: "\n").dropFirst().map { String($0.prefix(61)) } == ["BodyPartExamined,BodyPartExamined,Knie,Modality=MR,1000,alter"])
        let json = try diff("shipped", ours, list, "--json").output
        #expect(json.contains("\"instances\" : 1005,") || json.contains("\"instances\" : 1005\n"))
    }

    @Test("bad usage and unreadable input")
    func bad() throws {
        let broken = try archive.write("broken.xml", "<synonymDictionary name=\"body-parts\">\n<term/></synonymDictionary>")
        let fault = try diff("shipped", broken, archive.path)
        #expect(fault.code == 2)
        #expect(fault.error.contains("broken.xml:2: <term> has no attribute “name”"))
        let missing = try diff("shipped", archive.file("none.xml"), archive.path)
        #expect(missing.code == 2)
        #expect(missing.error.contains("there is no \(archive.file("none.xml"))"))
        #expect(try diff("shipped", ours, archive.path, "--tag", "NoSuchTag").code == 2)
        let unclaimed = try diff("shipped", ours, archive.path, "--tag", "PatientName")
        #expect(unclaimed.code == 2)
        #expect(unclaimed.error.contains("no plugin claims PatientName"))
        #expect(try diff("shipped", ours, archive.path, "--json", "--csv").code == 2)
        #expect(try diff("shipped", ours).code == 2)
        #expect(try diff("shipped", ours, archive.file("nowhere")).code == 3)
        let help = try diff("--help")
        #expect(help.output.contains("EXAMPLE: tagfold dictionary diff"))
        #expect(help.output.contains("The output shows values"))
    }
}
