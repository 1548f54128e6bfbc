/// Decodes text of any character set to Unicode by the system's iconv, ISO 2022 escape sequences included
/// (PS3.5 §6.1.2.5). Keeps converters open; one decoder serves one thread.
public final class TextDecoder {
    private var converters: [String: Iconv] = [:]
    private var tables: [String: HalfTable] = [:]
    private var output: [UInt8] = []
    private var isLossy = false

    public init() {}

    static func knows(_ encoding: String) -> Bool { Iconv(from: encoding) != nil }

    /// - Parameter vr: tells which characters separate values and name components.
    /// - Returns: the text, and whether some bytes had no meaning (each is then U+FFFD).
    public func decode(_ bytes: some Sequence<UInt8>, in characterSet: CharacterSet, vr: VR = .LO) -> (text: String, isLossy: Bool) {
        let bytes = Array(bytes)
        if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) { return (String(decoding: bytes, as: UTF8.self), false) }
        output.removeAll(keepingCapacity: true)
        isLossy = false
        if let encoding = characterSet.wholeEncoding {
            if encoding == "UTF-8" { return decodeUTF8(bytes) }
            convert(bytes[...], from: encoding)
        } else {
            decodeExtended(bytes, characterSet, vr)
        }
        return (String(decoding: output, as: UTF8.self), isLossy)
    }

    private func decodeUTF8(_ bytes: [UInt8]) -> (String, Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
        return (String(decoding: bytes, as: UTF8.self), true)
    }

    /// Bytes below and above 0x80, each in the set that is invoked there, until an escape sequence changes it.
    private func decodeExtended(_ bytes: [UInt8], _ characterSet: CharacterSet, _ vr: VR) {
        var lower = characterSet.lower
        var upper = characterSet.upper
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x1B, let escape = EscapeSequence.find(in: bytes, at: position) {
                switch escape.half {
                case .lower: lower = escape.element
                case .upper: upper = escape.element
                }
                position += escape.count
            } else if byte >= 0x80 {
                position = decodeUpper(bytes, from: position, upper ?? .singleByte("ISO-8859-1"))
            } else if lower != .ascii, byte > 0x20, byte < 0x7F {
                let end = bytes[position...].firstIndex { $0 >= 0x7F || $0 <= 0x20 } ?? bytes.count
                convertJIS(bytes[position..<end], supplementary: lower == .jis0212)
                position = end
            } else {
                output.append(byte)
                isLossy = isLossy || byte == 0x1B
                if TextDecoder.resets(byte, vr) {
                    lower = characterSet.lower
                    upper = characterSet.upper ?? upper
                }
                position += 1
            }
        }
    }

    /// Line ends, tab, and the delimiters of values and name components go back to the initial sets (PS3.5 §6.1.2.5.3).
    private static func resets(_ byte: UInt8, _ vr: VR) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D: true
        case UInt8(ascii: "\\"): !vr.isSingleText
        case UInt8(ascii: "^"), UInt8(ascii: "="): vr == .PN
        default: false
        }
    }

    /// Decodes the bytes above 0x7F that stand together. Returns where they end.
    private func decodeUpper(_ bytes: [UInt8], from start: Int, _ element: CharacterSet.CodeElement) -> Int {
        let end = bytes[start...].firstIndex { $0 < 0x80 } ?? bytes.count
        switch element {
        case .doubleByte(let encoding): convert(bytes[start..<end], from: encoding)
        case .singleByte(let encoding):
            let table = table(for: encoding)
            for byte in bytes[start..<end] {
                let character = table.characters[Int(byte) - 0x80]
                if character.isEmpty { replace() } else { output.append(contentsOf: character) }
            }
        case .ascii, .jis0208, .jis0212: for _ in start..<end { replace() }
        }
        return end
    }

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
        output.append(contentsOf: Iconv.replacement)
        isLossy = true
    }

    private func convert(_ bytes: ArraySlice<UInt8>, from encoding: String) {
        if converters[encoding] == nil { converters[encoding] = Iconv(from: encoding) }
        guard let converter = converters[encoding] else {
            for _ in bytes { replace() }
            return
        }
        if converter.convert(bytes, to: &output) { isLossy = true }
    }

    private func table(for encoding: String) -> HalfTable {
        if let known = tables[encoding] { return known }
        let table = HalfTable(encoding)
        tables[encoding] = table
        return table
    }
}
