import TagPluginKit

/// What a transfer syntax does to pixels, by the dictionary `transfer-syntaxes`.
struct Syntaxes: Sendable {
    let host: Host

    static let dictionary = "transfer-syntaxes"

    func fold(_ uid: String) -> Fold? { uid.isEmpty ? nil : host.fold(uid, through: Self.dictionary) }

    /// Nil where a way of compression may lose or not.
    func isLossy(_ fold: Fold) -> Bool? {
        switch fold.parent.isEmpty ? fold.term : fold.parent {
        case "LOSSY": true
        case "LOSSLESS", "UNCOMPRESSED": false
        default: nil
        }
    }
}
