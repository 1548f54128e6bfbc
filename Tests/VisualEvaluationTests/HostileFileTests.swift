import DICOM
import DICOMTestSupport
import TestSupport
import Testing

@testable import VisualEvaluation

/// Files that lie, end early, or would have codecs do their worst: each is counted with its reason.
@Suite("Rendering hostile files", .enabled(if: BuiltRenderer.isBuilt, "the rendering backend was not built"))
struct HostileFileTests {
    private func problem(_ change: (inout MadeImage) -> Void) throws -> RenderingProblem? {
        var image = MadeImage(rows: 4, columns: 4)
        image.setPixels([UInt8](repeating: 9, count: 16))
        change(&image)
        return try BuiltRenderer.outcome(image).problem
    }

    @Test("sizes that are none, or more than there is")
    func sizes() throws {
        #expect(try problem { _ in } == nil)
        #expect(try problem { $0.set(0x0028_0010, words: 0) } == .badAttributes)
        #expect(try problem { $0.remove(0x0028_0011) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0010, words: 65535); $0.set(0x0028_0011, words: 65535) } == .tooLarge)
        #expect(try problem { $0.set(0x0028_0010, words: 8000); $0.set(0x0028_0011, words: 8000) } == .truncated)
        #expect(try problem { $0.set(0x0028_0010, words: 5) } == .truncated)
        #expect(try problem { $0.setPixels([UInt8](repeating: 9, count: 14)) } == .truncated)
        #expect(try problem { $0.setPixels([]) } == .noImage)
        #expect(try problem { $0.remove(0x7FE0_0010) } == .noImage)
    }

    @Test("frames that are not there")
    func frames() throws {
        #expect(try problem { $0.set(0x0028_0008, "IS", "100000") } == .truncated)
        #expect(try problem { $0.set(0x0028_0008, "IS", "2147483647") } == .truncated)
        #expect(try problem { $0.set(0x0028_0008, "IS", "99999999999999") } != nil)
        #expect(try problem { $0.set(0x0028_0008, "IS", "-3") } == nil)
        #expect(try problem { $0.set(0x0028_0008, "IS", "many") } == nil)
    }

    @Test("bits that do not fit, and pixels of no known kind")
    func bits() throws {
        #expect(try problem { $0.set(0x0028_0101, words: 0) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0101, words: 9) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0102, words: 77) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0102, words: 3) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0100, words: 13) } == .unsupportedPixels)
        #expect(try problem { $0.set(0x0028_0100, words: 64) } == .unsupportedPixels)
        #expect(try problem { $0.set(0x0028_0002, words: 2) } == .unsupportedPixels)
        #expect(try problem { $0.set(0x0028_0004, "CS", "INFRARED") } == .unsupportedPixels)
        #expect(try problem { $0.set(0x0028_0004, "CS", "RGB") } != nil)
        #expect(try problem { $0.remove(0x0028_0004) } == .badAttributes)
        #expect(try problem { $0.set(0x0028_0004, "CS", "PALETTE COLOR") } == .badAttributes)
    }

    @Test("palettes and tables that are shorter than they say")
    func tables() throws {
        func palette(_ segments: [Int]) throws -> RenderingProblem? {
            try problem { image in
                image.set(0x0028_0004, "CS", "PALETTE COLOR")
                for colour in 0..<3 as Range<UInt32> {
                    image.set(0x0028_1101 + colour, words: 256, 0, 16)
                    image.set(0x0028_1221 + colour, "OW", segments.flatMap { DataSetEncoder.explicitLittle.u16(UInt16($0)) })
                }
            }
        }
        // Beyond the end; a line from nothing; copies of copies; more than any table has; of no known kind.
        for segments in [[0, 9, 1], [1, 4, 5], [2, 2, 0, 0], [0, 1, 1, 1, 65535, 0, 1, 65535, 1], [3, 1, 1], []] { #expect(try palette(segments) == .badAttributes) }
        let descriptor = [0xFFFF, 0, 16].flatMap { DataSetEncoder.explicitLittle.u16(UInt16($0)) }
        let table = DataSetEncoder.explicitLittle.item(MadeImage.item([(0x0028_3002, "US", descriptor), (0x0028_3006, "OW", [1, 0])]))
        // DCMTK passes over a table that is too short; the picture is that without it, or there is none.
        for tag in [0x0028_3000, 0x0028_3010] as [UInt32] { #expect(try problem { $0.set(tag, "SQ", table) } != .crashed) }
    }

    // MARK: Codecs

    private static let codecs = [
        "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80",
        "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.5",
    ]

    @Test("garbage for each codec", arguments: codecs)
    func garbage(_ syntax: String) throws {
        let random = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 * 31 / 7 + $0) }
        let starts: [[UInt8]] = [
            [], [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0], [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 16, 0, 4, 0, 4, 1, 1, 0x11, 0],
            [0xFF, 0xD8, 0xFF, 0xF7, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0], [0xFF, 0x4F, 0xFF, 0x51, 0, 41], [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20],
            [15, 0, 0, 0, 64, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        ]
        let rests = [random, [UInt8](repeating: 0, count: 300), [UInt8](repeating: 0xFF, count: 300), []]
        let codestreams = starts.flatMap { start in rests.map { start + $0 } }.filter { !$0.isEmpty }
        let outcomes = try BuiltRenderer.outcomes(codestreams.map { codestream in
            var image = MadeImage(rows: 4, columns: 4)
            image.syntax = syntax
            image.setFragments([codestream])
            return image.bytes
        })
        #expect(Set(outcomes.map(\.problem)).isSubset(of: [.badCodestream, .badAttributes]))
    }

    @Test("fragments that cannot be told apart")
    func fragments() throws {
        func problem(_ frames: Int, _ fragments: [[UInt8]], table: [UInt32] = []) throws -> RenderingProblem? {
            var image = MadeImage(rows: 4, columns: 4)
            image.syntax = Syntax.jpeg
            image.set(0x0028_0008, "IS", "\(frames)")
            image.setFragments(fragments, table: table.flatMap { DataSetEncoder.explicitLittle.u32($0) })
            return try BuiltRenderer.outcome(image).problem
        }
        let piece: [UInt8] = [1, 2, 3, 4]
        #expect(try problem(1, []) == .truncated)
        #expect(try problem(1, [[]]) == .truncated)
        #expect(try problem(3, [piece, piece]) == .truncated)
        #expect(try problem(100_000, [piece]) == .truncated)
        #expect(try problem(2, [piece, piece, piece]) == .badFragments)
        for table in [[0, 5], [0, 24, 12], [0, 4_000_000_000], [0]] as [[UInt32]] { #expect(try problem(2, [piece, piece, piece], table: table) == .badFragments) }
        #expect(try problem(2, [piece, piece, piece], table: [0, 12]) == .badCodestream)
    }

    @Test("syntaxes without a codec, and files that are none")
    func syntaxes() throws {
        var image = MadeImage(rows: 4, columns: 4)
        image.setFragments([[1, 2, 3, 4]])
        for syntax in ["1.2.840.10008.1.2.4.100", "1.2.840.10008.1.2.4.110", "1.2.3.4"] {
            image.syntax = syntax
            #expect(try BuiltRenderer.outcome(image).problem == .unsupportedSyntax)
        }
        let files: [[UInt8]] = [Array("no DICOM at all".utf8), [0], File.preamble, [UInt8](repeating: 0xFF, count: 4000), File.preamble + File.meta()]
        for outcome in try BuiltRenderer.outcomes(files) { #expect([.notDICOM, .noImage, .truncated].contains(outcome.problem)) }
    }

    @Test("every file that ends early")
    func cut() throws {
        var image = MadeImage(rows: 4, columns: 4)
        image.setPixels([UInt8](repeating: 9, count: 16))
        let whole = image.bytes
        let outcomes = try BuiltRenderer.outcomes((1..<whole.count).map { Array(whole[..<$0]) })
        #expect(Set(outcomes.map(\.problem)).isSubset(of: [.notDICOM, .noImage, .truncated]))
    }

    @Test("sequences nested beyond reason cost one file", .timeLimit(.minutes(2)))
    func nesting() throws {
        var content: [UInt8] = []
        var image = MadeImage(rows: 4, columns: 4)
        image.setPixels([UInt8](repeating: 9, count: 16))
        let open = DataSetEncoder.explicitLittle.header(Tag(0x0040, 0xA730), "SQ", length: DataSetEncoder.undefined)
            + DataSetEncoder.explicitLittle.tag(.item) + DataSetEncoder.explicitLittle.u32(DataSetEncoder.undefined)
        for _ in 0..<200_000 { content += open }
        image.set(0x0040_A730, "UN", content)
        let nested = File.part10(content)
        let outcomes = try BuiltRenderer.outcomes([nested, image.bytes, nested])
        #expect(outcomes[0].problem != nil && outcomes[0] == outcomes[2])
    }

    @Test("a small file that inflates beyond its memory costs one file")
    func bomb() throws {
        // Blocks of a fixed code, each of which is a run of 258 zero bytes (RFC 1951 §3.2.6), are what a bomb is made of.
        var options = RenderingOptions()
        options.limits.memory = 64 << 20
        options.limits.seconds = 5
        let start = MadeImage(rows: 8000, columns: 8000).dataSet
        let files = ([200_000_000, 0xF000_0000] as [UInt32]).map { length in
            let header = DataSetEncoder.explicitLittle.header(.pixelData, "OB", length: length)
            return File.part10(Deflate.bomb(start + header, runs: 1_000_000), syntax: Syntax.deflated)
        }
        #expect(files[0].count < 2_000_000)
        #expect(try BuiltRenderer.outcomes(files, options).map(\.problem) == [.outOfMemory, .outOfMemory])
    }
}

/// Raw deflate of some bytes and then very many zeros.
private enum Deflate {
    static func bomb(_ start: [UInt8], runs: Int) -> [UInt8] {
        var bits: [UInt8] = [], current: UInt8 = 0, used = 0
        func put(_ value: Int, _ count: Int, highFirst: Bool = false) {
            for index in 0..<count {
                let bit = value >> (highFirst ? count - 1 - index : index) & 1
                current |= UInt8(bit) << UInt8(used)
                used += 1
                if used == 8 { bits.append(current); current = 0; used = 0 }
            }
        }
        func literal(_ byte: UInt8) { byte < 144 ? put(0x30 + Int(byte), 8, highFirst: true) : put(0x190 + Int(byte) - 144, 9, highFirst: true) }
        put(1, 1)
        put(1, 2)
        for byte in start + [0] { literal(byte) }
        for _ in 0..<runs {
            put(0b1100_0101, 8, highFirst: true)
            put(0, 5)
        }
        put(0, 7)
        if used > 0 { bits.append(current) }
        return bits
    }
}
