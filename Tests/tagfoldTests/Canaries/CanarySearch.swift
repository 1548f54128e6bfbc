/// Looks for canaries, and pieces of them, in what the command wrote: as they are, and in the encodings in which a program might
/// have written them.
struct CanarySearch {
    /// Runs of six letters or bytes, and of eight digits.
    private var runs: [UInt64: Int] = [:]
    private var digitRuns: [UInt64: Int] = [:]
    private let canaries: [[UInt8]]
    /// By byte: whether a run ends in it.
    private var mayEnd = [UInt8](repeating: 0, count: 256)

    init(_ made: Canaries) {
        canaries = made.words + made.numbers + made.encoded
        for (number, canary) in canaries.enumerated() {
            let isNumber = canary.allSatisfy { (0x30...0x39).contains($0) }, length = isNumber ? 8 : 6
            let bytes = CanarySearch.upper(canary)
            for start in 0..<max(0, bytes.count - length + 1) {
                // Bytes of UTF-8 begin with a letter.
                if bytes[start] & 0xC0 == 0x80, bytes[0] & 0xC0 == 0xC0 { continue }
                // Bytes of ISO 2022 are letters that any word may have.
                if number >= made.words.count + made.numbers.count, bytes[start..<start + length].allSatisfy({ $0 < 0x80 }) { continue }
                let run = bytes[start..<start + length].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                if isNumber { digitRuns[run] = number } else { runs[run] = number }
                mayEnd[Int(bytes[start + length - 1])] = 1
            }
        }
    }

    /// Canaries of which something stands in the bytes, with where it was found.
    func found(in bytes: [UInt8]) -> [Int: String] {
        views(bytes).reduce(into: [:]) { found, view in
            for number in look(CanarySearch.upper(view.bytes)) { found[number] = found[number] ?? view.name }
        }
    }

    /// Those that stand there as they are.
    func plain(in bytes: [UInt8]) -> Set<Int> { look(CanarySearch.upper(bytes)) }

    func text(_ number: Int) -> String { String(decoding: canaries[number], as: UTF8.self) }

    private func look(_ bytes: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        var run: UInt64 = 0
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                run = run << 8 | UInt64(byte)
                // Nothing of what was planted ends in such a letter.
                if mayEnd[Int(byte)] == 0 { continue }
                if let number = runs[run & 0xFFFF_FFFF_FFFF] { found.insert(number) }
                if byte >= 0x30, byte <= 0x39, let number = digitRuns[run] { found.insert(number) }
            }
        }
        return found
    }

    private static func upper(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { upper, count in
            for byte in bytes {
                upper[count] = byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte
                count += 1
            }
        }
    }

    // MARK: Encodings

    private func views(_ bytes: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        let plain = CanarySearch.withoutShares(bytes)
        return [
            ("as it is", plain), ("UTF-16", plain.filter { $0 != 0 }), ("Latin-1 as UTF-8", CanarySearch.latin(plain)), ("escaped", CanarySearch.unescaped(plain)),
            ("letters alone", plain.filter { (0x41...0x5A).contains($0 & 0xDF) }), ("digits with marks", CanarySearch.withoutMarks(plain)),
            ("base64", CanarySearch.base64(plain)), ("hexadecimal", CanarySearch.hexadecimal(plain)),
        ]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Shares are numbers of many digits that nobody planted: `0.93…`.
    private static func withoutShares(_ bytes: [UInt8]) -> [UInt8] {
        var (kept, place) = ([UInt8](), 0)
        while place < bytes.count {
            kept.append(bytes[place])
            place += 1
            guard place + 1 < bytes.count, bytes[place - 1] == 0x30, bytes[place] == 0x2E, place < 2 || bytes[place - 2] == 0x20 else { continue }
            while place < bytes.count, bytes[place] == 0x2E || isDigit(bytes[place]) { place += 1 }
        }
        return kept
    }

    /// `1847-03-12`, `1.2.826`.
    private static func withoutMarks(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            let isMark = byte == 0x2D || byte == 0x2E || byte == 0x3A || byte == 0x2F
            if isMark, place > 0, place + 1 < bytes.count, isDigit(bytes[place - 1]), isDigit(bytes[place + 1]) { continue }
            kept.append(byte)
        }
        return kept
    }

    /// Bytes of an encoding of one byte a letter that were taken for Latin-1.
    private static func latin(_ bytes: [UInt8]) -> [UInt8] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    }

    /// `%41`, `=41`, `\x41`, `\u0041`, `\u{41}`, `&#65;`, `&#x41;`.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var (text, place) = ([UInt8](), 0)
        let ascii = { (text: String) in Array(text.utf8) }
        let forms: [(start: [UInt8], digits: Int, end: [UInt8], radix: Int)] = [
            (ascii("%"), 2, [], 16), (ascii("="), 2, [], 16), (ascii("\\x"), 2, [], 16), (ascii("\\u{"), 0, ascii("}"), 16), (ascii("\\u"), 4, [], 16),
            (ascii("&#x"), 0, ascii(";"), 16), (ascii("&#"), 0, ascii(";"), 10),
        ]
        while place < bytes.count {
            let byte = bytes[place], isStart = byte == 0x25 || byte == 0x3D || byte == 0x5C || byte == 0x26
            let read = isStart ? forms.lazy.compactMap { form in CanarySearch.scalar(bytes, place, form.start, form.digits, form.end, form.radix) }.first : nil
            if let (scalar, next) = read {
                text += scalar.value < 0x80 || next - place > 4 ? Array(String(scalar).utf8) : [UInt8(truncatingIfNeeded: scalar.value)]
                place = next
            } else {
                text.append(bytes[place])
                place += 1
            }
        }
        return text
    }

    private static func scalar(_ bytes: [UInt8], _ place: Int, _ start: [UInt8], _ digits: Int, _ end: [UInt8], _ radix: Int) -> (Unicode.Scalar, Int)? {
        guard bytes[place...].starts(with: start) else { return nil }
        let rest = bytes[(place + start.count)...].prefix(digits > 0 ? digits : 8)
        let text = end.isEmpty ? rest : rest.prefix { !end.contains($0) }
        guard !text.isEmpty, digits == 0 || text.count == digits, end.isEmpty || bytes[text.endIndex...].starts(with: end) else { return nil }
        guard let value = UInt32(String(decoding: text, as: UTF8.self), radix: radix), let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, text.endIndex + end.count)
    }

    /// Every run of its letters, read from each of the four places where it may begin.
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var values = [Int](repeating: -1, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = value }
        (values[0x2D], values[0x5F]) = (62, 63)
        return bytes.split { values[Int($0)] < 0 }.filter { $0.count >= 8 }.flatMap { run in
            (0..<4).flatMap { skipped in
                let run = Array(run.dropFirst(skipped))
                return stride(from: 0, to: run.count - run.count % 4, by: 4).flatMap { place -> [UInt8] in
                    let bits = (0..<4).reduce(0) { $0 << 6 | values[Int(run[place + $1])] }
                    return [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
                } + [10]
            }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        func value(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } }
        return bytes.split { value($0) == nil }.filter { $0.count >= 12 }.flatMap { run in
            (0..<2).flatMap { skipped in
                let run = run.dropFirst(skipped).compactMap(value)
                return stride(from: 0, to: run.count - 1, by: 2).map { run[$0] << 4 | run[$0 + 1] } + [10]
            }
        }
    }
}
