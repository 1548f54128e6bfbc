import Testing

@testable import Features

@Suite("CSV reader")
struct CSVReaderTests {
    /// Records with the lines that they start in.
    private func records(_ text: String) throws -> [[String]] { try lines(Array(text.utf8)).map(\.fields) }
    private func lines(_ bytes: [UInt8]) throws -> [(fields: [String], line: Int)] {
        var reader = CSVReader(bytes)
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
        let found = try lines(Array("a\n\"b\nb\nb\"\nc\r\nd\n".utf8))
        #expect(found.map(\.line) == [1, 2, 5, 6])
    }

    @Test("what is broken is refused with its line", arguments: [
        ("a\nb,\"open\nc\n", 2, "a quote is not closed"), ("a\n\"b\"c\n", 2, "text follows a closing quote"),
        ("\"\"\"\na", 1, "a quote is not closed"),
    ])
    func broken(_ text: String, _ line: Int, _ reason: String) throws {
        let error = try #require(throws: FeatureError.self) { try records(text) }
        #expect(error.code == .badRow)
        #expect(error.line == line)
        #expect(error.reason == reason)
        #expect(error.description == "line \(line): \(reason)")
    }

    @Test("text that is not UTF-8 is refused, quoted or not", arguments: [[0x61, 0xFF, 0x0A], [0x22, 0xC3, 0x22, 0x0A]] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) throws {
        let error = try #require(throws: FeatureError.self) { try lines(Array("x\n".utf8) + bytes) }
        #expect(error.line == 2)
        #expect(error.reason == "a field is not UTF-8")
    }
}
