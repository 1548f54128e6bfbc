import TagPluginKit

/// Any tag that may hold several numbers: as many columns as the longest value has components, up to a limit.
struct NumericArrayParser: TagParser {
    let claim: Claim
    private let components: NumericColumn

    /// Longer arrays (lookup tables, curves) are data, not features.
    private static let mostComponents = 16

    init() {
        var claim = Claim(everyTagWith: "DS IS FD FL US SS UL SL SV UV", minimumVM: 2)
        components = claim.number("", components: UInt32(Self.mostComponents), "component of the value")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers()
        let kept = list.elements.prefix(Self.mostComponents)
        var numbers = 0
        for (component, element) in kept.enumerated() {
            guard let value = element.number else { continue }
            answer.number(components, value, component: component)
            numbers += 1
        }
        guard numbers > 0 else { throw list.firstRejection ?? .empty }

        answer.repaired(list.repairs)
        if numbers < kept.count { answer.partial("\(kept.count - numbers) of \(kept.count) components not understood") }
        if kept.count < list.elements.count { answer.partial("\(kept.count) of \(list.elements.count) components kept") }
    }
}
