import Dictionaries
import Testing
import TestSupport

/// Lint of data dictionaries: all faults of one file in one run.
struct DataDictionaryLintTests {
    private func lint(_ documents: String..., below: String? = nil) throws -> DictionaryLint {
        let data = try below.map { try XMLText.dataDictionary($0) }
        return DictionaryLint(documents: documents.enumerated().map { ("\($0).xml", Array($1.utf8)) }, data: { data })
    }

    @Test func allFaultsOfTheFormInOneRun() throws {
        let lint = try lint("""
            <dataDictionary edition="x" size="1">
              <element tag="00280030" keyword="PixelSpacing" vr="DS" vm="2"/>
              <element tag="0028003" vr="QQ"/> <element tag="00280031" vr="LO" vm="x" colour="red"/>
              <element keyword="A"/><element tag="00190030" vr="LO"/><element tag="00280030" vr="LO"/>
              <element tag="00280011" keyword="A.B" vr="US"
                retired="maybe"/><element tag="00280012" keyword="A.B" vr="US"/>
              <entry><element tag="0"/></entry><element tag="00280013" vr="US"><element tag="00280014"/></element>
              <element tag="00280015" name="a&#x200B;b" vr="US"/><element tag="00280016" keyword="a&#x200B;b" vr="US"/>
            </dataDictionary>
            """)
        #expect(DictionaryLintTests.found(lint) == [
            "1:1 error unknownAttribute", "3:3 error badTag", "3:3 error badVR", "3:36 error badVM", "3:36 error unknownAttribute",
            "4:3 error missingAttribute", "4:25 error badTag", "4:58 error duplicateEntry", "5:3 error badAttribute", "6:22 error badKeyword",
            "7:3 error unknownElement", "7:68 error unknownElement", "8:3 remark invisibleCharacter", "8:54 error invisibleCharacter",
            "8:54 error badKeyword",
        ])
        #expect(lint.faults[7].description == "0.xml:4:58: 00280030 stands already in line 2")
    }

    @Test func privateOnes() throws {
        let long = String(repeating: "A", count: 65)
        let lint = try lint("""
            <privateDictionary>
              <creator><element tag="0019xx01" vr="LO"/></creator><element tag="0019xx02" vr="LO"/>
              <creator name="A "><element tag="0028xx01" vr="LO"/><element tag="0019xx01" keyword="K" vr="LO"/></creator>
              <creator name="\(long)" size="1"><element tag="0019xx01" vr="LO"/><element tag="00191001" vr="LO"/></creator>
              <creator name="B"><element tag="0019xx01" vr="DS LO"/><element tag="0019xx02"/><element tag="001910xx"/></creator>
            </privateDictionary>
            """)
        #expect(DictionaryLintTests.found(lint) == [
            "2:3 error missingAttribute", "2:55 error unknownElement", "3:22 remark unreachable", "3:22 remark unreachable", "3:55 remark unreachable",
            "4:3 error unknownAttribute", "4:94 remark unreachable", "4:127 error duplicateEntry", "5:21 remark badVR", "5:57 remark badVR",
        ])
    }

    @Test func partSix() throws {
        let rows = [
            PartSixText.row("(0010,0010)", "", "PatientName", "PN", "1", ""), PartSixText.row("(0010,0010)", "", "PatientName", "PN", "1", ""),
            PartSixText.row("(0010,00Z0)", "", "A", "PN", "1", ""), PartSixText.row("(0010,0020)", "", "PatientID"),
            PartSixText.row("(0010,0030)", "", "Future", "ZZ", "1", ""), PartSixText.row("(FFFE,E000)", "", "Item", "See Note 2", "1", ""),
        ]
        let lint = try lint(PartSixText.book(PartSixText.table(PartSixTests.titles, rows.joined())))
        #expect(DictionaryLintTests.found(lint) == [
            "45:9 error duplicateEntry", "65:9 error badTag", "85:9 error badTag", "96:9 remark badVR",
        ])
        #expect(DictionaryLintTests.found(try self.lint("<book/>")) == ["1:1 error missingAttribute"])
    }

    @Test func whatOtherFilesSay() throws {
        let ours = """
            <dataDictionary>
              <element tag="00280034" keyword="PixelAspectRatio" name="Pixel Aspect Ratio" vr="IS" vm="2"/>
              <element tag="00280030" keyword="PixelSpacing" vr="LO"/><element tag="60xx3000" keyword="Overlay" vr="OW OB"/>
              <element tag="00284444" keyword="PixelSpacing" vr="LO"/><element tag="00284446" keyword="OverlayData" vr="LO"/>
              <element tag="00284448" keyword="One" vr="LO"/><element tag="0028444A" keyword="One" vr="LO"/>
            </dataDictionary>
            """
        let others = #"<dataDictionary><element tag="00284448" keyword="One" vr="LO"/><element tag="00284444" keyword="Two" vr="UT"/></dataDictionary>"#
        let lint = try lint(ours, others, below: DataDictionaryLayerTests.base)
        #expect(DictionaryLintTests.found(lint) == [
            "2:3 remark repeatedEntry", "3:3 remark shadowingEntry", "3:59 remark shadowingEntry", "4:3 remark badKeyword", "5:50 remark badKeyword",
            "1:17 remark repeatedEntry", "1:64 remark shadowingEntry", "1:64 remark shadowingEntry",
        ])
        #expect(lint.faults[0].message == "00280034 stands so in dicom.xml:3 already")
        #expect(lint.faults[1].message == "00280030 has VR LO here, VR DS in dicom.xml:2; this one counts")
        #expect(lint.faults[2].message == "60xx3000 has the keyword Overlay here, OverlayData in dicom.xml:4; this one counts")
        #expect(lint.faults[6].message == "00284444 has VR UT here, VR LO in 0.xml:4; this one counts")
        #expect(!lint.hasErrors)
        #expect(DictionaryLintTests.found(try self.lint(ours)) == ["4:3 remark badKeyword", "5:50 remark badKeyword"], "with nothing below")
    }

    @Test func bothKindsKeepTheOrderOfTheFiles() throws {
        let synonyms = "<synonymDictionary name=\"words\"><term/></synonymDictionary>"
        let data = "<dataDictionary><element/></dataDictionary>"
        let lint = try lint(data, synonyms, "<other/>", data, "", "<dataDictionary><element>")
        #expect(lint.faults.map { "\($0.file) \($0.code)" } == [
            "0.xml missingAttribute", "1.xml missingAttribute", "2.xml wrongRoot", "3.xml missingAttribute", "4.xml notWellFormed",
            "5.xml missingAttribute", "5.xml notWellFormed",
        ])
    }

    /// Lint reads by the reader that loads.
    @Test(arguments: [
        "<!DOCTYPE dataDictionary [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><dataDictionary edition=\"&a;\"/>", "<dataDictionary>&unknown;</dataDictionary>",
        "<book>" + String(repeating: "<a>", count: 5000), "<dataDictionary a=\"" + String(repeating: "x", count: 70_000) + "\"/>",
    ]) func hostileFiles(_ text: String) throws {
        let loading = try #require(XMLText.failure { _ = try DataDictionary(xml: Array(text.utf8), name: "0.xml") })
        let lint = try lint(text)
        #expect(lint.faults.map(\.code).contains(loading.code))
        #expect(lint.hasErrors)
    }
}
