import Clustering
import Glibc

/// An interval for a mean, found by drawing the sample again and again from itself.
///
/// Bias-corrected and accelerated (BCa): B. Efron, *Better Bootstrap Confidence Intervals*, Journal of the American
/// Statistical Association 82 (1987). Few values make it too narrow: of ten normal ones the interval of 95 % holds the true
/// mean in about nine cases of ten.
public struct BootstrapInterval: Sendable, Equatable, Codable {
    public let lower: Double
    public let upper: Double

    /// The share of samples whose interval should hold the true mean.
    public static let level = 0.95
    public static let resamples = 10_000

    /// - Parameters:
    ///   - values: at least two, not all alike.
    ///   - seed: sets the draws (``SplitMix64``).
    /// - Returns: nil where the values tell no spread.
    static func ofMean(_ values: [Double], seed: UInt64, resamples: Int = resamples) -> BootstrapInterval? {
        let mean = Moments(values).mean
        let deviations = values.map { $0 - mean }
        let squares = deviations.reduce(0) { $0 + $1 * $1 }
        guard values.count >= 2, squares > 0, squares.isFinite, resamples > 0 else { return nil }
        let means = drawnMeans(values, seed: seed, resamples: resamples).sorted()

        // How far the draws lie to one side of the mean, counting half of those that equal it: all values in another order, say,
        // whose sum rounding must not move to a side.
        let same = 1e-9 * squares.squareRoot()
        let below = means.count { $0 < mean - same }
        let notAbove = means.count { $0 <= mean + same }
        let bias = Normal.quantile(Double(below + notAbove) / Double(2 * means.count))
        // Of a mean, the jackknife's skewness is that of the values (Efron 1987, Eq. 7.3 without its delta method).
        let acceleration = deviations.reduce(0) { $0 + $1 * $1 * $1 } / (6 * squares * squares.squareRoot())
        func end(_ share: Double) -> Double {
            let shifted = bias + Normal.quantile(share)
            return quantile(Normal.cumulative(bias + shifted / (1 - acceleration * shifted)), of: means)
        }
        return BootstrapInterval(lower: end((1 - level) / 2), upper: end((1 + level) / 2))
    }

    private static func drawnMeans(_ values: [Double], seed: UInt64, resamples: Int) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<resamples).map { _ in
            var sum = 0.0
            for _ in values.indices { sum += values[Int(generator.next(below: UInt64(values.count)))] }
            return sum / Double(values.count)
        }
    }

    /// Between two values by their distance, as NumPy does.
    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        guard share.isFinite else { return sorted[0] }
        let place = min(max(share, 0), 1) * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }
}
