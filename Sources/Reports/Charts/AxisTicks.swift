import Glibc

/// Round numbers along an axis, and where a value lies on it.
struct AxisTicks: Sendable, Hashable {
    enum Scale: Sendable {
        case linear, logarithmic
    }

    let scale: Scale
    /// The ends of the axis; the first is below the second.
    let lower: Double
    let upper: Double
    /// Rising, none outside the ends.
    let values: [Double]
    /// What is written at each.
    let labels: [String]

    /// Where a value lies on the axis, from 0 to 1; values beyond its ends lie at them. `nil` for what has no place.
    func position(_ value: Double) -> Double? {
        guard !value.isNaN else { return nil }
        switch scale {
        case .linear: return min(1, max(0, (value - lower) / (upper - lower)))
        case .logarithmic:
            guard value > 0 else { return 0 }
            return min(1, max(0, (log10(value) - log10(lower)) / (log10(upper) - log10(lower))))
        }
    }
}

extension AxisTicks {
    /// Multiples of 1, 2 or 5 times a power of ten. The axis ends at the ticks around the values, so that all lie on it.
    ///
    /// - Parameters:
    ///   - values: Those that are not finite do not count. Without any the axis goes from 0 to 1.
    ///   - zero: Whether the axis takes in 0, as bars need.
    ///   - count: About how many steps, at least 1.
    static func linear(_ values: some Sequence<Double>, zero: Bool = false, steps count: Int = 5) -> AxisTicks {
        var (low, high) = extent(values.filter(\.isFinite).map { min(largest, max(-largest, $0)) }) ?? (0, 1)
        if zero { (low, high) = (min(low, 0), max(high, 0)) }
        if !(high - low > 1e-9 * max(abs(low), abs(high))) || high - low < smallest {
            // One value: as much room on both sides as it is large.
            let room = max(abs(low), smallest) == smallest ? 1 : abs(low) / 2
            if zero || low == 0 { high += room } else { (low, high) = (low - room, high + room) }
        }
        let step = niceStep((high - low) / Double(max(1, count)))
        let first = (low / step.size + 1e-9).rounded(.down), last = (high / step.size - 1e-9).rounded(.up)
        let multiples = (0...min(1000, max(1, Int(last - first)))).map { first + Double($0) }
        let ticks = multiples.map { step.exponent < 0 ? $0 * Double(step.digit) / power(-step.exponent) : $0 * step.size }
        return AxisTicks(
            scale: .linear, lower: ticks[0], upper: ticks[ticks.count - 1], values: ticks,
            labels: ticks.map { ShortNumber.text($0, decimals: max(0, -step.exponent)) })
    }

    /// Powers of ten, with 2 and 5 times them where they are few, fewer of them where they are many.
    ///
    /// - Parameter values: Those that are not finite or not above 0 do not count. Without any the axis goes from 1 to 10.
    static func logarithmic(_ values: some Sequence<Double>, steps count: Int = 5) -> AxisTicks {
        let (low, high) = extent(values.filter { $0 > 0 && $0.isFinite }.map { min(largest, max(1e-12, $0)) }) ?? (1, 10)
        let first = floorOfLog(low)
        let last = max(first + 1, power10(floorOfLog(high)) < high ? floorOfLog(high) + 1 : floorOfLog(high))
        let decades = last - first
        let stride = (decades + max(1, count) - 1) / max(1, count)
        var ticks: [Double] = []
        for exponent in Swift.stride(from: first, through: last, by: max(1, stride)) {
            ticks.append(power10(exponent))
            if decades <= max(1, count) / 2, exponent < last { ticks += [2 * power10(exponent), 5 * power10(exponent)] }
        }
        return AxisTicks(
            scale: .logarithmic, lower: power10(first), upper: power10(last), values: ticks, labels: ticks.map { ShortNumber.text($0) })
    }

    private static let largest = 1e150
    private static let smallest = 1e-150

    private static func extent(_ values: [Double]) -> (Double, Double)? {
        var low = Double.infinity, high = -Double.infinity
        for value in values { (low, high) = (min(low, value), max(high, value)) }
        return low <= high ? (low, high) : nil
    }

    /// The smallest of 1, 2 and 5 times a power of ten that is no less than `size`, which is finite and above 0.
    private static func niceStep(_ size: Double) -> (digit: Int, exponent: Int, size: Double) {
        let exponent = floorOfLog(size)
        for (digit, exponent) in [(1, exponent), (2, exponent), (5, exponent), (1, exponent + 1)] {
            let step = Double(digit) * power10(exponent)
            if step >= size * (1 - 1e-12) { return (digit, exponent, step) }
        }
        return (1, exponent + 1, power10(exponent + 1))
    }

    /// ⌊log10(value)⌋ for a finite value above 0, exact at powers of ten.
    private static func floorOfLog(_ value: Double) -> Int {
        let guess = Int(log10(value).rounded(.down))
        if power10(guess + 1) <= value { return guess + 1 }
        return power10(guess) > value ? guess - 1 : guess
    }

    private static func power10(_ exponent: Int) -> Double { exponent < 0 ? 1 / power(-exponent) : power(exponent) }

    private static func power(_ exponent: Int) -> Double { (0..<max(0, exponent)).reduce(1.0) { power, _ in power * 10 } }
}
