import Glibc
import TestSupport
import Testing

@testable import Dictionaries

/// XML that means harm is refused at once: no file or network is touched, nothing is expanded.
struct XMLAttackTests {
    private func refused(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) -> DictionaryError? {
        var error: DictionaryError?
        let time = ProcessorTime.measure {
            error = XMLText.failure(sourceLocation: sourceLocation) { _ = try DataDictionary(xml: bytes, name: "attack.xml") }
        }
        #expect(time < .seconds(5), sourceLocation: sourceLocation)
        return error
    }
    private func refused(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> DictionaryError? {
        refused(Array(text.utf8), sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        #"<!DOCTYPE dataDictionary [<!ENTITY a SYSTEM "file:///etc/passwd">]><dataDictionary edition="&a;"/>"#,
        #"<!DOCTYPE dataDictionary SYSTEM "http://127.0.0.1:1/evil.dtd"><dataDictionary/>"#,
        #"<!DOCTYPE dataDictionary [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]><dataDictionary/>"#,
        "<!DOCTYPE dataDictionary><dataDictionary/>",
    ]) func documentTypes(_ text: String) {
        let error = refused("\n" + text)
        #expect(error?.code == .notWellFormed)
        #expect(error?.reason == "a document type declaration is not allowed")
        #expect(error?.line == 2)
    }

    @Test func billionLaughs() {
        var entities = "<!ENTITY e0 \"ha\">"
        for level in 1...30 { entities += "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 10) + "\">" }
        #expect(refused("<!DOCTYPE d [\(entities)]><dataDictionary edition=\"&e30;\"/>")?.code == .notWellFormed)
    }

    @Test func deepNesting() {
        let open = String(repeating: "<a>", count: 200_000)
        #expect(refused(open)?.code == .wrongRoot)
        #expect(refused("<dataDictionary>" + open)?.code == .unknownElement)
    }

    @Test func badBytes() {
        #expect(refused(Array("<dataDictionary edition=\"".utf8) + [0xFF, 0xFE] + Array("\"/>".utf8))?.code == .notWellFormed)
        #expect(refused([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])?.code == .notWellFormed)
        #expect(refused([])?.code == .notWellFormed)
        #expect(refused([0])?.code == .notWellFormed)
        #expect(refused([UInt8](repeating: 0x20, count: 1 << 20))?.code == .notWellFormed)
    }

    /// Each says what it is, not what libxml2 stumbled over.
    @Test func clearReasons() {
        let open = "<dataDictionary>\n"
        let long = String(repeating: "x", count: 100_000)
        let cases: [([UInt8], String)] = [
            ([0x1F, 0x8B, 8, 0], "this is a gzip file: unpack it first"), ([], "the document ends before its first tag does"),
            (Array("<?xml version='1.0'?><!-- -->".utf8), "the document ends before its first tag does"),
            (Array((open + DataDictionaryTests.good).utf8), "the document ends before <dataDictionary> does"),
            (Array((open + "<element " + (0...256).map { "a\($0)=''" }.joined(separator: " ") + "/></dataDictionary>").utf8), "a tag has more than 256 attributes"),
            (Array((open + "<element " + (0...256).map { "xmlns:a\($0)='u'" }.joined(separator: " ") + "/></dataDictionary>").utf8), "a tag has more than 256 attributes"),
            (Array("<!DOCTYPE d [<!ENTITY e '\(long)'>]><dataDictionary/>".utf8), "a document type declaration is not allowed"),
            (Array("<dataDictionary>".utf8) + [0xC3, 0x28] + Array("</dataDictionary>".utf8), "bytes that are no text in the document's encoding, which is UTF-8 unless it says another"),
        ]
        for (document, reason) in cases { #expect(refused(document)?.reason == reason) }
    }

    @Test func aCommentWithoutEnd() {
        let document = Array("<dataDictionary>\n<!--".utf8) + [UInt8](repeating: 0x78, count: 11 << 20) + Array("--></dataDictionary>".utf8)
        let error = XMLText.failure { _ = try DataDictionary(xml: document, name: "long.xml") }
        #expect(error?.description == "long.xml:2: a comment, section or instruction is longer than 10 MB")
    }

    /// libxml2 leaves out what it cannot convert, and goes on.
    @Test(arguments: [("windows-1252", [UInt8(0x81)]), ("ISO-2022-JP", Array("\u{1B}$B".utf8)), ("ISO-8859-3", [0xA5])] as [(String, [UInt8])])
    func bytesThatTheEncodingLacks(_ encoding: String, _ bytes: [UInt8]) {
        for (begin, end) in [("<!-- ", " -->"), ("", "")] {
            let document = Array("<?xml version='1.0' encoding='\(encoding)'?>\n<dataDictionary>\(begin)".utf8) + bytes + Array("\(end)</dataDictionary>".utf8)
            #expect(refused(document)?.reason == "bytes that are no text in the document's encoding, which is UTF-8 unless it says another")
        }
    }

    @Test func bytesAboveASCII() {
        let document = Array("<?xml version='1.0' encoding='US-ASCII'?><dataDictionary>".utf8) + [0xE9] + Array("</dataDictionary>".utf8)
        #expect(refused(document)?.code == .notWellFormed)
    }

    @Test func elementsInOneAnother() throws {
        func document(_ depth: Int) -> String {
            "<book>" + String(repeating: "<a>", count: depth - 1) + String(repeating: "</a>", count: depth - 1) + "</book>"
        }
        #expect(refused(document(256))?.code == .missingAttribute, "deep, and without a table")
        #expect(refused(document(257))?.reason == "elements stand more than 256 deep in one another")
        // What has no place is not read, but ends somewhere.
        let lint = DictionaryLint(documents: [("deep.xml", Array(("<synonymDictionary name='w'>\n" + String(repeating: "<a>", count: 100_000)).utf8))])
        #expect(lint.faults.map(\.code) == [.unknownElement, .tooLarge])
    }

    @Test func faultsWithoutEnd() {
        let count = LintCollector.mostFaults
        let lint = DictionaryLint(documents: [("many.xml", Array(("<synonymDictionary name='w'>" + String(repeating: "<b/>", count: count + 10) + "</synonymDictionary>").utf8))])
        #expect(lint.faults.count == count + 1)
        #expect(lint.faults.contains { $0.code == .tooLarge && $0.message == "there are \(count) faults before this: nothing more is read" })
    }

    @Test func everyTruncation() {
        let text = Array("<dataDictionary>\n\(DataDictionaryTests.good)\n</dataDictionary>".utf8)
        for count in 0..<text.count { #expect(refused(Array(text[..<count])) != nil, "\(count)") }
    }

    @Test func tooLarge() throws {
        let bytes = [UInt8](repeating: 0x20, count: 33 << 20)
        #expect(refused(bytes)?.code == .tooLarge)
        let folder = try TemporaryFolder()
        let path = try folder.write("large.xml", bytes)
        #expect(XMLText.failure { _ = try DataDictionary(paths: [path]) }?.code == .tooLarge)
        withExtendedLifetime(folder) {}
    }

    /// Without a limit the parser compares every attribute of a tag with every other.
    @Test func attributesWithoutEnd() {
        let attributes = (0..<300_000).map { "a\($0)=\"\"" }.joined(separator: " ")
        for text in ["\n<dataDictionary \(attributes)/>", "<!-- > -->\n<dataDictionary a='>' \(attributes)/>"] {
            let error = refused(text)
            #expect(error?.code == .tooLarge)
            #expect(error?.line == 2)
        }
    }

    @Test func longCommentsAreNoAttack() throws {
        let long = String(repeating: "a < b > \" ", count: 20_000)
        let text = "<?xml version=\"1.0\"?><!-- \(long)-->\n<dataDictionary><!--\(long)-->\(DataDictionaryTests.good)</dataDictionary>"
        #expect(try DataDictionary(xml: Array(text.utf8), name: "long.xml").entries.count == 1)
    }

    @Test func textWithoutEnd() throws {
        let long = String(repeating: "a < b > ", count: 600_000)
        let error = refused("<dataDictionary>\n<![CDATA[\(long)]]>\(DataDictionaryTests.good)</dataDictionary>")
        #expect(error?.code == .tooLarge)
        #expect(error?.line == 2)
        // The layout between elements is no text.
        let spaces = String(repeating: " ", count: 5 << 20)
        #expect(try DataDictionary(xml: Array("<dataDictionary>\(spaces)\(DataDictionaryTests.good)\(spaces)</dataDictionary>".utf8), name: "wide.xml").entries.count == 1)
    }

    @Test func pathsThatNeverEnd() throws {
        #expect(XMLText.failure { _ = try DataDictionary(paths: ["/dev/zero"]) } != nil)
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/pipe.xml", 0o600) == 0)
        let error = XMLText.failure { _ = try DataDictionary(paths: [folder.path + "/pipe.xml"]) }
        #expect(error?.code == .cannotRead)
        #expect(error?.reason == "not a regular file")
        withExtendedLifetime(folder) {}
    }
}
