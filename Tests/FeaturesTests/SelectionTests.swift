import PluginHost
import TestSupport
import Testing

@testable import Features

@Suite("Feature selection")
struct SelectionTests {
    private let part: UInt32 = 0x0018_0015
    private let thickness: UInt32 = 0x0018_0050

    private func judge(_ tag: UInt32, _ vr: String, _ values: [String?], _ name: String) throws -> FeaturePlan.Tag {
        try #require(try MadeArchive(MadeArchive.files(tag, vr, values)).select().0.tag(name))
    }

    @Test("labels that are nearly all different are no feature")
    func nearUnique() throws {
        let tag = try judge(part, "CS", (0..<8).map { "part \($0 % 5)" }, "BodyPartExamined")
        #expect(tag.decision == .dropped)
        #expect(tag.reason == "near-unique")
    }

    @Test("labels of which half are different are one, and so are few labels", arguments: [
        (0..<8).map { "part \($0 % 4)" }, (0..<7).map { "part \($0)" }, (0..<7).map { "part \($0)" } + [nil, nil, nil],
    ] as [[String?]])
    func notNearUnique(_ values: [String?]) throws {
        #expect(try judge(part, "CS", values, "BodyPartExamined").decision == .kept)
    }

    @Test("numbers that are all different are one")
    func differentNumbers() throws {
        #expect(try judge(thickness, "DS", (1...12).map { "\($0).5" }, "SliceThickness").decision == .kept)
    }

    @Test("a constant is no feature, and nor is nothing")
    func constant() throws {
        #expect(try judge(thickness, "DS", ["1", nil, "1.0", "1"], "SliceThickness").reason == "constant")
        #expect(try judge(part, "CS", ["", "", nil], "BodyPartExamined").reason == "no value")
    }

    @Test("text that is no number is no numeric feature, and is no silent gap")
    func notNumbers() throws {
        let tag = try judge(thickness, "DS", ["1", "2", "thick", "3"], "SliceThickness")
        #expect(tag.decision == .dropped)
        #expect(tag.reason.contains("no single numbers"))
    }

    @Test("what says who, where, when or which is no feature", arguments: [
        (0x0010_0010, "PN", "PatientName", "names a person"), (0x0010_0020, "LO", "PatientID", "identifies"),
        (0x0008_1010, "SH", "StationName", "identifies"), (0x0008_0020, "DA", "StudyDate", "a date or time"),
        (0x0020_0013, "IS", "InstanceNumber", "a number in a row"), (0x0020_4000, "LT", "ImageComments", "free text"),
        (0x0008_103E, "LO", "SeriesDescription", "short text"), (0x0029_0010, "LO", "00290010", "private"), (0x7FE0_0010, "OW", "PixelData", "binary data"),
    ] as [(UInt32, String, String, String)])
    func exclusions(_ tag: UInt32, _ vr: String, _ name: String, _ reason: String) throws {
        let judged = try judge(tag, vr, ["20200101", "20200102", "20200101", "20200102"], name)
        #expect(judged.decision == .dropped)
        #expect(judged.reason.contains(reason), "\(judged.reason)")
    }

    @Test("years, days and hours that a plugin makes of dates are none, unless a person keeps them")
    func dates() throws {
        let files = (0..<8).map { number in
            DICOMFile.image(number).with(0x0008_0020, "DA", "20\(10 + number % 3)0101").with(0x0008_0030, "TM", "1\(number % 2)0000")
                .with(0x0010_0030, "DA", "19\(50 + number % 4)0101")
        }
        let archive = try MadeArchive(files, plugins: ["DateTime"])
        var (plan, features) = archive.select()
        #expect(features.columns.isEmpty)
        let date = try #require(plan.tag("StudyDate"))
        #expect(date.plugin == "DateTime")
        #expect(date.reason == "a date or time")
        #expect(date.columns.map(\.name) == ["StudyDate_year", "StudyDate_weekday"])
        #expect(plan.tag("StudyTime")?.reason == "a date or time")
        #expect(plan.tag("PatientBirthDate")?.reason == "a date or time")

        let places = plan.tags.indices.filter { ["StudyDate", "PatientBirthDate"].contains(plan.tags[$0].name) }
        for place in places { plan.tags[place].decision = .kept }
        features = try archive.apply(plan)
        #expect(features.values("StudyDate_year")?.prefix(3) == [.number(2010), .number(2011), .number(2012)])
        #expect(features.values("PatientBirthDate")?.allSatisfy { $0 == nil } == true, "nothing of a birth date comes out whatever the plan says")
    }

    @Test("what is about the file is none, whatever a plugin makes of it")
    func aboutTheFile() throws {
        let files = (0..<8).map { DICOMFile.image($0).with(0x0008_0005, "CS", $0 % 2 == 0 ? "ISO_IR 100" : "ISO_IR 192") }
        let (plan, features) = try MadeArchive(files, plugins: ["CharacterSet"]).select()
        #expect(plan.tag("SpecificCharacterSet")?.plugin == "CharacterSet")
        #expect(plan.tag("SpecificCharacterSet")?.reason == "about the file, not the image")
        #expect(features.columns.isEmpty)
    }

    @Test("identifiers are none, classes are")
    func uids() throws {
        let files = (0..<8).map { DICOMFile.image($0).with(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.\(2 + $0 % 2)") }
        let (plan, features) = try MadeArchive(files).select()
        #expect(plan.tag("SOPInstanceUID")?.reason == "an identifier")
        #expect(plan.kept == ["SOPClassUID"])
        #expect(features.columns.map(\.name) == ["SOPClassUID"])
        #expect(plan.tag("MediaStorageSOPInstanceUID") == nil, "the file's own group is no feature")
    }

    @Test("tags are ranked by missing share, then by name")
    func rank() throws {
        let files = (0..<10).map { number in
            var file = DICOMFile.image(number).with(0x0008_0060, "CS", number % 2 == 0 ? "CT" : "MR").with(0x0018_0060, "DS", "\(80 + number % 3)")
            if number < 9 { file = file.with(thickness, "DS", "\(number % 2)") }
            if number < 5 { file = file.with(part, "CS", "\(number % 2)") }
            return file
        }
        let archive = try MadeArchive(files)
        let (plan, features) = archive.select()
        #expect(plan.kept == ["KVP", "Modality", "SliceThickness", "BodyPartExamined"])
        #expect(plan.tags.prefix(4).map(\.missingShare) == [0, 0, 0.1, 0.5])
        #expect(plan.tags.prefix(4).map(\.reason) == (1...4).map { "rank \($0) by missing share" })
        #expect(features.columns.map(\.name) == plan.kept)
        #expect(features.columns.map(\.missingCount) == [0, 0, 1, 5])
        #expect(plan.instances == 10)

        let (shorter, fewer) = archive.select(maximumTags: 2)
        #expect(shorter.kept == ["KVP", "Modality"])
        #expect(shorter.tag("SliceThickness")?.decision == .dropped)
        #expect(shorter.tag("SliceThickness")?.reason == "rank beyond the first 2 tags")
        #expect(fewer.columns.count == 2)
        let dropped = shorter.tags.dropFirst(2).map(\.name)
        #expect(dropped == dropped.sorted())
        #expect(Set(shorter.tags.map(\.name)) == Set(plan.tags.map(\.name)), "every tag has its line in the plan")
    }

    @Test("arrays become a column a component, and count as one tag")
    func arrays() throws {
        let values = ["40\\400", "50", "40\\300", "60\\400"]
        let archive = try MadeArchive(MadeArchive.files(0x0028_1050, "DS", values), plugins: ["NumericArray"])
        let (plan, features) = archive.select(maximumTags: 1)
        let tag = try #require(plan.tag("WindowCenter"))
        #expect(tag.decision == .kept)
        #expect(tag.plugin == "NumericArray")
        #expect(tag.columns.map(\.name) == ["WindowCenter_1", "WindowCenter_2"])
        #expect(features.values("WindowCenter_1") == [.number(40), .number(50), .number(40), .number(60)])
        #expect(features.values("WindowCenter_2") == [.number(400), nil, .number(300), .number(400)])
        #expect(features.columns.allSatisfy { $0.tags == ["WindowCenter"] && $0.plugin == "NumericArray" })
    }

    @Test("components that are constant go alone")
    func constantComponent() throws {
        let archive = try MadeArchive(MadeArchive.files(0x0028_1050, "DS", ["40\\400", "50\\400", "60\\400"]), plugins: ["NumericArray"])
        let (plan, features) = archive.select()
        #expect(plan.tag("WindowCenter")?.columns.map(\.name) == ["WindowCenter_1"])
        #expect(features.columns.map(\.name) == ["WindowCenter_1"])
    }

    @Test("only images become rows, unless all are asked for")
    func rows() throws {
        let report = DICOMFile().with(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.88.11").with(0x0008_0018, "UI", "2.25.9")
            .with(0x0008_0060, "CS", "SR")
        let images = (0..<4).map { DICOMFile.image($0).with(0x0008_0060, "CS", $0 % 2 == 0 ? "CT" : "MR") }
        let archive = try MadeArchive([images[0], report] + images[1...])
        #expect(archive.select().1.rows == [0, 2, 3, 4])
        #expect(archive.select().1.values("Modality") == [.label("CT"), .label("MR"), .label("CT"), .label("MR")])
        let (plan, all) = archive.select(onlyImages: false)
        #expect(all.rows == [0, 1, 2, 3, 4])
        #expect(all.values("Modality")?[1] == .label("SR"))
        #expect(plan.instances == 5)
    }
}
