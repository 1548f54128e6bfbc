import TagPluginKit

/// An age as text (AS): three digits and D, W, M or Y; and as messy files write it.
struct AgeSyntax {
    enum Unit {
        case days, weeks, months, years

        var inDays: Double {
            switch self {
            case .days: 1
            case .weeks: 7
            case .months: daysPerYear / 12
            case .years: daysPerYear
            }
        }

        init?(letter: String) {
            switch letter {
            case "D": self = .days
            case "W": self = .weeks
            case "M": self = .months
            case "Y": self = .years
            default: return nil
            }
        }

        init?(word: String) {
            switch word {
            case "DAY", "DAYS": self = .days
            case "WEEK", "WEEKS", "WK", "WKS": self = .weeks
            case "MONTH", "MONTHS", "MO", "MOS", "MTH", "MTHS": self = .months
            case "YEAR", "YEARS", "YR", "YRS", "Y/O", "YO", "A": self = .years
            default: return nil
            }
        }
    }

    /// The mean year of the calendar; months are twelfths of it.
    static let daysPerYear = 365.25

    private(set) var count: Double
    private(set) var unit = Unit.years
    private(set) var repairs: [String] = []

    var days: Double { count * unit.inDays }

    init(_ text: String) throws(Rejection) {
        let trimmed = text.utf8.drop(while: Self.isPadding)
        let digits = trimmed.prefix { !Self.isPadding($0) && !Self.startsUnit($0) }
        guard trimmed.isEmpty || !digits.isEmpty else { throw .notANumber }
        let number = try NumberSyntax.parse(String(Substring(digits)))
        guard number.value >= 0 else { throw Rejection("negative age") }
        count = number.value
        if !number.repairs.isEmpty { repairs = number.repairs.rules }

        let rest = trimmed[digits.endIndex...]
        let word = String(decoding: rest.filter { !Self.isPadding($0) }, as: UTF8.self)
        try readUnit(word)
        guard !word.isEmpty else { return }
        if rest.first.map(Self.isPadding) == true { repairs.append("space before the unit") }
        if digits.count != 3 || !digits.allSatisfy(Self.isDigit) { repairs.append("not three digits") }
    }

    private static func isPadding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// A letter of any script; what else stands before the unit is left to be rejected as a number.
    private static func startsUnit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
    }

    private mutating func readUnit(_ word: String) throws(Rejection) {
        let upper = word.uppercased()
        if upper.isEmpty {
            repairs.append("unit missing: years assumed")
        } else if let unit = Unit(letter: upper) {
            self.unit = unit
            if word != upper { repairs.append("lower-case unit") }
        } else if let unit = Unit(word: upper) {
            self.unit = unit
            repairs.append("unit spelled out")
        } else {
            throw Rejection("unknown unit of age")
        }
    }
}
