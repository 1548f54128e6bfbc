/// Joins reciprocal nearest neighbours: a chain goes from a cluster to its nearest, to the nearest of that, …, each time
/// closer, until two are nearest to each other; these are joined.
///
/// For average and complete linkage a joined cluster is never closer to a third than the nearer of its parts, so the
/// rest of the chain stays one, and so does every nearest neighbour that is still there (`Neighbour` remembers). The rounded
/// arithmetic keeps to that exactly; see `merge_average`.
struct NearestNeighbourChain {
    /// Clusters are moved together when the detours since have cost this many times the values there are then…
    private static let compactingCost = 4
    /// …but not below this number of places.
    private static let leastPlaces = 256

    private var rows: LinkageRows
    /// The nearest neighbour of each place's cluster as last found.
    private var nearest: [Neighbour]
    /// How many original rows the cluster of each place holds.
    private var weights: [Double]
    /// A row of the cluster of each place: the one that its first place began with.
    private var leaf: [Int]
    /// The places of the chain, each the nearest of the one before it.
    private var chain: [Int] = []
    /// Places below this one hold no cluster.
    private var firstPlace = 0

    /// Finds each row's nearest.
    init(_ rows: WeightedMatrix, _ linkage: Agglomerative.Linkage, options: ExecutionOptions) throws(ClusteringError) {
        let count = rows.count
        let storage = try rows.matrix.squareStorage(options: options)
        self.rows = LinkageRows(storage, count: count, linkage)
        weights = rows.rowWeights.map(Double.init)
        leaf = Array(0..<count)
        let stride = DissimilarityMatrix.rowStride(of: count)
        let open = [Float](repeating: 0, count: count)
        let found = options.mapChunks(of: 0..<count, grain: 32) { chunk in
            open.withUnsafeBufferPointer { open in
                chunk.map { row -> Neighbour in
                    guard let mask = open.baseAddress else { return Neighbour(place: -1, join: 0, distance: 0) }
                    return LinkageRows.nearest(to: row, in: storage.floats + row * stride, mask, count: count, join: 0)
                }
            }
        }
        nearest = found.flatMap(\.self)
    }

    /// Joins until one cluster is left.
    ///
    /// - Returns: The joins in the order made: a row of each part, and the height.
    mutating func run(options: ExecutionOptions) throws(ClusteringError) -> [Dendrogram.Join] {
        let total = rows.clusterCount - 1
        var joins: [Dendrogram.Join] = []
        joins.reserveCapacity(total)
        while joins.count < total {
            let (first, second, height) = reciprocalPair()
            joins.append(Dendrogram.Join(leaf[first], leaf[second], height: Double(height)))
            try join(first, second)
            if joins.count.isMultiple(of: 256) || joins.count == total {
                try options.step(.linkage, joins.count, of: total)
            }
            if rows.count > NearestNeighbourChain.leastPlaces,
                rows.detours > NearestNeighbourChain.compactingCost * rows.clusterCount * rows.clusterCount {
                try compact(options: options)
            }
        }
        return joins
    }

    /// Lengthens the chain until its last two are nearest to each other, and takes those off.
    private mutating func reciprocalPair() -> (Int, Int, Float) {
        if chain.isEmpty { chain.append(lowestPlace()) }
        while true {
            let tip = chain[chain.count - 1]
            if !rows.isAlive(nearest[tip]) { nearest[tip] = rows.nearest(to: tip) }
            let next = nearest[tip]
            if chain.count > 1 {
                let before = chain[chain.count - 2]
                let distance = nearest[before].distance
                // Of equally near ones it is the one before: so the chain ends.
                if distance <= next.distance {
                    chain.removeLast(2)
                    return (before, tip, distance)
                }
            }
            chain.append(Int(next.place))
        }
    }

    /// The lowest place with a cluster.
    private mutating func lowestPlace() -> Int {
        while !rows.isAlive(firstPlace) { firstPlace += 1 }
        return firstPlace
    }

    /// Makes two clusters one.
    private mutating func join(_ first: Int, _ second: Int) throws(ClusteringError) {
        let weight = weights[first] + weights[second]
        let (heavier, lighter) = weights[first] >= weights[second] ? (first, second) : (second, first)
        let place = try rows.join(heavier, lighter, share: Float(weights[lighter] / weight))
        weights[place] = weight
        if rows.clusterCount > 1 { nearest[place] = rows.nearest(to: place) }
    }

    /// Moves the clusters to the first places, in their order.
    private mutating func compact(options: ExecutionOptions) throws(ClusteringError) {
        let (compacted, oldPlaces) = try rows.compacted(options: options)
        var newPlaces = [Int32](repeating: -1, count: rows.count)
        for (new, old) in oldPlaces.enumerated() { newPlaces[old] = Int32(new) }
        nearest = oldPlaces.map { [nearest, rows] old in
            let neighbour = nearest[old]
            let place = rows.isAlive(neighbour) ? newPlaces[Int(neighbour.place)] : -1
            return Neighbour(place: place, join: 0, distance: neighbour.distance)
        }
        weights = oldPlaces.map { [weights] in weights[$0] }
        leaf = oldPlaces.map { [leaf] in leaf[$0] }
        chain = chain.map { Int(newPlaces[$0]) }
        firstPlace = 0
        rows = compacted
    }
}

extension DissimilarityMatrix {
    /// The values in the square layout: their own storage, or a copy.
    func squareStorage(options: ExecutionOptions) throws(ClusteringError) -> MatrixStorage {
        guard layout == .condensed else { return storage }
        let square = try MatrixStorage(
            count: DissimilarityMatrix.valueCount(of: count, layout: .square, maximumBytes: options.maximumMatrixBytes))
        var row = [Float](repeating: 0, count: count)
        for i in 0..<count {
            copyRow(i, into: &row)
            for j in 0..<count { square.floats[i * rowStride + j] = row[j] }
        }
        return square
    }
}
