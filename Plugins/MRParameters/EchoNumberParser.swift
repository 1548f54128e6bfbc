import TagPluginKit

/// EchoNumbers: which echo an image shows, or which ones it was made of.
struct EchoNumberParser: TagParser {
    let claim: Claim
    private let number: NumericColumn
    private let count: NumericColumn

    private static let most = 10_000.0

    init() {
        var claim = Claim()
        claim.claimed("EchoNumbers")
        number = claim.number("EchoNumbers", "number of the echo; of several the lowest")
        count = claim.number("EchoNumbers_count", "how many echoes the image was made of")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers()
        let numbers = list.elements.compactMap(\.number)
        guard let lowest = numbers.filter({ $0 != 0 }).min() else {
            if numbers.isEmpty { throw list.firstRejection ?? .empty }
            return answer.missing("zero is not an echo")
        }
        guard numbers.allSatisfy({ $0 >= 0 && $0 <= Self.most && $0 == $0.rounded() }) else { throw Rejection("no number of an echo") }
        answer.repaired(list.repairs)
        answer.number(number, lowest)
        answer.number(count, Double(Set(numbers).subtracting([0]).count))
        if numbers.count < list.elements.count { answer.partial("some of several echoes not understood") }
    }
}
