import Glibc

/// Decodes text of any character set to Unicode by the system's iconv, ISO 2022 escape sequences included
/// (PS3.5 §6.1.2.5). Keeps converters open; one decoder serves one thread.
public final class TextDecoder {
    private var converters: [String: iconv_t] = [:]
    private var output: [UInt8] = []
    private var isLossy = false

    public init() {}
    deinit { for converter in converters.values { iconv_close(converter) } }

    static func knows(_ encoding: String) -> Bool {
        guard let converter = iconv_open("UTF-8", encoding), converter != TextDecoder.invalid else { return false }
        iconv_close(converter)
        return true
    }

    /// What `iconv_open` returns on failure: all bits set.
    private static var invalid: iconv_t? { iconv_t(bitPattern: -1) }

    /// - Returns: the text, and whether some bytes had no meaning (each is then U+FFFD).
    public func decode(_ bytes: some Sequence<UInt8>, in characterSet: CharacterSet) -> (text: String, isLossy: Bool) {
        let bytes = Array(bytes)
        if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) { return (String(decoding: bytes, as: UTF8.self), false) }
        output.removeAll(keepingCapacity: true)
        isLossy = false
        if let encoding = characterSet.wholeEncoding {
            if encoding == "UTF-8" { return decodeUTF8(bytes) }
            convert(bytes[...], from: encoding)
        } else {
            decodeExtended(bytes, characterSet)
        }
        return (String(decoding: output, as: UTF8.self), isLossy)
    }

    private func decodeUTF8(_ bytes: [UInt8]) -> (String, Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
        return (String(decoding: bytes, as: UTF8.self), true)
    }

    /// Runs of bytes below and above 0x80, each in the set that is invoked there, until an escape sequence changes it.
    private func decodeExtended(_ bytes: [UInt8], _ characterSet: CharacterSet) {
        var lower = characterSet.lower
        var upper = characterSet.upper
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x1B {
                if let escape = EscapeSequence.all.first(where: { bytes[position...].starts(with: $0.bytes) }) {
                    switch escape.half {
                    case .lower: lower = escape.element
                    case .upper: upper = escape.element
                    }
                    position += escape.bytes.count
                } else {
                    output.append(byte)
                    isLossy = true
                    position += 1
                }
            } else if byte < 0x80, lower != .ascii, byte > 0x20, byte < 0x7F {
                let end = bytes[position...].firstIndex { $0 >= 0x7F || $0 <= 0x20 } ?? bytes.count
                convertJIS(bytes[position..<end], supplementary: lower == .jis0212)
                position = end
            } else if byte < 0x80 {
                output.append(byte)
                if TextDecoder.resetting.contains(byte) {
                    lower = characterSet.lower
                    upper = characterSet.upper ?? upper
                }
                position += 1
            } else {
                let end = bytes[position...].firstIndex { $0 < 0x80 } ?? bytes.count
                convert(bytes[position..<end], from: upper?.encoding ?? "ISO-8859-1")
                position = end
            }
        }
    }

    /// Line ends, tab, and the delimiters of values and name components go back to the initial sets (PS3.5 §6.1.2.5.3).
    private static let resetting: Set<UInt8> = [0x09, 0x0A, 0x0C, 0x0D, 0x5C, 0x5E, 0x3D]

    /// Two-byte Japanese sets have their place in EUC-JP: bytes with the high bit set, JIS X 0212 after 0x8F.
    private func convertJIS(_ bytes: ArraySlice<UInt8>, supplementary: Bool) {
        var euc: [UInt8] = []
        var position = bytes.startIndex
        while position + 1 < bytes.endIndex {
            if supplementary { euc.append(0x8F) }
            euc.append(bytes[position] | 0x80)
            euc.append(bytes[position + 1] | 0x80)
            position += 2
        }
        convert(euc[...], from: "EUC-JP")
        if position < bytes.endIndex { replace() }
    }

    private func replace() {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        isLossy = true
    }

    private func converter(for encoding: String) -> iconv_t? {
        if let open = converters[encoding] { return open }
        guard let converter = iconv_open("UTF-8", encoding), converter != TextDecoder.invalid else { return nil }
        converters[encoding] = converter
        return converter
    }

    private func convert(_ bytes: ArraySlice<UInt8>, from encoding: String) {
        guard let converter = converter(for: encoding) else {
            for _ in bytes { replace() }
            return
        }
        _ = iconv(converter, nil, nil, nil, nil)
        var source = bytes.map { CChar(bitPattern: $0) }
        var result = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        var start = 0
        while start < source.count {
            let (used, made, isBad) = step(converter, &source, from: start, &result)
            output.append(contentsOf: result[..<made].lazy.map { UInt8(bitPattern: $0) })
            start += used
            if isBad, start < source.count {
                replace()
                start += 1
            } else if used == 0, made == 0 {
                break
            }
        }
    }

    /// One call of iconv. The pointers it moves stay inside the two arrays, whose sizes it is given.
    private func step(
        _ converter: iconv_t, _ source: inout [CChar], from start: Int, _ result: inout [CChar]
    ) -> (used: Int, made: Int, isBad: Bool) {
        source.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                var from = input.baseAddress.map { $0 + start }
                var fromLeft = input.count - start
                var to = output.baseAddress
                var toLeft = output.count
                let status = iconv(converter, &from, &fromLeft, &to, &toLeft)
                let isBad = status == Int(bitPattern: UInt.max) && errno != E2BIG
                return (input.count - start - fromLeft, output.count - toLeft, isBad)
            }
        }
    }
}

extension CharacterSet.CodeElement {
    /// The encoding that has this set in its upper half.
    var encoding: String? {
        switch self {
        case .ascii, .jis0208, .jis0212: nil
        case .singleByte(let name), .doubleByte(let name): name
        }
    }
}

/// The escape sequences of PS3.3 Tables C.12-3 and C.12-4.
private struct EscapeSequence {
    enum Half { case lower, upper }
    let bytes: [UInt8]
    let half: Half
    let element: CharacterSet.CodeElement

    private init(_ letters: String, _ half: Half, _ element: CharacterSet.CodeElement) {
        bytes = [0x1B] + Array(letters.utf8)
        self.half = half
        self.element = element
    }

    static let all: [EscapeSequence] = [
        EscapeSequence("(B", .lower, .ascii), EscapeSequence("(J", .lower, .ascii),
        EscapeSequence("$B", .lower, .jis0208), EscapeSequence("$@", .lower, .jis0208),
        EscapeSequence("$(D", .lower, .jis0212),
        EscapeSequence(")I", .upper, .singleByte("JIS_X0201")),
        EscapeSequence("$)C", .upper, .doubleByte("EUC-KR")), EscapeSequence("$)A", .upper, .doubleByte("EUC-CN")),
        EscapeSequence("-A", .upper, .singleByte("ISO-8859-1")), EscapeSequence("-B", .upper, .singleByte("ISO-8859-2")),
        EscapeSequence("-C", .upper, .singleByte("ISO-8859-3")), EscapeSequence("-D", .upper, .singleByte("ISO-8859-4")),
        EscapeSequence("-L", .upper, .singleByte("ISO-8859-5")), EscapeSequence("-G", .upper, .singleByte("ISO-8859-6")),
        EscapeSequence("-F", .upper, .singleByte("ISO-8859-7")), EscapeSequence("-H", .upper, .singleByte("ISO-8859-8")),
        EscapeSequence("-M", .upper, .singleByte("ISO-8859-9")), EscapeSequence("-T", .upper, .singleByte("TIS-620")),
        EscapeSequence("-b", .upper, .singleByte("ISO-8859-15")),
    ]
}
