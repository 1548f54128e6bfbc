import Glibc

/// Mean and standard deviation of some values.
public struct Moments: Sendable, Equatable {
    /// 0 of no values.
    public let mean: Double
    /// With n − 1 below the line; nil of fewer than two values.
    public let standardDeviation: Double?

    public init(_ values: [Double]) {
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        self.mean = mean
        guard values.count >= 2 else {
            standardDeviation = nil
            return
        }
        standardDeviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}

/// Two measures of the same sets, compared pair by pair: Student's paired t-test, the effect's size, and an interval.
public struct PairedComparison: Sendable, Equatable, Codable {
    /// Pairs.
    public let pairs: Int
    /// The mean of `first − second`.
    public let meanDifference: Double
    /// Of the differences; absent for fewer than two pairs.
    public let standardDeviation: Double?
    /// The mean difference by its standard error; absent, with all that follows from it, where `note` says why.
    public let t: Double?
    public let degreesOfFreedom: Int?
    /// Two-sided. 0 where it is smaller than the smallest number; `log10P` still tells it.
    public let p: Double?
    public let log10P: Double?
    /// Cohen's d_z: the mean difference in standard deviations of the differences.
    public let cohenDz: Double?
    /// Hedges' g_z: d_z without its bias in small samples, by J = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)) (Hedges 1981); from three pairs on.
    public let hedgesGz: Double?
    /// Of the mean difference, by the bootstrap (BCa, 95 %).
    public let interval: BootstrapInterval?
    /// Why there is no test.
    public let note: String?

    /// - Parameters:
    ///   - first: a finite value of each set.
    ///   - second: as many.
    ///   - seed: of the bootstrap.
    public init(_ first: [Double], _ second: [Double], seed: UInt64) {
        let differences = zip(first, second).map { $0 - $1 }
        let moments = Moments(differences)
        pairs = differences.count
        meanDifference = moments.mean
        standardDeviation = moments.standardDeviation
        // What rounding alone leaves of differences that are all the same is no spread.
        let largest = zip(first, second).reduce(0) { max($0, abs($1.0), abs($1.1)) }
        guard let spread = moments.standardDeviation, spread > 4 * largest.ulp else {
            (t, degreesOfFreedom, p, log10P, cohenDz, hedgesGz, interval) = (nil, nil, nil, nil, nil, nil, nil)
            note = pairs >= 2 ? "all differences are the same" : pairs == 1 ? "one pair tells no spread" : "there are no pairs"
            return
        }
        let freedom = pairs - 1
        let dz = moments.mean / spread
        let t = dz * Double(pairs).squareRoot()
        let logP = StudentT.logTwoSidedP(t, degreesOfFreedom: Double(freedom))
        self.t = t
        degreesOfFreedom = freedom
        p = exp(logP)
        log10P = logP / log(10)
        cohenDz = dz
        hedgesGz = PairedComparison.smallSampleFactor(freedom).map { $0 * dz }
        interval = BootstrapInterval.ofMean(differences, seed: seed)
        note = nil
    }

    /// J of Hedges; nil for one degree of freedom, of which the bias has no bound.
    static func smallSampleFactor(_ degreesOfFreedom: Int) -> Double? {
        guard degreesOfFreedom >= 2 else { return nil }
        let half = Double(degreesOfFreedom) / 2
        return exp(GammaRatio.logOfHalfStep(half - 0.5)) / half.squareRoot()
    }
}
