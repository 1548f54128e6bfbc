/// What had to be repaired in a value before it could be read as a number or a list.
public struct SyntaxRepairs: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `0,143` for `0.143`.
    public static let decimalComma = SyntaxRepairs(rawValue: 1 << 0)
    /// `5mm` for `5`.
    public static let unitSuffix = SyntaxRepairs(rawValue: 1 << 1)
    /// `[0.5, 0.5]` for `0.5\0.5`.
    public static let stringifiedList = SyntaxRepairs(rawValue: 1 << 2)
    /// `0.5, 0.5` for `0.5\0.5`.
    public static let separatedList = SyntaxRepairs(rawValue: 1 << 3)
    /// `5\5` for `5`.
    public static let repeatedValue = SyntaxRepairs(rawValue: 1 << 4)
    /// `14.5` in IS, which holds integers.
    public static let integerFraction = SyntaxRepairs(rawValue: 1 << 5)

    private static let names: [(SyntaxRepairs, String)] = [
        (.stringifiedList, "stringified list"),
        (.separatedList, "values not separated by backslash"),
        (.decimalComma, "decimal comma"),
        (.unitSuffix, "unit suffix"),
        (.repeatedValue, "repeated value"),
        (.integerFraction, "fraction in an integer string"),
    ]

    /// The names of the rules, as reports show them.
    public var rules: [String] {
        Self.names.filter { contains($0.0) }.map(\.1)
    }
}
