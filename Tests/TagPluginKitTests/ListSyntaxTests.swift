import TagPluginKit
import Testing

@Suite("List syntax: numbers")
struct NumberListTests {
    private func numbers(_ values: Double...) -> [NumberList.Element] {
        values.map { .number($0) }
    }

    @Test("splits at backslashes without a repair")
    func backslashes() throws {
        let list = try ListSyntax.numbers(in: "0.5\\ 0.25 \\3")
        #expect(list == NumberList(elements: numbers(0.5, 0.25, 3), repairs: []))
    }

    @Test("reads lists that a tool printed", arguments: [
        "[0.5, 0.25]", "[0.5,0.25]", "(0.5, 0.25)", "['0.5', '0.25']", "[\"0.5\", \"0.25\"]", "[u'0.5', u'0.25']",
        "[0.5 0.25]", "[ 0.5  0.25 ]", "[0.5; 0.25]", " [0.5, 0.25] ", "[0.5\\0.25]", "(0.5, 0.25,)",
    ])
    func stringified(text: String) throws {
        let list = try ListSyntax.numbers(in: text, expecting: 2)
        #expect(list == NumberList(elements: numbers(0.5, 0.25), repairs: .stringifiedList))
    }

    @Test("reads numbers with other separators", arguments: ["0.5, 0.25", "0.5;0.25", "0.5; 0.25", "0.5,0.25"])
    func otherSeparators(text: String) throws {
        let list = try ListSyntax.numbers(in: text)
        #expect(list == NumberList(elements: numbers(0.5, 0.25), repairs: .separatedList))
    }

    @Test func decimalCommas() throws {
        let comma: SyntaxRepairs = .decimalComma
        #expect(try ListSyntax.numbers(in: "0,143\\0,143") == NumberList(elements: numbers(0.143, 0.143), repairs: comma))
        #expect(try ListSyntax.numbers(in: "0,5") == NumberList(elements: numbers(0.5), repairs: comma))
        let printed: SyntaxRepairs = [.decimalComma, .stringifiedList]
        #expect(try ListSyntax.numbers(in: "[0,5, 0,25]") == NumberList(elements: numbers(0.5, 0.25), repairs: printed))
        #expect(try ListSyntax.numbers(in: "[0,5; 0,25]") == NumberList(elements: numbers(0.5, 0.25), repairs: printed))
        let separated: SyntaxRepairs = [.decimalComma, .separatedList]
        #expect(try ListSyntax.numbers(in: "0,5, 0,25") == NumberList(elements: numbers(0.5, 0.25), repairs: separated))
    }

    @Test func ambiguousCommas() throws {
        #expect(throws: Rejection.ambiguousCommas) { try ListSyntax.numbers(in: "[0,5,0,5]", expecting: 2) }
        #expect(try ListSyntax.numbers(in: "[0,256,256,0]", expecting: 4).elements == numbers(0, 256, 256, 0))
        #expect(try ListSyntax.numbers(in: "[0,256,256,0]").elements == numbers(0, 256, 256, 0))
    }

    @Test func elementsThatAreNotNumbers() throws {
        let list = try ListSyntax.numbers(in: "1\\\\abc\\5mm", units: ["mm"])
        #expect(list.elements == [.number(1), .empty, .unreadable(.notANumber), .number(5)])
        #expect(list.repairs == .unitSuffix)
        #expect(list.firstRejection == .notANumber)
    }

    @Test func nothingInside() throws {
        #expect(try ListSyntax.numbers(in: "[]").elements.isEmpty)
        #expect(try ListSyntax.numbers(in: "").elements == [.empty])
    }

    @Test("does not take thousands for a list")
    func thousands() throws {
        #expect(try ListSyntax.numbers(in: "1,234.5").elements == [.unreadable(.severalSeparators)])
    }

    @Test("takes any bytes")
    func anyBytes() {
        var generator = SystemRandomNumberGenerator()
        let bytes = Array("[](),;.\\'\"u 05e-\0\u{e9}".utf8) + [0xFF]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &generator)
            let text = (0..<count).map { _ in bytes.randomElement(using: &generator) ?? 0 }
            _ = try? ListSyntax.numbers(in: text.span, expecting: 2)
            _ = ListSyntax.texts(in: text.span)
            _ = Sentinels.rule(for: text.span)
        }
    }
}

@Suite("List syntax: texts")
struct TextListTests {
    @Test("reads lists", arguments: [
        ("ORIGINAL\\PRIMARY", ["ORIGINAL", "PRIMARY"], SyntaxRepairs()),
        (" ORIGINAL \\ PRIMARY", ["ORIGINAL", "PRIMARY"], SyntaxRepairs()),
        ("['ORIGINAL', 'PRIMARY']", ["ORIGINAL", "PRIMARY"], .stringifiedList),
        ("['PT','NM']", ["PT", "NM"], .stringifiedList),
        ("[u'ORIGINAL', u'PRIMARY']", ["ORIGINAL", "PRIMARY"], .stringifiedList),
        ("('ORIGINAL', 'PRIMARY')", ["ORIGINAL", "PRIMARY"], .stringifiedList),
        ("('ORIGINAL',)", ["ORIGINAL"], .stringifiedList),
        ("[ORIGINAL, PRIMARY]", ["ORIGINAL", "PRIMARY"], .stringifiedList),
        ("['ABD, PELVIS', \"L'ARM\"]", ["ABD, PELVIS", "L'ARM"], .stringifiedList),
    ])
    func lists(text: String, elements: [String], repairs: SyntaxRepairs) {
        #expect(ListSyntax.texts(in: text) == TextList(elements: elements, repairs: repairs))
    }

    @Test("leaves alone what is one text", arguments: ["DX,CR", "ABD, PELVIS", "(blank)", "(GE) MEDICAL (X)", "A;B", "[open", ""])
    func singleTexts(text: String) {
        #expect(ListSyntax.texts(in: text) == TextList(elements: [text], repairs: []))
    }

    @Test func keepsEmptyValues() {
        #expect(ListSyntax.texts(in: "A\\\\B\\").elements == ["A", "", "B", ""])
    }
}
