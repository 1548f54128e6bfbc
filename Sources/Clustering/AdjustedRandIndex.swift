/// How far two partitions of the same rows agree, corrected for chance.
///
/// L. Hubert, P. Arabie: *Comparing partitions*, Journal of Classification 2 (1985). 1 for the same partition under any
/// numbering, about 0 for independent ones, below 0 for less than that.
public enum AdjustedRandIndex {
    /// Compares two partitions.
    ///
    /// - Parameters:
    ///   - first: The cluster of each row, n values; any numbers.
    ///   - second: The same of the other partition.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    /// - Returns: The index, at most 1; 1 where both have one cluster only, or a cluster for every row.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch` or `invalidWeight`.
    public static func of(_ first: [Int], _ second: [Int], weights: [Int]? = nil) throws(ClusteringError) -> Double {
        guard first.count == second.count, weights == nil || weights?.count == first.count else {
            throw ClusteringError(.rowCountMismatch, "partitions of \(first.count) and \(second.count) rows")
        }
        if let row = weights?.firstIndex(where: { $0 < 1 }) {
            throw ClusteringError(.invalidWeight, "a row's weight is not ≥ 1", row: row)
        }
        var (rows, columns, cells) = (PairCounts<Int>(), PairCounts<Int>(), PairCounts<[Int]>())
        for row in first.indices {
            let weight = Double(weights?[row] ?? 1)
            rows.add(first[row], weight)
            columns.add(second[row], weight)
            cells.add([first[row], second[row]], weight)
        }
        let total = rows.total * (rows.total - 1) / 2
        let both = cells.pairs
        let (onlyFirst, onlySecond) = (rows.pairs - both, columns.pairs - both)
        let neither = total - both - onlyFirst - onlySecond
        if onlyFirst == 0, onlySecond == 0 { return 1 }
        // Each factor is taken as a share of all pairs, so that no product is too large for a number.
        let (a, b, c, d) = (both / total, onlyFirst / total, onlySecond / total, neither / total)
        return 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d))
    }
}

/// The number of rows by key, and of the pairs of rows with the same key; summed in the order of first appearance.
private struct PairCounts<Key: Hashable> {
    private var place: [Key: Int] = [:]
    private var counts: [Double] = []

    mutating func add(_ key: Key, _ weight: Double) {
        if let known = place[key] {
            counts[known] += weight
        } else {
            place[key] = counts.count
            counts.append(weight)
        }
    }

    var total: Double { counts.reduce(0, +) }
    var pairs: Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
}
