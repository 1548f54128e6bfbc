import CHashing

/// SHA-256 (FIPS 180-4 §6.2), for the hashes of files.
package struct SHA256 {
    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    /// Of a block that is not full yet.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    package init() {}

    /// The hash of some bytes, as 64 hexadecimal digits in lower case.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.add(Array(bytes))
        return hash.finish()
    }

    package mutating func add(_ bytes: [UInt8]) { add(bytes[...]) }

    package mutating func add(_ bytes: ArraySlice<UInt8>) {
        count &+= UInt64(bytes.count)
        var bytes = bytes
        if !rest.isEmpty {
            let missing = bytes.prefix(64 - rest.count)
            rest += missing
            bytes = bytes.dropFirst(missing.count)
            guard rest.count == 64 else { return }
            compress(rest[...])
            rest = []
        }
        let whole = bytes.prefix(bytes.count / 64 * 64)
        compress(whole)
        rest += bytes.dropFirst(whole.count)
    }

    /// The hash of some bytes, as 32 bytes.
    package static func bytes(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.add(Array(bytes))
        hash.pad()
        return hash.state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    package mutating func finish() -> String {
        pad()
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private mutating func pad() {
        let bits = count &* 8
        var padding: [UInt8] = [0x80]
        padding += [UInt8](repeating: 0, count: (119 - rest.count) % 64)
        padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        add(padding)
    }

    /// Whole blocks of 64 bytes: the C function reads no more than it is told, and writes the eight words of the state.
    private mutating func compress(_ blocks: ArraySlice<UInt8>) {
        blocks.withUnsafeBufferPointer { hashing_sha256(&state, $0.baseAddress, $0.count / 64) }
    }
}
