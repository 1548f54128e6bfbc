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
        // DT may have an offset from UTC, TM none.
        time = try TimeSyntax.read(Self.withoutOffset(reading.rest))
        repairs += (time?.repairs ?? []).filter { $0 != "offset behind a time" }
    }

    private static func withoutOffset(_ text: Substring) -> Substring {
        guard let sign = text.lastIndex(where: { "+-&".contains($0) }) else { return text }
        let digits = text[text.index(after: sign)...]
        return digits.count == 4 && digits.allSatisfy(\.isNumber) ? text[..<sign] : text
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
        let texts = list.elements.map(Self.unquoted).filter { !$0.isEmpty }
        guard let first = texts.first else { return nil }
        text = first
        hasOthers = Set(texts).count > 1
        repairs = list.repairs
    }

    private static func unquoted(_ text: String) -> String {
        guard let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first else { return text }
        return String(text.dropFirst().dropLast())
    }
}
