import TagPluginKit

/// A short text, in capitals and with single spaces: devices and their users write one thing in several ways.
struct ShortTextParser: TagParser {
    let claim: Claim
    private let column: LabelColumn

    /// What the standard allows in LO.
    private static let mostCharacters = 64

    init(_ keyword: String, _ summary: String) {
        var claim = Claim()
        claim.claimed(keyword)
        column = claim.label(keyword, "\(summary), in capitals")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = input.texts()
        let words = list.elements.map { element in
            element.split { $0 == " " || $0 == "\t" || $0 == "\0" || $0.isNewline }.joined(separator: " ")
        }
        let label = words.filter { !$0.isEmpty }.joined(separator: "\\").uppercased()
        guard !label.isEmpty else { return answer.missing("no value") }
        guard label.utf8.count <= 4 * Self.mostCharacters, label.count <= Self.mostCharacters else { throw Rejection("too long for a short text") }
        guard !label.contains("^") else { throw Rejection("written like a name") }
        answer.repaired(list.repairs)
        if words != list.elements { answer.repaired("single spaces") }
        answer.label(column, label)
    }
}
