import TagPluginKit

/// TimezoneOffsetFromUTC: `+0100`, hours and minutes east of Greenwich.
struct OffsetParser: TagParser {
    let claim: Claim
    private let hours: NumericColumn

    init() {
        var claim = Claim()
        claim.claimed("TimezoneOffsetFromUTC")
        hours = claim.number("TimezoneOffsetFromUTC", unit: "h", "hours from UTC, positive to the east")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        guard let value = FirstValue(input) else { throw .empty }
        let name = CodeList.normalized(value.text)
        let digits = Self.withoutName(name)
        var rules: [String] = []
        if digits != value.text { rules.append("name of the zone beside its offset") }
        guard let (offset, isPlain) = Self.offset(digits) else { throw Rejection("no offset from UTC") }
        // 14 hours in Kiribati, 12 west of Greenwich (PS3.3 C.12.1.1.8).
        guard (-12...14).contains(offset) else { throw Rejection("offset out of range") }
        if !isPlain { rules.append("another spelling of an offset") }
        value.tell(rules, answer)
        answer.number(hours, offset)
    }

    /// `UTC+1`, `GMT`, `Z` without the name.
    private static func withoutName(_ text: String) -> Substring {
        for name in ["UTC", "GMT", "Z"] where text.hasPrefix(name) {
            let rest = text.dropFirst(name.count).drop { $0 == " " }
            return rest.isEmpty ? "+0000" : rest
        }
        return text[...]
    }

    /// In hours; and whether it is written as the standard has it.
    private static func offset(_ text: Substring) -> (Double, Bool)? {
        let sign = text.first == "-" ? -1.0 : 1.0
        let hasSign = text.first == "-" || text.first == "+"
        let pieces = Pieces(hasSign ? text.dropFirst() : text).all
        let groups = pieces.filter { $0.kind == .digits }
        guard let first = groups.first, pieces.first?.kind == .digits, groups.count == 1 ? pieces.count == 1 : pieces.count == 3 && pieces[1].text == ":" && groups[1].count == 2
        else { return nil }
        let compact: String
        if groups.count == 2 {
            compact = (first.count == 1 ? "0" : "") + first.text + groups[1].text
        } else {
            switch first.count {
            case 1: compact = "0" + first.text + "00"
            case 2: compact = first.text + "00"
            case 3: compact = "0" + first.text
            default: compact = String(first.text)
            }
        }
        guard compact.count == 4, let hours = Double(compact.prefix(2)), let minutes = Double(compact.suffix(2)), minutes < 60 else { return nil }
        return (sign * (hours + minutes / 60), hasSign && groups.count == 1 && first.count == 4)
    }
}
