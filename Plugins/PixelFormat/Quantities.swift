import TagPluginKit

extension Quantity {
    /// Whole slides have hundreds of thousands of rows.
    static let side = Quantity("size", within: 1...10_000_000, zero: .missing("zero is not a size"))
    static let frames = Quantity("number of frames", within: 1...10_000_000, zero: .missing("zero is not a number of frames"))
    static let bits = Quantity("number of bits", within: 1...64, zero: .missing("zero is not a number of bits"))
    /// Some scanners turn the scale around.
    static let slope = Quantity("slope", within: -1e12...1e12, zero: .missing("zero is not a slope"))
    static let intercept = Quantity("intercept", within: -1e15...1e15, zero: .number)
}
