// `squareRoot()` may call C's `sqrt`, and it is this import that links its library.
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Gower's dissimilarity between the rows of a table.
///
/// J. C. Gower: *A General Coefficient of Similarity and Some of Its Properties*, Biometrics 27 (1971). For rows i and j
/// and the features k of weight wk,
///
///     S(i, j) = Σ wk δk sk / Σ wk δk          d(i, j) = √(1 − S(i, j)), in [0, 1]
///
/// - numeric: sk = 1 − |xik − xjk| / Rk, where Rk is the range of the values present in the table; sk = 1 if Rk = 0;
/// - categorical and flag: sk = 1 if xik = xjk, else 0;
/// - δk = 0 if the feature is missing in i or j, else 1.
///
/// A pair with nothing to compare (Σ wk δk = 0) has distance 1, and is counted in
/// ``DissimilarityMatrix/incomparablePairs``. A row has distance 0 to itself.
///
/// Sums are of 32-bit floats, vectorised for the processor at hand; every level of vectors gives the same bits, except that a
/// processor without fused multiply-add rounds once more. Against ``reference(_:_:)``, which calculates in 64 bits, a
/// distance is good to 10⁻⁶. Differences of whole numbers and decimals (up to 2²⁴ steps of their last place) are taken exactly;
/// those of other numbers to 2⁻²⁴ of the range, so that d² of rows that are all but equal is off by as much.
///
/// T. Manojlović et al. (ICPRAM 2020) use the same coefficient; their Eq. 3 as printed lacks the "1 −" of the numeric
/// case, which would make equal numbers the least alike.
public struct Dissimilarity: Sendable {
    /// The table whose rows are compared.
    public let table: GowerTable
    /// The columns as the kernel reads them.
    let layout: GowerLayout
    /// All rows as the kernel reads them, once single rows were asked for.
    let allRows = KeptRows()
    /// How many rows of the original data each row stands for.
    let rowWeights: [Int]?

    /// Prepares the comparison of a table's rows: finds the ranges.
    ///
    /// - Parameter table: n rows of mixed features.
    public init(_ table: GowerTable) {
        self.init(table, rowWeights: nil)
    }

    /// Prepares the comparison of distinct rows; pairs with nothing to compare are counted as in the original rows.
    ///
    /// - Parameter rows: Distinct rows with their weights.
    public init(_ rows: WeightedRows) {
        self.init(rows.table, rowWeights: rows.weights)
    }

    private init(_ table: GowerTable, rowWeights: [Int]?) {
        self.table = table
        self.rowWeights = rowWeights
        layout = GowerLayout(table)
    }
}

extension Dissimilarity {
    /// The dissimilarity of two rows, straight from the definition: slow, and what the kernel is tested against.
    ///
    /// - Parameters:
    ///   - i: A zero-based row.
    ///   - j: A zero-based row.
    /// - Returns: A distance in [0, 1], or `nil` if i ≠ j have nothing to compare (matrix and rows then say 1).
    /// - Throws: ``ClusteringError`` with code `rowOutOfRange`.
    public func reference(_ i: Int, _ j: Int) throws(ClusteringError) -> Double? {
        try table.checkRow(i)
        try table.checkRow(j)
        if i == j { return 0 }
        var dissimilar = 0.0  // Σ wk δk (1 − sk)
        var compared = 0.0  // Σ wk δk
        for column in table.columns {
            switch (column.value(i), column.value(j)) {
            case (.number(let a), .number(let b)): dissimilar += column.weight * (column.range?.share(a, b) ?? 0)
            case (.category(let a), .category(let b)): dissimilar += a == b ? 0 : column.weight
            default: continue
            }
            compared += column.weight
        }
        // 1 − S is summed as such rather than subtracted, so that nothing cancels and equal rows have exactly 0.
        return compared > 0 ? min(1, (dissimilar / compared).squareRoot()) : nil
    }
}
