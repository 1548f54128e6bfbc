import TagPluginKit

/// Any tag of code strings. They are written in capitals, with single spaces, and joined by backslashes as they stand.
///
/// Only what looks like a code is given out. Text that is longer, or holds the marks of names and addresses, may say who
/// somebody is: it is rejected.
struct CodeStringParser: TagParser {
    let claim: Claim
    private let column: LabelColumn

    /// Twice what the standard allows, since devices do not count.
    private static let mostBytes = 32
    /// A list of more is data.
    private static let mostValues = 32

    init() {
        var claim = Claim(everyTagWith: "CS", minimumVM: 1)
        column = claim.label("", "the code, in capitals")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let list = input.texts()
        guard list.elements.count <= Self.mostValues else { throw Rejection("more than \(Self.mostValues) codes") }
        var codes: [String] = []
        var wasRespelt = false
        for element in list.elements {
            let code = try CodeString.code(element)
            if code != element { wasRespelt = true }
            codes.append(code)
        }
        while codes.last == "" { codes.removeLast() }
        let said = codes.filter { !$0.isEmpty && !CodeString.standsForMissing($0) }
        guard !said.isEmpty else { return answer.missing(codes.compactMap(Sentinels.rule).first ?? "no value") }
        answer.repaired(list.repairs)
        if wasRespelt { answer.repaired("capitals and single spaces") }
        answer.label(column, codes.joined(separator: "\\"))
    }

    private enum CodeString {
        /// NONE is a code like any other: no gating, no filter, no suppression.
        static func standsForMissing(_ code: String) -> Bool { code != "NONE" && Sentinels.rule(for: code) != nil }

        static func code(_ text: String) throws(Rejection) -> String {
            guard text.utf8.count <= CodeStringParser.mostBytes else { throw Rejection("too long for a code") }
            var bytes: [UInt8] = []
            var isBehindSpace = true
            for byte in text.utf8 {
                let isSpace = byte <= 0x20
                guard isSpace || isOfCodes(byte) else { throw Rejection("no code: it has characters of text") }
                if isSpace, isBehindSpace { continue }
                bytes.append(isSpace ? 0x20 : (0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
                isBehindSpace = isSpace
            }
            if bytes.last == 0x20 { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// Letters, digits, space and underscore by the standard; the rest as devices write codes.
        private static func isOfCodes(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || marks.contains(byte)
        }

        private static let marks = Array("_-+/.:#*()[]<>%&=?".utf8)
    }
}
