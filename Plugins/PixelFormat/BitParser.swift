import TagPluginKit

/// BitsStored, which cannot be more than are allocated, or HighBit, which is one less than are stored.
struct BitParser: TagParser {
    enum Kind {
        case stored
        case high
    }

    let claim: Claim
    private let kind: Kind
    private let other: InputTag
    private let column: NumericColumn

    private static let highest = Quantity("bit", within: 0...63, zero: .number)

    init(_ kind: Kind) {
        var claim = Claim()
        let keyword = kind == .stored ? "BitsStored" : "HighBit"
        claim.claimed(keyword)
        other = claim.context(kind == .stored ? "BitsAllocated" : "BitsStored")
        column = claim.number(keyword, unit: "bit", kind == .stored ? "bits of a sample that count" : "number of the highest bit that counts")
        self.claim = claim
        self.kind = kind
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try (kind == .stored ? Quantity.bits : Self.highest).read(input)
        answer.quantity(column, reading)
        guard let value = reading.number, let other = try? Quantity.bits.read(input, other), let other = other.number else { return }
        switch kind {
        case .stored where value > other: answer.contradiction("more bits are stored than allocated")
        case .high where value != other - 1: answer.contradiction("the high bit is not the last of those stored")
        default: break
        }
    }
}
