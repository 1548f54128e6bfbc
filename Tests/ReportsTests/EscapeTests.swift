import Dictionaries
import Testing

@testable import Reports

@Suite("Escapes")
struct EscapeTests {
    @Test("what a terminal would obey becomes visible", arguments: [
        ("\u{1B}[31mred", "\\u{1B}[31mred"), ("\u{1B}]0;title\u{07}", "\\u{1B}]0;title\\u{7}"), ("\u{9B}2J", "\\u{9B}2J"),
        ("\u{90}q\u{9C}", "\\u{90}q\\u{9C}"), ("a\rb", "a\\u{D}b"), ("a\u{08}b", "a\\u{8}b"), ("a\u{0}b", "a\\u{0}b"), ("\u{7F}", "\\u{7F}"),
        ("a\nb", "a\\u{A}b"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("a\tb", "a\\u{9}b"), ("\u{85}", "\\u{85}"),
        ("\u{202E}gpj.exe", "\\u{202E}gpj.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{200F}", "\\u{200F}"),
        ("a\u{200B}b", "a\\u{200B}b"), ("\u{FEFF}a", "\\u{FEFF}a"), ("a\u{AD}b", "a\\u{AD}b"), ("\u{2028}", "\\u{2028}"),
        ("\u{E000}", "\\u{E000}"), ("\u{E0041}", "\\u{E0041}"),
    ])
    func terminal(_ text: String, _ escaped: String) {
        #expect(Escape.terminal(text) == escaped)
    }

    @Test("text of any language stays as it is", arguments: ["Müller^Jörg", "山田^太郎", "Čašćenje", "مرحبا", "a b", "", "e\u{301}", "👩🏽"])
    func harmless(_ text: String) {
        #expect(Escape.terminal(text) == text)
    }

    @Test("lines may be kept, and nothing else")
    func lines() {
        #expect(Escape.terminal("a\nb\u{1B}c\r", keepsLines: true) == "a\nb\\u{1B}c\\u{D}")
    }

    @Test("what is markup stays text, with a combining mark on it too", arguments: [
        ("<b>", "&lt;b&gt;"), ("<\u{301}b>\u{20D2}", "&lt;\u{301}b&gt;\u{20D2}"), ("\"\u{301} x=\"", "&quot;\u{301} x=&quot;"), ("a & b's", "a &amp; b&#39;s"),
        ("\u{0}\u{1B}[2J", "\\u{0}\\u{1B}[2J"),
    ])
    func xml(_ text: String, _ escaped: String) {
        #expect(Escape.xml(text) == escaped)
    }

    @Test("what a spreadsheet would run is no formula any more", arguments: [
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""), ("\r=1", "\"'\r=1\""), ("--1", "'--1"), ("-", "'-"),
        ("=", "'="), ("-1-1", "'-1-1"),
    ])
    func formulas(_ text: String, _ field: String) {
        #expect(Escape.csv(text) == field)
    }

    @Test("numbers and plain text stay as they are", arguments: ["-1", "+1.5", "-1e5", "0.5", "1-1", "a=b", "CT", "", "č", "a b", "'x"])
    func plainFields(_ text: String) {
        #expect(Escape.csv(text) == text)
    }

    @Test("separators, quotes and line breaks are quoted", arguments: [
        ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""),
    ])
    func quoted(_ text: String, _ field: String) {
        #expect(Escape.csv(text) == field)
    }

    @Test("a field reads back as it was written", arguments: [
        "a,b", "a\"b", "\"\"", "a\nb", "a\r\nb", "\"\u{301},x", "a\"\u{FE0F}b", "x\"\u{200D}\",", "line\n\"quoted\",\r", "č,ž",
    ])
    func roundTrip(_ text: String) throws {
        var reader = CSVReader(try SpreadsheetText(Array((Escape.csv(text) + ",next\n").utf8)), separator: UInt8(ascii: ","))
        #expect(try reader.next().map { $0.map { Array($0.unicodeScalars) } } == [Array(text.unicodeScalars), Array("next".unicodeScalars)])
        #expect(try reader.next() == nil)
    }
}

@Suite("Text tables and numbers")
struct TextTableTests {
    @Test("columns are as wide as their longest cell, and lines end without spaces")
    func table() {
        var table = TextTable(columns: [.left("tag"), .right("count"), .left("values")])
        table.add(["Modality", "2", "CT, MR"])
        table.add(["KVP", "1000", ""])
        table.add(["Größe", "·", "ä"])
        #expect(
            table.text == """
                tag       count  values
                Modality      2  CT, MR
                KVP        1000
                Größe         ·  ä
                """)
    }

    @Test("an empty table has its titles")
    func empty() {
        #expect(TextTable(columns: [.left("a"), .right("b")]).text == "a  b")
    }

    @Test("long text is shortened by whole characters", arguments: [
        ("short", 5, "short"), ("longer", 5, "long…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("", 3, ""),
    ])
    func shortened(_ text: String, _ length: Int, _ result: String) {
        #expect(TextTable.shortened(text, to: length) == result)
    }

    @Test("shares are never rounded to nothing or to all", arguments: [
        (0, "0 %"), (1, "100 %"), (0.5, "50.0 %"), (0.9999, "99.9 %"), (0.00001, "0.1 %"), (0.1234, "12.3 %"), (0.9995, "99.9 %"), (2.0 / 3, "66.7 %"),
    ] as [(Double, String)])
    func percent(_ share: Double, _ text: String) {
        #expect(Percent.text(share) == text)
    }

    @Test("decimals without a locale", arguments: [
        (0, 2, "0.00"), (1.005, 2, "1.00"), (-0.5, 3, "-0.500"), (1234.5, 0, "1235"), (0.0625, 3, "0.063"), (-12.345, 1, "-12.3"), (1e20, 2, "1e+20"),
    ] as [(Double, Int, String)])
    func decimals(_ value: Double, _ places: Int, _ text: String) {
        #expect(Decimals.text(value, places) == text)
    }
}
