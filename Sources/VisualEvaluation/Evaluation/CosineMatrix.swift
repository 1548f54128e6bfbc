import Clustering

/// Cosine distances of all pairs of points: what the embedding itself is clustered by.
enum CosineMatrix {
    /// - Throws: `ClusteringError` when the pairs are too many for memory.
    static func of(_ points: EmbeddedPoints, options: ExecutionOptions) throws(ClusteringError) -> DissimilarityMatrix {
        let count = points.count
        let directions = points.directions
        let hasDirection = points.lengths.map { $0 > 0 }
        let rows = options.mapChunks(of: 0..<count, grain: 1) { chunk in
            let row = chunk.lowerBound
            return (row + 1..<max(row + 1, count)).map { other -> Float in
                guard hasDirection[row], hasDirection[other] else { return hasDirection[row] || hasDirection[other] ? 1 : 0 }
                return min(2, max(0, 1 - directions.product(row, other)))
            }
        }
        return try DissimilarityMatrix(count: count, values: rows.flatMap { $0 })
    }
}

/// Points at length 1, one after the other.
struct Directions: Sendable {
    private let values: [Float]
    private let dimension: Int

    init(_ values: [Float], dimension: Int) {
        self.values = values
        self.dimension = dimension
    }

    /// The sum of two points' products, sixteen at once, always in the same order.
    func product(_ one: Int, _ other: Int) -> Float {
        // Both points lie within the values, since `dimension` divides their count; only whole blocks of 16 are loaded at once.
        values.withUnsafeBytes { bytes in
            let width = MemoryLayout<Float>.stride
            let (first, second) = (one * dimension * width, other * dimension * width)
            var sums = SIMD16<Float>.zero
            var place = 0
            while place + 16 <= dimension {
                sums += bytes.loadUnaligned(fromByteOffset: first + place * width, as: SIMD16<Float>.self)
                    * bytes.loadUnaligned(fromByteOffset: second + place * width, as: SIMD16<Float>.self)
                place += 16
            }
            var sum = Float(0)
            for lane in 0..<16 { sum += sums[lane] }
            for rest in place..<dimension { sum += values[one * dimension + rest] * values[other * dimension + rest] }
            return sum
        }
    }
}
