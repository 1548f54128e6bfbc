@testable import DICOM
import DICOMTestSupport
import Testing

/// The DICOM JSON Model (PS3.18 Annex F).
struct JSONTests {
    private func json(_ vr: VR, _ value: Value) -> String {
        let text = DataSet(entries: [DataSet.Entry(tag: .patientName, vr: vr, value: value)]).json
        #expect(text.hasPrefix("{\n  \"00100010\":{\"vr\":\"\(vr)\"") && text.hasSuffix("}\n}"))
        return String(text.dropFirst("{\n  \"00100010\":{\"vr\":\"XX\"".count).dropLast("}\n}".count))
    }

    @Test func nothing() {
        #expect(DataSet(entries: []).json == "{\n}")
        #expect(json(.LO, .empty) == "")
        #expect(json(.SQ, .items([])) == "")
    }

    @Test func textAndNulls() {
        #expect(json(.LO, .strings(["A", "", "B"])) == #","Value":["A",null,"B"]"#)
        #expect(json(.LT, .text("A\\B")) == #","Value":["A\\B"]"#)
    }

    @Test(arguments: [
        ("\"", #"\""#), ("\\", #"\\"#), ("\n\r\t", #"\n\r\t"#), ("\u{0}\u{1F}", #"\u0000\u001F"#), ("\u{7F}\u{9B}", #"\u007F\u009B"#),
        ("\u{2028}\u{202E}\u{2066}\u{FEFF}\u{200B}", #"\u2028\u202E\u2066\uFEFF\u200B"#), ("é山😀", "é山😀"), ("/", "/"), ("\r\n", #"\r\n"#),
    ]) func escapes(_ text: String, _ escaped: String) { #expect(json(.LT, .text(text)) == ",\"Value\":[\"\(escaped)\"]") }

    @Test func names() {
        #expect(json(.PN, .personNames([PersonName("Doe^Jane=一=に")])) == #","Value":[{"Alphabetic":"Doe^Jane","Ideographic":"一","Phonetic":"に"}]"#)
        #expect(json(.PN, .personNames([PersonName("=一"), PersonName("")])) == #","Value":[{"Ideographic":"一"},null]"#)
    }

    @Test func numbers() {
        #expect(json(.DS, .decimals(["1.50", "x", "", "1e999"].map { DecimalString($0) })) == #","Value":[1.5,"x",null,"1e999"]"#)
        #expect(json(.IS, .integers(["7", "1.5"].map { IntegerString($0) })) == #","Value":[7,"1.5"]"#)
        #expect(json(.UV, .unsigned([.max])) == #","Value":[18446744073709551615]"#)
        #expect(json(.SS, .signed([-1])) == #","Value":[-1]"#)
        #expect(json(.FD, .doubles([0.1, .nan, .infinity, -.infinity])) == #","Value":[0.1,"NaN","Infinity","-Infinity"]"#)
        #expect(json(.FL, .floats([0.5])) == #","Value":[0.5]"#)
        #expect(json(.AT, .tags([.pixelData])) == #","Value":["7FE00010"]"#)
    }

    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")])
    func base64(_ text: String, _ encoded: String) { #expect(json(.OB, .bytes(Array(text.utf8))) == ",\"InlineBinary\":\"\(encoded)\"") }

    @Test func bulkData() { #expect(json(.OW, .bulk(offset: 1024, length: 512)) == ",\"BulkDataURI\":\"#offset=1024&length=512\"") }

    @Test func sequences() {
        let item = DataSet(entries: [DataSet.Entry(tag: .modality, vr: .CS, value: .strings(["CT"]))])
        #expect(json(.SQ, .items([item, DataSet(entries: [])])) == #","Value":[{"00080060":{"vr":"CS","Value":["CT"]}},{}]"#)
    }

    @Test func orderAndRepeats() {
        let entries = [
            DataSet.Entry(tag: .rows, vr: .US, value: .unsigned([1])), DataSet.Entry(tag: .modality, vr: .CS, value: .strings(["A"])),
            DataSet.Entry(tag: .modality, vr: .CS, value: .strings(["B"])),
        ]
        #expect(DataSet(entries: entries).json == "{\n  \"00080060\":{\"vr\":\"CS\",\"Value\":[\"B\"]},\n  \"00280010\":{\"vr\":\"US\",\"Value\":[1]}\n}")
    }
}
