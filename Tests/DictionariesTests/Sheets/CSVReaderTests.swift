import Testing

@testable import Dictionaries

@Suite("CSV reader")
struct CSVReaderTests {
    /// Records with the lines that they start in.
    private func records(_ text: String) throws -> [[String]] { try lines(Array(text.utf8)).map(\.fields) }
    private func lines(_ bytes: [UInt8], separator: UInt8? = nil) throws -> [(fields: [String], line: Int)] {
        var reader = CSVReader(try SpreadsheetText(bytes, encoding: .utf8), separator: separator)
        var records: [(fields: [String], line: Int)] = []
        while let fields = try reader.next() { records.append((fields, reader.line)) }
        return records
    }

    @Test("plain records, with any line end, with or without the last", arguments: [
        "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2", "\u{FEFF}a,b\n1,2\n",
    ])
    func plain(_ text: String) throws {
        #expect(try records(text) == [["a", "b"], ["1", "2"]])
    }

    @Test("quoted fields hold separators, quotes and line breaks", arguments: [
        ("\"a,b\",c", ["a,b", "c"]), ("\"say \"\"no\"\"\",c", ["say \"no\"", "c"]), ("\"a\nb\",c", ["a\nb", "c"]),
        ("\"a\r\nb\",c", ["a\r\nb", "c"]), ("\"\",\"\"", ["", ""]), ("\"\"\"\",x", ["\"", "x"]), ("a\"b,c", ["a\"b", "c"]),
        ("\" a \",č", [" a ", "č"]),
    ])
    func quoted(_ text: String, _ fields: [String]) throws {
        #expect(try records(text + "\n") == [fields])
        #expect(try records(text) == [fields])
        #expect(try records(text + "\r\nx,y\r\n") == [fields, ["x", "y"]])
        #expect(try records(text + "\rx,y\r") == [fields, ["x", "y"]])
    }

    @Test("empty fields are kept")
    func empty() throws {
        #expect(try records(",\n,,\n\na,\n") == [["", ""], ["", "", ""], [""], ["a", ""]])
        #expect(try records("").isEmpty)
        #expect(try records("\u{FEFF}").isEmpty)
        #expect(try records("a,") == [["a", ""]])
    }

    @Test("lines are counted through quoted line breaks")
    func lineNumbers() throws {
        let found = try lines(Array("a\n\"b\nb\nb\"\nc\r\nd\n\"e\r\ne\re\r\"\rf".utf8))
        #expect(found.map(\.line) == [1, 2, 5, 6, 7, 11])
    }

    @Test("the separator is what parts the first record", arguments: [
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]), ("a\tb;c\td\n", [["a", "b;c", "d"]]), ("\"a,b,c\";d\n", [["a,b,c", "d"]]),
        ("a;b,c\n", [["a", "b,c"]]), ("a\n1;2\n", [["a"], ["1;2"]]), ("\r\n\na;b", [[""], [""], ["a", "b"]]), ("\"x\n,,,\"\"\";y\n", [["x\n,,,\"", "y"]]), ("a\";b\"\n", [["a\"", "b\""]]),
        ("sep=;\na,b;c\n", [["a,b", "c"]]), ("\u{FEFF}SEP=\t\r\na;b\tc", [["a;b", "c"]]), ("\"sep=,\"\na;b\n", [["a;b"]]), ("sep=|\na|b", [["a", "b"]]),
        ("sep=;", []), ("sep=;;x\n", [["sep=", "", "x"]]), ("sep=\nx", [["sep="], ["x"]]), ("sep=é\nx", [["sep=é"], ["x"]]), ("\"sep=;\"x", nil),
    ] as [(String, [[String]]?)])
    func separators(_ text: String, _ expected: [[String]]?) {
        #expect((try? records(text)) == expected)
    }

    @Test("a given separator counts, whatever the file says")
    func givenSeparator() throws {
        let semicolon = UInt8(ascii: ";")
        #expect(try lines(Array("a,b;c,d\n".utf8), separator: semicolon).map(\.fields) == [["a,b", "c,d"]])
        let marked = try lines(Array("sep=,\na;b\n".utf8), separator: semicolon)
        #expect(marked.map(\.fields) == [["a", "b"]])
        #expect(marked.map(\.line) == [2])
    }

    @Test("records can be read without strings")
    func ranges() throws {
        var reader = CSVReader(try SpreadsheetText(Array("a,\"b\"\"c\"\"\",\"\"\n\"\"\"\"\"\"".utf8)))
        #expect(try reader.nextRecord())
        #expect(reader.fields.map(\.isQuoted) == [false, true, true])
        #expect(reader.fields.map(\.hasDoubledQuotes) == [false, true, false])
        #expect(reader.fields.map { String(decoding: reader.bytes[$0.range], as: UTF8.self) } == ["a", "b\"\"c\"\"", ""])
        var content: [UInt8] = []
        for field in reader.fields { reader.append(field, to: &content) }
        #expect(String(decoding: content, as: UTF8.self) == "ab\"c\"")
        #expect(try reader.next() == ["\"\""])
        #expect(try !reader.nextRecord())
    }

    @Test("what is broken is refused with its line", arguments: [
        ("a\nb,\"open\nc\n", 2, "a quote is not closed"), ("a\n\"b\"c\n", 2, "text follows a closing quote"),
        ("\"\"\"\na", 1, "a quote is not closed"), ("\"a\nb\",\"c\nd", 2, "a quote is not closed"), ("\"a\nb\"c", 2, "text follows a closing quote"),
    ])
    func broken(_ text: String, _ line: Int, _ reason: String) throws {
        let error = try #require(throws: CSVError.self) { try records(text) }
        #expect(error.code == .badQuote)
        #expect(error.description == "line \(line): \(reason)")
    }

    @Test("what stands behind a broken line can still be read")
    func resumed() throws {
        var reader = CSVReader(try SpreadsheetText(Array("a\r\n\"b\r\nc\",\"d\"e\r\nf\r\n\"open\r\ng".utf8)))
        var found: [String] = []
        while true {
            do {
                guard let record = try reader.next() else { break }
                found.append("\(reader.line) \(record)")
            } catch let error as CSVError {
                found.append(error.description)
                reader.resume(behind: error)
            }
        }
        #expect(found == ["1 [\"a\"]", "line 3: text follows a closing quote", "4 [\"f\"]", "line 5: a quote is not closed", "6 [\"g\"]"])
    }

    @Test("a long cell and many cells are read whole")
    func large() throws {
        let cell = String(repeating: "č\"\n,", count: 200_000)
        let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
        let found = try lines(Array((quoted + "," + quoted + "\nx" + String(repeating: ",", count: 100_000)).utf8))
        #expect(found.map(\.line) == [1, 400_002])
        #expect(found[0].fields == [cell, cell])
        #expect(found[1].fields.count == 100_001)
    }
}
