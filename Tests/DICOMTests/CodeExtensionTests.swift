import DICOM
import Testing

/// ISO 2022 code extension: the examples of PS3.5 Annexes H, I, J and K, byte for byte.
struct CodeExtensionTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let characterSet: String
        let bytes: String
        let text: String
        var testDescription: String { name }
    }

    static let names = [
        Example(
            name: "H.3.1 Japanese", characterSet: "\\ISO 2022 IR 87",
            bytes: "59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d1b24422464245e24401b28425e1b2442243f246d24261b2842",
            text: "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        Example(
            name: "H.3.2 Japanese with katakana", characterSet: "ISO 2022 IR 13\\ISO 2022 IR 87",
            bytes: "d4cfc0de5ec0dbb33d1b24423b3345441b284a5e1b244242404f3a1b284a3d1b24422464245e24401b284a5e1b2442243f246d24261b284a",
            text: "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        Example(
            name: "I.2 Korean", characterSet: "\\ISO 2022 IR 149",
            bytes: "486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf",
            text: "Hong^Gildong=洪^吉洞=홍^길동"),
        Example(
            name: "J.1 Chinese in UTF-8", characterSet: "ISO_IR 192", bytes: "57616e675e5869616f446f6e673de78e8b5ee5b08fe69db13d",
            text: "Wang^XiaoDong=王^小東="),
        Example(
            name: "J.3 Chinese in GB18030", characterSet: "GB18030", bytes: "57616e675e5869616f446f6e673dcdf55ed0a1b6ab3d",
            text: "Wang^XiaoDong=王^小东="),
        Example(
            name: "K.2 Chinese in GB 2312", characterSet: "\\ISO 2022 IR 58",
            bytes: "5a68616e675e5869616f446f6e673d1b242941d5c55e1b242941d0a1b6ab3d20", text: "Zhang^XiaoDong=张^小东= "),
    ]

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x57) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func decode(_ bytes: [UInt8], _ set: String, _ vr: VR) -> String { TextDecoder().decode(bytes, in: CharacterSet(value: set), vr: vr).text }

    @Test(arguments: names) func personName(_ example: Example) throws {
        let (text, isLossy) = TextDecoder().decode(bytes(example.bytes), in: CharacterSet(value: example.characterSet), vr: .PN)
        #expect(text == example.text)
        #expect(!isLossy)
    }

    @Test func groupsOfAName() {
        let value = ValueDecoder().decode(
            bytes(Self.names[0].bytes)[...], tag: .patientName, vr: .PN, isBigEndian: false, characterSet: CharacterSet(value: "\\ISO 2022 IR 87")).value
        guard case .personNames(let names) = value else { return #expect(Bool(false), "no names") }
        #expect(names.map(\.alphabetic) == ["Yamada^Tarou"])
        #expect(names.map(\.ideographic) == ["山田^太郎"])
        #expect(names.map(\.phonetic) == ["やまだ^たろう"])
    }

    /// I.3: each line designates the Korean set anew.
    @Test func linesOfText() {
        let korean: [UInt8] = [0x1B, 0x24, 0x29, 0x43, 0xB1, 0xE6, 0xB5, 0xBF]
        let text = Array("The 1st line includes ".utf8) + korean + Array(".\r\nThe 2nd line includes ".utf8) + korean + Array(", too.\r\n".utf8)
        #expect(decode(text, "\\ISO 2022 IR 149", .LT) == "The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\n")
    }

    /// JIS X 0212, and JIS X 0208 of 1978.
    @Test func otherJapaneseSets() {
        #expect(decode([0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42, 0x41], "\\ISO 2022 IR 159", .LO) == "丂A")
        #expect(decode([0x1B, 0x24, 0x40, 0x3B, 0x33, 0x1B, 0x28, 0x42], "\\ISO 2022 IR 87", .LO) == "山")
    }

    /// A second byte of JIS X 0208 may be a backslash, and is none.
    @Test func delimitersInsideTwoByteCharacters() {
        let value = ValueDecoder().decode(
            [0x1B, 0x24, 0x42, 0x30, 0x5C, 0x1B, 0x28, 0x42, 0x5C, 0x41], tag: .imageType, vr: .LO, isBigEndian: false,
            characterSet: CharacterSet(value: "\\ISO 2022 IR 87")).value
        #expect(value == .strings(["移", "A"]))
    }

    @Test func delimitersGoBackToTheFirstSet() {
        let greek: [UInt8] = [0x1B, 0x2D, 0x46, 0xE1]
        let set = "ISO 2022 IR 100\\ISO 2022 IR 126"
        #expect(decode(greek + [0x5C, 0xE1], set, .LO) == "α\\á")
        #expect(decode(greek + [0x5E, 0xE1], set, .PN) == "α^á")
        #expect(decode(greek + [0x3D, 0xE1], set, .PN) == "α=á")
        #expect(decode(greek + [0x0D, 0x0A, 0xE1], set, .LT) == "α\r\ná")
        // Elsewhere these characters separate nothing.
        #expect(decode(greek + [0x5E, 0xE1, 0x3D, 0xE1], set, .LO) == "α^α=α")
        #expect(decode(greek + [0x5C, 0xE1], set, .LT) == "α\\α")
    }

    @Test func brokenEscapes() {
        #expect(decode([0x1B, 0x41], "\\ISO 2022 IR 87", .LO) == "\u{1B}A")
        #expect(decode([0x41, 0x1B], "\\ISO 2022 IR 87", .LO) == "A\u{1B}")
        #expect(decode([0x1B, 0x24, 0x42, 0x3B], "\\ISO 2022 IR 87", .LO) == "\u{FFFD}")
        #expect(TextDecoder().decode([0x1B, 0x41], in: CharacterSet(value: "\\ISO 2022 IR 87")).isLossy)
    }
}
