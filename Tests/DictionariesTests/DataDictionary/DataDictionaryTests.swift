import DICOM
import Dictionaries
import Testing

/// Documents that are wrong are refused with file and line.
struct DataDictionaryTests {
    static let good = #"<element tag="00080060" keyword="Modality" name="Modality" vr="CS" vm="1"/>"#

    @Test func rightOne() throws {
        let dictionary = try XMLText.dataDictionary(Self.good + #"<element tag="60xx3000" keyword="OverlayData" vr="OB OW" vm="1-n" retired="true"/>"#)
        #expect(dictionary.edition == "test")
        #expect(dictionary.entry(.modality)?.line == 2)
        #expect(dictionary.entry(Tag(0x6004, 0x3000))?.isRetired == true)
    }

    @Test(arguments: [
        (#"<element keyword="A"/>"#, DictionaryError.Code.missingAttribute), (#"<element tag="0008006"/>"#, .badTag),
        (#"<element tag="000800G0"/>"#, .badTag), (#"<element tag="0008,0060"/>"#, .badTag), (#"<element tag="٠٠٠٨"/>"#, .badTag),
        (#"<element tag="00080061" vr="XX"/>"#, .badVR), (#"<element tag="00080061" vr="CS,LO"/>"#, .badVR),
        (#"<element tag="00080061" vm="0"/>"#, .badVM), (#"<element tag="00080061" vm="1-0"/>"#, .badVM),
        (#"<element tag="00080060"/>"#, .duplicateEntry), (#"<element tag="00080061" colour="red"/>"#, .unknownAttribute),
        ("<entry/>", .unknownElement), ("<creator name=\"A\"/>", .unknownElement), (#"<element tag="00080061"><element tag="00080062"/></element>"#, .unknownElement),
        ("<element tag=>", .notWellFormed), ("<element", .notWellFormed), ("</wrong>", .notWellFormed), ("&unknown;", .notWellFormed),
    ]) func wrongOnes(_ line: String, _ code: DictionaryError.Code) throws {
        let error = try #require(XMLText.failure { _ = try XMLText.dataDictionary(Self.good + "\n" + line) })
        #expect(error.code == code)
        #expect(error.file == "dicom.xml")
        #expect(error.line == 3 || code == .notWellFormed && (3...4).contains(error.line ?? 0))
        #expect(error.description.hasPrefix("dicom.xml:\(error.line ?? 0): "))
    }

    @Test func wrongRoot() throws {
        let error = try #require(XMLText.failure { _ = try DataDictionary(xml: Array("\n<dictionary/>".utf8), name: "d.xml") })
        #expect(error.code == .wrongRoot)
        #expect(error.line == 2)
    }

    @Test func privateOnes() throws {
        let text = """
            <privateDictionary>
            <creator name="ACME"><element tag="0009xx01" vr="DS"/></creator>
            <creator name="OTHER"><element tag="0009xx01" vr="CS"/></creator>
            </privateDictionary>
            """
        let dictionary = try DataDictionary(xml: Array(text.utf8), name: "p.xml")
        #expect(dictionary.entry(Tag(0x0009, 0x1001), creator: "ACME")?.representations == [.DS])
        #expect(dictionary.entry(Tag(0x0009, 0x1001), creator: "OTHER")?.representations == [.CS])
        let twice = text.replacing("<element tag=\"0009xx01\" vr=\"DS\"/>", with: "<element tag=\"0009xx01\"/>\n<element tag=\"0009XX01\"/>".replacing("XX", with: "xx"))
        #expect(XMLText.failure { _ = try DataDictionary(xml: Array(twice.utf8), name: "p.xml") }?.line == 3)
        let nameless = text.replacing(" name=\"ACME\"", with: "")
        #expect(XMLText.failure { _ = try DataDictionary(xml: Array(nameless.utf8), name: "p.xml") }?.code == .missingAttribute)
    }

    @Test func missingFiles() {
        #expect(XMLText.failure { _ = try DataDictionary(paths: ["/nowhere/dicom.xml"]) }?.code == .cannotRead)
        #expect(XMLText.failure { _ = try DictionarySet(folder: "/nowhere") }?.code == .cannotRead)
    }
}
