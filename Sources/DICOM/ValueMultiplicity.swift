/// Value multiplicity (PS3.5 §6.4): how many values an element may have, as one or more alternatives.
public struct ValueMultiplicity: Hashable, Sendable {
    /// Counts from `minimum` in steps of `step` up to `maximum`; a nil maximum is unbounded.
    public struct Alternative: Hashable, Sendable {
        public let minimum: Int
        public let maximum: Int?
        public let step: Int

        public func allows(_ count: Int) -> Bool {
            count >= minimum && (maximum.map { count <= $0 } ?? true) && (count - minimum) % step == 0
        }
    }

    public let alternatives: [Alternative]

    /// Reads `1`, `1-3`, `1-n`, `2-2n`, and alternatives separated by spaces or "or". Nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: " ").filter { $0 != "or" }
        let alternatives = parts.compactMap { Alternative(text: $0) }
        guard !parts.isEmpty, alternatives.count == parts.count else { return nil }
        self.alternatives = alternatives
    }

    public var minimum: Int { alternatives.map(\.minimum).min() ?? 1 }
    /// The highest count that any alternative allows; nil when unbounded.
    public var maximum: Int? {
        alternatives.reduce(0 as Int?) { highest, next in
            guard let highest, let bound = next.maximum else { return nil }
            return max(highest, bound)
        }
    }
    public func allows(_ count: Int) -> Bool { alternatives.contains { $0.allows(count) } }
}

extension ValueMultiplicity.Alternative {
    init?(text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first, let minimum = Self.count(first) else { return nil }
        switch ends.count {
        case 1: self.init(minimum: minimum, maximum: minimum, step: 1)
        case 2 where ends[1].hasSuffix("n"):
            let factor = ends[1].dropLast()
            guard let step = factor.isEmpty ? 1 : Self.count(factor) else { return nil }
            self.init(minimum: minimum, maximum: nil, step: step)
        case 2:
            guard let maximum = Self.count(ends[1]), maximum >= minimum else { return nil }
            self.init(minimum: minimum, maximum: maximum, step: 1)
        default: return nil
        }
    }

    /// Digits alone, without a sign, from 1 to a number that no element comes near.
    private static func count(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let count = Int(text) else { return nil }
        return (1...1 << 20).contains(count) ? count : nil
    }
}

extension ValueMultiplicity: CustomStringConvertible {
    public var description: String {
        alternatives.map { alternative in
            if let maximum = alternative.maximum {
                return maximum == alternative.minimum ? "\(maximum)" : "\(alternative.minimum)-\(maximum)"
            }
            return "\(alternative.minimum)-\(alternative.step == 1 ? "" : "\(alternative.step)")n"
        }.joined(separator: " or ")
    }
}
