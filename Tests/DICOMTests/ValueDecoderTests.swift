import DICOM
import DICOMTestSupport
import Testing

/// Every value representation to its typed value (PS3.5 §6.2).
struct ValueDecoderTests {
    private func decode(_ bytes: [UInt8], _ vr: VR, isBigEndian: Bool = false) -> Value {
        ValueDecoder().decode(bytes[...], tag: .patientComments, vr: vr, isBigEndian: isBigEndian, characterSet: .ascii).value
    }
    private func decode(_ text: String, _ vr: VR) -> Value { decode(Array(text.utf8), vr) }

    @Test(arguments: [VR.AS, .CS, .DA, .DT, .LO, .SH, .TM, .UC, .UI]) func listsOfText(_ vr: VR) {
        #expect(decode("ONE\\TWO ", vr) == .strings(["ONE", "TWO"]))
        #expect(decode("ONE \\TWO\0", vr) == .strings(["ONE", "TWO"]))
        #expect(decode("\\TWO\\", vr) == .strings(["", "TWO", ""]))
        #expect(decode("   ", vr) == .empty)
        #expect(decode("", vr) == .empty)
    }

    @Test func leadingSpaces() {
        #expect(decode(" ONE \\ TWO", .AE) == .strings(["ONE", "TWO"]))
        #expect(decode(" ONE", .LO) == .strings([" ONE"]))
    }

    @Test(arguments: [VR.LT, .ST, .UR, .UT]) func singleTexts(_ vr: VR) {
        #expect(decode("one\\two\r\n ", vr) == .text("one\\two\r\n"))
        #expect(decode("", vr) == .empty)
    }

    /// A combining mark joins the character before it, also when that is a separator.
    @Test func separatorsBeforeCombiningMarks() {
        let bytes = Array("A\\\u{301}B=\u{301}C".utf8)
        let set = CharacterSet(value: "ISO_IR 192")
        let list = ValueDecoder().decode(bytes[...], tag: .imageType, vr: .LO, isBigEndian: false, characterSet: set).value
        #expect(list == .strings(["A", "\u{301}B=\u{301}C"]))
        #expect(PersonName("B=\u{301}C").alphabetic == "B")
        #expect(PersonName("B=\u{301}C").ideographic == "\u{301}C")
    }

    @Test func personNames() {
        #expect(decode("Doe^Jane=A=B\\Roe", .PN) == .personNames([PersonName("Doe^Jane=A=B"), PersonName("Roe")]))
        let name = PersonName("Doe^Jane=一=に")
        #expect([name.alphabetic, name.ideographic, name.phonetic] == ["Doe^Jane", "一", "に"])
        #expect(name.text == "Doe^Jane=一=に")
        #expect(PersonName("=一").text == "=一")
        #expect(PersonName("A==").text == "A")
        #expect(PersonName("A=B=C=D").phonetic == "C=D")
    }

    @Test(arguments: [
        ("1.5", 1.5), (" 1.50 ", 1.5), ("+3", 3), ("-.5", -0.5), ("1e3", 1000), ("1E-2", 0.01), ("030", 30), ("1.5\0", 1.5),
    ]) func decimals(_ text: String, _ number: Double) { #expect(DecimalString(text).number == number) }

    @Test(arguments: ["", "1,5", "NaN", "inf", "1e999", "0x10", "1.5 mm", "--1", "1.5.2", "[1, 2]", "e5", "١"]) func noDecimals(_ text: String) {
        #expect(DecimalString(text).number == nil)
        #expect(DecimalString(text).text == text)
    }

    @Test(arguments: [("12", 12), (" -7 ", -7), ("+5", 5), ("007", 7), ("9223372036854775807", Int64.max)]) func integers(_ text: String, _ number: Int64) {
        #expect(IntegerString(text).number == number)
    }

    @Test(arguments: ["", "14.5", "1e3", "9223372036854775808", "twelve", "1 2"]) func noIntegers(_ text: String) { #expect(IntegerString(text).number == nil) }

    @Test func numericText() {
        #expect(decode("1.5\\ 2 \\x", .DS) == .decimals(["1.5", "2", "x"].map { DecimalString($0) }))
        #expect(decode("1\\\\3", .IS) == .integers(["1", "", "3"].map { IntegerString($0) }))
    }

    @Test(arguments: [false, true]) func binaryNumbers(_ isBigEndian: Bool) {
        let encoder = DataSetEncoder(isBigEndian: isBigEndian)
        func value(_ bytes: [UInt8], _ vr: VR) -> Value { decode(bytes, vr, isBigEndian: isBigEndian) }
        #expect(value(encoder.u16(0x8001) + encoder.u16(2), .US) == .unsigned([0x8001, 2]))
        #expect(value(encoder.u16(0x8001), .SS) == .signed([-32767]))
        #expect(value(encoder.u32(0x8000_0001), .UL) == .unsigned([0x8000_0001]))
        #expect(value(encoder.u32(0x8000_0001), .SL) == .signed([-2_147_483_647]))
        #expect(value(encoder.words(UInt64.max), .UV) == .unsigned([.max]))
        #expect(value(encoder.words(UInt64.max), .SV) == .signed([-1]))
        #expect(value(encoder.words(Float(1.5).bitPattern), .FL) == .floats([1.5]))
        #expect(value(encoder.words((-2.25).bitPattern), .FD) == .doubles([-2.25]))
        #expect(value(encoder.tag(.pixelData) + encoder.tag(.modality), .AT) == .tags([.pixelData, .modality]))
    }

    @Test(arguments: [VR.OB, .OD, .OF, .OL, .OV, .OW, .UN]) func binaries(_ vr: VR) {
        #expect(decode([1, 2, 3], vr) == .bytes([1, 2, 3]))
        #expect(decode([], vr) == .empty)
    }

    @Test(arguments: [(VR.US, 3, 1), (.UL, 7, 1), (.FD, 20, 2), (.AT, 6, 1)]) func sizesThatDoNotFit(_ vr: VR, _ count: Int, _ values: Int) {
        let (value, problem) = ValueDecoder().decode(
            [UInt8](repeating: 0, count: count)[...], tag: .rows, vr: vr, isBigEndian: false, characterSet: .ascii)
        #expect(problem == .valueLengthMismatch)
        #expect(value.text.split(separator: "\\").count == values)
    }

    @Test func textOfValues() {
        #expect(Value.unsigned([1, 2]).text == "1\\2")
        #expect(Value.doubles([1, 0.5]).text == "1\\0.5")
        #expect(Value.floats([0.1]).text == "0.1")
        #expect(Value.tags([.pixelData]).text == "7FE00010")
        #expect(Value.decimals([DecimalString("1.50")]).text == "1.50")
        #expect(Value.bulk(offset: 1, length: 2).text == "")
    }
}
