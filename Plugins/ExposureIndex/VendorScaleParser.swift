import TagPluginKit

/// A number on a scale of each vendor's own: Fuji's S number falls as exposure rises, others rise. Without the vendor
/// beside it the number cannot be compared.
struct VendorScaleParser: TagParser {
    let claim: Claim
    private let number: NumericColumn
    private let vendor: Vendor
    private let quantity: Quantity

    init(_ keyword: String, _ quantity: Quantity, _ summary: String, host: Host) {
        var claim = Claim()
        claim.claimed(keyword)
        number = claim.number(keyword, "\(summary), on the vendor's scale")
        vendor = Vendor(of: keyword, host: host, in: &claim)
        self.claim = claim
        self.quantity = quantity
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try quantity.read(input)
        answer.quantity(number, reading)
        if reading.number != nil { vendor.tell(input, answer) }
    }
}
