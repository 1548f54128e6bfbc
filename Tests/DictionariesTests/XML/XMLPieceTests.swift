import TestSupport
import Testing

@testable import Dictionaries

/// A document is read in pieces: wherever they end, it says the same.
struct XMLPieceTests {
    /// What a handler hears, and what ended it.
    private final class Recorder: XMLHandler {
        var events: [String] = []

        func start(_ element: borrowing XMLElement) throws {
            var attributes = ""
            for index in 0..<element.count { attributes += " \(element.name(index))=“\(element.value(index))”" }
            events.append("\(element.line): <\(element.name)\(attributes)> \(element.tag.number)")
        }
        func end(_ name: String, text: String) throws { events.append("</\(name)> “\(text)”") }
        func comment(_ text: String) { events.append("<!--\(text)-->") }
    }

    private static func events(_ document: [UInt8], pieceBytes: Int) -> [String] {
        let recorder = Recorder()
        do {
            try XMLReader.parse(bytes: document, name: "pieces.xml", handler: recorder, pieceBytes: pieceBytes)
        } catch let error as DictionaryError {
            recorder.events.append("\(error.code) \(error.line ?? 0):\(error.column ?? 0) \(error.reason)")
        } catch { recorder.events.append("\(error)") }
        return recorder.events
    }

    static let all = """
        <?xml version="1.0" encoding="UTF-8"?>\r
        <!-- č-> -- no, - one é --><a b='1 "&lt;' c="&amp;&#x10D;&#38;č\r
        > 胸😀"><?pi <x> ??> text &amp; &#x10D;&#269;&lt; č胸😀\r\r
        <b/><![CDATA[ <x>]] ]> č \r
         ]]]]><![CDATA[]]>\r\ré e\u{301}<c\r
         d = '' ><!----></c
        ></a><!-- behind
         -->

        """.replacing("-- no, -", with: "no")

    /// Text so long that libxml2 hands it over before its end has come.
    static let long = "<a>" + String(repeating: "č胸😀é&amp;x\n", count: 60) + "<![CDATA[" + String(repeating: "č胸😀]]é\r\n", count: 60) + "]]></a>"

    @Test(arguments: [all, "\u{FEFF}" + all, long, all.replacing("\r", with: "")]) func everyCut(_ text: String) throws {
        let document = Array(text.utf8)
        let whole = Self.events(document, pieceBytes: document.count)
        #expect(whole.last?.hasPrefix("notWellFormed") == false, "\(whole.last ?? "")")
        for size in 1..<document.count {
            let pieces = Self.events(document, pieceBytes: size)
            #expect(pieces == whole, "\(size)")
        }
    }

    @Test func theDocumentSaysAllThis() {
        let events = Self.events(Array(Self.all.utf8), pieceBytes: 1 << 20)
        #expect(events == [
            "<!-- č-> no one é -->", "3: <a b=“1 \"<” c=“&č&č > 胸😀”> 0", "4: <b> 1", "</b> “”", "6: <c d=“”> 2", "<!---->", "</c> “”",
            "</a> “text & čč< č胸😀\n\n <x>]] ]> č \n ]]\n\né e\u{301}”", "<!-- behind\n -->",
        ], "\(events)")
    }

    @Test(arguments: [
        "<a>\n <b>\n é</c></a>", "<a>\né <b x=1/></a>", "<a>\né &x;</a>", "<a>\né\n<!-- -- --></a>", "<a>\né", "<a>\n<b c='é' c=''/></a>", "<a/>\né", "\n\n <?xml version='1.0'?><a/>",
        "<a>\n \u{1}</a>", "<a>\n]]></a>", "<a><!DOCTYPE a></a>", "\n<!DOCTYPE a [\n<!ENTITY b 'c'>]><a/>", "<a x='\n<'/>", "<a x:y=''/>", "<a>&#0;</a>", "<a\n",
    ]) func errorsStandWhereTheyStand(_ text: String) {
        for document in [Array(text.utf8), Array(text.utf8).map { $0 == 0xC3 ? 0xFF : $0 }] {
            let whole = Self.events(document, pieceBytes: document.count)
            #expect(whole.last?.hasPrefix("notWellFormed") == true, "\(whole)")
            for size in 1..<document.count { #expect(Self.events(document, pieceBytes: size) == whole, "\(size)") }
        }
    }

    /// Everything that can be cut, moved byte by byte over the end of the first piece as files have it.
    @Test func theBorderOfRealPieces() throws {
        let feature = "<b c='č&#x10D;&amp;' d=\"'\">é&amp;&#x10D;😀\r\n<![CDATA[]]é]]><!-- é- --></b>"
        let inner = Self.events(Array("<a>\(feature)</a>".utf8), pieceBytes: 1 << 20).dropFirst().dropLast().map { String($0.drop { $0 != ":" }) }
        for distance in 0...feature.utf8.count {
            let padding = String(repeating: "x", count: XMLReader.pieceBytes - distance - 10)
            let document = Array("<a><!--\(padding)-->\(feature)</a>".utf8)
            #expect(document[XMLReader.pieceBytes - distance] == UInt8(ascii: "<"))
            let events = Self.events(document, pieceBytes: XMLReader.pieceBytes)
            #expect(events.dropFirst(2).dropLast().map { String($0.drop { $0 != ":" }) } == inner)
            let folder = try TemporaryFolder()
            let recorder = Recorder()
            try XMLReader.parse(path: folder.write("real.xml", document), handler: recorder)
            #expect(recorder.events == events)
        }
    }

    @Test(arguments: [true, false]) func utf16(isLittle: Bool) {
        let text = "\u{FEFF}" + Self.all.replacing("UTF-8", with: "UTF-16")
        let document = text.utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return isLittle ? bytes : bytes.reversed()
        }
        let expected = Self.events(Array(Self.all.utf8), pieceBytes: 1 << 20)
        #expect(Self.events(document, pieceBytes: document.count) == expected)
        for size in 1..<document.count { #expect(Self.events(document, pieceBytes: size) == expected, "\(size)") }
    }

    @Test func otherEncodings() {
        let text = "<?xml version='1.0' encoding='ISO-8859-2'?>\n<a b='\u{E8}\u{B9}'>\u{E8}&#x10D;</a>"
        let document = text.unicodeScalars.map { UInt8($0.value) }
        let whole = Self.events(document, pieceBytes: document.count)
        #expect(whole == ["2: <a b=“čš”> 0", "</a> “čč”"])
        for size in 1..<document.count { #expect(Self.events(document, pieceBytes: size) == whole, "\(size)") }
    }
}
