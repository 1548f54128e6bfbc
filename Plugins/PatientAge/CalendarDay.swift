/// A day of the Gregorian calendar.
struct CalendarDay: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// A date as DICOM writes it, `20150131`, or with points or hyphens, `2015.01.31`. Nil when there is no such day.
    init?(_ text: String) {
        var number = 0
        var digits = 0
        var separators = 0
        for byte in text.utf8 where byte != UInt8(ascii: " ") {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 8:
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
            case UInt8(ascii: "."), UInt8(ascii: "-"):
                guard digits == 4 + 2 * separators, separators < 2 else { return nil }
                separators += 1
            default:
                return nil
            }
        }
        guard digits == 8, separators != 1 else { return nil }
        year = number / 10_000
        month = number / 100 % 100
        day = number % 100
        guard year > 0, (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// Days since 1 March of the year 0: the year starts in March here, so that the leap day is its last.
    private var ordinal: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let daysOfYears = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400
        // 31, 30, 31, 30, 31 days, again and again, from March on.
        return daysOfYears + (153 * marchMonth + 2) / 5 + day
    }

    func days(since other: CalendarDay) -> Int {
        ordinal - other.ordinal
    }
}
