/// A character repertoire of PS3.3 Tables C.12-2 to C.12-5.
struct Repertoire: Sendable, Hashable {
    /// Whether a term stands for it in the first value, in later ones, or alone.
    enum Place: Sendable, Hashable {
        case anywhere
        /// Two-byte sets, which only code extension reaches.
        case later
        /// Without code extensions: UTF-8, GB18030, GBK.
        case alone
        /// Not in the standard at all.
        case nowhere
    }

    /// The registration number of ISO, or the name.
    let name: String
    /// The script, or the language.
    let family: String
    let place: Place

    /// The defined term, with code extensions or without.
    func term(withExtensions: Bool) -> String {
        guard name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return name }
        return (withExtensions && place != .alone || place == .later ? "ISO 2022 IR " : "ISO_IR ") + name
    }

    static let all: [Repertoire] = [
        Repertoire("6", "ASCII"), Repertoire("100", "Latin 1"), Repertoire("101", "Latin 2"), Repertoire("109", "Latin 3"),
        Repertoire("110", "Latin 4"), Repertoire("203", "Latin 9"), Repertoire("144", "Cyrillic"), Repertoire("127", "Arabic"),
        Repertoire("126", "Greek"), Repertoire("138", "Hebrew"), Repertoire("148", "Latin 5"), Repertoire("13", "Japanese"),
        Repertoire("166", "Thai"), Repertoire("87", "Japanese", .later), Repertoire("159", "Japanese", .later),
        Repertoire("149", "Korean", .later), Repertoire("58", "Chinese", .later), Repertoire("192", "Unicode", .alone),
        Repertoire("GB18030", "Chinese", .alone), Repertoire("GBK", "Chinese", .alone),
        // The Chinese set of CCITT, which some devices name instead of 58.
        Repertoire("165", "Chinese", .nowhere), Repertoire("14", "Japanese", .nowhere),
    ]

    private init(_ name: String, _ family: String, _ place: Place = .anywhere) {
        self.name = name
        self.family = family
        self.place = place
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Names that are no terms at all, and what they mean.
    private static let otherNames: [String: String] = [
        "UTF8": "192", "UTF": "192", "UNICODE": "192", "ASCII": "6", "USASCII": "6", "LATIN1": "100", "ISO88591": "100", "ISO88592": "101",
        "LATIN2": "101", "ISO88593": "109", "ISO88594": "110", "ISO88595": "144", "ISO88596": "127", "ISO88597": "126", "ISO88598": "138",
        "ISO88599": "148", "ISO885915": "203", "LATIN9": "203", "ISO646": "6", "SHIFTJIS": "13", "GB2312": "58", "EUCKR": "149", "TIS620": "166",
        "ISOGB18030": "GB18030", "GB": "GB18030", "ISO2022GB18030": "GB18030", "ISO2022GBK": "GBK", "ISO2022B58": "58",
    ]

    /// - Parameter text: a value in any spelling: `ISO IR 192`, `ISO_2022_IR_6`, `ISO-IR100`, `iso 2022-87`.
    init?(spelling text: String) {
        let letters = String(text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        let name = Self.withoutPrefix(letters)
        guard let found = Self.byName[name] ?? Self.byName[Self.otherNames[letters] ?? ""] else { return nil }
        self = found
    }

    private static func withoutPrefix(_ letters: String) -> String {
        for prefix in ["ISO2022IR", "ISO2022", "ISOIR", "IR", "ISO"] where letters.hasPrefix(prefix) {
            return String(letters.dropFirst(prefix.count))
        }
        return letters
    }
}
