import TagPluginKit

/// TransferSyntaxUID: a property of the file, since the same image may be stored in any.
struct TransferSyntaxParser: TagParser {
    let claim: Claim
    private let compression: LabelColumn
    private let isLossy: FlagColumn
    private let syntaxes: Syntaxes

    init(_ host: Host) {
        var claim = Claim()
        claim.claimed("TransferSyntaxUID")
        compression = claim.label("TransferSyntax", "how the pixels are compressed, a term of the dictionary transfer-syntaxes")
        isLossy = claim.flag("TransferSyntax_isLossy", "whether that loses something; missing where it may or may not")
        self.claim = claim
        syntaxes = Syntaxes(host: host)
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let found = syntaxes.fold(input.text()) else { throw Rejection("not in dictionary \(Syntaxes.dictionary)") }
        answer.label(compression, found)
        if !found.standsForMissing, let lossy = syntaxes.isLossy(found) { answer.flag(isLossy, lossy) }
    }
}
