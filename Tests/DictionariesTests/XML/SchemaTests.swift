import DICOM
import TestSupport
import Testing

@testable import Dictionaries

/// The schemas beside the dictionaries say what the readers say, as far as a schema can.
struct SchemaTests {
    /// The schema of a document, by its root.
    static func schema(for document: String) throws -> XMLSchema {
        if document.contains("<dataDictionary") { return try .named(XMLSchema.dicom) }
        return try .named(document.contains("<privateDictionary") ? XMLSchema.privateElements : XMLSchema.synonyms)
    }

    /// Why reading or lint refuses a document; nil when they take it.
    static func refusal(_ document: String) -> String? {
        let bytes = Array(document.utf8)
        guard document.contains("<dataDictionary") || document.contains("<privateDictionary") else {
            return DictionaryLint(documents: [("made.xml", bytes)]).faults.first { $0.severity == .error }?.message
        }
        let collector = LintCollector()
        do {
            try XMLReader.parse(bytes: bytes, name: "made.xml", handler: DataDictionaryDocument(file: "made.xml", policy: collector))
        } catch { return "\(error)" }
        return collector.found.first { $0.severity == .error }?.message
    }

    @Test(arguments: try TemporaryFolder.names(in: Places.repository + "/dictionaries").filter { $0.hasSuffix(".xml") })
    func shippedFilesAreValid(_ name: String) throws {
        let document = try TemporaryFolder.text(Places.repository + "/dictionaries/" + name)
        #expect(try Self.schema(for: document).fault(document) == nil)
    }

    @Test(arguments: [XMLSchema.dicom, XMLSchema.privateElements, XMLSchema.synonyms]) func everyPartIsExplained(_ name: String) throws {
        let outline = SchemaOutline()
        try XMLReader.parse(path: Places.repository + "/dictionaries/" + name, handler: outline)
        #expect(outline.undocumented == [])
        #expect(outline.names.count > 8)
        // Whoever validates opens no second file, and asks no network.
        #expect(outline.elements.isDisjoint(with: ["import", "include", "redefine", "override"]))
        #expect(name == XMLSchema.synonyms || Set(outline.values).isSuperset(of: VR.allCases.map(\.name)))
    }

    @Test(arguments: [
        SynonymDictionaryXMLTests.whole, "<synonymDictionary name=\"words\">\(SynonymDictionaryTests.standard)</synonymDictionary>",
        "<dataDictionary>\(DataDictionaryTests.good)</dataDictionary>", "<dataDictionary/>", "<privateDictionary/>", "<synonymDictionary name=\" \"/>",
        "<synonymDictionary name='w'><source/><source> </source><term name='A' parts='' group='' meaning=''><code scheme='S' value='1'> \n<!-- c --></code></term></synonymDictionary>",
        "<synonymDictionary name='w'><term name='A'/><term name='B'/><term name='C' parts='  |A|B  B| '/></synonymDictionary>",
        "<synonymDictionary name='w' version=''><term name='A'><synonym lang='' when=';A= =|x|;B=1||2;;' enabled='true' exact='false'>&#xA0;b&#x9;c</synonym></term></synonymDictionary>",
        "<synonymDictionary name='w'><connector lang='hr'>I</connector><abbreviation from='X' to='-' negates='true' ending='false'><?pi?></abbreviation></synonymDictionary>",
        "<dataDictionary edition=''><element tag='60xx300x' vr='' vm='1 or 2-2n or' keyword='' name='' retired='false'> </element></dataDictionary>",
        "<dataDictionary><element tag='0008006a' vr=' OB\u{9}OW&#10;OB '/></dataDictionary>",
        "<privateDictionary><creator name=' '><element tag='0009xx01'/><element tag='xxxxxxxx'/></creator><creator name=' '/></privateDictionary>",
        "<synonymDictionary xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='http://127.0.0.1:1/no.xsd' name='w'/>",
        "<privateDictionary xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='/dev/zero'/>",
        "<dataDictionary xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='a b' edition='1'/>",
    ]) func validDocuments(_ document: String) throws {
        #expect(try Self.schema(for: document).fault(document) == nil)
        let errors = Self.refusal(document)
        // What only lint sees may be wrong with them.
        #expect(errors == nil || errors?.contains("nobody sees") == true || errors?.contains("another") == true || errors?.contains("stands for") == true, "\(errors ?? "")")
    }

    /// What is written has a valid form unless a term has one part, which no writer checks and lint refuses.
    @Test(arguments: 0..<300) func whatIsWrittenIsValid(_ seed: Int) throws {
        var random = HostileText(seed: UInt64(seed))
        let dictionary = random.dictionary()
        let document = try dictionary.xml()
        let lint = DictionaryLint(documents: [("made.xml", document)])
        let formFaults: Set<DictionaryError.Code> = [.badAttribute, .missingAttribute, .unknownAttribute, .unknownElement]
        let isRefused = lint.faults.contains { formFaults.contains($0.code) || $0.message.contains("fewer than two parts") }
        let fault = try XMLSchema.named(XMLSchema.synonyms).fault(document)
        #expect((fault != nil) == isRefused, "\(fault ?? "valid")")
        if isRefused { #expect(fault?.contains("'parts'") == true, "\(fault ?? "valid")") }
    }

    @Test func draftsAndSheetsAreValid() throws {
        let schema = try XMLSchema.named(XMLSchema.synonyms)
        let words = try XMLText.synonyms("<term name=\"KNEE\"/><term name=\"HIP\"/>")
        var draft = SuggestionDraft(over: try SynonymFolder(name: "words", layers: [words]), tag: "BodyPartExamined", file: "draft.xml")
        draft.add("Kneee", to: .term("KNEE"), comment: "1. -- why ---")
        draft.add("q<&>q", to: .open, when: try #require(FoldCondition("Modality=CT|MR; A=<b>")), comment: "2.")
        draft.add("UNKNWON", to: .missing, comment: "3.")
        #expect(schema.fault(try draft.dictionary.xml()) == nil)
        draft.accept("q<&>q", as: .term("HIP"))
        #expect(schema.fault(try draft.dictionary.xml()) == nil)
        let written = DictionarySheet(try SynonymDictionary(path: Places.repository + "/dictionaries/contrast.xml")).written(separator: 0x3B, encoding: .utf8)
        var reader = CSVReader(try SpreadsheetText(written.bytes, encoding: nil))
        let header = try #require(try SheetHeader(&reader))
        let sheet = try DictionarySheet.read(&reader, header: header, file: "sheet.csv").0
        #expect(schema.fault(try sheet.dictionary().dictionary.xml()) == nil)
    }
}

/// What a schema declares, and which of it has no explanation.
private final class SchemaOutline: XMLHandler {
    private(set) var names: [String] = []
    private(set) var undocumented: [String] = []
    private(set) var values: [String] = []
    private(set) var elements: Set<String> = []
    private var open: [(name: String?, isExplained: Bool)] = []

    func start(_ element: borrowing XMLElement) throws {
        elements.insert(element.name)
        let isDeclaration = ["element", "attribute"].contains(element.name)
        open.append((isDeclaration ? element["name"] : nil, false))
        if isDeclaration, let name = element["name"] { names.append(name) }
        if element.name == "enumeration", let value = element["value"] { values.append(value) }
    }

    func end(_ name: String, text: String) throws {
        guard let last = open.popLast() else { return }
        // documentation stands in annotation, and that in what it explains.
        if name == "documentation", open.count >= 2, text.hasSuffix(".") || text.contains(" FILE") { open[open.count - 2].isExplained = true }
        if let declared = last.name, !last.isExplained { undocumented.append(declared) }
    }
}
