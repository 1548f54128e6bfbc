/// A partition of many rows around medoids that samples have led to.
public struct SampledKMedoidsResult: Sendable, Hashable {
    /// The k medoids, as rows of the table, rising; cluster c is that of `medoids[c]`.
    public let medoids: [Int]
    /// The cluster (0..<k) of each row: that of its nearest medoid, the lowest of several; a medoid is in its own.
    public let assignments: [Int32]
    /// Each row's distance to its medoid.
    public let distances: [Float]
    /// The number of rows in each of the k clusters, at least 1.
    public let clusterSizes: [Int]
    /// TD: the sum of all rows' distances to the nearest medoid.
    public let loss: Double
    /// For the medoids of each sample before they were refined: what the loss would be, estimated.
    public let sampleLosses: [Double]
    /// The number of rows of each sample.
    public let sampleSizes: [Int]
    /// What the draws depended on.
    public let seed: UInt64

    init(_ assignment: RowAssignment, sampleSizes: [Int], sampleLosses: [Double], seed: UInt64) {
        medoids = assignment.medoids
        assignments = assignment.clusters
        distances = assignment.distances
        loss = assignment.loss
        clusterSizes = assignment.sizes
        self.sampleSizes = sampleSizes
        self.sampleLosses = sampleLosses
        self.seed = seed
    }

    /// The number of clusters, k.
    public var clusterCount: Int { medoids.count }
}
