import TagPluginKit

/// A date, as far as a text tells it.
struct CalendarDate: Equatable {
    var year: Int
    /// Nil where it is not told, or there is no such month.
    var month: Int?
    var day: Int?
    /// What was not understood.
    var lack: String?

    /// The year, and month and day where there is such a day.
    init(year: Int, month: Int?, day: Int?) {
        self.year = year
        guard let month else {
            lack = "no month"
            return
        }
        guard (1...12).contains(month) else {
            lack = "no such month"
            return
        }
        self.month = month
        guard let day else {
            lack = "no day"
            return
        }
        guard (1...Self.days(inMonth: month, of: year)).contains(day) else {
            lack = "no such day"
            return
        }
        self.day = day
    }

    init(year: Int, lack: String) {
        self.year = year
        self.lack = lack
    }

    /// Monday to Sunday, nil unless the day is known.
    var weekday: String? {
        guard let month, let day else { return nil }
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return names[Self.ordinal(year, month, day) % 7]
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since a Monday before the year 0. Years have four digits at most.
    private static func ordinal(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // The year starts in March here, so that the leap day is its last; 400 years are 20,871 weeks.
        let marchYear = (month > 2 ? year : year - 1) + 400
        let daysOfYears = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400
        return daysOfYears + (153 * ((month + 9) % 12) + 2) / 5 + day + 1
    }
}
