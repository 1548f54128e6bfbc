@testable import Dictionaries

/// Dictionaries of text that breaks what is written carelessly. The same seed gives the same.
struct HostileText {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    private static let pieces = [
        "a", "HEAD", " ", "  ", "\t", "\n", "\r\n", "\r", "\"", "\"\"", "'", "''", ",", ";", "=", "=HYPERLINK(\"x\",\"y\")", "+1", "-", "@", "&", "&amp;", "&#38;",
        "<", ">", "]]>", "<!--", "č", "ß", "e\u{301}", "\u{301}", "\u{202E}", "\u{FEFF}", "\u{A0}", "\u{85}", "\u{2028}", "😀", "胸", "\u{200D}", "1", "007",
        "1-2", "1E5", "TRUE", "12345678901234567", "MAR-1", "5 PM", "\u{FFFD}", "\u{10FFFD}", "sep=;", "|", "comment", "\u{7F}", "%", "\\",
    ]

    mutating func text() -> String {
        let text = SynonymDictionaryHandler.trimmed((0...next(5)).map { _ in HostileText.pieces[next(HostileText.pieces.count)] }.joined())
        return text.isEmpty ? "x" : text
    }

    /// Without spaces, and without the bar that parts the names of a part.
    private mutating func word() -> String { ["HEAD", "<&>", "\"", "č", "胸", "=1"][next(6)] }

    private mutating func optional() -> String? { next(2) == 0 ? nil : text() }

    /// Comments have no carriage return that reading would keep.
    private mutating func comments() -> [String] {
        (0..<[0, 0, 1, 2][next(4)]).map { _ in
            let bytes = text().utf8.filter { $0 != 0x0D }.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
            let comment = SynonymDictionaryHandler.trimmed(String(decoding: bytes, as: UTF8.self))
            return comment.isEmpty ? "c" : comment
        }
    }

    private mutating func synonym() -> SynonymDictionary.Synonym {
        let condition = [FoldCondition.always, FoldCondition("Modality=CR|DX"), FoldCondition("A=\"1\"; B=<č>")][next(3)] ?? .always
        return .init(text: text(), language: optional(), condition: condition, isEnabled: next(3) > 0, isExact: next(3) == 0, comments: comments())
    }

    private mutating func term(_ number: Int) -> SynonymDictionary.Term {
        var term = SynonymDictionary.Term(name: text() + "\(number)", meaning: optional() ?? "", parent: optional())
        term.parts = (0..<next(3)).map { _ in (0...next(3)).map { _ in word() } }
        term.groups = (0..<next(3)).map { _ in word() }
        term.isExact = next(4) == 0
        term.codes = (0..<next(3)).map { _ in .init(scheme: text(), value: text(), meaning: optional() ?? "", comments: comments()) }
        term.synonyms = (0..<next(4)).map { _ in synonym() }
        (term.comments, term.endComments) = (comments(), comments())
        return term
    }

    mutating func dictionary() -> SynonymDictionary {
        var dictionary = SynonymDictionary(name: text(), file: "made.xml")
        dictionary.version = optional()
        dictionary.sources = (0..<next(3)).map { _ in .init(text: text(), comments: comments()) }
        dictionary.attributes = (0..<next(3)).map { _ in .init(text: text(), comments: comments()) }
        dictionary.terms = (0..<next(6)).map { term($0) }
        dictionary.abbreviations = (0..<next(3)).map { _ in .init(from: text(), to: text(), negates: next(3) == 0, isEnding: next(3) == 0, comments: comments()) }
        dictionary.connectors = (0..<next(3)).map { _ in .init(text: text(), language: optional(), condition: .always, isEnabled: true, comments: comments()) }
        dictionary.sentinels = (0..<next(3)).map { _ in synonym() }
        (dictionary.comments, dictionary.endComments) = (comments(), comments())
        return dictionary
    }
}
