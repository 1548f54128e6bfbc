import Clustering

extension Session {
    /// K-medoids of any number of rows, by samples. `rows` takes the first rows only. Tables are kept encoded, as the
    /// command keeps them; encoding them is not on the clock.
    mutating func sampled(_ request: Request) throws -> Answer {
        matrix = nil
        table = nil
        let rows = try request.integer("rows", or: raw.rowCount)
        let encoded = try raw.encodedTable(rows: rows)
        let options = try request.options()
        let kMedoids = SampledKMedoids(clusterCount: try request.integer("k", or: 15), seed: UInt64(try request.integer("seed", or: 1)))
        let (elapsed, result) = try timed { try kMedoids.cluster(encoded, options: options) }
        return [
            "seconds": "\(elapsed)", "loss": "\(result.loss)", "rows": "\(encoded.rowCount)",
            "medoids": result.medoids.map(String.init).joined(separator: ","),
        ]
    }

    /// The loss of all rows to given medoids.
    mutating func assigned(_ request: Request) throws -> Answer {
        let medoids = try request.integers("medoids")
        let options = try request.options()
        let rows = raw.rowCount
        let dissimilarity = Dissimilarity(try raw.encodedTable())
        let (elapsed, loss) = try timed {
            let distances = try dissimilarity.distances(from: medoids, options: options)
            return (0..<rows).reduce(0.0) { sum, row in
                sum + Double(medoids.indices.reduce(Float.infinity) { min($0, distances[$1 * rows + row]) })
            }
        }
        return ["seconds": "\(elapsed)", "loss": "\(loss)"]
    }
}
