import TestSupport
import Testing

@testable import Dictionaries

/// The sheet that a hospital has.
struct SiteSheetTests {
    static let shipped = Result {
        [
            try SynonymFolder(name: "parts", layers: [
                try XMLText.synonyms("""
                    <tag>BodyPartExamined</tag><term name="HEAD"><synonym>CAPUT</synonym></term><term name="LEFT LEG"/><term name="HIP"/>
                    <sentinel>UNKNOWN</sentinel><abbreviation from="LT" to="LEFT"/>
                    """, name: "parts", file: "parts.xml"),
            ]),
            try SynonymFolder(name: "sides", layers: [try XMLText.synonyms("<tag>Laterality</tag><term name=\"LEFT\"/><term name=\"HIP\"/>", name: "sides")]),
        ]
    }

    private static func header(_ text: String) throws -> SheetHeader? {
        var reader = CSVReader(try SpreadsheetText(Array(text.utf8)))
        return try SheetHeader(&reader)
    }

    /// Rows of text, term and language.
    private static func sheet(_ rows: String) throws -> SiteSheet {
        var reader = CSVReader(try SpreadsheetText(Array(("text;term;lang\n" + rows).utf8)))
        _ = try SheetHeader(&reader)
        return try SiteSheet(&reader, columns: .init(text: 0, term: 1, language: 2), file: "ours.csv")
    }

    private static func outcome(
        _ rows: String, language: String? = nil, takesNewTerms: Bool = false, keepsAll: Bool = false
    ) throws -> SiteSheet.Outcome {
        try sheet(rows).dictionary(.init(
            name: "parts", tags: ["BodyPartExamined"], below: try shipped.get()[0], language: language, takesNewTerms: takesNewTerms, keepsAll: keepsAll))
    }

    /// Each entry as `TERM: text lang`.
    private static func entries(_ outcome: SiteSheet.Outcome) -> [String] {
        outcome.dictionary.terms.flatMap { term in term.synonyms.map { "\(term.name): \($0.text) \($0.language ?? "·")" } }
            + outcome.dictionary.sentinels.map { "-: \($0.text) \($0.language ?? "·")" }
    }

    @Test("columns are known by what hospitals call them", arguments: [
        ("Naziv;Pojam", [0], [1], []), ("Our name,Standard term,Count", [0], [1], []), ("Jezik;Begriff;Unsere Bezeichnung", [2], [1], [0]),
        ("\u{FEFF} TEXT \t term\tLang", [0], [1], [2]), ("a;b", [], [], []), ("Name;Value;Term", [0, 1], [2], []), ("libellé;TERME STANDARD", [0], [1], []),
    ])
    func columns(_ text: String, _ texts: [Int], _ terms: [Int], _ languages: [Int]) throws {
        let header = try #require(try Self.header(text + "\n"))
        #expect(header.places(of: .text, given: nil) == texts)
        #expect(header.places(of: .term, given: nil) == terms)
        #expect(header.places(of: .language, given: nil) == languages)
        #expect(!header.isOurs)
    }

    @Test("a row may hold in a context alone; it is no repetition of one that holds elsewhere")
    func conditions() throws {
        var reader = CSVReader(try SpreadsheetText(Array("text;term;when\nNOGA;HIP;\nNOGA;HEAD;Modality=CR | DX\nHEAD;HEAD;Modality=CT\nnoga;LEFT LEG;modality\nNoga;HIP;Modality=DX|cr\n".utf8)))
        let header = try #require(try SheetHeader(&reader))
        #expect(header.places(of: .when, given: nil) == [2])
        let sheet = try SiteSheet(&reader, columns: .init(text: 0, term: 1, language: nil, when: 2), file: "ours.csv")
        let outcome = sheet.dictionary(.init(
            name: "parts", tags: [], below: try Self.shipped.get()[0], language: nil, takesNewTerms: false, keepsAll: false))
        #expect(outcome.dictionary.terms.flatMap { term in term.synonyms.map { "\(term.name): \($0.text) \($0.condition)" } } == [
            "HIP: NOGA ", "HEAD: NOGA Modality=CR|DX", "HEAD: HEAD Modality=CT",
        ])
        #expect(outcome.faults.map { "\($0.line ?? 0) \($0.reason)" } == [
            "5 “modality” is no condition such as Modality=CR|DX",
            "6 “Noga” stands for “HIP” in ours.csv:6, but for “HEAD” in ours.csv:3",
        ])
    }

    @Test("no word means two things, and all are documented")
    func wordsAreClear() throws {
        let readme = try TemporaryFolder.text(Places.repository + "/dictionaries/README.md")
        for word in SheetHeader.words.values.joined() {
            let header = try #require(try Self.header("\t" + word.uppercased() + "\n"))
            #expect(SheetHeader.Role.allCases.count { header.places(of: $0, given: nil) == [1] } == 1, "\(word)")
            #expect(readme.contains(word + ",") || readme.contains(word + "*"), "\(word)")
        }
    }

    @Test("columns may be named, or numbered")
    func namedColumns() throws {
        let header = try #require(try Self.header(";;\n\n A ;b;B;2\n"))
        #expect(header.names == ["A", "b", "B", "2"])
        #expect(header.places(of: .text, given: " a") == [0])
        #expect(header.places(of: .text, given: "B") == [1, 2])
        #expect(header.places(of: .text, given: "1") == [0])
        #expect(header.places(of: .text, given: "2") == [3], "a name goes before a number")
        for given in ["0", "5", "-1", "99999999999999999999", "", "x"] { #expect(header.places(of: .text, given: given) == []) }
        #expect(try Self.header("") == nil)
        #expect(try Self.header("\n;;\n \n") == nil)
    }

    @Test("rows become entries of their terms")
    func entries() throws {
        let outcome = try Self.outcome(
            """
            Glava ; head
            lubanja;Caput;hr
            lijeva noga;leg lt

            kuk;HIP;sl
            sve;-;
            ;;
            ništa;
            "dva
            retka";;
            kuk;hip
            '=x;'HEAD
            '-;HEAD

            """, language: "hr")
        #expect(outcome.faults.isEmpty)
        #expect(Self.entries(outcome) == ["HEAD: Glava hr", "HEAD: lubanja hr", "HEAD: =x hr", "HEAD: - hr", "LEFT LEG: lijeva noga hr", "HIP: kuk sl", "-: sve hr"])
        #expect(outcome.foldedTerms.map { "\($0.line): \($0.cell) → \($0.term)" } == ["2: head → HEAD", "3: Caput → HEAD", "4: leg lt → LEFT LEG", "11: hip → HIP", "12: 'HEAD → HEAD"])
        #expect((outcome.rows, outcome.repeated, outcome.known) == (10, 1, 0))
        #expect(outcome.waiting == [9, 10])
        #expect(outcome.dictionary.tags == ["BodyPartExamined"])
        #expect(SheetImport(outcome.dictionary, faults: outcome.faults, shipped: try Self.shipped.get()[0].layers).errors.isEmpty)
    }

    @Test("what the layers below say is left out, unless it is asked for")
    func known() throws {
        let rows = "caput;HEAD\nLeg, left;LEFT LEG\nunknown;-\nLT. LEG;left leg\nHEAD;HIP\n"
        #expect(Self.entries(try Self.outcome(rows)) == ["HIP: HEAD ·"])
        #expect(try Self.outcome(rows).known == 4)
        let all = try Self.outcome(rows, keepsAll: true)
        #expect(Self.entries(all) == ["HEAD: caput ·", "LEFT LEG: Leg, left ·", "LEFT LEG: LT. LEG ·", "HIP: HEAD ·", "-: unknown ·"])
        #expect(all.known == 0)
        let taken = SheetImport(try Self.outcome(rows).dictionary, faults: [], shipped: try Self.shipped.get()[0].layers).takenValues
        #expect(taken.map { "\($0.line): \($0.message)" } == ["6: “HEAD” stands for “HIP”; without this layer, for “HEAD” (parts.xml:2)"])
    }

    @Test("a known row stays where an entry of the sheet would take its text")
    func knownButTaken() throws {
        // The order of words does not count: `LEG LEFT` would be taken by the new entry `LEFT LEG`'s words under HIP.
        let outcome = try Self.outcome("caput;HEAD\nlt-leg;LEFT LEG\nLEG LEFT;HIP\n")
        let folder = try SynonymFolder(name: "parts", layers: try Self.shipped.get()[0].layers + [outcome.dictionary])
        #expect(folder.fold("lt-leg")?.term?.name == "LEFT LEG")
        #expect(folder.fold("LEG LEFT")?.term?.name == "HIP")
        #expect(Self.entries(outcome) == ["HIP: LEG LEFT ·", "LEFT LEG: lt-leg ·"])
        #expect(outcome.known == 1)
    }

    @Test("terms that nobody knows are errors, or new")
    func newTerms() throws {
        let rows = "sala 1;Operating room\nsala 2;operating-ROOM\nOperating Room;Operating room\nx;unknown\ny;???\n"
        #expect(try Self.outcome(rows).faults.map(\.description) == [
            "ours.csv:2: the dictionary parts has no term “Operating room”; --new-terms would make it one",
            "ours.csv:3: the dictionary parts has no term “operating-ROOM”; --new-terms would make it one",
            "ours.csv:4: the dictionary parts has no term “Operating room”; --new-terms would make it one",
            "ours.csv:5: “unknown” is no term: in the dictionary parts it stands for a missing value, which a sheet says by -",
            "ours.csv:6: the dictionary parts has no term “???”; --new-terms would make it one",
        ])
        let outcome = try Self.outcome(rows, takesNewTerms: true)
        #expect(outcome.newTerms == ["Operating room", "???"])
        #expect(Self.entries(outcome) == ["Operating room: sala 1 ·", "Operating room: sala 2 ·", "???: y ·"])
        #expect(outcome.faults.map(\.line) == [5])
        #expect(outcome.known == 1)
    }

    @Test("rows that contradict each other, or say too little, are errors with both places")
    func contradictions() throws {
        let outcome = try Self.outcome("kuk;HIP\nKUK!;HEAD\nkuk;-\n;HEAD\nx;HEAD;hrvatski jezik\nkuk;HIP;de\n")
        #expect(outcome.faults.map(\.description) == [
            "ours.csv:3: “KUK!” stands for “HEAD” in ours.csv:3, but for “HIP” in ours.csv:2",
            "ours.csv:4: “kuk” stands for a missing value in ours.csv:4, but for “HIP” in ours.csv:2",
            "ours.csv:5: the row names the term “HEAD”, and no text that stands for it", "ours.csv:6: “hrvatski jezik” is no language tag such as hr or pt-BR",
        ])
        #expect(outcome.repeated == 1)
    }

    /// Words of few kinds meet in every step of folding.
    @Test("every row folds to its term, as long as there is no error", arguments: 0..<200)
    func everyRowFolds(_ seed: UInt64) throws {
        var random = HostileText(seed: seed)
        let words = ["LT", "left", "LEG", "leg", "HEAD", "caput", "hip", "x", "unknown"]
        let terms = ["HEAD", "LEFT LEG", "hip", "-", "New", "new!"]
        let rows = (0...random.next(8)).map { _ in
            (text: (0...random.next(3)).map { _ in words[random.next(words.count)] + [" ", "-", ""][random.next(3)] }.joined(), term: terms[random.next(terms.count)])
        }
        let outcome = try Self.outcome(rows.map { "\($0.text);\($0.term)\n" }.joined(), takesNewTerms: true)
        let shipped = try Self.shipped.get()[0].layers
        guard SheetImport(outcome.dictionary, faults: outcome.faults, shipped: shipped).errors.isEmpty else { return }
        let folder = try SynonymFolder(name: "parts", layers: shipped + [outcome.dictionary])
        for row in rows {
            let fold = try #require(folder.fold(row.text), "\(row)")
            #expect(FoldForm.normalized(fold.term?.name ?? "") == FoldForm.normalized(row.term), "\(row)")
        }
    }

    @Test("the dictionary is the one that knows most of the terms")
    func guess() throws {
        let folders = try Self.shipped.get()
        let guess = try #require(try Self.sheet("a;head\nb;HEAD\nc;hip\nd;nowhere\ne;-\nf;\n").guessed(among: folders))
        #expect(guess.folder.name == "parts")
        #expect((guess.known, guess.terms) == (3, 4))
        #expect(try Self.sheet("a;LEFT\n").guessed(among: folders)?.folder.name == "sides")
        #expect(try Self.sheet("a;HIP\n").guessed(among: folders) == nil, "two know as many")
        #expect(try Self.sheet("a;caput\nb;h.i.p\nc;LEFT\n").guessed(among: folders)?.folder.name == "sides", "the names of terms decide")
        #expect(try Self.sheet("a;LEFT\nb;lt\n").guessed(among: folders)?.folder.name == "sides")
        #expect(try Self.sheet("a;UNKNOWN\n").guessed(among: folders) == nil, "a value for missing is no term")
        #expect(try Self.sheet("a;\n").guessed(among: folders) == nil)
    }
}
