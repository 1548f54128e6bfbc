import TagPluginKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The years that a date of an examination may be of: from the first digital images to next year.
///
/// A date outside was shifted or filled in when the file was de-identified (19000101, 99991231). The last year follows the
/// clock, unless the option `latestYear` says it: then a run gives the same answers in any year.
struct Years: Sendable {
    private let range: ClosedRange<Int>

    private static let first = 1975
    private static let last = 9999

    init(_ host: Host) throws(PluginError) {
        let next = min(max(Self.thisYear() + 1, Self.first), Self.last)
        let latest = try host.option("latestYear", within: Double(Self.first)...Double(Self.last), fallback: Double(next))
        range = Self.first...Int(latest)
    }

    /// The rule by which a date of that year stands for missing, nil when the year may be.
    func rule(for year: Int) -> String? {
        if year < range.lowerBound { return "shifted or filled in: a year before \(range.lowerBound)" }
        return year > range.upperBound ? "shifted or filled in: a year to come" : nil
    }

    private static func thisYear() -> Int {
        var now = time(nil)
        var parts = tm()
        guard gmtime_r(&now, &parts) != nil else { return last }
        return Int(parts.tm_year) + 1900
    }
}
