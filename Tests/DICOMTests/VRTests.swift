@testable import DICOM
import Testing

struct VRTests {
    @Test(arguments: VR.allCases) func lettersReadBack(_ vr: VR) {
        let letters = Array(vr.name.utf8)
        #expect(VR(letters[0], letters[1]) == vr)
        #expect(VR(name: vr.name) == vr)
    }

    @Test(arguments: ["", "C", "CSX", "cs", "XX", "??", "ZZ", "é"]) func refuses(_ name: String) { #expect(VR(name: name) == nil) }

    /// PS3.5 Table 7.1-1.
    @Test func longForm() {
        let long = VR.allCases.filter(\.hasLongLength).map(\.name)
        #expect(long == ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"])
    }

    /// PS3.5 §6.1.2.2.
    @Test func charactersOfTheDeclaredSet() {
        #expect(VR.allCases.filter(\.usesCharacterSet).map(\.name) == ["LO", "LT", "PN", "SH", "ST", "UC", "UT"])
    }

    @Test func kinds() {
        #expect(VR.allCases.filter(\.isBinary).map(\.name) == ["OB", "OD", "OF", "OL", "OV", "OW", "UN"])
        #expect(VR.allCases.filter(\.isSingleText).map(\.name) == ["LT", "ST", "UR", "UT"])
        #expect(VR.allCases.filter(\.isNumeric).map(\.name) == ["DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"])
        #expect(VR.allCases.compactMap(\.valueSize).reduce(0, +) == 44)
    }

    @Test func choices() {
        #expect(VRChoice([.CS]) == .one(.CS))
        #expect(VRChoice([.SS, .US]) == .usOrSS)
        #expect(VRChoice([.US, .OW]) == .usOrOW)
        #expect(VRChoice([.US, .SS, .OW]) == .usOrSSOrOW)
        #expect(VRChoice([.OB, .OW]) == .obOrOW)
        #expect(VRChoice([.CS, .LO]) == nil)
        #expect(VRChoice([]) == nil)
    }
}

struct VRTableTests {
    @Test func plainRepeatingAndImplied() {
        let table = VRTable.tests
        #expect(table.choice(for: .modality) == .one(.CS))
        #expect(table.choice(for: Tag(0x6000, 0x3000)) == .obOrOW)
        #expect(table.choice(for: Tag(0x601E, 0x3000)) == .obOrOW)
        #expect(table.choice(for: Tag(0x6100, 0x3000)) == nil)
        #expect(table.choice(for: Tag(0x0040, 0x0000)) == .one(.UL))
        #expect(table.choice(for: Tag(0x0029, 0x0010)) == .one(.LO))
        #expect(table.choice(for: Tag(0x0029, 0x1010)) == nil)
    }

    @Test func everyTagOfALargeTableIsFound() {
        let tags = (0..<6000).map { Tag(UInt16($0 / 64 * 2), UInt16($0 % 64)) }
        let table = VRTable(tags: tags.enumerated().map { ($1, .one(VR.allCases[$0 % VR.allCases.count])) })
        for (index, tag) in tags.enumerated() { #expect(table.choice(for: tag) == .one(VR.allCases[index % VR.allCases.count])) }
        #expect(table.choice(for: Tag(0x0002, 0x0041)) == nil)
    }
}
