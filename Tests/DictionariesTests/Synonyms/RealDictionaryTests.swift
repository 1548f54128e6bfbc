import DICOM
import Dictionaries
import Testing
import TestSupport

/// The data dictionaries as they are shipped.
struct RealDictionaryTests {
    static let standard = Result { try DataDictionary(paths: [Places.repository + "/dictionaries/dicom.xml"]) }
    static let all = Result { try DictionarySet(folder: Places.repository + "/dictionaries") }

    @Test func everyRowOfTheStandard() throws {
        let dictionary = try Self.standard.get()
        #expect(dictionary.entries.count == 5363)
        #expect(dictionary.edition == "2026b")
        #expect(dictionary.entries.filter(\.isRepeating).count > 50)
        #expect(dictionary.entries.filter(\.isRetired).count > 500)
    }

    @Test func plainEntry() throws {
        let entry = try #require(try Self.standard.get().entry(Tag(0x0028, 0x0030)))
        #expect(entry.keyword == "PixelSpacing")
        #expect(entry.name == "Pixel Spacing")
        #expect(entry.representations == [.DS])
        #expect(entry.multiplicity?.description == "2")
        #expect(!entry.isRetired)
        #expect(entry.tagText == "00280030")
    }

    @Test func byKeyword() throws {
        let dictionary = try Self.standard.get()
        #expect(dictionary.entry(keyword: "PixelSpacing")?.value == 0x0028_0030)
        #expect(dictionary.entry(keyword: "pixelspacing") == nil)
        #expect(dictionary.entry(keyword: "") == nil)
        // Every keyword leads back to its own entry, or to an earlier one of the same keyword.
        for entry in dictionary.entries where !entry.keyword.isEmpty {
            #expect(dictionary.entry(keyword: entry.keyword)?.keyword == entry.keyword)
        }
    }

    @Test func everyPlainTagIsFoundAndInTheReadersTable() throws {
        let dictionary = try Self.standard.get()
        for entry in dictionary.entries where !entry.isRepeating {
            let tag = Tag(rawValue: entry.value)
            #expect(dictionary.entry(tag)?.line == entry.line)
            #expect(dictionary.vrTable.choice(for: tag) == VRChoice(entry.representations) || entry.representations.isEmpty)
        }
    }

    @Test(arguments: [UInt16(0x6000), 0x6002, 0x601E]) func repeatingGroups(_ group: UInt16) throws {
        let dictionary = try Self.standard.get()
        let entry = try #require(dictionary.entry(Tag(group, 0x3000)))
        #expect(entry.keyword == "OverlayData")
        #expect(entry.tagText == "60xx3000")
        #expect(entry.isRepeating)
        #expect(dictionary.vrTable.choice(for: Tag(group, 0x3000)) == .obOrOW)
    }

    @Test func alternatives() throws {
        let dictionary = try Self.standard.get()
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x0106)) == .usOrSS)
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x3006)) == VRChoice(dictionary.entry(Tag(0x0028, 0x3006))?.representations ?? []))
        #expect(dictionary.vrTable.choice(for: Tag(0x0028, 0x1201)) == .one(.OW))
        #expect(dictionary.vrTable.choice(for: .pixelData) == .obOrOW)
        #expect(dictionary.entry(keyword: "ImageType")?.multiplicity?.description == "2-n")
    }

    @Test func privateElements() throws {
        let dictionary = try Self.all.get().data
        let entry = try #require(dictionary.entry(Tag(0x0019, 0x100C), creator: "SIEMENS MR HEADER"))
        #expect(entry.representations == [.IS])
        #expect(entry.tagText == "0019xx0C")
        #expect(dictionary.entry(Tag(0x0019, 0x420C), creator: "SIEMENS MR HEADER")?.line == entry.line)
        #expect(dictionary.entry(Tag(0x0019, 0x100C)) == nil)
        #expect(dictionary.entry(Tag(0x0019, 0x100C), creator: "NOBODY") == nil)
    }

    @Test func synonymDictionariesOfTheFolder() throws {
        let set = try Self.all.get()
        #expect(set.synonyms["body-parts"]?.fold("chest")?.term?.name == "CHEST")
        #expect(set.files.count == set.synonyms.count + 2)
    }
}
