/// The escape sequences of PS3.3 Tables C.12-3 and C.12-4.
struct EscapeSequence: Sendable {
    enum Half { case lower, upper }

    /// What follows the escape byte.
    private let letters: [UInt8]
    let half: Half
    let element: CharacterSet.CodeElement
    /// With the escape byte.
    var count: Int { letters.count + 1 }

    /// The sequence whose escape byte stands at `position`; nil when it is none of them.
    static func find(in bytes: [UInt8], at position: Int) -> EscapeSequence? {
        all.first { sequence in
            let letters = sequence.letters
            return position + letters.count < bytes.count && letters.indices.allSatisfy { bytes[position + 1 + $0] == letters[$0] }
        }
    }

    private init(_ letters: String, _ half: Half, _ element: CharacterSet.CodeElement) {
        self.letters = Array(letters.utf8)
        self.half = half
        self.element = element
    }

    private static let all: [EscapeSequence] = [
        EscapeSequence("(B", .lower, .ascii), EscapeSequence("(J", .lower, .ascii),
        EscapeSequence("$B", .lower, .jis0208), EscapeSequence("$@", .lower, .jis0208),
        EscapeSequence("$(D", .lower, .jis0212),
        EscapeSequence(")I", .upper, .singleByte(HalfTable.katakana)),
        EscapeSequence("$)C", .upper, .doubleByte("EUC-KR")), EscapeSequence("$)A", .upper, .doubleByte("EUC-CN")),
        EscapeSequence("-A", .upper, .singleByte("ISO-8859-1")), EscapeSequence("-B", .upper, .singleByte("ISO-8859-2")),
        EscapeSequence("-C", .upper, .singleByte("ISO-8859-3")), EscapeSequence("-D", .upper, .singleByte("ISO-8859-4")),
        EscapeSequence("-L", .upper, .singleByte("ISO-8859-5")), EscapeSequence("-G", .upper, .singleByte("ISO-8859-6")),
        EscapeSequence("-F", .upper, .singleByte("ISO-8859-7")), EscapeSequence("-H", .upper, .singleByte("ISO-8859-8")),
        EscapeSequence("-M", .upper, .singleByte("ISO-8859-9")), EscapeSequence("-T", .upper, .singleByte("TIS-620")),
        EscapeSequence("-b", .upper, .singleByte("ISO-8859-15")),
    ]
}
