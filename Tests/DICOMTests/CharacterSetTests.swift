import DICOM
import Testing

/// Every defined term of PS3.3 §C.12.1.1.2, and what is found in its place.
struct CharacterSetTests {
    private func decode(_ bytes: [UInt8], _ value: String, vr: VR = .LO) -> String {
        TextDecoder().decode(bytes, in: CharacterSet(value: value), vr: vr).text
    }

    /// One byte of each set, and the final byte of its escape sequence.
    static let singleByte: [(number: String, byte: UInt8, text: String, escape: String)] = [
        ("100", 0xE9, "é", "-A"), ("101", 0xB1, "ą", "-B"), ("109", 0xA1, "Ħ", "-C"), ("110", 0xA1, "Ą", "-D"), ("144", 0xD0, "а", "-L"),
        ("127", 0xC7, "ا", "-G"), ("126", 0xE1, "α", "-F"), ("138", 0xE0, "א", "-H"), ("148", 0xFD, "ı", "-M"), ("13", 0xB1, "ｱ", ")I"),
        ("166", 0xA1, "ก", "-T"), ("203", 0xA4, "€", "-b"),
    ]

    @Test(arguments: singleByte) func withoutCodeExtensions(_ number: String, _ byte: UInt8, _ text: String, _ escape: String) {
        #expect(decode([0x41, byte, 0x42], "ISO_IR \(number)") == "A\(text)B")
    }

    @Test(arguments: singleByte) func withCodeExtensions(_ number: String, _ byte: UInt8, _ text: String, _ escape: String) {
        #expect(decode([0x41, byte, 0x42], "ISO 2022 IR \(number)") == "A\(text)B")
        let switched = [0x41, 0x1B] + Array(escape.utf8) + [byte, 0x42]
        #expect(decode(switched, "ISO 2022 IR 6\\ISO 2022 IR \(number)") == "A\(text)B")
        #expect(decode(switched, "\\ISO 2022 IR \(number)") == "A\(text)B")
    }

    @Test func setsThatNeedNoEscapes() {
        #expect(decode(Array("Ärzte 王 é".utf8), "ISO_IR 192") == "Ärzte 王 é")
        #expect(decode([0xCD, 0xF5, 0x41], "GB18030") == "王A")
        #expect(decode([0xCD, 0xF5], "GBK") == "王")
        #expect(decode([0x41], "ISO_IR 6") == "A")
    }

    /// Bytes above 0x7F where none are declared are read as Latin-1, as other toolkits do.
    @Test(arguments: ["", "ISO_IR 6", "ISO 2022 IR 6"]) func undeclared(_ value: String) { #expect(decode([0xE9], value) == "é") }

    @Test func bytesWithoutMeaning() {
        let (text, isLossy) = TextDecoder().decode([0x41, 0xFF, 0x42], in: CharacterSet(value: "ISO_IR 192"))
        #expect(text == "A\u{FFFD}B")
        #expect(isLossy)
        #expect(TextDecoder().decode([0xA1], in: CharacterSet(value: "ISO_IR 127")).isLossy)
        #expect(TextDecoder().decode([0x80], in: CharacterSet(value: "ISO_IR 13")).text == "\u{FFFD}")
        #expect(!TextDecoder().decode([0xE9], in: CharacterSet(value: "ISO_IR 100")).isLossy)
    }

    @Test func longTextKeepsItsPieces() {
        let korean = (0..<40_000).map { $0 % 2 == 0 ? UInt8(0xB1) : 0xE6 }
        #expect(decode(korean, "ISO 2022 IR 149") == String(repeating: "길", count: 20_000))
    }

    // MARK: Wrong spellings

    @Test(arguments: [
        ("ISO IR 192", "é"), ("ISO-IR 192", "é"), ("iso_ir_192", "é"), ("ISO_IR192", "é"), ("ISO_IR 192 ", "é"), ("UTF-8", "é"), ("UTF8", "é"),
        ("ISO 2022 IR 192", "é"), ("\\ISO_IR 192", "é"),
    ]) func spellingsOfUTF8(_ value: String, _ text: String) {
        #expect(decode(Array(text.utf8), value) == text)
        #expect(!CharacterSet(value: value).hasUnknownTerm)
    }

    @Test(arguments: ["ISO_2022_IR_6", "ISO 2022 IR 6\\IS", "NONE", "Not Supplied", "", "\\", "ASCII", "ISO 2022 IR 6\\"]) func meaningless(_ value: String) {
        #expect(!CharacterSet(value: value).hasUnknownTerm)
        #expect(decode(Array("Plain".utf8), value) == "Plain")
    }

    @Test func chineseTermThatIsNotTheStandards() {
        #expect(!CharacterSet(value: "\\ISO 2022 IR 165").hasUnknownTerm)
        #expect(decode([0x1B, 0x24, 0x29, 0x41, 0xD5, 0xC5], "\\ISO 2022 IR 165") == "张")
    }

    @Test(arguments: ["ISO_IR 9999", "KOI8", "ISO_IR 100\\ISO 2022 IR 1"]) func unknown(_ value: String) {
        #expect(CharacterSet(value: value).hasUnknownTerm)
    }

    @Test func firstTermStaysInForceBesideAnUnknownOne() { #expect(decode([0xB1], "ISO_IR 101\\ISO 2022 IR 1") == "ą") }
}

/// What a site says of its files.
struct CharacterSetOverrideTests {
    private func decode(_ bytes: [UInt8], _ value: String, _ rules: [String]) throws -> String {
        TextDecoder().decode(bytes, in: CharacterSet(value: value, override: try CharacterSetOverride(rules: rules))).text
    }

    @Test(arguments: ["", "ISO_IR 6", "ISO IR 6"]) func ofFilesThatDeclareNothing(_ value: String) throws {
        #expect(try decode([0x8A, 0xB9], value, ["CP1250"]) == "Šą")
    }

    @Test func leavesWhatIsDeclared() throws { #expect(try decode([0xE9], "ISO_IR 100", ["CP1251"]) == "é") }

    @Test func ofOneDeclaredSet() throws {
        #expect(try decode([0x80], "ISO_IR 100", ["ISO_IR 100=CP1252"]) == "€")
        #expect(try decode([0x80], "ISO IR 100", ["iso_ir_100=CP1252"]) == "€")
        #expect(try decode([0xB1], "ISO_IR 101", ["ISO_IR 100=CP1252"]) == "ą")
    }

    @Test func severalRules() throws {
        let rules = ["KOI8-R", "ISO_IR 100=CP1251", "ISO_IR 192=SHIFT_JIS"]
        #expect(try decode([0xC1], "", rules) == "а")
        #expect(try decode([0xE0], "ISO_IR 100", rules) == "а")
        #expect(try decode([0x8E, 0x52], "ISO_IR 192", rules) == "山")
    }

    @Test func unknownTermFallsBackToTheSites() throws {
        let override = try CharacterSetOverride(rules: ["CP1250"])
        let set = CharacterSet(value: "ISO_IR 9999", override: override)
        #expect(set.hasUnknownTerm)
        #expect(TextDecoder().decode([0x8A], in: set).text == "Š")
    }

    @Test(arguments: ["NO-SUCH-ENCODING", "ISO_IR 100=NOPE", "ISO_IR 100="]) func refuses(_ rule: String) {
        #expect(throws: DICOMError(.unknownCharacterSet, "")) { try CharacterSetOverride(rules: [rule]) }
    }
}
