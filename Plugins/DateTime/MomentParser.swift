import TagPluginKit

/// A date with its time: year, day of the week and hour.
struct MomentParser: TagParser {
    let claim: Claim
    private let years: Years
    private let modified: InputTag
    private let year: NumericColumn
    private let weekday: LabelColumn
    private let hour: NumericColumn

    init(_ keyword: String, _ years: Years) {
        var claim = Claim()
        claim.claimed(keyword)
        modified = claim.context(Shift.attribute)
        year = claim.number("\(keyword)_year", unit: "a", "year of the date")
        weekday = claim.label("\(keyword)_weekday", "day of the week, Monday to Sunday")
        hour = claim.number("\(keyword)_hour", unit: "h", "hour of the day, 0 to 23")
        self.claim = claim
        self.years = years
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        guard try value.date(answer) != nil else { return }
        let moment = try Moment(value.text)
        let time = moment.time.flatMap { $0.isMidnight ? nil : $0 }
        if let rule = years.rule(for: moment.date.year) ?? Shift.rule(input, modified) {
            // A shift by days leaves the time of day as it was.
            guard let time, years.rule(for: moment.date.year) == nil else { return answer.missing(rule) }
            answer.missing(year, rule)
            answer.missing(weekday, rule)
            answer.number(hour, Double(time.hour))
            return value.tell(moment.repairs, answer)
        }
        value.tell(moment.repairs, answer)
        answer.number(year, Double(moment.date.year))
        if let day = moment.date.weekday { answer.label(weekday, day) }
        if let time { answer.number(hour, Double(time.hour)) } else if moment.time != nil { answer.missing(hour, TimeParser.midnightRule) }
        // DT may end anywhere behind the year.
        if let lack = moment.time?.lack ?? moment.date.lack, lack != "no month", lack != "no day" { answer.partial(lack) }
    }
}
