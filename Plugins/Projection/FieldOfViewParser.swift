import TagPluginKit

/// FieldOfViewDimensions: the diameter of a round field, or the sides of a rectangle; one number stands for a square.
struct FieldOfViewParser: TagParser {
    let claim: Claim
    private let shape: InputTag
    private let row: NumericColumn
    private let column: NumericColumn

    private static let units: [UnitSuffix] = ["mm", UnitSuffix("cm", times: 10)]

    init() {
        var claim = Claim()
        claim.claimed("FieldOfViewDimensions")
        shape = claim.context("FieldOfViewShape")
        row = claim.number("FieldOfViewDimensions_row", unit: "mm", "length of the field along rows; the diameter of a round one")
        column = claim.number("FieldOfViewDimensions_column", unit: "mm", "length of the field along columns; the diameter of a round one")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers(units: Self.units)
        let numbers = list.elements.compactMap(\.number)
        guard let first = numbers.first else { throw list.firstRejection ?? .empty }
        guard case .number(let along, let repairs) = try Quantity.fieldOfView.judge(Number(first, repairs: list.repairs)) else {
            return answer.missing("zero is not a field of view")
        }
        var across = along
        if numbers.count > 1, let second = try Quantity.fieldOfView.judge(Number(numbers[1])).number { across = second }
        for repair in repairs { answer.repaired(repair) }
        answer.number(row, along)
        answer.number(column, across)
        if numbers.count > 2 || numbers.count < list.elements.count { answer.partial("two of several values kept") }
        if input.text(shape) == "ROUND", along != across { answer.contradiction("a round field has two diameters") }
    }
}

/// FocalSpots: the size of the focus; some devices list all that the tube has.
struct FocusParser: TagParser {
    let claim: Claim
    private let smallest: NumericColumn
    private let largest: NumericColumn

    init() {
        var claim = Claim()
        claim.claimed("FocalSpots")
        smallest = claim.number("FocalSpots", unit: "mm", "size of the focus; of several the smallest")
        largest = claim.number("FocalSpots_largest", unit: "mm", "size of the focus; of several the largest")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers(units: ["mm", UnitSuffix("um", times: 0.001)])
        if let rejection = list.firstRejection { throw rejection }
        var sizes: [Double] = []
        var repairs: Set<String> = Set(list.repairs.rules)
        for number in list.elements.compactMap(\.number) {
            guard case .number(let size, let repaired) = try Quantity.focus.judge(Number(number)) else { continue }
            sizes.append(size)
            repairs.formUnion(repaired)
        }
        guard let least = sizes.min(), let most = sizes.max() else { return answer.missing("zero is not a focal spot") }
        for repair in repairs.sorted() { answer.repaired(repair) }
        answer.number(smallest, least)
        answer.number(largest, most)
    }
}
