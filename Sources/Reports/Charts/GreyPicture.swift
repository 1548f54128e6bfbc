import CZlib
import DICOM

/// A small grey picture as a `data:` URI of PNG; nothing else gets into a page.
struct GreyPicture: Sendable, Hashable {
    let uri: String

    /// - Parameters:
    ///   - pixels: row by row, 0 black to 255 white.
    ///   - side: rows and columns.
    /// - Returns: nil when the pixels do not fill the square.
    init?(pixels: [UInt8], side: Int) {
        guard side > 0, side <= 4096, pixels.count == side * side else { return nil }
        uri = "data:image/png;base64," + Base64.encode(GreyPicture.png(pixels, side: side))
    }

    /// The mean of squares of pixels.
    /// - Parameter step: rows and columns of a square; it divides `side`.
    static func reduced(_ pixels: [UInt8], side: Int, by step: Int) -> [UInt8] {
        guard step > 1, side.isMultiple(of: step), pixels.count == side * side else { return pixels }
        let small = side / step
        return (0..<small * small).map { place in
            let (row, column) = (place / small * step, place % small * step)
            let sum = (0..<step * step).reduce(0) { $0 + Int(pixels[(row + $1 / step) * side + column + $1 % step]) }
            return UInt8(clamping: (sum + step * step / 2) / (step * step))
        }
    }

    // MARK: PNG (ISO/IEC 15948)

    private static func png(_ pixels: [UInt8], side: Int) -> [UInt8] {
        // Each row begins with its filter: none.
        let rows = (0..<side).flatMap { [0] + pixels[$0 * side..<($0 + 1) * side] }
        let header = bigEndian(UInt32(side)) + bigEndian(UInt32(side)) + [8, 0, 0, 0, 0]
        return [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + chunk("IHDR", header) + chunk("IDAT", compressed(rows)) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        // zlib reads as many bytes as it is told.
        let sum = body.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32(clamping: $0.count)) }
        return bigEndian(UInt32(clamping: data.count)) + body + bigEndian(UInt32(truncatingIfNeeded: sum))
    }

    /// In the zlib format; the bound is enough for all of the output, and zlib keeps inside both buffers.
    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        guard compress(&output, &length, bytes, uLong(bytes.count)) == Z_OK else { return [] }
        return Array(output.prefix(Int(length)))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
}
