/// A unit that may be glued on to a number. Letters match in either case.
public struct UnitSuffix: Sendable, Hashable, ExpressibleByStringLiteral {
    public let symbol: String
    /// What the number is multiplied by to come out in the column's unit.
    public let factor: Double

    public init(_ symbol: String, times factor: Double = 1) {
        self.symbol = symbol
        self.factor = factor
    }

    public init(stringLiteral symbol: String) {
        self.init(symbol)
    }
}
