extension SampledKMedoids {
    /// Finds better medoids among all rows: candidates in each cluster, then exchanges judged by a batch.
    ///
    /// - Parameters:
    ///   - assignment: The partition so far.
    ///   - rows: The rows.
    ///   - batch: Rows that judge exchanges.
    ///   - round: The number of the round.
    /// - Returns: k different rows, rising.
    func refine(_ assignment: RowAssignment, _ rows: ComparedRows, _ batch: [Int], round: Int) throws(ClusteringError) -> [Int] {
        let kept = max(4, min(16, 1600 / clusterCount))
        var candidates = Set(assignment.medoids)
        var tops: [Int] = []
        for (cluster, members) in assignment.rowsOfClusters().enumerated() {
            let best = central(members, in: rows, keeping: kept) { step in Draws(seed, .references(round: round, cluster: cluster, step: step)) }
            candidates.formUnion(best)
            tops.append(best.first ?? assignment.medoids[cluster])
            try rows.options.step(.refinement, cluster + 1, of: clusterCount)
        }
        let exchange = try BatchExchange(candidates: candidates.sorted(), batch: batch, rows)
        return exchange.run(from: [assignment.medoids, tops])
    }

    /// The rows of a cluster that are most central, the best first, by correlated sequential halving.
    ///
    /// - Parameters:
    ///   - members: The rows of the cluster, rising, at least one.
    ///   - kept: How many rows to keep.
    ///   - draws: The draw of the references of a step.
    private func central(_ members: [Int], in rows: ComparedRows, keeping kept: Int, draws: (Int) -> Draws) -> [Int] {
        var candidates = members
        var references = Self.firstReferences
        for step in 0... {
            let chosen = draws(step).rows(references, of: members.count).map { members[$0] }
            let sums = sumsOfDistances(of: candidates, to: chosen, rows)
            let order = candidates.indices.sorted { (sums[$0], candidates[$0]) < (sums[$1], candidates[$1]) }
            let isLast = chosen.count == members.count || candidates.count <= kept
            let best = order.prefix(isLast ? kept : max(kept, candidates.count / 4)).map { candidates[$0] }
            if isLast { return best }
            candidates = best.sorted()
            references *= 4
        }
        return candidates
    }

    /// The rows with which all rows of a cluster are compared at first.
    private static let firstReferences = 32

    /// The sum of each row's distances to some others.
    private func sumsOfDistances(of some: [Int], to references: [Int], _ rows: ComparedRows) -> [Double] {
        let few = rows.comparison.pack(references)
        return rows.options.mapChunks(of: 0..<some.count, grain: ComparedRows.grain) { chunk in
            var sums = [Double](repeating: 0, count: chunk.count)
            rows.comparison.compare(few, with: rows.comparison.pack(some[chunk])) { _, first, block in
                for (lane, distance) in block.enumerated() { sums[first + lane] += Double(distance) }
            }
            return sums
        }.flatMap(\.self)
    }
}
