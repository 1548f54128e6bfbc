import TagTable
import Testing

struct CodeArrayTests {
    private func bytesACode(_ codes: CodeArray) -> Int { codes.bytes / codes.count }

    @Test(arguments: [(255, 1), (256, 2), (65_535, 2), (65_536, 4)]) func widthOfTheLargestCode(_ largest: Int, _ width: Int) {
        var codes = CodeArray()
        for index in 0..<10 { codes.set(index, index) }
        codes.set(10, largest)
        #expect(bytesACode(codes) == width)
        #expect((0..<11).map { codes[$0] } == Array(0..<10) + [largest])
        #expect(bytesACode(CodeArray(count: 5, maximum: largest)) == width)
    }

    @Test func widensTwice() {
        var codes = CodeArray()
        for index in 0..<70_000 { codes.set(index, index) }
        #expect(codes.count == 70_000)
        for index in [0, 255, 256, 65_535, 65_536, 69_999] { #expect(codes[index] == index) }
        codes.set(3, 7)
        #expect(codes[3] == 7)
    }

    @Test func straightFromOneByteToFour() {
        var codes = CodeArray()
        codes.set(0, 200)
        codes.set(1, 100_000)
        #expect([codes[0], codes[1]] == [200, 100_000])
    }

    @Test func growsByZeros() {
        var codes = CodeArray()
        codes.set(5, 9)
        #expect((0..<6).map { codes[$0] } == [0, 0, 0, 0, 0, 9])
        var seen: [Int] = []
        codes.forEach { index, code in seen.append(index * 100 + code) }
        #expect(seen == [0, 100, 200, 300, 400, 509])
        #expect(codes.histogram(maximum: 9) == [5, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }
}

struct TextPoolTests {
    @Test func texts() {
        var pool = TextPool()
        for text in ["", "Jörg", "A", ""] { pool.append(text) }
        #expect((0..<pool.count).map { pool[$0] } == ["", "Jörg", "A", ""])
        #expect((0..<4).map { pool.isEmpty($0) } == [true, false, false, true])
        #expect(pool.range(1) == 0..<5)
    }
}
