/// Medoids of a sample of a table's rows, by the dissimilarities of the whole table.
struct ClusteredSample {
    /// The medoids, as rows of the table.
    let medoids: [Int]
    /// The number of rows of the sample.
    let size: Int

    /// Clusters some rows; `nil` if fewer than k of them are distinct.
    init?(_ sample: [Int], _ clusterCount: Int, seed: UInt64, _ rows: ComparedRows) throws(ClusteringError) {
        let distinct = WeightedRows(rows.table.selecting(checked: sample), options: rows.options)
        guard distinct.weights.count >= clusterCount else { return nil }
        try self.init(distinct.representative.map { sample[$0] }, weights: distinct.weights, size: sample.count, clusterCount, seed: seed, rows)
    }

    /// Clusters a sample of the distinct rows, weighted by how many are like each: for tables that hold few.
    init(ofDistinct size: Int, _ clusterCount: Int, seed: UInt64, _ rows: ComparedRows) throws(ClusteringError) {
        let distinct = WeightedRows(rows.table, options: rows.options)
        guard distinct.weights.count >= clusterCount else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of \(distinct.weights.count) distinct rows")
        }
        var generator = SplitMix64(seed: seed)
        let chosen = generator.sample(size, from: distinct.weights.count).sorted()
        try self.init(
            chosen.map { distinct.representative[$0] }, weights: chosen.map { distinct.weights[$0] }, size: chosen.count, clusterCount, seed: seed, rows)
    }

    /// Clusters distinct rows with their weights.
    private init(
        _ distinct: [Int], weights: [Int], size: Int, _ clusterCount: Int, seed: UInt64, _ rows: ComparedRows
    ) throws(ClusteringError) {
        let matrix = try ClusteredSample.matrix(distinct, rows)
        let result = try KMedoids(clusterCount: clusterCount, start: .random(seed: seed)).cluster(matrix, weights: weights, options: rows.options)
        medoids = result.medoids.map { distinct[$0] }
        self.size = size
    }

    /// The dissimilarities of some rows, scaled as in the whole table.
    private static func matrix(_ some: [Int], _ rows: ComparedRows) throws(ClusteringError) -> DissimilarityMatrix {
        let count = some.count
        let storage = try MatrixStorage(
            count: DissimilarityMatrix.valueCount(of: count, layout: .square, maximumBytes: rows.options.maximumMatrixBytes))
        let stride = DissimilarityMatrix.rowStride(of: count)
        let all = rows.comparison.pack(some)
        let done = rows.options.mapChunks(of: 0..<count, grain: 128) { chunk in
            // Safe to share: a chunk writes rows of its own.
            let own = rows.comparison.pack(some[chunk])
            rows.comparison.compare(own, with: all) { row, first, block in
                let start = (chunk.lowerBound + row) * stride + first
                for (lane, distance) in block.enumerated() { storage.floats[start + lane] = distance }
            }
            for row in chunk { storage.floats[row * stride + row] = 0 }
            return chunk.count
        }
        precondition(done.reduce(0, +) == count)
        return DissimilarityMatrix(storage, count: count, layout: .square, incomparablePairs: 0)
    }
}
