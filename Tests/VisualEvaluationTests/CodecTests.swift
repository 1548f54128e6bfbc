import DICOM
import DICOMTestSupport
import TestSupport
import Testing

@testable import VisualEvaluation

/// A known image through each codec: what other encoders made of it (Fixtures/make_codestreams.py).
@Suite("Rendering compressed files", .enabled(if: BuiltRenderer.isBuilt, "the rendering backend was not built"))
struct CodecTests {
    struct Codestream: Sendable, CustomTestStringConvertible {
        let syntax: String
        let bits: Int
        /// Largest difference of a stored value that the encoder may have made.
        let loss: Int
        let bytes: [UInt8]
        var testDescription: String { syntax }

        static func all() throws -> [Codestream] {
            let text = try TemporaryFolder.text(Places.repository + "/Tests/VisualEvaluationTests/Fixtures/codestreams.tsv")
            return text.split(separator: "\n").map { line in
                let fields = line.split(separator: "\t")
                let digits = Array(fields[3])
                let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
                return Codestream(syntax: String(fields[0]), bits: Int(fields[1]) ?? 0, loss: Int(fields[2]) ?? 0, bytes: bytes)
            }
        }

        /// The image, uncompressed.
        var plain: MadeImage {
            var image = header
            let cells = (0..<16).flatMap { row in (0..<32).map { column in bits == 8 ? 7 * column + row : 100 * column + 40 * row } }
            if bits == 8 { image.setPixels(cells.map { UInt8($0) }) } else { image.setPixels(words: cells) }
            return image
        }

        var header: MadeImage {
            var image = MadeImage(rows: 16, columns: 32, bits: bits == 8 ? 8 : 16)
            image.set(0x0028_0101, words: bits)
            image.set(0x0028_0102, words: bits - 1)
            image.set(0x0028_1050, "DS", bits == 8 ? "128" : "2048")
            image.set(0x0028_1051, "DS", bits == 8 ? "256" : "4096")
            return image
        }

        func image(_ fragments: [[UInt8]], frames: Int = 1, table: [UInt8] = []) -> MadeImage {
            var image = header
            image.syntax = syntax
            if frames > 1 { image.set(0x0028_0008, "IS", "\(frames)") }
            image.setFragments(fragments, table: table)
            return image
        }
    }

    private func largestDifference(_ one: [[Int]], _ other: [[Int]]) -> Int {
        zip(one.joined(), other.joined()).map { abs($0 - $1) }.max() ?? .max
    }

    @Test("each codec gives the image that went in", arguments: try Codestream.all())
    func decoded(_ codestream: Codestream) throws {
        let plain = try BuiltRenderer.picture(codestream.plain)
        let decoded = try BuiltRenderer.picture(codestream.image([codestream.bytes]))
        let allowed = codestream.loss == 0 ? 0 : codestream.loss * 255 / ((1 << codestream.bits) - 1) + 1
        #expect(largestDifference(plain, decoded) <= allowed)
        #expect(plain[0][0] < 3 && plain[127][127] > 200)
    }

    @Test("one frame in several fragments, and frames told apart by table or by their start", arguments: try Codestream.all())
    func fragments(_ codestream: Codestream) throws {
        // A frame of RLE is one fragment (PS3.5 §A.4.2).
        guard codestream.syntax != "1.2.840.10008.1.2.5" else { return }
        let whole = try BuiltRenderer.picture(codestream.image([codestream.bytes]))
        let even = codestream.bytes.count / 4 * 2
        let parts = [Array(codestream.bytes[..<even]), Array(codestream.bytes[even...])]
        #expect(try BuiltRenderer.picture(codestream.image(parts)) == whole)
        // The middle one of three frames is good, and its neighbours are not.
        let bad = Array(codestream.bytes.prefix(12))
        let fragments = [bad] + parts + [bad]
        #expect(try BuiltRenderer.picture(codestream.image(fragments, frames: 3)) == whole)
        let middle = 8 + 12, last = middle + parts.map { 8 + ($0.count + 1) / 2 * 2 }.reduce(0, +)
        let table = [0, middle, last].flatMap { DataSetEncoder.explicitLittle.u32(UInt32($0)) }
        #expect(try BuiltRenderer.picture(codestream.image(fragments, frames: 3, table: table)) == whole)
        #expect(try BuiltRenderer.picture(codestream.image([bad, codestream.bytes, bad], frames: 3)) == whole)
    }

    @Test("a codestream of another size than the data set declares is refused", arguments: try Codestream.all())
    func sizes(_ codestream: Codestream) throws {
        // RLE says nothing of sizes.
        guard codestream.syntax != "1.2.840.10008.1.2.5" else { return }
        var image = codestream.image([codestream.bytes])
        image.set(0x0028_0010, words: 15)
        image.set(0x0028_0011, words: 31)
        let problem = try BuiltRenderer.outcome(image).problem
        #expect(problem == .badCodestream || problem == .badAttributes)
    }

    @Test("a codestream that ends early, or has a bit wrong, never costs more than itself", arguments: try Codestream.all())
    func damaged(_ codestream: Codestream) throws {
        let cut = stride(from: 2, to: codestream.bytes.count, by: max(1, codestream.bytes.count / 40)).map { Array(codestream.bytes[..<$0]) }
        let flipped = stride(from: 0, to: codestream.bytes.count, by: max(1, codestream.bytes.count / 150)).map { place in
            var bytes = codestream.bytes
            bytes[place] ^= UInt8(1 << (place % 8))
            return bytes
        }
        let files = (cut + flipped).map { codestream.image([$0]).bytes }
        let outcomes = try BuiltRenderer.outcomes(files)
        #expect(outcomes.allSatisfy { $0.problem == nil || [.badCodestream, .badAttributes, .unsupportedPixels, .outOfMemory].contains($0.problem) })
        // Nothing of one file is seen in the next: in another order the same comes out.
        #expect(try BuiltRenderer.outcomes(files.reversed()) == outcomes.reversed())
    }
}
