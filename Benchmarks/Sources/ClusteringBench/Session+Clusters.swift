import Clustering

extension Session {
    /// K-medoids of the last matrix. Start: row numbers with commas, `build`, or `random`.
    mutating func medoids(_ request: Request) throws -> Answer {
        let matrix = try loadedMatrix()
        let options = try request.options()
        let kMedoids = KMedoids(clusterCount: try request.integer("k", or: 15), start: try start(request))
        let (elapsed, result) = try timed { try kMedoids.cluster(matrix, options: options) }
        return [
            "seconds": "\(elapsed)", "loss": "\(result.loss)", "swaps": "\(result.swaps)",
            "medoids": result.medoids.map(String.init).joined(separator: ","),
        ]
    }

    /// All numbers of clusters with their silhouettes: of the last matrix, or (`rows=distinct`) from features in memory by
    /// distinct rows, matrix and all.
    mutating func sweep(_ request: Request) throws -> Answer {
        let counts = try request.integers("counts")
        let options = try request.options()
        let sweep = request.text("start", or: "default") == "default"
            ? KSweep(clusterCounts: counts) : KSweep(clusterCounts: counts, start: try start(request))
        let elapsed: Double, result: KSweepResult
        if request.text("rows", or: "all") == "distinct" {
            let table = try loadedTable()
            (elapsed, result) = try timed { try sweep.run(WeightedRows(table, options: options), options: options) }
        } else {
            let matrix = try loadedMatrix()
            (elapsed, result) = try timed { try sweep.run(matrix, options: options) }
        }
        return [
            "seconds": "\(elapsed)",
            "losses": result.entries.map { "\($0.result?.loss ?? .nan)" }.joined(separator: ","),
            "silhouettes": result.entries.map { "\($0.silhouette?.mean ?? .nan)" }.joined(separator: ","),
        ]
    }

    /// Silhouettes of given clusters.
    mutating func silhouette(_ request: Request) throws -> Answer {
        let matrix = try loadedMatrix()
        let options = try request.options()
        let labels = try RawFile.read(request.text("labels"), count: matrix.count, zero: Int32(0)).map(Int.init)
        let (elapsed, silhouette) = try timed { try Silhouette.of(matrix, assignments: labels, options: options) }
        guard let silhouette else { throw BenchError("there is one cluster only") }
        let path = request.text("save", or: "")
        if !path.isEmpty { try RawFile.write(path, rows: 1) { _ in silhouette.values } }
        return ["seconds": "\(elapsed)", "mean": "\(silhouette.mean)"]
    }

    private func start(_ request: Request) throws -> KMedoids.Start {
        switch request.text("start", or: "build") {
        case "build": .build
        case "random": .random(seed: UInt64(try request.integer("seed", or: 1)))
        default: .medoids(try request.integers("start"))
        }
    }
}
