import TagPluginKit

/// The members of a set, as a value has them.
struct CodeSetReading {
    private(set) var codes: Set<String> = []
    /// Whether the value is the code for an empty set.
    private(set) var isNone = false
    /// How many codes were not understood.
    private(set) var unknown = 0
    private(set) var repairs: [String] = []

    var isEmpty: Bool { codes.isEmpty && !isNone }
    /// The codes in order, joined by `+`.
    var label: String? { codes.isEmpty ? nil : codes.sorted().joined(separator: "+") }
}

/// Reads the codes of one set.
struct CodeSetReader: Sendable {
    let set: CodeSet
    private let codes: [String: String]
    /// Further codes that the caller knows.
    private let others: [String: String]

    init(_ set: CodeSet, others: [String: String] = [:]) {
        self.set = set
        self.others = others
        var codes: [String: String] = [:]
        for member in set.members {
            for word in [member.code] + member.synonyms { codes[word] = member.code }
        }
        self.codes = codes
    }

    /// - Returns: nil where the value is a word that stands for missing.
    func read(_ input: borrowing Input, _ tag: InputTag) -> CodeSetReading {
        let list = input.codes(tag) { codes[$0] != nil || others[$0] != nil || $0 == set.none }
        var reading = CodeSetReading()
        var isRespelt = false
        for code in list.codes where !code.isEmpty {
            if let known = codes[code] ?? others[code] {
                isRespelt = isRespelt || codes[code] != nil && known != code
                reading.insert(known)
            } else if code == set.none {
                reading.insertNone()
            } else if Sentinels.rule(for: code) == nil {
                if set.isOpen, Self.isCode(code) { reading.insert(code) } else { reading.reject() }
            }
        }
        reading.add(list.repairs + (isRespelt ? [DefinedTerms.spellingRule] : []))
        return reading
    }

    /// At most 16 capital letters, digits, spaces and underscores (PS3.5 Table 6.2-1), a letter first.
    private static func isCode(_ text: String) -> Bool {
        guard text.utf8.count <= 16, let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}

extension CodeSetReading {
    fileprivate mutating func insert(_ code: String) { codes.insert(code) }
    fileprivate mutating func insertNone() { isNone = true }
    fileprivate mutating func reject() { unknown += 1 }
    fileprivate mutating func add(_ rules: [String]) { repairs += rules }
}
