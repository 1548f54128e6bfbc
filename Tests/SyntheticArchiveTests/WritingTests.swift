import DICOM
import Testing

@testable import SyntheticArchive

/// How values and pixels become bytes.
@Suite("Synthetic archive: writing")
struct WritingTests {
    @Test("decimals are short, rounded, and never minus zero")
    func decimals() {
        #expect(ElementSet.decimal(0.5) == "0.5")
        #expect(ElementSet.decimal(-0.00001) == "0")
        #expect(ElementSet.decimal(1.23456) == "1.2346")
        #expect(ElementSet.decimal(-12.5, digits: 1) == "-12.5")
        #expect(ElementSet.decimal(2.995, digits: 0) == "3")
        #expect(ElementSet.decimal(350, digits: 2) == "350")
    }

    @Test("text is in the bytes that its character set has")
    func texts() {
        #expect(TextEncoding("ISO_IR 100", "ISO-8859-1").bytes("Müller") == [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72])
        #expect(TextEncoding("ISO_IR 101", "ISO-8859-2").bytes("Šarić^A") == [0xA9, 0x61, 0x72, 0x69, 0xE6, 0x5E, 0x41])
        #expect(TextEncoding("ISO_IR 144", "ISO-8859-5").bytes("КТ") == [0xBA, 0xC2])
        // PS3.5 §H.3.1: each group of ideographs comes between its escape sequence and the return to ASCII.
        let japanese = TextEncoding("\\ISO 2022 IR 87", "ISO-2022-JP").bytes("Yamada=山田^太郎")
        let escape: [UInt8] = [0x1B, 0x24, 0x42], end: [UInt8] = [0x1B, 0x28, 0x42]
        #expect(japanese == Array("Yamada=".utf8) + escape + [0x3B, 0x33, 0x45, 0x44] + end + [0x5E] + escape + [0x42, 0x40, 0x4F, 0x3A] + end)
    }

    @Test("RLE frames unpack to what was packed", arguments: [[1], [7, 7], [1, 2, 3], [5, 5, 5, 1, 2, 2, 2], Array(repeating: 9, count: 300)])
    func runLength(_ row: [UInt8]) throws {
        // Two rows, and a second plane that differs.
        let planes = [row + row.reversed(), row.map { $0 &+ 1 } + row]
        let frame = RunLength.frame(planes, columns: row.count)
        func word(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(frame[place + $1]) << (8 * $1) } }
        #expect(word(0) == 2 && word(4) == 64)
        let segments = [Array(frame[64..<word(8)]), Array(frame[word(8)...])]
        for (segment, plane) in zip(segments, planes) {
            #expect(segment.count % 2 == 0)
            #expect(Array(WritingTests.unpack(segment).prefix(plane.count)) == plane)
        }
    }

    /// PS3.5 §G.3.2.
    private static func unpack(_ bytes: [UInt8]) -> [UInt8] {
        var (result, place) = ([UInt8](), 0)
        while place < bytes.count {
            let count = Int(Int8(bitPattern: bytes[place]))
            if count >= 0 {
                result += bytes[(place + 1)..<min(bytes.count, place + 2 + count)]
                place += count + 2
            } else {
                if count > -128, place + 1 < bytes.count { result += Array(repeating: bytes[place + 1], count: 1 - count) }
                place += 2
            }
        }
        return result
    }

    @Test("ages and dates")
    func days() {
        let birth = Day(year: 2018, month: 11, day: 20)
        #expect(birth.years(until: Day(year: 2020, month: 11, day: 19)) == 1)
        #expect(birth.years(until: Day(year: 2020, month: 11, day: 20)) == 2)
        #expect(birth.months(until: Day(year: 2019, month: 1, day: 19)) == 1)
        #expect(birth.text == "20181120" && birth.dotted == "2018.11.20")
    }

    @Test("draws depend on what they are for alone, and UIDs are whole numbers under 2.25")
    func draws() {
        var first = Draw(1, 2, 3), again = Draw(1, 2, 3), other = Draw(1, 3, 2)
        let uid = first.uid()
        #expect(uid == again.uid() && uid != other.uid())
        #expect(uid.dropFirst(5).allSatisfy(\.isNumber) && uid.utf8.count <= 44)
        #expect((0..<1000).allSatisfy { _ in (3...5).contains(first.integer(3...5)) && (0..<1).contains(first.unit()) })
    }
}
