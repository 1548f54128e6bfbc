import TagPluginKit

/// An attribute that says yes or no, by the dictionary `yes-no`.
struct YesNoParser: TagParser {
    let claim: Claim
    private let column: FlagColumn
    private let host: Host

    init(_ keyword: String, _ summary: String, _ host: Host) {
        var claim = Claim()
        claim.claimed(keyword)
        column = claim.flag(keyword, summary)
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let texts = input.texts()
        // A tag of one value that repeats it says it once.
        let values = Set(texts.elements.filter { !$0.isEmpty })
        guard values.count < 2 else { throw .severalValues }
        guard let text = values.first else { return answer.missing(input.sentinel() ?? "no value") }
        if let fold = host.fold(text, through: "yes-no") {
            answer.folded(fold)
            guard !fold.standsForMissing else { return answer.missing(Sentinels.dictionaryRule) }
            answer.repaired(texts.repairs)
            answer.flag(column, fold.term == "YES")
        } else if let rule = Sentinels.rule(for: text) {
            answer.missing(rule)
        } else {
            throw Rejection("neither yes nor no")
        }
    }
}
