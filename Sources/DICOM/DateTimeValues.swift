/// A date of DA (PS3.5 Table 6.2-1): `YYYYMMDD`, or `YYYY.MM.DD` as ACR-NEMA wrote it.
public struct DICOMDate: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil for what is no day of the Gregorian calendar, query ranges among them.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let isDotted = bytes.count == 10 && bytes[4] == UInt8(ascii: ".") && bytes[7] == UInt8(ascii: ".")
        guard bytes.count == 8 || isDotted else { return nil }
        let digits = isDotted ? Array(bytes[0..<4] + bytes[5..<7] + bytes[8..<10]) : bytes
        guard let year = Digits.number(digits[0..<4]), let month = Digits.number(digits[4..<6]), let day = Digits.number(digits[6..<8]) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...DICOMDate.days(in: month, year)).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func days(in month: Int, _ year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

/// A time of TM: `HH`, `HHMM`, `HHMMSS` or `HHMMSS.FFFFFF`, or with colons as ACR-NEMA wrote it. What is not given is
/// zero.
public struct DICOMTime: Hashable, Comparable, Sendable {
    public let hour: Int
    public let minute: Int
    /// 60 in a leap second.
    public let second: Int
    public let microsecond: Int

    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let digits = Array(whole.utf8.filter { $0 != UInt8(ascii: ":") })
        guard [2, 4, 6].contains(digits.count), parts.count == 1 || digits.count == 6 else { return nil }
        func pair(_ place: Int) -> Int? { place < digits.count ? Digits.number(digits[place..<(place + 2)]) : 0 }
        guard let hour = pair(0), let minute = pair(2), let second = pair(4), hour < 24, minute < 60, second <= 60 else { return nil }
        var microsecond = 0
        if parts.count == 2 {
            let fraction = Array(parts[1].utf8)
            guard (1...6).contains(fraction.count), let value = Digits.number(fraction[...]) else { return nil }
            microsecond = (fraction.count..<6).reduce(value) { value, _ in value * 10 }
        }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.hour, a.minute, a.second, a.microsecond) < (b.hour, b.minute, b.second, b.microsecond)
    }
}

/// A moment of DT: `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, of which all after the year may be missing.
public struct DICOMDateTime: Hashable, Sendable {
    public let year: Int
    public let month: Int?
    public let day: Int?
    public let time: DICOMTime?
    /// Minutes east of UTC, when the value says so.
    public let offset: Int?

    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        var offset: Int?
        if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let digits = Array(rest[rest.index(after: sign)...].utf8)
            guard digits.count == 4, let hours = Digits.number(digits[0..<2]), let minutes = Digits.number(digits[2..<4]), hours <= 14, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (rest[sign] == "-" ? -1 : 1)
            rest = rest[..<sign]
        }
        let digits = Array(rest.utf8.prefix(8))
        guard digits.count >= 4, digits.count % 2 == 0, let year = Digits.number(digits[0..<4]) else { return nil }
        month = digits.count >= 6 ? Digits.number(digits[4..<6]) : nil
        day = digits.count == 8 ? Digits.number(digits[6..<8]) : nil
        guard digits.count < 6 || month != nil, digits.count < 8 || day != nil,
            DICOMDate(year: year, month: month ?? 1, day: day ?? 1) != nil
        else { return nil }
        self.year = year
        self.offset = offset
        let clock = rest.dropFirst(8)
        time = clock.isEmpty ? nil : DICOMTime(clock)
        if !clock.isEmpty, time == nil { return nil }
    }
}

/// An age of AS: `nnnD`, `nnnW`, `nnnM` or `nnnY`.
public struct DICOMAge: Hashable, Sendable {
    public enum Unit: Character, Sendable { case days = "D", weeks = "W", months = "M", years = "Y" }

    public let count: Int
    public let unit: Unit

    public init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8.dropLast())
        guard digits.count == 3, let count = Digits.number(digits[...]), let last = text.last, let unit = Unit(rawValue: last) else { return nil }
        self.count = count
        self.unit = unit
    }
}

extension Value {
    /// The values of a DA element; nil for each that is no date.
    public var dates: [DICOMDate?] { texts.map { DICOMDate($0) } }
    /// The values of a TM element; nil for each that is no time.
    public var times: [DICOMTime?] { texts.map { DICOMTime($0) } }
    /// The values of a DT element; nil for each that is no moment.
    public var dateTimes: [DICOMDateTime?] { texts.map { DICOMDateTime($0) } }
    /// The values of an AS element; nil for each that is no age.
    public var ages: [DICOMAge?] { texts.map { DICOMAge($0) } }

    private var texts: [String] { if case .strings(let values) = self { values } else { [] } }
}

enum Digits {
    /// The number that ASCII digits write; nil when there is anything else among them.
    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
