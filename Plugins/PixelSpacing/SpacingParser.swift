import TagPluginKit

/// One tag of the spacing family: two numbers, the distance between rows (vertical) and the one between columns.
struct SpacingParser: TagParser {
    let claim: Claim
    private let row: NumericColumn
    private let column: NumericColumn

    /// Gamma cameras have pixels of some 10 mm; beyond this a value is no spacing in millimetres.
    private static let largest = 100.0
    private static let units: [UnitSuffix] = ["mm", UnitSuffix("cm", times: 10)]

    init(of keyword: String, place: String) {
        var claim = Claim()
        claim.claimed(keyword)
        row = claim.number("\(keyword)_row", unit: "mm", "distance between the centres of adjacent rows, \(place)")
        column = claim.number("\(keyword)_column", unit: "mm", "distance between the centres of adjacent columns, \(place)")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = try input.numbers(units: Self.units, expecting: 2)
        let spacings = try list.elements.prefix(2).map(spacing)
        guard spacings.contains(where: { $0 != nil }) else { throw list.firstRejection ?? .empty }

        if spacings.allSatisfy({ $0 == 0 }) { return answer.missing("zero is not a spacing") }
        // Neither half can be trusted: [0,5] may well be a single 0.5.
        guard !spacings.contains(0) else { throw Rejection("one spacing is zero") }

        answer.repaired(list.repairs)
        for (column, spacing) in zip([row, column], spacings) {
            if let spacing { answer.number(column, spacing) }
        }
        if list.elements.count > 2 {
            answer.partial("first 2 of \(list.elements.count) values kept")
        } else if spacings.count < 2 || spacings.contains(where: { $0 == nil }) {
            answer.partial("one of two spacings")
        }
    }

    /// The spacing that an element holds, nil when it holds none.
    private func spacing(_ element: NumberList.Element) throws(Rejection) -> Double? {
        guard let value = element.number else { return nil }
        guard value >= 0 else { throw Rejection("negative spacing") }
        guard value <= Self.largest else { throw Rejection("spacing above 100 mm") }
        return value
    }
}
