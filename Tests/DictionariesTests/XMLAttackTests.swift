import Dictionaries
import Glibc
import Testing
import TestSupport

/// XML that means harm is refused at once: no file or network is touched, nothing is expanded.
struct XMLAttackTests {
    private func refused(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) -> DictionaryError? {
        var error: DictionaryError?
        let time = ContinuousClock().measure {
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
        #expect(XMLText.failure { _ = try DataDictionary(paths: [folder.path + "/pipe.xml"]) } != nil)
        withExtendedLifetime(folder) {}
    }
}
