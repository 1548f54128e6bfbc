import Glibc
import TestSupport

/// Makes values that can be told from anything else, and remembers them. No word of any language, and no number that tagfold
/// counts, has six letters of theirs, or eight digits.
final class Canaries {
    /// What must not be found anywhere: letters, digits, and letters of other scripts in the bytes of their encoding.
    private(set) var words: [[UInt8]] = []
    private(set) var numbers: [[UInt8]] = []
    private(set) var encoded: [[UInt8]] = []
    var count: Int { words.count + numbers.count + encoded.count }
    private var state: UInt64 = 7

    private func draw(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    /// Never the same one twice in a row.
    private func drawn<T: Equatable>(_ count: Int, of alphabet: [T]) -> [T] {
        var drawn: [T] = []
        while drawn.count < count {
            let next = alphabet[draw(alphabet.count)]
            if next != drawn.last { drawn.append(next) }
        }
        return drawn
    }

    func word() -> String {
        let word = drawn(10, of: Array("QXZJVKW".utf8))
        words.append(word)
        return String(decoding: word, as: UTF8.self)
    }

    func number(_ digits: Int = 10) -> String {
        let number = drawn(digits, of: Array("123456789".utf8))
        numbers.append(number)
        return String(decoding: number, as: UTF8.self)
    }

    /// `18470312`.
    func date() -> String {
        let parts = [1850 + draw(150), 101 + draw(12), 101 + draw(28)].map { String($0) }
        let date = parts[0] + parts[1].suffix(2) + parts[2].suffix(2)
        numbers.append(Array(date.utf8))
        return date
    }

    func uid() -> String { "1.2.826.0.1.\(number(12))" }

    /// As a value of the representation has it; nil for what holds too little to be found again.
    func value(_ vr: String) -> [UInt8]? {
        switch vr {
        case "PN": return Array("\(word())^\(word())".utf8)
        case "DA": return Array(date().utf8)
        case "DT": return Array("\(date())113355.123456".utf8)
        case "TM": return Array("1133\(draw(50) + 10).\(number(8).prefix(6))".utf8)
        case "UI": return Array(uid().utf8)
        case "DS", "IS": return Array(number(vr == "IS" ? 10 : 14).utf8)
        case "AS": return Array("0\(draw(90) + 10)Y".utf8)
        case "AE", "SH", "CS": return Array(word().utf8)
        case "UR": return Array("http://\(word()).example/\(word())".utf8)
        case "LO", "ST", "LT", "UT", "UC": return Array("chest \(word()) \(number()) knee".utf8)
        case "OB", "OW", "UN": return Array("\(word())\(word())".utf8)
        case "US", "SS": return [UInt8(draw(255)), UInt8(draw(255))]
        case "UL", "SL", "FL", "OL", "OF", "AT": return (0..<4).map { _ in UInt8(draw(255)) }
        case "FD", "OD", "UV", "SV", "OV": return (0..<8).map { _ in UInt8(draw(255)) }
        default: return nil
        }
    }

    /// Letters of a script, in an encoding.
    func letters(_ alphabet: String, _ encoding: String) throws -> [UInt8] {
        let text = String(String.UnicodeScalarView(drawn(8, of: Array(alphabet.unicodeScalars))))
        let bytes = try Canaries.bytes(text, encoding)
        encoded += [bytes, Array(text.utf8)]
        return bytes
    }

    private static func bytes(_ text: String, _ encoding: String) throws -> [UInt8] {
        guard let converter = iconv_open(encoding, "UTF-8"), converter != iconv_t(bitPattern: -1) else { throw SupportFailure("no encoding \(encoding)") }
        defer { iconv_close(converter) }
        var (input, output) = (Array(text.utf8).map { CChar(bitPattern: $0) }, [CChar](repeating: 0, count: 256))
        return try input.withUnsafeMutableBufferPointer { input in
            try output.withUnsafeMutableBufferPointer { output in
                var (from, to) = (input.baseAddress, output.baseAddress), (left, room) = (input.count, output.count)
                guard iconv(converter, &from, &left, &to, &room) != -1 else { throw SupportFailure("\(encoding) does not have \(text)") }
                // Back to where text begins.
                iconv(converter, nil, nil, &to, &room)
                return output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
            }
        }
    }
}
