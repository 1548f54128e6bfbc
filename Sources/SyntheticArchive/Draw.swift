import Clustering

/// Random choices, from a sequence that belongs to one thing alone: a study's draws do not depend on those of another.
struct Draw {
    private var generator: SplitMix64

    /// - Parameter path: what is drawn for, such as a kind of thing and its number.
    init(_ seed: UInt64, _ path: Int...) {
        let mixed = path.reduce(seed) { seed, step in
            var mixer = SplitMix64(seed: seed ^ UInt64(bitPattern: Int64(step)) &* 0xD134_2543_DE82_EF95)
            return mixer.next()
        }
        generator = SplitMix64(seed: mixed)
    }

    mutating func bits() -> UInt64 { generator.next() }
    mutating func below(_ bound: Int) -> Int { Int(generator.next(below: UInt64(max(1, bound)))) }
    mutating func integer(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
    /// In [0, 1).
    mutating func unit() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    mutating func number(_ range: ClosedRange<Double>) -> Double { range.lowerBound + unit() * (range.upperBound - range.lowerBound) }
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One of some; the lists are this module's own tables, which are not empty.
    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

    /// One of some, as likely as its weight says.
    mutating func pick<T>(weighted choices: [(T, Int)]) -> T {
        var rest = below(choices.reduce(0) { $0 + $1.1 })
        for (choice, weight) in choices {
            if rest < weight { return choice }
            rest -= weight
        }
        return choices[choices.count - 1].0
    }

    /// A UID of 128 drawn bits, under the root for UUIDs (PS3.5 §B.2); the bits that say what kind of UUID it is (RFC 9562
    /// §5.8) are set as in any.
    mutating func uid() -> String {
        let high = bits() & ~0xF000 | 0x8000
        let low = bits() & ~(0b11 << 62) | 0b10 << 62
        return "2.25." + String(UInt128(high) << 64 | UInt128(low))
    }
}
