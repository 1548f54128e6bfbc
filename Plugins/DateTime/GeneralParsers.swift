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

/// The year of any date without a parser of its own.
struct GeneralDateParser: TagParser {
    let claim: Claim
    private let year: NumericColumn
    private let years: Years

    init(_ years: Years) {
        var claim = Claim(everyTagWith: "DA", minimumVM: 1)
        year = claim.number("", unit: "a", "year of the date")
        self.claim = claim
        self.years = years
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        guard let reading = try value.date(answer) else { return }
        if let rule = PersonalDates.rule(for: input.keyword) ?? years.rule(for: reading.date.year) { return answer.missing(rule) }
        value.tell(reading.repairs, answer)
        answer.number(year, Double(reading.date.year))
        if let lack = reading.date.lack { answer.partial(lack) }
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

/// The year of any date with its time that has no parser of its own.
struct GeneralMomentParser: TagParser {
    let claim: Claim
    private let year: NumericColumn
    private let years: Years

    init(_ years: Years) {
        var claim = Claim(everyTagWith: "DT", minimumVM: 1)
        year = claim.number("", unit: "a", "year of the date")
        self.claim = claim
        self.years = years
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        guard try value.date(answer) != nil else { return }
        let moment = try Moment(value.text)
        if let rule = PersonalDates.rule(for: input.keyword) ?? years.rule(for: moment.date.year) { return answer.missing(rule) }
        value.tell(moment.repairs, answer)
        answer.number(year, Double(moment.date.year))
    }
}
