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
}
