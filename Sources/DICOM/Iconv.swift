import Glibc

/// One open converter of the system's iconv, as a rule from some encoding to UTF-8. Its pointers never leave this file.
package final class Iconv {
    private let handle: iconv_t
    /// Filled and emptied in turns, so that long text costs no more memory.
    private var piece = [CChar](repeating: 0, count: 4096)

    /// Nil when the system does not know an encoding.
    package init?(from encoding: String, to target: String = "UTF-8") {
        // On failure iconv_open returns all bits set.
        guard let handle = iconv_open(target, encoding), handle != iconv_t(bitPattern: -1) else { return nil }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Appends what the bytes mean to `output`; U+FFFD for each byte that means nothing. Returns whether there was one.
    package func convert(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        _ = iconv(handle, nil, nil, nil, nil)
        var isLossy = false
        var rest = bytes
        while !rest.isEmpty {
            let (used, made, isBad) = step(rest)
            output.append(contentsOf: piece[..<made].lazy.map { UInt8(bitPattern: $0) })
            rest = rest.dropFirst(used)
            if isBad, !rest.isEmpty {
                output.append(contentsOf: Iconv.replacement)
                isLossy = true
                rest = rest.dropFirst()
            } else if used == 0, made == 0 {
                break
            }
        }
        return isLossy
    }

    /// U+FFFD in UTF-8.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// One call of iconv. It moves the two pointers inside the buffers whose sizes it is given, and writes only to the
    /// second; both live as long as the call.
    private func step(_ bytes: ArraySlice<UInt8>) -> (used: Int, made: Int, isBad: Bool) {
        bytes.withUnsafeBytes { input in
            piece.withUnsafeMutableBufferPointer { output in
                var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var fromLeft = input.count
                var to = output.baseAddress
                var toLeft = output.count
                let status = iconv(handle, &from, &fromLeft, &to, &toLeft)
                let isBad = status == Int(bitPattern: UInt.max) && errno != E2BIG
                return (input.count - fromLeft, output.count - toLeft, isBad)
            }
        }
    }
}

/// The upper half of a one-byte encoding: the UTF-8 of each byte from 0x80 on; none where the byte has no meaning.
package struct HalfTable {
    /// JIS X 0201 katakana, which glibc has under no name of its own.
    static let katakana = "JIS X 0201"

    package let characters: [[UInt8]]

    package init(_ encoding: String) {
        let iconv = encoding == HalfTable.katakana ? nil : Iconv(from: encoding)
        characters = (0x80...0xFF).map { (byte: UInt8) in
            if encoding == HalfTable.katakana {
                return (0xA1...0xDF).contains(byte) ? Array(String(UnicodeScalar(0xFF61 - 0xA1 + UInt32(byte)) ?? "\u{FFFD}").utf8) : []
            }
            var character: [UInt8] = []
            guard let iconv, !iconv.convert([byte], to: &character) else { return [] }
            return character
        }
    }
}
