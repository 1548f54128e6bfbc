import Testing
@testable import DICOM

@Suite("Base64")
struct Base64Tests {
    @Test("as RFC 4648 §10 has it", arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")])
    func vectors(_ text: String, _ encoded: String) { #expect(Base64.encode(Array(text.utf8)) == encoded) }
}
