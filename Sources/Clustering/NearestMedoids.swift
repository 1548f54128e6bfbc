/// A set of medoids with what SWAP knows of each row: its nearest and its second nearest medoid.
struct NearestMedoids: Sendable {
    /// The k medoids, rising; the cluster of a medoid is its place here.
    let medoids: [Int]
    /// The cluster of each row: that of the nearest medoid, the lowest of several; a medoid is in its own.
    private(set) var cluster: [Int]
    /// Each row's distance to its nearest medoid.
    private(set) var distance: [Float]
    /// Each row's distance to its second nearest medoid; infinite if there is only one.
    private(set) var secondDistance: [Float]
    /// TD: the weighted sum of the distances to the nearest medoid, added in row order.
    private(set) var loss = 0.0

    /// Assigns all rows.
    ///
    /// - Parameters:
    ///   - medoids: Different rows, at least one, in any order.
    ///   - rows: The dissimilarities, with row weights.
    init(_ medoids: [Int], _ rows: WeightedMatrix) {
        self.medoids = medoids.sorted()
        cluster = [Int](repeating: 0, count: rows.count)
        distance = [Float](repeating: .infinity, count: rows.count)
        secondDistance = distance
        var distances = distance
        for (place, medoid) in self.medoids.enumerated() {
            rows.matrix.copyRow(medoid, into: &distances)
            for o in distances.indices {
                if distances[o] < distance[o] {
                    secondDistance[o] = distance[o]
                    distance[o] = distances[o]
                    cluster[o] = place
                } else if distances[o] < secondDistance[o] {
                    secondDistance[o] = distances[o]
                }
            }
        }
        // Two medoids may have distance 0 to each other: then no cluster may lose its own medoid.
        for (place, medoid) in self.medoids.enumerated() { cluster[medoid] = place }
        for o in distance.indices { loss += rows.weights[o] * Double(distance[o]) }
    }

    /// Whether each row is a medoid.
    var isMedoid: [Bool] {
        var flags = [Bool](repeating: false, count: cluster.count)
        for medoid in medoids { flags[medoid] = true }
        return flags
    }

    /// The medoids after an exchange.
    func medoids(after swap: KMedoids.Swap) -> [Int] {
        var exchanged = medoids
        exchanged[swap.cluster] = swap.candidate
        return exchanged
    }

    /// The number of original rows in each cluster.
    func clusterWeights(_ rows: WeightedMatrix) -> [Int] {
        var weights = [Int](repeating: 0, count: medoids.count)
        for o in cluster.indices { weights[cluster[o]] += rows.rowWeights[o] }
        return weights
    }
}
