import Clustering

extension Session {
    /// The tree of the last matrix; the heights of its joins are saved.
    mutating func linkage(_ request: Request) throws -> Answer {
        let matrix = try loadedMatrix()
        let options = try request.options()
        guard let rule = Agglomerative.Linkage(rawValue: request.text("rule", or: "average")) else {
            throw BenchError("there is no such linkage")
        }
        let (elapsed, tree) = try timed { try Agglomerative(linkage: rule).cluster(matrix, options: options) }
        let path = request.text("save", or: "")
        if !path.isEmpty { try RawFile.write(path, rows: 1) { _ in tree.merges.map(\.height) } }
        return ["seconds": "\(elapsed)"]
    }
}
