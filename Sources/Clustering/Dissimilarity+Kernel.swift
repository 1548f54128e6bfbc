/// One column as the kernel reads it: numbers only, no branches on missing values.
struct PreparedColumn: Sendable {
    /// How two values of the column are compared.
    enum Comparison: Sendable {
        /// By the distance of two numbers that are scaled to [0, 1].
        case difference
        /// By whether two codes are the same.
        case inequality
    }

    /// How two values are compared.
    let comparison: Comparison
    /// n values: (x − minimum) / Rk or the code itself; 0 where missing or where the range is zero.
    let values: [Double]
    /// n weights: wk, or 0 where the value is missing (so the product wk δk of two rows is right).
    let weights: [Double]

    /// Prepares a column; `nil` for one that can never count, by weight 0 or because every value is missing.
    init?(_ column: GowerTable.Column) {
        guard column.weight > 0 else { return nil }
        switch column.values {
        case .numeric(let numbers):
            guard let range = column.range else { return nil }
            comparison = .difference
            values = numbers.map { $0.isNaN ? 0 : range.share($0, range.minimum) }
            weights = numbers.map { $0.isNaN ? 0 : column.weight }
        case .categorical(let codes):
            guard codes.contains(where: { $0 >= 0 }) else { return nil }
            comparison = .inequality
            values = codes.map { Double(max(0, $0)) }
            weights = codes.map { $0 < 0 ? 0 : column.weight }
        }
    }
}

extension Dissimilarity {
    /// The sums of one row against a block of rows: Σ wk δk (1 − sk) and Σ wk δk.
    struct BlockSums {
        /// Rows a block: sums and columns of a block stay in the first- and second-level caches.
        static let size = 128
        /// Σ wk δk (1 − sk), by row of the block.
        var dissimilar = [Double](repeating: 0, count: size)
        /// Σ wk δk, by row of the block.
        var compared = [Double](repeating: 0, count: size)
    }

    /// Fills the sums of row `i` against the rows of `block`, of at most `BlockSums.size` rows.
    ///
    /// Columns are added in table order for every pair, so d(i, j) and d(j, i) are the same bits.
    func accumulate(_ i: Int, against block: Range<Int>, into sums: inout BlockSums) {
        let count = min(block.count, BlockSums.size)
        let start = block.lowerBound
        sums.dissimilar.withUnsafeMutableBufferPointer { dissimilar in
            sums.compared.withUnsafeMutableBufferPointer { compared in
                for t in 0..<count {
                    dissimilar[t] = 0
                    compared[t] = 0
                }
                for column in prepared where column.weights[i] > 0 {
                    let own = column.values[i]
                    column.values.withUnsafeBufferPointer { values in
                        column.weights.withUnsafeBufferPointer { weights in
                            switch column.comparison {
                            case .difference:
                                for t in 0..<count {
                                    dissimilar[t] += weights[start + t] * abs(values[start + t] - own)
                                    compared[t] += weights[start + t]
                                }
                            case .inequality:
                                for t in 0..<count {
                                    dissimilar[t] += values[start + t] == own ? 0 : weights[start + t]
                                    compared[t] += weights[start + t]
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// √(1 − S), clamped to [0, 1]; 1 where nothing was compared.
    @inline(__always)
    static func distance(dissimilar: Double, compared: Double) -> Float {
        compared > 0 ? Float(min(1, (dissimilar / compared).squareRoot())) : 1
    }
}
