import TagPluginKit

/// Dates that say when a person was born, fell ill or died, and private ones, which may: nothing of them is kept.
enum PersonalDates {
    private static let words = ["Birth", "Death", "Deceased", "Menstrual", "Admitting", "Admission", "Discharge", "Onset", "Conception"]

    /// - Parameter keyword: that of a standard element, or `gggg_ee_CREATOR`.
    static func rule(for keyword: String) -> String? {
        if keyword.utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) ?? true || keyword.contains("_") {
            return "nothing of a private date is kept"
        }
        return words.contains(where: keyword.contains) ? "nothing of a person's date is kept" : nil
    }
}

/// The year of any date without a parser of its own, with or without a time behind it.
struct GeneralDateParser: TagParser {
    let claim: Claim
    private let year: NumericColumn
    private let years: Years
    private let hasTime: Bool

    /// - Parameter representation: DA or DT.
    init(_ representation: String, _ years: Years) {
        var claim = Claim(everyTagWith: representation, minimumVM: 1)
        year = claim.number("", unit: "a", "year of the date")
        self.claim = claim
        self.years = years
        hasTime = representation == "DT"
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        guard let reading = try value.date(answer) else { return }
        let moment = hasTime ? try Moment(value.text) : nil
        let date = moment?.date ?? reading.date
        if let rule = PersonalDates.rule(for: input.keyword) ?? years.rule(for: date.year) { return answer.missing(rule) }
        value.tell(moment?.repairs ?? reading.repairs, answer)
        answer.number(year, Double(date.year))
        // DT may end anywhere behind the year.
        if !hasTime, let lack = date.lack { answer.partial(lack) }
    }
}

/// The hour of any time without a parser of its own.
struct GeneralTimeParser: TagParser {
    let claim: Claim
    private let hour: NumericColumn

    init() {
        var claim = Claim(everyTagWith: "TM", minimumVM: 1)
        hour = claim.number("", unit: "h", "hour of the day, 0 to 23")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = PersonalDates.rule(for: input.keyword) { return answer.missing(rule) }
        try TimeParser.tell(hour, input, answer)
    }
}
