/// A table whose rows are compared, and how.
struct ComparedRows: Sendable {
    let table: GowerTable
    let comparison: RowComparison
    let options: ExecutionOptions
    /// Rows that one thread prepares and compares at a time.
    static let grain = 1024

    init(_ table: GowerTable, _ options: ExecutionOptions) {
        self.table = table
        self.options = options
        comparison = RowComparison(table)
    }

    var count: Int { table.rowCount }
}

/// Every row's nearest medoid.
struct RowAssignment: Sendable {
    /// The k medoids, rising.
    let medoids: [Int]
    /// The cluster of each row.
    private(set) var clusters: [Int32]
    /// Each row's distance to its medoid.
    private(set) var distances: [Float]
    /// The number of rows of each cluster.
    private(set) var sizes: [Int]
    /// The sum of the distances.
    private(set) var loss = 0.0

    /// Assigns all rows of a table, in one pass over it.
    init(_ medoids: [Int], _ rows: ComparedRows) throws(ClusteringError) {
        try self.init(medoids, rows, of: 0..<rows.count)
        for (cluster, medoid) in self.medoids.enumerated() {
            // Two medoids may have distance 0 to each other, and one with nothing to compare is far from everything.
            sizes[Int(clusters[medoid])] -= 1
            sizes[cluster] += 1
            loss -= Double(distances[medoid])
            clusters[medoid] = Int32(truncatingIfNeeded: cluster)
            distances[medoid] = 0
        }
    }

    /// Assigns some rows.
    init(_ medoids: [Int], _ rows: ComparedRows, of some: some RandomAccessCollection<Int> & Sendable) throws(ClusteringError) {
        self.medoids = medoids.sorted()
        clusters = []
        distances = []
        sizes = [Int](repeating: 0, count: medoids.count)
        clusters.reserveCapacity(some.count)
        distances.reserveCapacity(some.count)
        let few = rows.comparison.pack(self.medoids)
        let bandRows = 1 << 16
        for start in stride(from: 0, to: some.count, by: bandRows) {
            let band = start..<min(some.count, start + bandRows)
            let chunks = rows.options.mapChunks(of: band, grain: ComparedRows.grain) { chunk in
                RowAssignment.nearest(few, rows, some, chunk)
            }
            for chunk in chunks {
                clusters += chunk.clusters
                distances += chunk.distances
                // Sums of chunks, which do not depend on the threads.
                loss += chunk.distances.reduce(0.0) { $0 + Double($1) }
                for cluster in chunk.clusters { sizes[Int(cluster)] += 1 }
            }
            try rows.options.step(.assignment, band.upperBound, of: some.count)
        }
    }

    private static func nearest(
        _ few: PackedRows, _ rows: ComparedRows, _ some: some RandomAccessCollection<Int> & Sendable, _ chunk: Range<Int>
    ) -> (clusters: [Int32], distances: [Float]) {
        let from = some.index(some.startIndex, offsetBy: chunk.lowerBound)
        let many = rows.comparison.pack(Array(some[from..<some.index(from, offsetBy: chunk.count)]))
        var clusters = [Int32](repeating: 0, count: chunk.count)
        var distances = [Float](repeating: .infinity, count: chunk.count)
        rows.comparison.compare(few, with: many) { cluster, first, block in
            let number = Int32(truncatingIfNeeded: cluster)
            for (lane, distance) in block.enumerated() where distance < distances[first + lane] {
                distances[first + lane] = distance
                clusters[first + lane] = number
            }
        }
        return (clusters, distances)
    }

    /// The rows of each cluster, rising.
    func rowsOfClusters() -> [[Int]] {
        var rows = sizes.map { size in
            var rows: [Int] = []
            rows.reserveCapacity(size)
            return rows
        }
        for (row, cluster) in clusters.enumerated() { rows[Int(cluster)].append(row) }
        return rows
    }
}
