import TestSupport
import Testing

@Suite("Command: dictionary explain, and languages")
struct ExplainCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func explain(_ tag: String, _ value: String, _ arguments: String...) throws -> Command.Result {
        try Command.tagfold().run(["dictionary", "explain", tag, value] + arguments)
    }

    private func siteFile() throws -> String {
        try folder.write("ours.xml", """
            <synonymDictionary name="body-parts">
            <term name="SKULL"><synonym when="Modality=CR">HEAD</synonym></term>
            <term name="CHEST"><synonym lang="hr">pgk</synonym><synonym>Kopf</synonym></term>
            </synonymDictionary>
            """)
    }

    @Test("entry, condition, layer, and what it would be without the site")
    func site() throws {
        let file = try siteFile()
        let result = try explain("BodyPartExamined", "head", "--context", "Modality=CR", "--site-dictionary", file)
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("“head” folds to SKULL: Skull, SCT 89546000 (dictionary body-parts)\n"))
        #expect(result.output.contains("\n  entry: “HEAD” where Modality=CR, \(file):2\n  layer: site\n  step: normalized: after case, space and punctuation\n"))
        #expect(result.output.contains("\n  without the site's layer: it folds to HEAD: Head, SCT 69536005 (entry “HEAD”, body-parts.xml:"))
        let without = try explain("BodyPartExamined", "Kopf")
        #expect(without.output.contains("\n  layer: language de\n"))
        #expect(try explain("BodyPartExamined", "Kopf", "--site-dictionary", file).output.contains("\n  layer: site\n"))
    }

    @Test("each part of a combination")
    func combination() throws {
        let lines = try explain("BodyPartExamined", "Knie und Hüfte").output.split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix("“Knie und Hüfte” folds to HIP+KNEE: "))
        #expect(lines[1] == "  step: combination: of the terms of its parts")
        #expect(lines[2].hasPrefix("    KNEE: entry “Knie”, body-parts.xml:"))
        #expect(lines[3].hasPrefix("    HIP: entry “Hüfte”, body-parts.xml:"))
        #expect(lines[4] == "  above it: LOWERLIMB")
    }

    @Test("the side that the parser splits off")
    func side() throws {
        let result = try explain("BodyPartExamined", "Hüfte bds")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("“Hüfte bds” does not fold as a whole (dictionary body-parts)\n"))
        #expect(result.output.contains("  in a run: BodyPartExamined=HIP, BodyPartExamined_laterality=B (laterality split off)\n    HIP: entry “Hüfte”, body-parts.xml:"))
    }

    @Test("why a value does not fold, and near terms that nothing folds by")
    func obstacles() throws {
        let result = try explain("BodyPartExamined", "left xyzzy knee")
        #expect(result.code == 1)
        #expect(result.output.contains("\n  why: the dictionary does not know “XYZZY”\n  near terms, for a person to judge (nothing folds by them):\n    KNEE  "))
        #expect(try explain("BodyPartExamined", "FEMUR NECK").output.contains("  why: nothing joins its terms FEMUR and NECK"))
        #expect(try explain("BodyPartExamined", "\u{1B}[31m").output.hasPrefix("“\\u{1B}[31m” does not fold"))
    }

    @Test("JSON says the same")
    func json() throws {
        struct Entry: Decodable { let term: String?; let layer: String; let step: String; let file: String; let parents: [String]; let parts: [Entry] }
        struct Answer: Decodable { let plugin: String; let labels: [String: String] }
        struct Near: Decodable { let term: String?; let score: Double }
        struct Explanation: Decodable { let fold: Entry?; let withoutSite: Entry?; let answer: Answer?; let obstacles: [String]; let nearTerms: [Near] }
        let file = try siteFile()
        let pgk = try Output.json(Explanation.self, try explain("BodyPartExamined", "PGK", "--json", "--site-dictionary", file).output)
        #expect(pgk.fold?.layer == "site")
        #expect(pgk.fold?.file == file)
        #expect(pgk.withoutSite == nil)
        #expect(pgk.answer?.labels == ["BodyPartExamined": "CHEST"])
        let hip = try Output.json(Explanation.self, try explain("BodyPartExamined", "HIP/KNEE", "--json").output)
        #expect(hip.fold?.parts.map(\.term) == ["HIP", "KNEE"])
        let none = try Output.json(Explanation.self, try explain("BodyPartExamined", "KNEES OF WAX", "--json").output)
        #expect(none.fold == nil)
        #expect(none.obstacles.count == 1)
        #expect(none.nearTerms.contains { $0.term == "KNEE" })
    }

    @Test("--language turns languages off, everywhere")
    func languages() throws {
        #expect(try explain("BodyPartExamined", "Kopf", "--language", "hr,de").code == 0)
        let off = try explain("BodyPartExamined", "Kopf", "--language", "hr")
        #expect(off.code == 1)
        #expect(off.output.contains("  why: it is a word for HEAD in the language de, which --language leaves out (body-parts.xml:"))
        #expect(try explain("BodyPartExamined", "Brain", "--language", "en").code == 0)
        let file = try siteFile()
        #expect(try explain("BodyPartExamined", "PGK", "--language", "de", "--site-dictionary", file).code == 1)
        let list = try folder.write("list.csv", "BodyPartExamined,Modality\nKopf,CT\nHEAD,CT\nglava,MR\nHEAD,MR\n")
        #expect(try Command.tagfold().run(["coverage", list, "--language", "hr"]).output.contains("Coverage: 87.5 % of present values"))
        let suggest = try Command.tagfold().run(["dictionary", "suggest", list, "--tag", "BodyPartExamined", "--language", "hr"])
        #expect(suggest.output.contains("1. “Kopf”  1 instance"))
        let diff = try Command.tagfold().run(["dictionary", "diff", "shipped", file, list, "--language", "hr"])
        #expect(diff.output.contains("“Kopf”\n            rejected → CHEST (\(file):3)"))
        let out = folder.path + "/out"
        let run = try Command.tagfold().run(["run", list, "--out", out, "--k", "2", "--language", "hr,de-AT"])
        #expect(run.code == 0, "\(run.error)")
        struct Report: Decodable { let languages: [String]? }
        #expect(try Output.json(Report.self, TemporaryFolder.read(out + "/run.json")).languages == ["de", "hr"])
    }

    @Test("a language that no dictionary has is bad usage", arguments: ["xx", "hr,", "", "h r", "hrvatski!"])
    func badLanguage(_ text: String) throws {
        let result = try explain("BodyPartExamined", "HEAD", "--language", text)
        #expect(result.code == 2)
        #expect(result.output.isEmpty)
        if text == "xx" {
            #expect(result.error == "tagfold: no dictionary has words of the language “xx”; there are cs, da, de, es, fi, fr, hr, hu, it, nl, no, pl, pt, ro, sl, sv, tr, vi, and en, which always folds\n")
        }
    }
}
