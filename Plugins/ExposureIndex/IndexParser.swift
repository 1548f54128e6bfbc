#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import TagPluginKit

/// ExposureIndex, TargetExposureIndex and DeviationIndex of IEC 62494-1.
///
/// The deviation is 10 · log₁₀ of index over target; another one is reported. The scale of the index is the same for all
/// vendors by the norm, but older devices write their own there, so the vendor stands beside it.
struct IndexParser: TagParser {
    let claim: Claim
    private let indices: [Index]
    private let vendor: Vendor

    fileprivate struct Index {
        let tag: InputTag
        let column: NumericColumn
        let quantity: Quantity
    }

    /// Deviations are written with one decimal; a target set later is rounded too.
    private static let tolerance = 0.3

    init(host: Host) {
        let zero = Quantity.Zero.missing("zero means not recorded")
        let exposure = Quantity("exposure index", within: 0...1e6, zero: zero)
        let target = Quantity("target exposure index", within: 0...1e6, zero: zero)
        let deviation = Quantity("deviation index", within: -60...60, zero: .number)

        var claim = Claim()
        indices = [
            Index("ExposureIndex", exposure, "exposure index", &claim),
            Index("TargetExposureIndex", target, "exposure index that was aimed at", &claim),
            Index("DeviationIndex", deviation, "how far the index is from its target: 10 log10 of their ratio", &claim),
        ]
        vendor = Vendor(of: "ExposureIndex", host: host, in: &claim)
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        var numbers: [Double?] = []
        var rejection: Rejection?
        var missingRule: String?
        for index in indices {
            var number: Double?
            do throws(Rejection) {
                switch try index.quantity.read(input, index.tag) {
                case .number(let value, let repairs):
                    for repair in repairs { answer.repaired(repair) }
                    number = value
                case .missing(let rule):
                    if input.isPresent(index.tag) { missingRule = missingRule ?? rule }
                }
            } catch {
                rejection = rejection ?? error
            }
            numbers.append(number)
        }
        try tell(numbers, rejection, missingRule, input, answer)
    }

    private func tell(
        _ numbers: [Double?], _ rejection: Rejection?, _ missingRule: String?, _ input: borrowing Input, _ answer: borrowing Answer
    ) throws(Rejection) {
        var numbers = numbers
        // Without an index there is nothing to deviate: devices fill in zero.
        let isFilledIn = numbers[2] == 0 && numbers[0] == nil
        if isFilledIn { numbers[2] = nil }
        guard numbers.contains(where: { $0 != nil }) else {
            if let rejection { throw rejection }
            return answer.missing(isFilledIn ? "zero without an exposure index" : missingRule ?? "no value")
        }
        for (index, number) in zip(indices, numbers) {
            if let number { answer.number(index.column, number) }
        }
        if numbers[0] != nil || numbers[1] != nil { vendor.tell(input, answer) }
        if let rejection { answer.partial(rejection.reason) }
        if let exposure = numbers[0], let target = numbers[1], let deviation = numbers[2],
            abs(10 * log10(exposure / target) - deviation) > Self.tolerance
        {
            answer.contradiction("the deviation index is not that of exposure index and target")
        }
    }
}

extension IndexParser.Index {
    fileprivate init(_ keyword: String, _ quantity: Quantity, _ summary: String, _ claim: inout Claim) {
        self.init(tag: claim.claimed(keyword), column: claim.number(keyword, summary), quantity: quantity)
    }
}
