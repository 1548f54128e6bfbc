import Testing

@testable import Dictionaries

/// What the schemas refuse, reading or lint refuses, and the other way round.
struct SchemaAgreementTests {
    @Test(arguments: [
        // The root
        "<words/>", "<synonymDictionary/>", "<synonymDictionary name=''/>", "<synonymDictionary name='w' colour='red'/>",
        "<synonymDictionary xmlns='urn:x' name='w'/>", "<x:synonymDictionary xmlns:x='urn:x' name='w'/>", "<synonymDictionary xmlns:x='urn:x' x:name='w'/>",
        "<synonymDictionary name='w' xml:lang='hr'/>", "<synonymDictionary name='w'>text</synonymDictionary>", "<synonymDictionary name='w'><", "",
        "<synonymDictionary xmlns:x='urn:x' x:noNamespaceSchemaLocation='a.xsd' name='w'/>", "<synonymDictionary noNamespaceSchemaLocation='a.xsd' name='w'/>",
        "<synonymDictionary name='w'><synonymDictionary name='w'/></synonymDictionary>",
        "<!DOCTYPE synonymDictionary [<!ENTITY a 'b'>]><synonymDictionary name='w'><sentinel>&a;&c;</sentinel></synonymDictionary>",
    ] + [
        // What stands in it
        "<tag/>", "<tag> \n</tag>", "<tag lang='hr'>Modality</tag>", "<source name='x'>a</source>", "<source>a<b/></source>", "<synonym>A</synonym>",
        "<Term name='A'/>", "<term/>", "<term name=''/>", "<term name='A' size='2'/>", "<term name='A'/><term name='A'/>", "<term name='A' parent=''/>",
        "<term name='A'>text</term>", "<term name='A'><term name='B'/></term>", "<term name='A' exact='1'/>", "<term name='A' exact=''/>",
        "<term name='A'><sentinel>B</sentinel></term>", "<term name='A' parts='A'/>", "<term name='A'/><term name='B' parts='A |'/>",
        "<term name='A'><code scheme='S'/></term>", "<term name='A'><code value='1'/></term>", "<term name='A'><code scheme='' value='1'/></term>",
        "<term name='A'><code scheme='S' value='1'>text</code></term>", "<term name='A'><code scheme='S' value='1'><code/></code></term>",
        "<term name='A'><synonym/></term>", "<term name='A'><synonym>\t \n</synonym></term>", "<term name='A'><synonym enabled='maybe'>B</synonym></term>",
        "<term name='A'><synonym enabled=' true'>B</synonym></term>", "<term name='A'><synonym enabled='TRUE'>B</synonym></term>",
        "<term name='A'><synonym exact='0'>B</synonym></term>", "<term name='A'><synonym when=''>B</synonym></term>",
        "<term name='A'><synonym when='Modality'>B</synonym></term>", "<term name='A'><synonym when='=CR'>B</synonym></term>",
        "<term name='A'><synonym when='Modality='>B</synonym></term>", "<term name='A'><synonym when='Modality=CR| |DX'>B</synonym></term>",
        "<term name='A'><synonym when='Modality=CR; '>B</synonym></term>", "<term name='A'><synonym xml:lang='hr'>B</synonym></term>",
        "<term name='A'><synonym parent='B'>C</synonym></term>", "<term name='A'><synonym>B<i/></synonym></term>",
        "<term name='A'><synonym>\(String(repeating: "č", count: SynonymDictionary.longestEntry + 1))</synonym></term>",
        "<abbreviation from='A'/>", "<abbreviation to='A'/>", "<abbreviation from='' to='A'/>", "<abbreviation from='A' to=''/>",
        "<abbreviation from='A' to='B' negates='yes'/>", "<abbreviation from='A' to='B' ending='1'/>", "<abbreviation from='A' to='B'>C</abbreviation>",
        "<connector/>", "<connector when='Modality=CR'>I</connector>", "<connector enabled='false'>I</connector>", "<sentinel/>",
        "<sentinel name='A'>B</sentinel>",
    ].map { "<synonymDictionary name='w'>\n\($0)\n</synonymDictionary>" } + [
        "<dataDictionary name='d'/>", "<dataDictionary><creator name='A'/></dataDictionary>", "<dataDictionary>text</dataDictionary>",
        "<dataDictionary xmlns='urn:x'/>", "<dataDictionary><x:element xmlns:x='urn:x' tag='00080060'/></dataDictionary>",
    ] + [
        "<element/>", "<element tag=''/>", "<element tag='0008006'/>", "<element tag='000800600'/>", "<element tag='0008,0060'/>", "<element tag='000800G0'/>",
        "<element tag='60XX3000'/>", "<element tag=' 00080060'/>", "<element tag='00090060'/>", "<element tag='0009006x'/>", "<element tag='xxxb0060'/>",
        "<element tag='00080060' vr='XX'/>", "<element tag='00080060' vr='cs'/>", "<element tag='00080060' vr='CS,LO'/>", "<element tag='00080060' vm=''/>",
        "<element tag='00080060' vm='0'/>", "<element tag='00080060' vm='n'/>", "<element tag='00080060' vm='1-'/>", "<element tag='00080060' vm='or'/>",
        "<element tag='00080060' vm='+1'/>", "<element tag='00080060' vm='1-0n'/>", "<element tag='00080060' vm='1048577'/>",
        "<element tag='00080060' vm='1&#9;2'/>", "<element tag='00080060' retired=''/>", "<element tag='00080060' retired='1'/>",
        "<element tag='00080060' colour='red'/>", "<element tag='00080060'>text</element>", "<element tag='00080060'><element tag='00080061'/></element>",
        "<element tag='00080060'/><element tag='00080060'/>", "<element xmlns:x='urn:x' x:tag='00080060'/>", "<element tag='٠٠٠٨٠٠٦٠'/>",
    ].map { "<dataDictionary>\n\($0)\n</dataDictionary>" } + [
        "<privateDictionary edition='1'/>", "<privateDictionary><element tag='0009xx01'/></privateDictionary>", "<privateDictionary><creator/></privateDictionary>",
        "<privateDictionary><creator name=''/></privateDictionary>", "<privateDictionary><creator name='A' owner='B'/></privateDictionary>",
        "<privateDictionary><creator name='A'>text</creator></privateDictionary>",
        "<privateDictionary><creator name='A'><creator name='B'/></creator></privateDictionary>",
        "<privateDictionary><creator name='A'><element tag='0009xx01'/><element tag='0009xx01'/></creator></privateDictionary>",
    ]) func bothRefuse(_ document: String) throws {
        #expect(try SchemaTests.schema(for: document).fault(document) != nil)
        #expect(SchemaTests.refusal(document) != nil)
    }

    /// A schema sees one file, and letters, not meanings.
    @Test(arguments: [
        "<term name='A' parent='A'/>", "<term name='A' parent='NOWHERE'/>", "<term name='A' parent='B'/><term name='B' parent='A'/>",
        "<term name='A'/><term name='B'><synonym>a</synonym></term>", "<term name='A'/><sentinel>A</sentinel>",
        "<term name='A'/><term name='B'><synonym>Q</synonym></term><term name='C'><synonym>q.</synonym></term>",
        "<term name='é'/><term name='e\u{301}'/>", "<term name='A'/><term name='B' parts='A NOWHERE'/>", "<term name='A'/><term name='B' parts='A B'/>",
        "<term name='A'><synonym when='M=1; M=2'>B</synonym></term>", "<abbreviation from='L T' to='LEFT'/>",
        "<abbreviation from='LT' to='LEFT'/><abbreviation from='lt' to='LATERAL'/>", "<connector>AND THEN</connector>", "<term name='A\u{202E}B'/>",
        "<sentinel>\u{A0}</sentinel>",
    ]) func lintAloneRefuses(_ body: String) throws {
        let document = "<synonymDictionary name='w'>\(body)</synonymDictionary>"
        #expect(try SchemaTests.schema(for: document).fault(document) == nil)
        #expect(SchemaTests.refusal(document) != nil)
    }

    @Test(arguments: [
        "<dataDictionary><element tag='0008006a'/><element tag='0008006A'/></dataDictionary>", "<dataDictionary><element tag='00080060' vm='3-1'/></dataDictionary>",
        "<privateDictionary><creator name='A'><element tag='0009xx01'/><element tag='00091001'/></creator></privateDictionary>",
        "<privateDictionary><creator name='A'><element tag='0009xx01'/></creator><creator name='A'><element tag='0009xx01'/></creator></privateDictionary>",
    ]) func readingAloneRefuses(_ document: String) throws {
        #expect(try SchemaTests.schema(for: document).fault(document) == nil)
        #expect(SchemaTests.refusal(document) != nil)
    }

    // MARK: Values made of the characters that count

    private static func made(_ pieces: [String], _ count: Int, _ random: inout HostileText) -> String {
        (0..<random.next(count)).map { _ in pieces[random.next(pieces.count)] }.joined()
    }

    private static func escaped(_ value: String) -> String { value.replacing("&", with: "&amp;").replacing("\t", with: "&#9;").replacing("\n", with: "&#10;") }

    /// Whether the schema takes each of many made values exactly where the reader does.
    private func agree(
        _ pieces: [String], _ count: Int = 9, schema name: String, document: (String) -> String, reads: (String) -> Bool
    ) throws {
        var random = HostileText(seed: 7)
        let schema = try XMLSchema.named(name)
        var taken = 0
        for _ in 0..<4000 {
            let value = Self.made(pieces, count, &random)
            let isRead = reads(value)
            taken += isRead ? 1 : 0
            #expect((schema.fault(document(Self.escaped(value))) == nil) == isRead, "“\(value)” is \(isRead ? "" : "not ")read")
        }
        #expect((100...3900).contains(taken), "\(taken)")
    }

    @Test func conditions() throws {
        try agree(["A", "B", "C", "=", "=", "|", ";", " ", "\u{301}", "\t"], schema: XMLSchema.synonyms) {
            "<synonymDictionary name='w'><sentinel when='\($0)'>x</sentinel></synonymDictionary>"
        } reads: { value in
            // That a keyword stands twice, no schema sees.
            var parts: Set<String> = [], renamed = ""
            for (number, part) in value.unicodeScalars.split(separator: ";", omittingEmptySubsequences: false).enumerated() {
                parts.insert(String(part))
                renamed += (number == 0 ? "" : ";") + (part.isEmpty || part.first == "=" || part.allSatisfy { $0 == " " } ? "" : "K\(number)") + String(part)
            }
            return FoldCondition(value) != nil || FoldCondition(renamed) != nil && value.unicodeScalars.split(separator: ";").allSatisfy {
                FoldCondition(String($0)) != nil
            }
        }
    }

    @Test func parts() throws {
        try agree(["A", "B", "|", " ", " ", "\t", "\u{301}"], schema: XMLSchema.synonyms) {
            "<synonymDictionary name='w'><term name='x' parts='\($0)'/></synonymDictionary>"
        } reads: { value in
            let parts = SynonymDictionary.Term.parts(value)
            return parts.isEmpty || parts.count > 1 && !parts.contains(where: \.isEmpty)
        }
    }

    private func reads(_ document: String) -> Bool { (try? DataDictionary(xml: Array(document.utf8), name: "made.xml")) != nil }
    private func element(_ attributes: String) -> String { "<dataDictionary><element tag='00080060' \(attributes)/></dataDictionary>" }

    @Test func multiplicities() throws {
        // Ranges that end before they begin, no schema sees.
        try agree(["1", "1-2", "4", "0", "n", "2n", "-", "-n", " ", " ", "or", " or ", "+", "\t", "1048576", "1048577"], 7, schema: XMLSchema.dicom) {
            element("vm='\($0)'")
        } reads: { value in
            reads(element("vm='\(Self.escaped(value))'")) || reads(element("vm='\(Self.escaped(Self.rising(value)))'"))
        }
    }

    /// With each range's begin and end in order.
    private static func rising(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { item in
            let ends = item.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let low = Int(ends[0]), let high = Int(ends[1]), low > high, high > 0, ends.allSatisfy({ $0.first != "+" }) else {
                return String(item)
            }
            return "\(high)-\(low)"
        }.joined(separator: " ")
    }

    @Test func representations() throws {
        try agree(["US", "SS", "OW", " ", " ", "\t", "\n", "u", "XX"], schema: XMLSchema.dicom) { element("vr='\($0)'") } reads: { value in
            reads(element("vr='\(Self.escaped(value))'"))
        }
    }

    @Test func tags() throws {
        let digits = ["00", "08", "0", "x", "xx", "1", "9", "f", "E", "60", "0028", "X"]
        try agree(digits, 8, schema: XMLSchema.dicom) { "<dataDictionary><element tag='\($0)'/></dataDictionary>" } reads: { value in
            reads("<dataDictionary><element tag='\(value)'/></dataDictionary>")
        }
    }
}
