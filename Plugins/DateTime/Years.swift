import TagPluginKit

/// The years that a date of an examination may be of: from the first digital images to the last that this version believes.
///
/// A date outside was shifted or filled in when the file was de-identified (19000101, 99991231). The last year is fixed, since a
/// file must get the same answer whenever it is read; the option `latestYear` sets another one, such as that of the archive.
struct Years: Sendable {
    private let range: ClosedRange<Int>

    private static let first = 1975
    private static let last = 2049

    init(_ host: Host) throws(PluginError) {
        let latest = try host.option("latestYear", within: Double(Self.first)...9999, fallback: Double(Self.last))
        range = Self.first...Int(latest)
    }

    /// The rule by which a date of that year stands for missing, nil when the year may be.
    func rule(for year: Int) -> String? {
        if year < range.lowerBound { return "shifted or filled in: a year before \(range.lowerBound)" }
        return year > range.upperBound ? "shifted or filled in: a year after \(range.upperBound)" : nil
    }
}
