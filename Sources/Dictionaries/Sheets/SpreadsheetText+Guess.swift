import DICOM

/// CP1252, which spreadsheet programs write in the west of Europe, or CP1250, which they write in its middle. Both give
/// meaning to nearly every byte: `E8` is è in one and č in the other. So nothing is guessed that no rule tells.
extension SpreadsheetText {
    /// 1. A byte that only one of the two knows, or that is a letter in only one of them and stands within a word.
    /// 2. Š and Ž, which both have at one place: what is written in CP1252 hardly uses them.
    /// 3. The language.
    /// 4. Where all bytes mean the same in both, either will do.
    /// - Returns: nil where none of this tells, or where two bytes of the first kind contradict each other.
    static func guess(_ bytes: [UInt8], language: String?) -> (SpreadsheetEncoding, String)? {
        guard !bytes.contains(0) else { return nil }
        let places = bytes.indices.filter { bytes[$0] >= 0x80 }
        let isCentral = places.contains { onlyCentral.contains(bytes[$0]) || lettersOfCentral.contains(bytes[$0]) && isWithinWord($0, bytes) }
        let isWestern = places.contains { onlyWestern.contains(bytes[$0]) || lettersOfWestern.contains(bytes[$0]) && isWithinWord($0, bytes) }
        if isCentral != isWestern { return choice(isCentral, "by a byte that the other one has no letter for") }
        guard !isCentral else { return nil }
        if places.contains(where: { caronLetters.contains(bytes[$0]) }) { return choice(true, "since it holds š or ž") }
        if let language = language?.split(separator: "-").first?.lowercased() {
            if centralLanguages.contains(language) { return choice(true, "by the language") }
            if westernLanguages.contains(language) { return choice(false, "by the language") }
        }
        if places.allSatisfy({ alike.contains(bytes[$0]) }) { return choice(false, "which CP1250 reads alike here") }
        return nil
    }

    private static func choice(_ isCentral: Bool, _ evidence: String) -> (SpreadsheetEncoding, String) {
        (.singleByte(isCentral ? "CP1250" : "CP1252"), evidence)
    }

    /// Between two letters of ASCII.
    private static func isWithinWord(_ place: Int, _ bytes: [UInt8]) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        return place > 0 && place + 1 < bytes.count && isLetter(bytes[place - 1]) && isLetter(bytes[place + 1])
    }

    /// Ť, Ź and ť.
    private static let onlyCentral: Set<UInt8> = [0x8D, 0x8F, 0x9D]
    /// ƒ, ˆ and ˜.
    private static let onlyWestern: Set<UInt8> = [0x83, 0x88, 0x98]
    /// Ł, Ą, Ż, ł, ą, Ľ, ľ and ż, where CP1252 has £, ¥, ¯, ³, ¹, ¼, ¾ and ¿.
    private static let lettersOfCentral: Set<UInt8> = [0xA3, 0xA5, 0xAF, 0xB3, 0xB9, 0xBC, 0xBE, 0xBF]
    /// ÿ, where CP1250 has ˙.
    private static let lettersOfWestern: Set<UInt8> = [0xFF]
    private static let caronLetters: Set<UInt8> = [0x8A, 0x8E, 0x9A, 0x9E]
    /// Bytes that mean the same in both: punctuation, and the letters of German among others.
    private static let alike = Set(
        zip(0x80...0xFF as ClosedRange<UInt8>, zip(HalfTable("CP1250").characters, HalfTable("CP1252").characters))
            .filter { !$1.0.isEmpty && $1.0 == $1.1 }.map(\.0))
    private static let centralLanguages: Set<String> = ["bs", "cs", "hr", "hu", "pl", "ro", "sh", "sk", "sl", "sq", "sr"]
    private static let westernLanguages: Set<String> = [
        "ca", "da", "de", "en", "es", "fi", "fr", "ga", "gl", "is", "it", "nb", "nl", "nn", "no", "pt", "sv",
    ]
}
