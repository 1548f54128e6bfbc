/// Weighted sums of silhouettes and of their differences, over rows.
struct ImportanceSums: Sendable {
    private var rows = 0
    private var weight = 0.0
    private var squaredWeight = 0.0
    private var withAll = 0.0
    /// By group: Σ w Δ, Σ w² Δ and Σ w² Δ², for the difference Δ that a group makes to a row.
    private var difference: [Double]
    private var weighted: [Double]
    private var squared: [Double]

    init(groupCount: Int) {
        difference = [Double](repeating: 0, count: groupCount)
        weighted = difference
        squared = difference
    }

    mutating func add(weight: Double, withAll: Double, difference differenceOf: (Int) -> Double) {
        rows += 1
        self.weight += weight
        squaredWeight += weight * weight
        self.withAll += weight * withAll
        for group in difference.indices {
            let delta = differenceOf(group)
            difference[group] += weight * delta
            weighted[group] += weight * weight * delta
            squared[group] += weight * weight * delta * delta
        }
    }

    mutating func add(_ other: ImportanceSums) {
        rows += other.rows
        weight += other.weight
        squaredWeight += other.squaredWeight
        withAll += other.withAll
        for group in difference.indices {
            difference[group] += other.difference[group]
            weighted[group] += other.weighted[group]
            squared[group] += other.squared[group]
        }
    }

    var meanWithAll: Double { withAll / weight }

    func meanDifference(_ group: Int) -> Double { difference[group] / weight }

    /// The standard error of a mean difference, for rows drawn without putting back.
    ///
    /// A drawn row counts by its own silhouette and in those of all others. For a mean over pairs of drawn rows the
    /// variance is up to four times that of a mean over rows (W. Hoeffding: *A Class of Statistics with Asymptotically Normal
    /// Distribution*, Annals of Mathematical Statistics 19, 1948), which is the ratio estimator's of W. G. Cochran
    /// (*Sampling Techniques*, 1977, section 6.4): so the standard error is twice as large.
    func standardError(_ group: Int, sampledShare: Double) -> Double {
        let mean = meanDifference(group)
        let residual = max(0, squared[group] - 2 * mean * weighted[group] + mean * mean * squaredWeight)
        let correction = rows > 1 ? Double(rows) / Double(rows - 1) * max(0, 1 - sampledShare) : 1
        return 2 * (correction * residual).squareRoot() / weight
    }
}
