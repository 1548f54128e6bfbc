/// Texts that no archive may hold, but that some file will.
enum MadeTexts {
    /// Every code point up to U+00FF, so that every byte that UTF-8 has for them comes: alone, and at each place in a value.
    static let everyByte: [String] = (0...255).flatMap { value -> [String] in
        let character = String(Unicode.Scalar(UInt8(value)))
        return [character, "A\(character)B", "\(character)12", "1\(character)2", "12\(character)"]
    }

    static let controls: [String] = ((0...31).map { $0 } + [127] + (128...159).map { $0 }).flatMap { value -> [String] in
        let character = String(Unicode.Scalar(UInt8(value)))
        return [String(repeating: character, count: 40), "\u{1B}[31m1.5\u{1B}[0m\(character)", "CHEST\(character)\(character)PA", "\(character)0.5\\0.5\(character)"]
    }

    static let unicode = [
        "e\u{301}", "\u{301}", String(repeating: "a\u{300}\u{301}\u{302}\u{303}", count: 200), "\u{202E}12.5", "\u{202D}\u{202E}\u{2066}KNEE\u{2069}", "ركبة", "ברך",
        "ברך 12 KNEE", "膝関節", "膝\\手", "колено", "γόνατο", "ｋｎｅｅ", "１．５", "٣٫٥", "१२", "🦵🏽", "👨‍👩‍👧", "\u{FEFF}CHEST", "CHEST\u{FEFF}", "\u{200B}", "1\u{200B}5", "\u{00AD}KNEE",
        "\u{FFFD}", "\u{FFFD}\u{FFFD}12", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "\u{2028}", "\u{2029}KNEE", "\u{85}", "\u{3000}12\u{3000}", "ﬁ", "ß", "İ", "ı", "ǅ",
        "Å", "A\u{30A}", "ＣＨＥＳＴ", "−5", "1\u{2212}", "½", "²", "1\u{2009}000", "5\u{2032}", "µm", "μm", "Ω", "\u{1F1ED}\u{1F1F7}", "\u{0E33}", "\u{FDFA}", "Z\u{335}\u{321}\u{327}",
    ]

    static let nuls = [
        "\0", "\0\0", "12\0", "\u{0}12", "1\u{0}2", "CHEST\0PA", "CHEST\0", "0.5\0\\0.5\0", "\\\0\\", "UNKNOWN\0", "045Y\0", "[1,\0 2]", String(repeating: "\0", count: 4096),
    ]

    /// Values of a megabyte, of kinds on which a careless loop is slow or a stack too small.
    static func long(_ count: Int = 1 << 20) -> [String] {
        [
            String(repeating: "A", count: count), String(repeating: "9", count: count), "0." + String(repeating: "3", count: count), String(repeating: " ", count: count),
            String(repeating: "[", count: count), String(repeating: "(1,", count: count / 3), String(repeating: "1,", count: count / 2),
            String(repeating: "- ", count: count / 2), "1e" + String(repeating: "9", count: count), String(repeating: "CHEST ", count: count / 6),
            String(repeating: "\u{301}", count: count / 2), String(repeating: "膝", count: count / 3), String(repeating: "\0", count: count),
        ]
    }

    static func backslashes(_ count: Int = 100_000) -> [String] {
        [
            String(repeating: "\\", count: count), String(repeating: "1\\", count: count), String(repeating: "\\ ", count: count), String(repeating: "A\\", count: count),
            String(repeating: "0.5\\", count: count) + "0.5",
        ]
    }

    /// Random text: any code points, with digits, letters and separators among them. The same for a seed each time.
    static func random(_ count: Int, seed: UInt64) -> [String] {
        var numbers = RandomNumbers(seed: seed)
        let usual = Array("0123456789.,-+eE\\ []()'\";:/_ABCXYabcxy\0\t".unicodeScalars)
        return (0..<count).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<(numbers.next() % 40) {
                if numbers.next() % 3 > 0 {
                    text.append(usual[Int(numbers.next() % UInt64(usual.count))])
                } else {
                    let range: UInt64 = [0x100, 0x800, 0x10000, 0x110000][Int(numbers.next() % 4)]
                    if let scalar = Unicode.Scalar(UInt32(numbers.next() % range)) { text.append(scalar) }
                }
            }
            return String(text)
        }
    }

    /// Bytes that are no UTF-8.
    static let broken: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], Array("KNEE".utf8) + [0xE9], [0xC3], Array("1".utf8) + [0xFE],
        (0...255).map { $0 }, [UInt8](repeating: 0xF0, count: 1000),
    ]
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers for a seed, everywhere.
struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
