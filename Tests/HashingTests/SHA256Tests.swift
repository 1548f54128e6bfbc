import CHashing
import Hashing
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// FIPS 180-4 and NIST's example messages.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (String(repeating: "a", count: 100_000), "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"),
    ]) func hashes(_ text: String, _ hash: String) { #expect(SHA256.hex(text.utf8) == hash) }

    @Test func piecesHashAsTheWhole() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for size in [1, 55, 56, 63, 64, 65, 128, 999] {
            var hash = SHA256()
            for start in stride(from: 0, to: bytes.count, by: size) { hash.add(Array(bytes[start..<min(start + size, bytes.count)])) }
            #expect(hash.finish() == SHA256.hex(bytes))
        }
    }

    @Test func processorInstructionsGiveTheSame() {
        let bytes = (0..<6400).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        var one = [UInt32](1...8), other = one
        hashing_sha256(&one, bytes, 100)
        hashing_sha256_portable(&other, bytes, 100)
        #expect(one == other)
    }
}
