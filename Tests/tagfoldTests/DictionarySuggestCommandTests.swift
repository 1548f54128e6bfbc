import Foundation
import TestSupport
import Testing

/// `tagfold dictionary suggest` as a user runs it.
@Suite("Command: dictionary suggest")
struct DictionarySuggestCommandTests {
    private let folder: TemporaryFolder
    private let list: String

    init() throws {
        folder = try TemporaryFolder()
        list = try folder.write("hospital.csv", """
            StudyInstanceUID,Modality,BodyPartExamined,StudyDescription,count
            1,CR,KNEE,XR KNEE,100
            2,CR,KNIE JOINTT,XR KNEE LT Müller^Hans,41
            2,CR,KNIE JOINTT,RX,16
            3,CT,THORAAX,CT CHEST,12
            4,MR,QQQQQQ,Müller,8
            5,MR,LEFT SHULDR,,4
            6,MR,UNKNWON\u{1B}[31m,,3

            """)
    }

    private var draft: String { folder.path + "/draft.xml" }

    private func suggest(_ arguments: String..., input: String = "") throws -> Command.Result {
        try Command.tagfold().run(["dictionary", "suggest", list, "--tag", "BodyPartExamined"] + arguments, input: input)
    }

    private func draftText() throws -> String { try TemporaryFolder.text(draft) }

    @Test("a draft that passes lint and changes nothing")
    func drafted() throws {
        let result = try suggest("--out", draft)
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("BodyPartExamined, dictionary body-parts: 5 values are not understood,\nin 84 of 184 instances (45.65 %):\n"))
        #expect(result.output.contains("  1. “KNIE JOINTT”  57 instances (30.98 %)\n     1  KNEE  "))
        #expect(result.output.contains("StudyDescription of 41 of 57 instances names it"))
        #expect(result.output.contains("“QQQQQQ”  8 instances (4.35 %)\n     no near term"))
        #expect(result.error.hasSuffix("draft.xml: 0 entries switched on, 5 off\n"))
        #expect(Output.isSafe(result.output + result.error))
        #expect(!(result.output + result.error).contains("Müller"))

        let text = try draftText()
        #expect(text.contains("<synonym enabled=\"false\">KNIE JOINTT</synonym>"))
        #expect(text.contains("<synonym enabled=\"false\">SHULDR</synonym>"), "without the side, which the plugin splits off")
        #expect(!text.contains("Müller"))
        #expect(try FileManager.default.attributesOfItem(atPath: draft)[.posixPermissions] as? Int == 0o600)
        let lint = try Command.tagfold().run(["dictionary", "lint", draft])
        #expect(lint.code == 0)
        #expect(lint.error == "0 errors, 0 remarks\n")
        let diff = try Command.tagfold().run(["dictionary", "diff", "shipped", draft, list])
        #expect(diff.output.hasSuffix("No value changes.\n"))
    }

    @Test("the same without a file, and with one thread")
    func printed() throws {
        let result = try suggest("--top", "2")
        #expect(result.code == 0)
        #expect(result.output.contains("5 values are not understood,\nin 84 of 184 instances (45.65 %); the first 2:\n"))
        #expect(result.output.contains("  2. “THORAAX”") && !result.output.contains("  3. "))
        #expect(try suggest("--top", "2", "--threads", "1").output == result.output)
    }

    // MARK: Review

    @Test("a review accepts, goes back, types terms and skips; what it accepts folds")
    func review() throws {
        let answers = "1\nx\n9\nt\nNOWHERE\n\nt abdomen\nm\nb\nt\nknee\n1\ns\n"
        let result = try suggest("--out", draft, "--review", input: answers)
        #expect(result.code == 0)
        for part in ["\n1 of 5\n", "→ KNEE", "the dictionary knows no term “NOWHERE”", "→ ABDOMEN", "stands for missing", "accepted already", "a number accepts"] {
            #expect(result.output.contains(part), "\(part)")
        }
        #expect(Output.isSafe(result.output + result.error))
        #expect(!result.output.contains("Müller"))
        let text = try draftText()
        #expect(text.contains("<synonym>KNIE JOINTT</synonym>"))
        #expect(text.contains("<synonym>THORAAX</synonym>"))
        #expect(text.contains("<synonym>QQQQQQ</synonym>"), "the second answer took the place of the first")
        #expect(text.contains("<synonym>SHULDR</synonym>"))
        #expect(text.contains("<!-- skipped in review -->\n    <synonym enabled=\"false\">UNKNWON [31m</synonym>"))
        #expect(result.error.hasSuffix("draft.xml: 4 entries switched on, 1 off\n"))
        #expect(try Command.tagfold().run(["dictionary", "lint", draft]).code == 0)
        let explained = try Command.tagfold().run(["dictionary", "explain", "BodyPartExamined", "thoraax", "--site-dictionary", draft])
        #expect(explained.output.contains("folds to ABDOMEN"))
    }

    @Test("it goes on where it ended: what was answered stays, what was skipped comes last")
    func continued() throws {
        let first = try suggest("--out", draft, "--review", input: "s\n1\n")
        #expect(first.code == 0, "the end of input ends the review")
        let before = try draftText()
        let second = try suggest("--out", draft, "--review", input: "q\n")
        #expect(second.error.contains("draft.xml is continued: what it said stays"))
        #expect(second.output.contains("\n1 of 4\n"))
        #expect(second.output.contains("“QQQQQQ”") && !second.output.contains("THORAAX"))
        #expect(try draftText() == before)
        let third = try suggest("--out", draft, "--review", input: "s\ns\ns\n")
        #expect(third.output.contains("\n4 of 4\n"))
        #expect(third.output.components(separatedBy: "\n4 of 4\n").last?.contains("“KNIE JOINTT”") == true)
        // A plain run keeps all of it, too.
        let skipped = try draftText()
        #expect(try suggest("--out", draft).code == 0)
        #expect(try draftText() == skipped)
        let all = try suggest("--out", draft, "--review", input: "m\nm\nm\nm\nm\n")
        #expect(all.error.hasSuffix("5 entries switched on, 0 off\n"))
        let nothing = try suggest("--out", draft, "--review")
        #expect(nothing.output == "Nothing to review.\n")
    }

    @Test("an answer is written at once")
    func interrupted() throws {
        // A line that never comes: the command waits, and is killed.
        let pipe = folder.path + "/answers"
        try #require(mkfifo(pipe, 0o600) == 0)
        let shell = """
            exec 3<>'\(pipe)'; printf '1\\n' >&3
            '\(try Places.products())/tagfold' dictionary suggest '\(list)' --tag BodyPartExamined --out '\(draft)' --review <&3 &
            for i in $(seq 1 500); do grep -q '<synonym>KNIE' '\(draft)' 2>/dev/null && break; sleep 0.02; done
            kill -KILL $!; wait $!; exit 0
            """
        _ = try Command("bash").run(["-c", shell])
        #expect(try draftText().contains("<synonym>KNIE JOINTT</synonym>"))
        #expect(try Command.tagfold().run(["dictionary", "lint", draft]).code == 0)
    }

    @Test("a site dictionary is taken into account, and may be continued itself")
    func site() throws {
        let ours = try folder.write("ours.xml", """
            <synonymDictionary name="body-parts"><!-- ours --><tag>BodyPartExamined</tag>
              <term name="QUUX" meaning="ours"><synonym>QQQQQQ</synonym></term></synonymDictionary>
            """)
        let result = try suggest("--site-dictionary", ours)
        #expect(result.output.contains("4 values are not understood") && !result.output.contains("QQQQQQ"))
        let continued = try suggest("--site-dictionary", ours, "--out", ours, "--review", input: "t quux\nq\n")
        #expect(continued.code == 0)
        let text = try TemporaryFolder.text(ours)
        #expect(text.contains("<!-- ours -->") && text.contains("<term name=\"QUUX\" meaning=\"ours\">"))
        #expect(text.contains("<synonym>KNIE JOINTT</synonym>"))
    }

    @Test("bad usage, and files that must not be touched")
    func bad() throws {
        #expect(try suggest("--review").code == 2)
        #expect(try suggest("--top", "0").code == 2)
        let unlisted = try Command.tagfold().run(["dictionary", "suggest", list, "--tag", "StudyDescription"])
        #expect(unlisted.code == 2)
        #expect(unlisted.error.contains("no synonym dictionary folds StudyDescription"))
        #expect(try Command.tagfold().run(["dictionary", "suggest", list, "--tag", "NoSuchTag"]).code == 2)
        #expect(try Command.tagfold().run(["dictionary", "suggest", list + "x", "--tag", "BodyPartExamined"]).code == 3)
        for content in ["not XML", "<synonymDictionary name=\"manufacturers\"/>", ""] {
            try folder.write("draft.xml", content)
            let result = try suggest("--out", draft)
            #expect(result.code == 2, "\(content)")
            #expect(try draftText() == content)
        }
        #expect(try suggest("--out", folder.path).code == 2)
        #expect(try suggest("--out", folder.path + "/").code == 2)
        #expect(try suggest("--out", "").code == 2)
        let help = try Command.tagfold().run(["dictionary", "suggest", "--help"])
        #expect(help.output.contains("EXAMPLE: tagfold dictionary suggest"))
        #expect(help.output.contains("keep them"))
    }
}
