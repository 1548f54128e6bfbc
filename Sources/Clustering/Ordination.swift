/// Principal coordinates: places in a few dimensions, for plots, whose distances come close to the dissimilarities.
///
/// J. C. Gower: *Some distance properties of latent root and vector methods used in multivariate analysis*, Biometrika 53
/// (1966). Axes are computed from some of the rows, the landmarks, and all rows are then placed by their dissimilarities to
/// these (V. de Silva, J. B. Tenenbaum: *Sparse multidimensional scaling using landmark points*, Stanford, 2004). With all rows as
/// landmarks it is the classical scaling of the whole matrix.
///
/// Gower's dissimilarity without missing values can be placed without loss. With missing values some eigenvalues are
/// negative: ``negativeShare`` says how much of the dissimilarities no number of axes can show.
public struct Ordination: Sendable, Hashable {
    /// How landmarks are chosen.
    ///
    /// Medoids, given as ``rows(_:)``, stand for the rows best where a clustering is at hand. Of the other two, drawn ones show
    /// what the bulk of the rows do; those of ``maxmin(count:seed:)`` are the outlying rows, and turn the axes towards these.
    public enum Landmarks: Sendable, Hashable {
        /// Different rows drawn evenly by ``SplitMix64``; row weights play no part in the draw.
        case random(count: Int, seed: UInt64)
        /// A row drawn by ``SplitMix64``, then each time the row farthest from those chosen, the lowest of several.
        case maxmin(count: Int, seed: UInt64)
        /// Given rows, different ones, such as medoids.
        case rows([Int])
        /// All rows: takes time with the cube of their number.
        case all
    }

    /// The landmarks, as rows, rising.
    public let landmarks: [Int]
    /// The eigenvalues of the landmarks' centred matrix, falling, as many as landmarks; the negative ones are those of what
    /// cannot be placed. Each positive one is the sum over the landmarks' original rows of the squared coordinate.
    public let eigenvalues: [Double]
    /// The coordinates, one array of n values an axis, in the unit of the dissimilarities; axes by falling eigenvalue.
    ///
    /// There may be fewer axes than asked for, where fewer eigenvalues are positive. The sign of an axis is such that, of the
    /// landmarks' coordinates, the one farthest from 0 (the lowest row of several) is positive.
    public let axes: [[Double]]

    /// The share of each axis in the sum of the positive eigenvalues.
    public var shares: [Double] {
        let sum = eigenvalues.reduce(0) { $0 + max(0, $1) }
        return axes.indices.map { eigenvalues[$0] / sum }
    }

    /// The share of the negative eigenvalues in the sum of all by absolute value, in [0, 1].
    public var negativeShare: Double {
        let sum = eigenvalues.reduce(0) { $0 + abs($1) }
        return sum > 0 ? eigenvalues.reduce(0) { $0 - min(0, $1) } / sum : 0
    }
}

extension Ordination {
    /// Places the rows of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - axisCount: The number of axes, ≥ 1.
    ///   - landmarks: How landmarks are chosen. More than there are rows means all.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress (by landmark) and cancellation.
    /// - Throws: ``ClusteringError`` with code `invalidOrdination` (fewer than one axis or landmark, landmarks given
    ///   twice), `rowCountMismatch`, `invalidWeight`, `rowOutOfRange`, `tooLarge`, `invalidOption` or `cancelled`.
    public static func of(
        _ matrix: DissimilarityMatrix, axisCount: Int = 2, landmarks: Landmarks = .random(count: 300, seed: 1),
        weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> Ordination {
        let rows = LandmarkRows(count: matrix.count, weights: weights) { row throws(ClusteringError) in try matrix.row(row) }
        return try rows.ordination(axisCount: axisCount, landmarks: landmarks, options: options)
    }

    /// Places the rows of a table by Gower's dissimilarity, without a matrix of all pairs: time and memory grow with
    /// n times the number of landmarks, and n times the number of axes.
    ///
    /// - Parameters:
    ///   - dissimilarity: Compares the n rows of a table.
    ///   - axisCount: The number of axes, ≥ 1.
    ///   - landmarks: How landmarks are chosen. More than there are rows means all.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    ///   - options: Threads, progress (by landmark) and cancellation.
    /// - Throws: ``ClusteringError`` as for a matrix.
    public static func of(
        _ dissimilarity: Dissimilarity, axisCount: Int = 2, landmarks: Landmarks = .random(count: 300, seed: 1),
        weights: [Int]? = nil, options: ExecutionOptions = ExecutionOptions()
    ) throws(ClusteringError) -> Ordination {
        let rows = LandmarkRows(count: dissimilarity.table.rowCount, weights: weights) { row throws(ClusteringError) in
            try dissimilarity.distances(from: row)
        }
        return try rows.ordination(axisCount: axisCount, landmarks: landmarks, options: options)
    }
}
