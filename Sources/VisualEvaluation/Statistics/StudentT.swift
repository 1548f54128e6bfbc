import Glibc

/// Student's t distribution, by its logarithm: p values far below the smallest `Double` are still told apart.
enum StudentT {
    /// The natural logarithm of P(|T| ≥ |t|), the two-sided p value.
    ///
    /// P = I_x(ν/2, 1/2) with x = ν/(ν + t²) (NIST Digital Library of Mathematical Functions, §8.17; Abramowitz & Stegun 26.7.1).
    /// - Parameters:
    ///   - t: any number; of an infinite one P is 0, and its logarithm −∞.
    ///   - degreesOfFreedom: ν > 0.
    static func logTwoSidedP(_ t: Double, degreesOfFreedom: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? .nan : -.infinity }
        let ratio = abs(t) / degreesOfFreedom.squareRoot()
        guard ratio > 0 else { return 0 }
        // x = 1/(1 + r²) and 1 − x = r²/(1 + r²), each by its logarithm, so that nothing cancels and r² may overflow.
        let logOnePlus = ratio < 1e100 ? log1p(ratio * ratio) : 2 * log(ratio)
        return IncompleteBeta.log(a: degreesOfFreedom / 2, logX: -logOnePlus, logY: 2 * log(ratio) - logOnePlus)
    }
}

/// The regularized incomplete beta function I_x(a, 1/2).
private enum IncompleteBeta {
    /// ln I_x(a, b) with b = 1/2, from the logarithms of x and of y = 1 − x.
    static func log(a: Double, logX: Double, logY: Double) -> Double {
        let b = 0.5
        // The continued fraction converges fast below the mean of the distribution; above it, the other tail does.
        let logFactor = a * logX + b * logY + GammaRatio.logOfHalfStep(a) - 0.5 * Glibc.log(Double.pi)
        if exp(logX) < (a + 1) / (a + b + 2) {
            return logFactor - Glibc.log(a) + Glibc.log(fraction(exp(logX), a, b))
        }
        return log1p(-exp(logFactor - Glibc.log(b)) * fraction(exp(logY), b, a))
    }

    /// The continued fraction of DLMF 8.17.22, by Lentz's method as Thompson and Barnett (1986) changed it.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var value = d
        for step in 1...mostSteps {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / away(1 + even * d)
            c = away(1 + even / c)
            value *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / away(1 + odd * d)
            c = away(1 + odd / c)
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return value
    }

    /// It takes about √max(a, b) steps.
    private static let mostSteps = 100_000
}

/// Γ(a + 1/2) / Γ(a), of which the t distribution and the correction of an effect size are made.
enum GammaRatio {
    /// Its natural logarithm, for a > 0.
    static func logOfHalfStep(_ a: Double) -> Double {
        // Far out two large logarithms would cancel: DLMF 5.11.13, as a series of the logarithm.
        var (a, steps) = (a, 0.0)
        while a < 30 {
            // Γ(a + 1/2)/Γ(a) = a/(a + 1/2) · Γ(a + 3/2)/Γ(a + 1)
            steps += log(a / (a + 0.5))
            a += 1
        }
        let inverse = 1 / a
        let square = inverse * inverse
        return steps + 0.5 * log(a) - inverse * (1 / 8 - square * (1 / 192 - square * (1 / 640 - square * 17 / 14336)))
    }
}
