import TagPluginKit

/// LossyImageCompression: whether an image was ever compressed with losses. Once lossy, it stays so, however it is stored now;
/// so a lossless syntax contradicts nothing, but a lossy one, or a ratio, contradicts `00`.
struct LossyParser: TagParser {
    let claim: Claim
    private let lossy: InputTag
    private let syntax: InputTag
    private let ratio: InputTag
    private let column: FlagColumn
    private let host: Host
    private let syntaxes: Syntaxes

    private static let dictionary = "yes-no"

    init(_ host: Host) {
        var claim = Claim(infers: true)
        lossy = claim.claimed("LossyImageCompression")
        syntax = claim.context("TransferSyntaxUID")
        ratio = claim.context("LossyImageCompressionRatio")
        column = claim.flag("LossyImageCompression", "whether the image was ever compressed with losses")
        self.claim = claim
        self.host = host
        syntaxes = Syntaxes(host: host)
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let isStoredLossy = syntaxes.fold(input.text(syntax)).flatMap(syntaxes.isLossy) == true
        let stated = try stated(input, answer)
        guard let stated else {
            guard isStoredLossy else { return answer.missing(input.sentinel(lossy) ?? "no value") }
            answer.flag(column, true)
            return answer.inferred("TransferSyntaxUID")
        }
        answer.flag(column, stated)
        guard !stated else { return }
        if isStoredLossy { answer.contradiction("the transfer syntax loses, and LossyImageCompression says no") }
        if let ratio = try? input.numbers(ratio).elements.compactMap(\.number), ratio.contains(where: { $0 > 1 }) {
            answer.contradiction("there is a ratio, and LossyImageCompression says no")
        }
    }

    private func stated(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Bool? {
        guard input.isPresent(lossy), input.sentinel(lossy) == nil else { return nil }
        guard let fold = host.fold(input.text(lossy), through: Self.dictionary) else { throw Rejection("neither yes nor no") }
        answer.folded(fold)
        return fold.standsForMissing ? nil : fold.term == "YES"
    }
}
