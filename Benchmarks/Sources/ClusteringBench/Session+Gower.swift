import Clustering

extension Session {
    /// The full matrix, from features in memory. `memory=reused` writes it over the last one; `memory=fresh` asks the system
    /// for memory each time. `rows` takes the first rows, `columns=complete` the columns without missing values. The least of
    /// `repeats`.
    mutating func gower(_ request: Request) throws -> Answer {
        let options = try request.options()
        let complete = request.text("columns", or: "all") == "complete"
        let rows = try request.integer("rows", or: raw.rowCount)
        let table = complete || rows < raw.rowCount ? try raw.gowerTable(rows: rows, completeColumns: complete) : try loadedTable()
        let layout: DissimilarityMatrix.Layout = request.text("layout", or: "square") == "square" ? .square : .condensed
        let reuses = request.text("memory", or: "fresh") == "reused"
        var least = Double.infinity
        for _ in 0..<(try request.integer("repeats", or: 1)) {
            if !reuses { matrix = nil }
            let start = seconds()
            let dissimilarity = Dissimilarity(table)
            let made = if let old = takenMatrix() {
                try dissimilarity.matrix(reusing: consume old, layout: layout, options: options)
            } else {
                try dissimilarity.matrix(layout: layout, options: options)
            }
            least = min(least, seconds() - start)
            matrix = made
        }
        row = nil
        return ["seconds": "\(least)", "incomparable": "\(matrix?.incomparablePairs ?? 0)"]
    }

    /// The last matrix, given up.
    private mutating func takenMatrix() -> DissimilarityMatrix? {
        let taken = matrix
        matrix = nil
        return taken
    }

    /// One row to all; the mean of some rows, with a comparison that was prepared before.
    mutating func gowerRow(_ request: Request) throws -> Answer {
        let options = try request.options()
        let dissimilarity = Dissimilarity(try loadedTable())
        let first = try request.integer("row", or: 0), repeats = try request.integer("repeats", or: 20)
        row = try dissimilarity.distances(from: [first], options: options)
        let start = seconds()
        for k in 0..<repeats { _ = try dissimilarity.distances(from: [(first + k) % raw.rowCount], options: options) }
        return ["seconds": "\((seconds() - start) / Double(repeats))"]
    }

    /// Writes the last matrix, or the last row, as raw floats.
    func save(_ request: Request) throws -> Answer {
        let path = try request.text("path")
        if let row {
            try RawFile.write(path, rows: 1) { _ in row }
        } else if let matrix {
            try RawFile.write(path, rows: matrix.count) { try matrix.row($0) }
        } else {
            throw BenchError("there is nothing to save")
        }
        return [:]
    }

    /// Finding the distinct rows.
    mutating func distinct(_ request: Request) throws -> Answer {
        let table = try loadedTable()
        let options = try request.options()
        let (elapsed, rows) = timed { WeightedRows(table, options: options) }
        return ["seconds": "\(elapsed)", "rows": "\(rows.weights.count)"]
    }
}
