/// K-medoids for any number of rows: found on samples, refined on all rows, in memory that does not grow with their square.
///
/// 1. *Samples*, as CLARA takes them (L. Kaufman, P. J. Rousseeuw: *Finding Groups in Data*, 1990, chapter 3) and
///    FasterCLARA clusters them (E. Schubert, P. J. Rousseeuw: *Fast and Eager k-Medoids Clustering*, Information Systems
///    101, 2021): ``KMedoids`` finds k medoids in each. The ones that are best for rows drawn to judge them go on.
/// 2. *Refinement*. The medoids of a sample are rows of the sample, and better ones are nearly always among the
///    others. All rows are assigned; the rows of each cluster are compared with few rows drawn from it, the better quarter
///    with four times as many, and so on: the medoid is found by correlated sequential halving (T. Baharav, D. Tse:
///    *Ultra Fast Medoid Identification via Correlated Sequential Halving*, NeurIPS 2019).
/// 3. *Exchange*. The best rows of all clusters are candidates of eager swaps, as in FasterPAM, whose changes of the loss
///    are estimated on a batch of rows, as in OneBatchPAM (A. de Mathelin et al., AAAI 2025), but a large one.
/// 4. All rows are assigned to the medoids that were best.
///
/// The cost grows with the rows, and the memory by 8 bytes a row beside the table. With no more rows than a sample takes
/// the result is that of ``KMedoids`` on all rows. It depends on the input and the seed alone, not on threads.
public struct SampledKMedoids: Sendable, Hashable {
    /// The number of clusters, k.
    public var clusterCount: Int
    /// How many samples are clustered.
    public var sampleCount: Int
    /// The rows of a sample; `nil` takes 4,000, or 20 a cluster if that is more.
    public var sampleSize: Int?
    /// What the draws depend on.
    public var seed: UInt64

    /// Sets up a clustering; everything is checked when it runs.
    ///
    /// - Parameters:
    ///   - clusterCount: The number of clusters, k, from 1 to the number of distinct rows.
    ///   - sampleCount: How many samples are clustered, at least 1.
    ///   - sampleSize: The rows of a sample, at least k; `nil` takes 4,000, or 20 k if that is more.
    ///   - seed: What the draws depend on.
    public init(clusterCount: Int, sampleCount: Int = 3, sampleSize: Int? = nil, seed: UInt64 = 1) {
        self.clusterCount = clusterCount
        self.sampleCount = sampleCount
        self.sampleSize = sampleSize
        self.seed = seed
    }
}

extension SampledKMedoids {
    /// Clusters the rows of a table by Gower's dissimilarity.
    ///
    /// - Parameters:
    ///   - table: n rows of mixed features.
    ///   - options: Threads, memory limit (of a sample's matrix), progress and cancellation.
    /// - Returns: Medoids, assignments and loss; cluster numbers rise with the medoid's row.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount` (k < 1, or k above the number of distinct rows or
    ///   of the rows of a sample), `tooLarge` (a sample's matrix), `invalidOption` or `cancelled`.
    public func cluster(_ table: GowerTable, options: ExecutionOptions = ExecutionOptions()) throws(ClusteringError) -> SampledKMedoidsResult {
        try validate(rows: table.rowCount, options)
        let rows = ComparedRows(table, options)
        let batch = Draws(seed, .batch).rows(Self.batchSize, of: rows.count)
        let samples = try samples(rows)
        let judged = try judge(samples, rows, batch)
        var best = try RowAssignment(judged.medoids, rows)
        if samples.allSatisfy({ $0.size < rows.count }) {
            for round in 0..<Self.rounds {
                let medoids = try refine(best, rows, batch, round: round)
                if medoids == best.medoids { break }
                let refined = try RowAssignment(medoids, rows)
                guard refined.loss < best.loss else { break }
                best = refined
            }
        }
        return SampledKMedoidsResult(
            best, sampleSizes: samples.map(\.size), sampleLosses: judged.losses.map { $0 / Double(batch.count) * Double(rows.count) }, seed: seed)
    }

    /// Rows on which medoids are judged and exchanged.
    static let batchSize = 20_000
    /// Rounds of refinement and exchange. The first brings nearly all, see the figures in the documentation.
    private static let rounds = 2

    /// The rows of a sample.
    private var rowsPerSample: Int {
        sampleSize ?? max(4_000, clusterCount.multipliedReportingOverflow(by: 20).overflow ? .max : clusterCount * 20)
    }

    private func validate(rows: Int, _ options: ExecutionOptions) throws(ClusteringError) {
        try options.validate()
        guard sampleCount >= 1 else { throw ClusteringError(.invalidOption, "at least one sample is needed, not \(sampleCount)") }
        guard clusterCount >= 1, clusterCount <= rows else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of \(rows) rows")
        }
        guard rowsPerSample >= clusterCount else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of samples of \(rowsPerSample) rows")
        }
    }

    /// Clusters the samples.
    private func samples(_ rows: ComparedRows) throws(ClusteringError) -> [ClusteredSample] {
        let size = min(rowsPerSample, rows.count)
        var samples: [ClusteredSample] = []
        for number in 0..<(size < rows.count ? sampleCount : 1) {
            let drawn = Draws(seed, .sample(number)).rows(size, of: rows.count)
            let seed = Draws(seed, .start(number)).seed
            if let sample = try ClusteredSample(drawn, clusterCount, seed: seed, rows) {
                samples.append(sample)
            } else {
                samples.append(try ClusteredSample(ofDistinct: size, clusterCount, seed: seed, rows))
            }
            try rows.options.step(.sample, samples.count, of: sampleCount)
        }
        return samples
    }

    /// The medoids of the sample that are best for the batch, and the loss of the batch for those of each.
    private func judge(
        _ samples: [ClusteredSample], _ rows: ComparedRows, _ batch: [Int]
    ) throws(ClusteringError) -> (medoids: [Int], losses: [Double]) {
        var best: (medoids: [Int], loss: Double)?
        var losses: [Double] = []
        for sample in samples {
            let loss = try RowAssignment(sample.medoids, rows, of: batch).loss
            losses.append(loss)
            if loss < best?.loss ?? .infinity { best = (sample.medoids, loss) }
        }
        return (best?.medoids ?? [], losses)
    }
}
