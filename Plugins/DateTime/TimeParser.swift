import TagPluginKit

/// A time of day of an examination: its hour, as it was there.
struct TimeParser: TagParser {
    let claim: Claim
    private let hour: NumericColumn

    init(_ keyword: String) {
        var claim = Claim()
        claim.claimed(keyword)
        hour = claim.number("\(keyword)_hour", unit: "h", "hour of the day, 0 to 23")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        try Self.tell(hour, input, answer)
    }

    static func tell(_ column: NumericColumn, _ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        let reading = try Self.read(value.text)
        if reading.isMidnight { return answer.missing(Self.midnightRule) }
        value.tell(reading.repairs, answer)
        answer.number(column, Double(reading.hour))
        if let lack = reading.lack { answer.partial(lack) }
    }

    /// Where there is no time, there may be one behind a date.
    private static func read(_ text: String) throws(Rejection) -> TimeSyntax.Reading {
        do throws(Rejection) {
            return try TimeSyntax.read(Substring(text))
        } catch {
            guard let moment = try? Moment(text), var time = moment.time else { throw error }
            time.repairs.insert("date in front of a time", at: 0)
            return time
        }
    }

    /// One second in 86,400; what fills in a time writes it far more often.
    static let midnightRule = "filled in: midnight to the second"
}
