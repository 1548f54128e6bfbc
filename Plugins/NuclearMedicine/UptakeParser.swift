import TagPluginKit

/// From RadiopharmaceuticalStartTime the time from injection to acquisition; never the time of day.
struct UptakeParser: TagParser {
    let claim: Claim
    private let injection: InputTag
    private let acquisition: InputTag
    private let series: InputTag
    private let column: NumericColumn

    private static let minutesOfDay = 1440.0
    /// Images late after injection are taken within three days; but times alone tell no more than half a day.
    private static let longest = 720.0

    init() {
        var claim = Claim()
        injection = claim.claimed(AgentPath.inside("RadiopharmaceuticalStartTime"))
        acquisition = claim.context("AcquisitionTime")
        series = claim.context("SeriesTime")
        column = claim.number("RadiopharmaceuticalStartTime_uptake", unit: "min", "from injection to acquisition")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel(injection) { return answer.missing(rule) }
        guard let start = Self.minutes(input.text(injection)) else { throw Rejection("no time of day") }
        guard let end = Self.minutes(input.text(acquisition)) ?? Self.minutes(input.text(series)) else {
            return answer.missing("no time of acquisition")
        }
        let difference = end - start
        let uptake = difference < 0 ? difference + Self.minutesOfDay : difference
        guard uptake <= Self.longest else {
            answer.contradiction("the acquisition is before the injection")
            return answer.missing("acquired before the injection")
        }
        answer.number(column, uptake)
    }

    /// `HHMMSS.F`, with colons or without.
    private static func minutes(_ text: String) -> Double? {
        let whole = text.prefix { $0 != "." }
        var digits: [Int] = []
        for character in whole where character != ":" && character != " " {
            guard character.isASCII, let digit = character.wholeNumberValue else { return nil }
            digits.append(digit)
        }
        guard (4...6).contains(digits.count), digits.count.isMultiple(of: 2) else { return nil }
        let pairs: [Double] = stride(from: 0, to: digits.count, by: 2).map { Double(digits[$0] * 10 + digits[$0 + 1]) }
        guard pairs[0] < 24, pairs.dropFirst().allSatisfy({ $0 < 61 }) else { return nil }
        return pairs[0] * 60 + pairs[1] + (pairs.count > 2 ? pairs[2] / 60 : 0)
    }
}
