/// How well each row lies in the cluster of its medoid, by the distances to medoids alone.
///
/// With d1(i) and d2(i) the distances of row i to the nearest and the second nearest medoid,
///
///     s(i) = 1 − d1(i) / d2(i), in [0, 1]; 1 where both are 0
///
/// (L. Lenssen, E. Schubert: *Medoid silhouette clustering with automatic cluster number selection*, Information
/// Systems 120, 2024). Needs k distances a row where ``Silhouette`` needs n.
public struct MedoidSilhouette: Sendable, Hashable {
    /// s(i) by row; where a row stands for several, the same for each of them.
    public let values: [Double]
    /// The mean of s over all original rows: the average medoid silhouette.
    public let mean: Double

    /// Computes the medoid silhouettes of rows that are assigned to their nearest medoid.
    ///
    /// - Parameters:
    ///   - matrix: The dissimilarities of n rows.
    ///   - medoids: k different rows.
    ///   - weights: How many identical rows each row stands for, n values ≥ 1; `nil` means 1 each.
    /// - Returns: The medoid silhouettes; `nil` for fewer than two medoids, for which they are not defined.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch`, `invalidWeight`, `invalidStart` (a medoid twice) or
    ///   `rowOutOfRange`.
    public static func of(
        _ matrix: DissimilarityMatrix, medoids: [Int], weights: [Int]? = nil
    ) throws(ClusteringError) -> MedoidSilhouette? {
        let rows = try WeightedMatrix(matrix, weights: weights)
        for medoid in medoids { try matrix.checkRow(medoid) }
        guard Set(medoids).count == medoids.count else { throw ClusteringError(.invalidStart, "a medoid is given twice") }
        guard medoids.count > 1 else { return nil }
        return MedoidSilhouette(NearestMedoids(medoids, rows))
    }

    /// Takes the distances from what is known of at least two medoids.
    init(_ nearest: NearestMedoids) {
        values = zip(nearest.distance.elements, nearest.secondDistance.elements).map { first, second in
            second > 0 ? 1 - Double(first) / Double(second) : 1
        }
        var sum = 0.0
        for (row, value) in values.enumerated() { sum += Double(nearest.rows.rowWeights[row]) * value }
        mean = sum / Double(nearest.rows.totalWeight)
    }
}
