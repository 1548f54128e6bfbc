/// Parses a tag whose numbers stand for terms, as many of the standard do: PixelRepresentation 0 and 1.
public struct NumberedTermParser: TagParser {
    public let claim: Claim
    private let terms: [Int: String]
    private let column: LabelColumn

    /// - Parameters:
    ///   - path: the tag that is claimed.
    ///   - column: name of the column, the path when left out.
    ///   - terms: the label for each number; nothing is recorded where it is empty.
    public init(_ path: String, column: String? = nil, _ terms: [Int: String], _ summary: String) {
        var claim = Claim()
        claim.claimed(path)
        self.column = claim.label(column ?? path, summary)
        self.claim = claim
        self.terms = terms
    }

    public func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let number = try input.single()
        guard let key = Int(exactly: number.value), let term = terms[key] else { throw Rejection("no number of the list") }
        guard !term.isEmpty else { return answer.missing("the number for nothing") }
        answer.repaired(number.repairs)
        answer.label(column, term)
    }
}
