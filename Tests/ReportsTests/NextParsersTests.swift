import TestSupport
import Testing

@testable import Reports

@Suite("What to write next")
struct NextParsersTests {
    @Test("entropy, by hand")
    func entropy() {
        #expect(NextParsers.entropy([]) == 0)
        #expect(NextParsers.entropy([7]) == 0)
        #expect(NextParsers.entropy([5, 5]) == 1)
        #expect(NextParsers.entropy([1, 1, 1, 1]) == 2)
        // ¾ log₂ 4/3 + ¼ log₂ 4
        #expect(abs(NextParsers.entropy([3, 1]) - 0.811_278_124_459_132_8) < 1e-12)
        // 2 − 3/4 = ½·1 + ¼·2 + ¼·2
        #expect(abs(NextParsers.entropy([4, 2, 2]) - 1.5) < 1e-12)
        #expect(abs(NextParsers.entropy([Int](repeating: 1, count: 1000)) - 9.965_784_284_662_087) < 1e-12)
    }

    @Test("the same bits whatever the order of the counts")
    func order() {
        let counts = (1...200).map { $0 * 7 % 31 + 1 }
        #expect(NextParsers.entropy(counts) == NextParsers.entropy(counts.reversed()))
        #expect(NextParsers.entropy(counts) == NextParsers.entropy(counts.sorted()))
    }

    @Test("tags that no plugin claims, and what their plugins do not understand, by fill times entropy")
    func ranked() throws {
        let rows = try PageArchive().source().next.rows
        #expect(rows.map(\.name) == ["AcquisitionContrast", "ImageComments", "PixelSpacing"])
        let contrast = try #require(rows.first)
        #expect(contrast == NextParsers.Row(name: "AcquisitionContrast", instances: 16, distinct: 2, fill: 1, entropy: 1))
        #expect(rows[1].instances == 8 && rows[1].fill == 0.5 && abs(rows[1].entropy - 0.811_278_124_459_132_8) < 1e-12)
        #expect(rows[2] == NextParsers.Row(name: "PixelSpacing", plugin: "PixelSpacing", instances: 4, distinct: 2, fill: 0.25, entropy: 1))
        #expect(rows.map(\.gain) == rows.map(\.gain).sorted(by: >))
    }

    @Test("what says who, when or where, and what nearly every instance has its own of, is left out")
    func leftOut() throws {
        let names = Set(try PageArchive().source().next.rows.map(\.name))
        for name in ["PatientID", "StudyDate", "SeriesInstanceUID", "StudyDescription", "Manufacturer"] { #expect(!names.contains(name), "\(name)") }
    }

    @Test("the terminal's lines")
    func text() throws {
        let text = try PageArchive().source().next.text(top: 2)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[2].hasPrefix("AcquisitionContrast") && lines[2].hasSuffix("1.00  1.000"))
        #expect(!text.contains("PixelSpacing"))
    }
}
