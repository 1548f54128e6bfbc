/// A small random number generator with a fixed, documented sequence for each seed.
///
/// The algorithm is SplitMix64 (G. L. Steele, D. Lea, C. H. Flood: *Fast Splittable Pseudorandom Number Generators*,
/// OOPSLA 2014), with the constants of its 64-bit mix (variant 13 of Stafford). It is not for secrets.
///
/// The standard library's own way from a generator to a number in a range may change between versions;
/// ``next(below:)`` and ``sample(_:from:)`` are fixed here, so that a seed means the same draw for ever.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// Makes a generator.
    ///
    /// - Parameter seed: Any value; equal seeds give equal sequences.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits of the sequence.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number drawn evenly from `0..<bound`.
    ///
    /// Draws the high half of a 128-bit product, and rejects the few draws that would favour small numbers
    /// (D. Lemire: *Fast Random Integer Generation in an Interval*, ACM TOMACS 2019).
    ///
    /// - Parameter bound: The end of the interval; 0 and 1 both give 0 without a draw.
    public mutating func next(below bound: UInt64) -> UInt64 {
        guard bound > 1 else { return 0 }
        let threshold = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return product.high }
        }
    }

    /// Different numbers drawn evenly from `0..<count`, in the order drawn: the first steps of a Fisher–Yates shuffle,
    /// of which only the places touched are kept.
    ///
    /// - Parameters:
    ///   - size: How many numbers; what lies outside `0...count` is clamped to it.
    ///   - count: The end of the interval; a negative one counts as 0.
    public mutating func sample(_ size: Int, from count: Int) -> [Int] {
        let count = max(0, count)
        var moved: [Int: Int] = [:]  // place → number, for places whose number is not their own
        return (0..<min(max(0, size), count)).map { position in
            let place = position + Int(next(below: UInt64(count - position)))
            let drawn = moved[place] ?? place
            moved[place] = moved[position] ?? position
            return drawn
        }
    }
}
