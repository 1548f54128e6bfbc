import Dictionaries
import PluginHost
import TagTable
import TestSupport
import Testing

@testable import Reports

/// Suggestions on lists of instances, with the plugin that folds body parts and without one.
@Suite("Dictionary suggestions")
struct DictionarySuggestionsTests {
    private static let bodyParts = """
        <synonymDictionary name="body-parts"><tag>BodyPartExamined</tag>
          <term name="KNEE"><synonym>KNEE JOINT</synonym></term><term name="SHOULDER"/><term name="BRAIN"/><term name="CHEST"/>
          <term name="SKULL"><synonym when="Modality=CR">HEADD</synonym></term><term name="EXTREMITY"><synonym>LOWER EXTREMITIES</synonym></term>
          <sentinel>UNKNOWN</sentinel></synonymDictionary>
        """
    private static let others = [
        "laterality": "<synonymDictionary name=\"laterality\"><term name=\"L\"><synonym>LEFT</synonym></term><term name=\"R\"/></synonymDictionary>",
        "views": "<synonymDictionary name=\"views\"><tag>ViewPosition</tag><term name=\"AP\"/><term name=\"LATERAL\"/></synonymDictionary>",
    ]

    private func suggest(_ list: String, tag: String = "BodyPartExamined", top: Int = 100, threads: Int = 1) throws -> DictionarySuggestions {
        let settings = try TemporaryFolder()
        let keywords = [
            "00080060": "Modality", "00081030": "StudyDescription", "0008103E": "SeriesDescription", "00180015": "BodyPartExamined",
            "00185101": "ViewPosition", "0020000D": "StudyInstanceUID",
        ]
        let elements = keywords.sorted { $0.key < $1.key }.map { "<element tag=\"\($0.key)\" keyword=\"\($0.value)\" name=\"\" vr=\"CS\" vm=\"1\"/>" }
        try settings.write("dicom.xml", "<dataDictionary edition=\"test\">\(elements.joined())</dataDictionary>")
        try settings.write("body-parts.xml", Self.bodyParts)
        for (name, xml) in Self.others { try settings.write("\(name).xml", xml) }
        let set = try DictionarySet(folder: settings.path)
        var options = ScanOptions(dictionary: set.data)
        options.threads = threads
        let table = Scanner(options: options).scan([try settings.write("list.csv", list)])
        let host = PluginHost(folders: [], files: [try Places.products() + "/libBodyPartExamined.so"], dictionaries: set)
        defer { host.finish() }
        let path = try #require(set.data.path(tag))
        let folder = try #require(set.folder(for: tag))
        return DictionarySuggestions(host.normalize(table, threads: threads), path, table: table, folder: folder, dictionaries: set, top: top)
    }

    @Test("by the instances that an entry would win")
    func ranking() throws {
        let found = try suggest("BodyPartExamined,count\nKNEE,100\nKNEEE,3\nCHST,5\nQQQQ,3\nkneee,1\nK NEEE,2\n,7\n")
        #expect(found.suggestions.map(\.value) == ["KNEEE", "CHST", "QQQQ"])
        #expect(found.suggestions.map(\.instances) == [6, 5, 3])
        #expect(found.suggestions.map(\.spellings) == [3, 1, 1])
        #expect(found.suggestions.map { $0.candidates.map(\.term) } == [["KNEE"], ["CHEST"], []])
        #expect(found.presentInstances == 114)
        #expect(found.unmappedInstances == 14)
        #expect(found.valueCount == 3)
        #expect(found.suggestions.map(\.rank) == [1, 2, 3])
        #expect(try suggest("BodyPartExamined\nB1\nA1\n").suggestions.map(\.value) == ["A1", "B1"], "equal ones go by name")
        let top = try suggest("BodyPartExamined\nB1\nA1\nC1\nC1\n", top: 2)
        #expect(top.suggestions.map(\.value) == ["C1", "A1"])
        #expect(top.valueCount == 3)
    }

    @Test("the parts that do not fold, and words without the side")
    func parts() throws {
        let found = try suggest("BodyPartExamined,count\nKNEE\\QQQQ,4\nQQQQ\\ZZZZ,2\nLEFT SHULDER,3\nSHULDER_R,3\nL SHULDER,1\n")
        #expect(found.suggestions.map { "\($0.value) \($0.instances)" } == ["SHULDER 7", "QQQQ 6", "ZZZZ 2"])
        #expect(found.suggestions[0].candidates.map(\.term) == ["SHOULDER"])
        #expect(found.unmappedInstances == 13)
    }

    @Test("what descriptions name, and other images of the study; but never what they say")
    func context() throws {
        let found = try suggest("""
            StudyInstanceUID,BodyPartExamined,StudyDescription,SeriesDescription,count
            1,XYZ,MR Brain Müller^Hans,,41
            1,XYZ,,knee joint of Müller,16
            2,XYZ,,,3
            2,CHEST,,Müller,9
            3,ABCDE,Brain,,1

            """)
        let xyz = try #require(found.suggestions.first)
        #expect(xyz.value == "XYZ")
        #expect(xyz.candidates.map(\.term) == ["BRAIN"])
        #expect(xyz.candidates[0].reasons == [.description("StudyDescription", instances: 41, of: 60)])
        #expect(!found.text.contains("Müller") && !found.text.lowercased().contains("hans"))
        var draft = SuggestionDraft(over: try SynonymFolder(name: "body-parts", layers: []), tag: "BodyPartExamined", file: "")
        #expect(found.add(to: &draft) == 0)
        let xml = String(decoding: try draft.dictionary.xml(), as: UTF8.self)
        #expect(xml.contains("<!-- 1. 60 instances (85.71 %). BRAIN 0.34: StudyDescription of 41 of 60 instances names it -->"))
        #expect(!xml.contains("Müller"))
        let study = try suggest("StudyInstanceUID,BodyPartExamined\n1,KNEEQ\n1,KNEE\n2,KNEEQ\n")
        #expect(study.suggestions[0].candidates[0].reasons == [.spelling("KNEE", edits: 1), .study(instances: 1, of: 2)])
    }

    @Test("a value that is understood in another context gets a condition")
    func conditions() throws {
        let found = try suggest("Modality,BodyPartExamined\nCR,HEADD\nCT,HEADD\nMR,HEADD\n")
        #expect(found.suggestions.map(\.instances) == [2])
        #expect(found.suggestions[0].condition?.description == "Modality=CT|MR")
        #expect(found.text.contains("only where Modality=CT|MR: elsewhere it is understood"))
        let without = try suggest("Modality,BodyPartExamined\nCR,HEADD\n,HEADD\n")
        #expect(without.suggestions[0].condition == nil, "no condition asks for a missing Modality")
        #expect(try suggest("Modality,BodyPartExamined\nCT,HEADD\n").suggestions[0].condition == .always)
    }

    @Test("an attribute that no plugin claims: what its dictionary does not fold")
    func unclaimed() throws {
        let found = try suggest("ViewPosition,count\nAP,5\nLATERALL,3\nap\\lateral,2\nAP\\LATERALL,1\n,4\n", tag: "ViewPosition")
        #expect(found.suggestions.map { "\($0.value) \($0.instances)" } == ["LATERALL 4"])
        #expect(found.suggestions[0].candidates.map(\.term) == ["LATERAL"])
        #expect(found.presentInstances == 11)
    }

    @Test("cut off where the representation ends")
    func cutOff() throws {
        let found = try suggest("BodyPartExamined\nLOWER EXTREMITIE\n")
        #expect(found.suggestions[0].candidates[0].reasons.contains(.cutOff(of: "LOWER EXTREMITIES", at: 16)))
        #expect(found.text.contains("cut off at 16 characters: the beginning of “LOWER EXTREMITIES”"))
    }

    @Test("nothing to suggest")
    func nothing() throws {
        #expect(try suggest("BodyPartExamined\nKNEE\n").text == "BodyPartExamined, dictionary body-parts: all values are understood.")
        #expect(try suggest("Modality\nCT\n").text == "BodyPartExamined, dictionary body-parts: no instance has a value.")
        #expect(try suggest("BodyPartExamined,ViewPosition\n,AP\n").text == "BodyPartExamined, dictionary body-parts: no instance has a value.")
    }

    @Test("what no entry can hold is counted; the rest is safe for a terminal")
    func unwritable() throws {
        let found = try suggest("BodyPartExamined\n?\u{1}?\nKN\u{1B}[31mEEE\n")
        #expect(found.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        var draft = SuggestionDraft(over: try SynonymFolder(name: "body-parts", layers: []), tag: "BodyPartExamined", file: "")
        #expect(found.add(to: &draft) == 1)
        #expect(draft.waitingCount == 1)
    }

    @Test("the same on any number of threads")
    func deterministic() throws {
        let list = "StudyInstanceUID,BodyPartExamined,StudyDescription\n" + (0..<300).map { "\($0 % 7),V\($0 % 41)KNEE,brain chest \($0 % 2 == 0 ? "knee" : "shoulder")\n" }.joined()
        let text = try suggest(list).text
        #expect(try suggest(list, threads: 4).text == text)
        #expect(text.split(separator: "\n").count > 100)
    }
}
