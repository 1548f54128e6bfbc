import TagPluginKit

/// Whose scale a number is on: the folded manufacturer.
struct Vendor {
    private let manufacturer: InputTag
    private let column: LabelColumn
    private let host: Host

    init(of keyword: String, host: Host, in claim: inout Claim) {
        manufacturer = claim.context("Manufacturer")
        column = claim.label("\(keyword)_vendor", "manufacturer whose scale the number is on")
        self.host = host
    }

    /// The manufacturer is context here: that it is not understood is told where it is claimed.
    func tell(_ input: borrowing Input, _ answer: borrowing Answer) {
        guard let fold = host.fold(input.text(manufacturer), through: "manufacturers"), !fold.standsForMissing else { return }
        answer.folded(fold)
        answer.label(column, fold.term)
    }
}
