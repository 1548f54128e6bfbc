import TagPluginKit

/// A date of an examination: its year and its day of the week.
///
/// Where the file says that its dates were shifted (LongitudinalTemporalInformationModified), they say nothing.
struct DateParser: TagParser {
    let claim: Claim
    private let years: Years
    private let modified: InputTag
    private let year: NumericColumn
    private let weekday: LabelColumn

    init(_ keyword: String, _ years: Years) {
        var claim = Claim()
        claim.claimed(keyword)
        modified = claim.context(Shift.attribute)
        year = claim.number("\(keyword)_year", unit: "a", "year of the date")
        weekday = claim.label("\(keyword)_weekday", "day of the week, Monday to Sunday")
        self.claim = claim
        self.years = years
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        guard let reading = try value.date(answer) else { return }
        if let rule = years.rule(for: reading.date.year) ?? Shift.rule(input, modified) { return answer.missing(rule) }
        value.tell(reading.repairs, answer)
        if !reading.rest.isEmpty { answer.repaired("time behind a date") }
        answer.number(year, Double(reading.date.year))
        if let day = reading.date.weekday { answer.label(weekday, day) }
        if let lack = reading.date.lack { answer.partial(lack) }
    }
}

/// What a file says of how its dates were changed when it was de-identified.
enum Shift {
    static let attribute = "LongitudinalTemporalInformationModified"

    static func rule(_ input: borrowing Input, _ tag: InputTag) -> String? {
        switch CodeList.normalized(input.text(tag)) {
        case "MODIFIED": "dates were shifted by de-identification"
        case "REMOVED": "dates were removed by de-identification"
        default: nil
        }
    }
}

extension FirstValue {
    /// Nil where the value stands for missing, which then is told.
    func date(_ answer: borrowing Answer) throws(Rejection) -> DateSyntax.Reading? {
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            answer.missing("zeros are no date")
            return nil
        }
        return try DateSyntax.read(text)
    }

    func tell(_ rules: [String], _ answer: borrowing Answer) {
        answer.repaired(repairs)
        for rule in rules { answer.repaired(rule) }
        if hasOthers { answer.partial("first of several values kept") }
    }
}
