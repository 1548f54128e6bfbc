import DICOM
import DICOMTestSupport
import TestSupport
import Testing

@testable import VisualEvaluation

/// The rules of docs/rendering.md, each on a small image whose picture is known.
@Suite("Rendering", .enabled(if: BuiltRenderer.isBuilt, "the rendering backend was not built"))
struct RenderingTests {
    /// A line of all bytes, twice as wide as the picture.
    private static let ramp = (0..<256).map { UInt8($0) }

    /// The grey of four or eight values, each a bar of its own in a picture that is not scaled.
    private func bars(_ values: [Int], _ change: (inout MadeImage) -> Void = { _ in }) throws -> [Int] {
        let width = 128 / values.count
        var image = MadeImage(rows: 1, columns: 128, bits: 16)
        image.setPixels(words: values.flatMap { [Int](repeating: $0, count: width) })
        change(&image)
        let picture = try BuiltRenderer.picture(image)
        #expect(picture.allSatisfy { $0 == picture[0] })
        return values.indices.map { picture[0][$0 * width] }
    }

    /// Halves may be rounded either way.
    private func areNear(_ found: [Int], _ expected: [Int]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= 1 }
    }

    private func setWindow(_ image: inout MadeImage, _ center: String, _ width: String, _ function: String? = nil) {
        image.set(0x0028_1050, "DS", center)
        image.set(0x0028_1051, "DS", width)
        if let function { image.set(0x0028_1056, "CS", function) }
    }

    // MARK: Grey values

    @Test("a window of all values leaves them as they are, and the first window counts")
    func window() throws {
        var image = MadeImage(rows: 128, columns: 128)
        let pixels = (0..<16384).map { UInt8($0 * 7 % 256) }
        image.setPixels(pixels)
        setWindow(&image, "128\\40", "256\\3")
        #expect(try BuiltRenderer.picture(image).flatMap { $0 } == pixels.map { Int($0) })
    }

    @Test("linear, linear exact and sigmoid windows (PS3.3 §C.11.2.1.2 and §C.11.2.1.3)")
    func functions() throws {
        let values = [0, 40, 60, 100, 140, 160, 200, 300]
        // ((x − 99.5) / 99 + 0.5) × 255, ((x − 100) / 100 + 0.5) × 255, and 255 / (1 + exp(−4 (x − 100) / 100)).
        #expect(areNear(try bars(values) { setWindow(&$0, "100", "100") }, [0, 0, 26, 129, 232, 255, 255, 255]))
        #expect(areNear(try bars(values) { setWindow(&$0, "100", "100", "LINEAR_EXACT") }, [0, 0, 26, 128, 230, 255, 255, 255]))
        #expect(areNear(try bars(values) { setWindow(&$0, "100", "100", "SIGMOID") }, [5, 21, 43, 128, 212, 234, 250, 255]))
        #expect(areNear(try bars(values) { setWindow(&$0, "100", "1") }, [0, 0, 0, 255, 255, 255, 255, 255]))
    }

    @Test("without a window, or with one that is none, from the least value to the greatest; padding does not count")
    func range() throws {
        let values = [100, 100, 150, 200, 250, 300, 300, 300]
        let expected = [0, 0, 64, 128, 191, 255, 255, 255]
        #expect(areNear(try bars(values), expected))
        #expect(areNear(try bars(values) { setWindow(&$0, "100", "0") }, expected))
        #expect(areNear(try bars(values) { setWindow(&$0, "1,5", "about 3") }, expected))
        #expect(areNear(try bars([0, 100, 150, 200, 250, 300, 0, 0]) { $0.set(0x0028_0120, words: 0) }, [0, 0, 64, 128, 191, 255, 0, 0]))
        #expect(areNear(try bars([0, 100, 150, 200, 250, 300, 65000, 60000]) { image in
            image.set(0x0028_0120, words: 65000)
            image.set(0x0028_0121, words: 60000)
        }, [0, 85, 128, 170, 213, 255, 255, 255]))
        #expect(areNear(try bars([7, 7, 7, 7]), [0, 0, 0, 0]))
    }

    @Test("modality rescale comes before the window; its slope may be small, or negative")
    func rescale() throws {
        func rescaled(_ slope: String, _ intercept: String, _ center: String, _ width: String) throws -> [Int] {
            try bars([0, 500, 1000, 1500, 2000, 2500, 3000, 4000]) { image in
                image.set(0x0028_1052, "DS", intercept)
                image.set(0x0028_1053, "DS", slope)
                setWindow(&image, center, width, "LINEAR_EXACT")
            }
        }
        #expect(areNear(try rescaled("1", "-1000", "0", "2000"), [0, 64, 128, 191, 255, 255, 255, 255]))
        #expect(areNear(try rescaled("0.001", "0", "1", "2"), [0, 64, 128, 191, 255, 255, 255, 255]))
        #expect(areNear(try rescaled("-1", "0", "-1000", "2000"), [255, 191, 128, 64, 0, 0, 0, 0]))
    }

    @Test("MONOCHROME1 is inverted")
    func inverted() throws {
        #expect(areNear(try bars([0, 64, 128, 255]) { $0.set(0x0028_0004, "CS", "MONOCHROME1"); setWindow(&$0, "128", "256") }, [255, 191, 127, 0]))
    }

    @Test("signed values, and bits that do not fill their cells")
    func bits() throws {
        #expect(areNear(try bars([-200, -100, 0, 100]) { $0.set(0x0028_0103, words: 1); setWindow(&$0, "-50", "300", "LINEAR_EXACT") }, [0, 85, 170, 255]))
        // Twelve bits, the lowest of them the fourth, and overlay bits around them.
        #expect(areNear(try bars([0x000F, 0x400F, 0x8003, 0xFFF1]) { image in
            image.set(0x0028_0101, words: 12)
            image.set(0x0028_0102, words: 15)
        }, [0, 64, 128, 255]))
    }

    @Test("modality and VOI tables; the VOI table counts more than a window")
    func tables() throws {
        func table(_ tag: UInt32, _ entries: [Int], first: Int, bits: Int) -> (UInt32, [UInt8]) {
            let words = entries.flatMap { DataSetEncoder.explicitLittle.u16(UInt16($0)) }
            let descriptor = [entries.count, first, bits].flatMap { DataSetEncoder.explicitLittle.u16(UInt16($0)) }
            return (tag, DataSetEncoder.explicitLittle.item(MadeImage.item([(0x0028_3002, "US", descriptor), (0x0028_3006, "OW", words)])))
        }
        let voi = table(0x0028_3010, [0, 4095, 2048, 1024], first: 10, bits: 12)
        #expect(areNear(try bars([0, 10, 11, 12, 13, 20, 11, 11]) { $0.set(voi.0, "SQ", voi.1); setWindow(&$0, "1", "2") }, [0, 0, 255, 128, 64, 64, 255, 255]))
        let modality = table(0x0028_3000, [500, 400, 300, 100], first: 0, bits: 16)
        #expect(areNear(try bars([0, 1, 2, 3]) { $0.set(modality.0, "SQ", modality.1); setWindow(&$0, "300", "400", "LINEAR_EXACT") }, [255, 191, 128, 0]))
    }

    // MARK: Colour

    /// Bars of red, green, blue and white.
    private let colours: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
    private let luminances = [76, 150, 29, 255]

    private func colourBars(_ photometric: String, planar: Int, _ pixels: [UInt8]) throws -> [Int] {
        var image = MadeImage(rows: 1, columns: 4, photometric: photometric)
        image.set(0x0028_0002, words: 3)
        image.set(0x0028_0006, words: planar)
        image.setPixels(pixels)
        let picture = try BuiltRenderer.picture(image)
        return [0, 48, 80, 127].map { picture[64][$0] }
    }

    @Test("colours become their luminance")
    func colour() throws {
        let picture = try colourBars("RGB", planar: 0, colours.flatMap { $0 })
        #expect(picture[0] == 76 && picture[3] == 255)
        #expect(try colourBars("RGB", planar: 1, (0..<3).flatMap { sample in colours.map { $0[sample] } }) == picture)
        // Full range YBR of the same colours (PS3.3 §C.7.6.3.1.2).
        let ybr = colours.map { colour -> [UInt8] in
            let (r, g, b) = (Double(colour[0]), Double(colour[1]), Double(colour[2]))
            let values = [0.299 * r + 0.587 * g + 0.114 * b, -0.1687 * r - 0.3313 * g + 0.5 * b + 128, 0.5 * r - 0.4187 * g - 0.0813 * b + 128]
            return values.map { UInt8(min(255, max(0, $0.rounded()))) }
        }
        let other = try colourBars("YBR_FULL", planar: 0, ybr.flatMap { $0 })
        #expect(zip(other, picture).allSatisfy { abs($0 - $1) <= 1 })
    }

    @Test("palettes, plain and segmented (PS3.3 §C.7.9.2)")
    func palette() throws {
        func picture(_ tables: [(UInt32, [Int])], entries: Int) throws -> [Int] {
            var image = MadeImage(rows: 1, columns: 4, photometric: "PALETTE COLOR")
            image.setPixels([0, 1, 2, 3])
            for (number, table) in tables.enumerated() {
                image.set(0x0028_1101 + UInt32(number), words: entries, 0, 16)
                image.set(table.0 + UInt32(number), "OW", table.1.flatMap { DataSetEncoder.explicitLittle.u16(UInt16($0)) })
            }
            let picture = try BuiltRenderer.picture(image)
            return [0, 48, 80, 127].map { picture[0][$0] }
        }
        let line = [0, 0x5555, 0xAAAA, 0xFFFF]
        let plain = try picture([(0x0028_1201, line), (0x0028_1201, line), (0x0028_1201, line)], entries: 4)
        #expect(plain[0] == 0 && plain[3] == 255 && plain[1] > 85 && plain[1] < plain[2])
        // One value, then a straight line of three.
        let segments = [0, 1, 0, 1, 3, 0xFFFF]
        #expect(try picture([(0x0028_1221, segments), (0x0028_1221, segments), (0x0028_1221, segments)], entries: 4) == plain)
    }

    // MARK: Frames

    @Test("the middle frame, wherever the file ends after it")
    func middle() throws {
        for (frames, middle) in [(1, 0), (2, 1), (3, 1), (4, 2), (7, 3)] {
            var image = MadeImage(rows: 3, columns: 5)
            image.set(0x0028_0008, "IS", "\(frames)")
            setWindow(&image, "128", "256")
            image.setPixels((0..<frames).flatMap { [UInt8](repeating: UInt8($0 + 1), count: 15) })
            #expect(try BuiltRenderer.picture(image)[0][0] == middle + 1)
        }
    }

    @Test("what describes the middle frame is found in the functional groups (PS3.3 §C.7.6.16)")
    func functionalGroups() throws {
        func groups(_ center: String, _ slope: String) -> [UInt8] {
            let window = MadeImage.item([(0x0028_1050, "DS", Array(center.utf8)), (0x0028_1051, "DS", Array("100 ".utf8))])
            let rescale = MadeImage.item([(0x0028_1052, "DS", Array("0 ".utf8)), (0x0028_1053, "DS", Array(slope.utf8))])
            return MadeImage.sequence(0x0028_9132, [window]) + MadeImage.sequence(0x0028_9145, [rescale])
        }
        var image = MadeImage(rows: 1, columns: 2, bits: 16)
        image.set(0x0028_0008, "IS", "3")
        image.setPixels(words: [0, 200, 100, 50, 0, 200])
        let frames = [groups("9999", "1 "), groups("100 ", "2 "), groups("9999", "1 ")]
        image.set(0x5200_9230, "SQ", frames.flatMap { DataSetEncoder.explicitLittle.item($0) })
        // 100 and 50 twice are 200 and 100, in a window around 100.
        #expect(try BuiltRenderer.picture(image)[0].first == 255)
        #expect(areNear([try BuiltRenderer.picture(image)[0][127]], [128]))
    }

    @Test("one bit a pixel, frames not beginning at bytes")
    func oneBit() throws {
        var image = MadeImage(rows: 1, columns: 5, bits: 1)
        image.set(0x0028_0008, "IS", "3")
        // 00000 10110 00000, the first bit the lowest.
        image.set(0x7FE0_0010, "OB", [0b1010_0000, 0b0000_0001])
        let picture = try BuiltRenderer.picture(image)[0]
        #expect([12, 38, 64, 89, 115].map { picture[$0] > 128 } == [true, false, true, true, false])
    }

    @Test("floating point pixels, from least to greatest")
    func floats() throws {
        var image = MadeImage(rows: 1, columns: 4, bits: 32)
        let values: [Float] = [-1, 0, 1, 3]
        image.set(0x7FE0_0008, "OF", values.flatMap { DataSetEncoder.explicitLittle.u32($0.bitPattern) })
        var picture = try BuiltRenderer.picture(image)[0]
        #expect(picture[0] == 0 && picture[127] == 255)
        image.remove(0x7FE0_0008)
        image.set(0x7FE0_0009, "OD", [Double.nan, 0, 1, 4].flatMap { DataSetEncoder.explicitLittle.words($0.bitPattern) })
        picture = try BuiltRenderer.picture(image)[0]
        #expect(picture[0] == 0 && picture[127] == 255)
    }

    @Test("big endian and deflated files")
    func encodings() throws {
        var image = MadeImage(rows: 1, columns: 2, bits: 16)
        image.setPixels(words: [0x1234, 0x4321])
        let picture = try BuiltRenderer.picture(image)
        image.syntax = Syntax.deflated
        #expect(try BuiltRenderer.picture(image) == picture)
        #expect(try BuiltRenderer.picture(MadeImage.bigEndian(rows: 1, columns: 2, words: [0x1234, 0x4321])) == picture)
    }

    // MARK: Size

    @Test("down: means of areas; up: linear between the centres of pixels")
    func sizes() throws {
        var down = MadeImage(rows: 2, columns: 256)
        down.setPixels(RenderingTests.ramp + RenderingTests.ramp.reversed())
        setWindow(&down, "128", "256")
        let picture = try BuiltRenderer.picture(down)
        // The mean of two neighbours in the first row; rows mix on their way down.
        #expect(picture[0] == (0..<128).map { $0 * 2 + 1 })
        #expect(picture[127] == picture[0].reversed())
        #expect(picture[63].allSatisfy { (126...129).contains($0) })
        var up = MadeImage(rows: 1, columns: 2)
        up.setPixels([0, 255])
        let line = try BuiltRenderer.picture(up)[7]
        let expected = (0..<128).map { (column: Int) -> Int in
            let share = (Double(column) + 0.5) / 64 - 0.5
            return Int((255 * min(1, max(0, share))).rounded())
        }
        #expect(line == expected)
    }

    @Test("aspect is kept between black bars where that is asked for")
    func aspect() throws {
        var image = MadeImage(rows: 50, columns: 100)
        image.setPixels([UInt8](repeating: 200, count: 5000))
        setWindow(&image, "128", "256")
        #expect(try BuiltRenderer.picture(image).allSatisfy { $0.allSatisfy { $0 == 200 } })
        var options = RenderingOptions()
        options.fit = .aspect
        let picture = try BuiltRenderer.picture(image, options)
        #expect(picture.map { $0[64] } == (0..<128).map { (32..<96).contains($0) ? 200 : 0 })
    }
}
