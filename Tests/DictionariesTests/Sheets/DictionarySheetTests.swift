import TestSupport
import Testing

@testable import Dictionaries

/// A dictionary as a sheet, and back.
struct DictionarySheetTests {
    private static let separators = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]

    /// What import makes of the bytes of a sheet.
    private static func read(_ bytes: [UInt8], encoding: SpreadsheetEncoding? = nil) throws -> (dictionary: SynonymDictionary, faults: [DictionaryError]) {
        var reader = CSVReader(try SpreadsheetText(bytes, encoding: encoding))
        let header = try #require(try SheetHeader(&reader))
        #expect(header.isOurs)
        let (sheet, faults) = try DictionarySheet.read(&reader, header: header, file: "sheet.csv")
        let (dictionary, others) = sheet.dictionary()
        return (dictionary, faults + others)
    }

    private static func read(rows: String...) throws -> (dictionary: SynonymDictionary, faults: [DictionaryError]) {
        let header = "Kind;Term;Text;Language;When;Enabled;Meaning;Parent;Code scheme;Code"
        return try read(Array(([header] + rows).joined(separator: "\n").utf8))
    }

    @Test(arguments: LintCommandTests.shippedFiles) func shippedDictionariesComeBack(_ name: String) throws {
        let dictionary = try SynonymDictionary(path: Places.repository + "/dictionaries/" + name)
        let document = try dictionary.xml()
        let sheet = DictionarySheet(dictionary)
        for separator in Self.separators {
            for name in ["utf-8", "utf-16", "utf-16be", "cp1250", "cp1252", "iso-8859-2"] {
                let encoding = try #require(SpreadsheetEncoding(named: name))
                let written = sheet.written(separator: separator, encoding: encoding)
                guard written.faults.isEmpty else {
                    #expect(![.utf8, .utf16LittleEndian, .utf16BigEndian].contains(encoding))
                    continue
                }
                let (again, faults) = try Self.read(written.bytes, encoding: encoding)
                #expect(faults.isEmpty)
                #expect(try again.xml() == document)
            }
        }
    }

    @Test func someShippedDictionariesFitIntoOneByte() throws {
        let sheet = DictionarySheet(try SynonymDictionary(path: Places.repository + "/dictionaries/photometric-interpretations.xml"))
        for name in ["cp1250", "cp1252"] {
            #expect(sheet.written(separator: 0x3B, encoding: try #require(SpreadsheetEncoding(named: name))).faults.isEmpty)
        }
    }

    /// What programs change when they open a sheet and save it.
    private struct Resaving {
        let quotesAll: Bool
        let lineEnd: String
        let mark: String
        let separator: String
        let fillsUp: Bool

        func bytes(_ records: [[String]]) -> [UInt8] {
            var lines = records.map { record in
                var record = record
                while !fillsUp, record.count > 1, record.last == "" { record.removeLast() }
                if fillsUp { record += ["", ""] }
                return record.map { field in
                    let isQuoted = quotesAll || field.contains { [separator, "\"", "\n", "\r", "\r\n"].contains("\($0)") }
                    return isQuoted ? "\"" + Self.doubled(field) + "\"" : field
                }.joined(separator: separator)
            }
            if fillsUp { lines += Array(repeating: String(repeating: separator, count: 11), count: 2) }
            return Array((mark + lines.joined(separator: lineEnd) + lineEnd).utf8)
        }

        /// A quote before a combining mark is a quote too.
        static func doubled(_ field: String) -> String {
            String(decoding: field.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }, as: UTF8.self)
        }
    }

    @Test(arguments: ["body-parts.xml", "contrast.xml", "manufacturers.xml"]) func resavedSheetsComeBack(_ name: String) throws {
        let dictionary = try SynonymDictionary(path: Places.repository + "/dictionaries/" + name)
        var reader = CSVReader(try SpreadsheetText(DictionarySheet(dictionary).written(separator: 0x2C, encoding: .utf8).bytes))
        var records: [[String]] = []
        while let record = try reader.next() { records.append(record) }
        for resaving in [
            Resaving(quotesAll: true, lineEnd: "\n", mark: "", separator: ",", fillsUp: true),
            Resaving(quotesAll: false, lineEnd: "\r\n", mark: "\u{FEFF}", separator: ";", fillsUp: false),
            Resaving(quotesAll: false, lineEnd: "\r", mark: "sep=\t\r", separator: "\t", fillsUp: true),
        ] {
            let (again, faults) = try Self.read(resaving.bytes(records))
            #expect(faults.isEmpty)
            #expect(again == dictionary)
        }
    }

    @Test func wholeDictionary() throws {
        let dictionary = try SynonymDictionary(xml: Array(SynonymDictionaryXMLTests.whole.utf8), file: "whole.xml")
        let written = DictionarySheet(dictionary).written(separator: UInt8(ascii: ";"), encoding: .utf8)
        #expect(written.text == """
            Kind;Term;Text;Language;When;Enabled;Meaning;Parent;Code scheme;Code;Parts;Group;Options\r
            comment;;before;;;;;;;;;;\r
            comment;;"two
                 lines";;;;;;;;;;\r
            dictionary;;words;;;;;;;;;;\r
            version;;'1.2;;;;;;;;;;\r
            comment;;of ours;;;;;;;;;;\r
            source;;"Ours,
            and theirs";;;;;;;;;;\r
            comment;;of the tag;;;;;;;;;;\r
            tag;;BodyPartExamined;;;;;;;;;;\r
            comment;;of HEAD;;;;;;;;;;\r
            term;HEAD;;;;;"<Head> & ""hair""\";BODY;;;;;\r
            comment;HEAD;the code;;;;;;;;;;\r
            code;HEAD;;;;;m;;SCT;1;;;\r
            code;HEAD;;;;;;;SCT;2;;;\r
            comment;HEAD;one;;;;;;;;;;\r
            comment;HEAD;two;;;;;;;;;;\r
            comment;HEAD;in;;;;;;;;;;\r
            synonym;HEAD;<a> & b;de;"Manufacturer=A""B; Modality=CR|DX";false;;;;;;;\r
            synonym;HEAD;c;;;;;;;;;;\r
            comment;HEAD;at the end of HEAD;;;;;;;;;;\r
            term;BODY;;;;;;;;;;;\r
            abbreviation;'-;L;;;;;;;;;;\r
            sentinel;;X;;;;;;;;;;\r
            comment;;at the end;;;;;;;;;;\r
            comment;;behind;;;;;;;;;;\r

            """)
        let (again, faults) = try Self.read(written.bytes)
        #expect(faults.isEmpty)
        #expect(again == dictionary)
    }

    /// Random dictionaries of hostile text.
    @Test(arguments: 0..<60) func randomDictionariesComeBack(_ seed: UInt64) throws {
        var random = HostileText(seed: seed)
        let dictionary = random.dictionary()
        let document = try dictionary.xml()
        #expect(try SynonymDictionary(xml: document, file: "made.xml") == dictionary)
        for separator in Self.separators {
            for encoding in [SpreadsheetEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
                let written = DictionarySheet(dictionary).written(separator: separator, encoding: encoding)
                #expect(written.faults.isEmpty)
                let (again, faults) = try Self.read(written.bytes)
                #expect(faults.isEmpty)
                #expect(again == dictionary)
                #expect(try again.xml() == document)
            }
        }
    }

    // MARK: Sheets that people have edited

    @Test func rowsAreFoundByTheirTerms() throws {
        let (dictionary, faults) = try Self.read(
            rows: " Dictionary ;;words", "synonym;A;a1", "comment;B;of B", "TERM;B;;;;;;A", "synonym;A;a2;hr;Modality=CR;TRUE", "code;B;;;;;;;SCT;1",
            "synonym;B;b1;;;False", "", "comment;;at the end")
        #expect(faults.isEmpty)
        #expect(dictionary.terms.map(\.name) == ["A", "B"])
        #expect(dictionary.terms[0].synonyms.map(\.text) == ["a1", "a2"])
        #expect(dictionary.terms[0].synonyms[1].condition == FoldCondition("Modality=CR"))
        #expect(dictionary.terms[1].parent == "A")
        #expect(dictionary.terms[1].comments == ["of B"])
        #expect(dictionary.terms[1].codes.map(\.value) == ["1"])
        #expect(dictionary.terms[1].synonyms.map(\.isEnabled) == [false])
        #expect(dictionary.endComments == ["at the end"])
    }

    @Test func columnsMayStandInAnyOrder() throws {
        let text = "Notes;code;CODE SCHEME;Parent;Meaning;Enabled;When;Language;Text;Term;Kind\nx;;;;;;;;words;;dictionary\nx;;;;;;;de;a;A;synonym\n"
        let (dictionary, faults) = try Self.read(Array(text.utf8))
        #expect(faults.isEmpty)
        #expect(dictionary.name == "words")
        #expect(dictionary.terms.first?.synonyms.first?.language == "de")
    }

    @Test func everyFaultIsToldWithItsRow() throws {
        let (dictionary, faults) = try Self.read(
            rows: "dictionary;;words", "dictionary;;others", "terms;A", ";A", "term", "synonym;A;a;;;maybe", "synonym;A;\"b\nb\";;Modality", "tag;A;T",
            "term;A;;;;;;;;;beyond", "version;;1", "version;;2", "code;A;;;;;;;SCT", "sentinel;;ok")
        #expect(faults.map(\.description) == [
            "sheet.csv:4: “terms” is no kind of row: there are dictionary, version, source, tag, term, code, synonym, abbreviation, connector, sentinel, comment",
            "sheet.csv:5: the row has no Kind", "sheet.csv:6: a row of the kind term needs “Term”",
            "sheet.csv:9: a row of the kind tag has no “Term”", "sheet.csv:10: there are cells beyond the 10 columns of the header",
            "sheet.csv:13: a row of the kind code needs “Code”", "sheet.csv:3: a sheet has one dictionary, and it is “words”",
            "sheet.csv:7: “Enabled” is true or false, not “maybe”", "sheet.csv:8: “Modality” is no condition such as Modality=CR|DX; Manufacturer=GE",
            "sheet.csv:12: a dictionary has one version",
        ])
        #expect(dictionary.sentinels.map(\.text) == ["ok"])
        #expect(try Self.read(rows: "term;A").faults.map(\.description) == ["sheet.csv:1: no row of the kind dictionary says its name"])
    }

    @Test func faultsOfMeaningStandAtTheirRows() throws {
        let (dictionary, faults) = try Self.read(
            rows: "dictionary;;words", "term;A;;;;;;NOWHERE", "synonym;A;\"x\n\ny\"", "term;B", "synonym;B;x-y", "comment;;a--b", "sentinel;;\u{1B}[m", "sentinel;;z\u{202E}")
        #expect(faults.isEmpty)
        let result = SheetImport(dictionary, faults: faults, shipped: [])
        #expect(result.errors.map { "\($0.line): \($0.message)" } == [
            "4: the text of <synonym> holds what nobody sees: U+000A", "6: “x-y” stands for “B”, but line 4 gives it to “A”",
            "8: a comment holds “--”, which XML does not allow there", "8: the text of <sentinel> holds U+001B, which XML cannot",
            "9: the text of <sentinel> holds what nobody sees: U+202E",
        ])
        let (parents, _) = try Self.read(rows: "dictionary;;words", "term;A;;;;;;NOWHERE")
        #expect(SheetImport(parents, faults: [], shipped: []).errors.map(\.line) == [3])
        let shipped = try XMLText.synonyms("<term name=\"NOWHERE\"/>")
        #expect(SheetImport(parents, faults: [], shipped: [shipped]).errors.isEmpty)
    }

    @Test func charactersThatDoNotFitAreNamed() throws {
        let dictionary = try XMLText.synonyms("<term name=\"A\"><synonym>č</synonym>\n<synonym>é胸</synonym></term>")
        let sheet = DictionarySheet(dictionary)
        func faults(_ name: String) throws -> [String] {
            sheet.written(separator: 0x3B, encoding: try #require(SpreadsheetEncoding(named: name))).faults.map(\.description)
        }
        #expect(try faults("cp1252") == [
            "words.xml:2: row 4 of the sheet would hold “č” (U+010D), which CP1252 does not have",
            "words.xml:3: row 5 of the sheet would hold “胸” (U+80F8), which CP1252 does not have",
        ])
        #expect(try faults("cp1250").count == 1)
        #expect(try faults("utf-8").isEmpty)
    }
}
