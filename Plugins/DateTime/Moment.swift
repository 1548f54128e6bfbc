import TagPluginKit

/// A date and a time in one value, of which only the date, or a part of it, may be told.
struct Moment {
    let date: CalendarDate
    let time: TimeSyntax.Reading?
    private(set) var repairs: [String]

    /// - Parameter text: without padding: `20200131101112.123456+0100`, `2020-01-31T10:11:12Z`.
    init(_ text: String) throws(Rejection) {
        var reading = try DateSyntax.read(text)
        repairs = reading.repairs
        date = reading.date
        reading.rest = reading.rest.drop { $0 == " " }
        let isOffset = reading.rest.first == "+" || reading.rest.first == "-"
        guard !reading.rest.isEmpty, !isOffset else {
            time = nil
            return
        }
        // Where the date was as it should be, separators and offsets of the time are part of what DT allows.
        time = try TimeSyntax.read(reading.rest)
        repairs += (time?.repairs ?? []).filter { $0 != "offset behind a time" }
    }
}

/// The values of one input: the first, and whether others say something else.
struct FirstValue {
    let text: String
    let hasOthers: Bool
    let repairs: SyntaxRepairs

    /// - Returns: nil where there is no value.
    init?(_ input: borrowing Input) {
        let list = input.texts()
        let texts = list.elements.filter { !$0.isEmpty }
        guard let first = texts.first else { return nil }
        text = first
        hasOthers = Set(texts).count > 1
        repairs = list.repairs
    }
}
