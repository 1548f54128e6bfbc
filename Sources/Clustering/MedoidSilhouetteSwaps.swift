/// FasterMSC: exchanges medoids while that raises the average medoid silhouette (Lenssen & Schubert 2024, section 4).
enum MedoidSilhouetteSwaps {
    /// Candidates a chunk of work.
    private static let grain = 16
    /// Candidates that are looked at before the next are begun, at first; doubled while none of them improves.
    private static let firstBlock = 32

    /// Makes each exchange that lowers Σ wo d1(o)/d2(o) as soon as it is found, candidates in row order, round and round,
    /// until a whole round finds none.
    ///
    /// - Parameters:
    ///   - medoids: k different rows to start with, at least two.
    ///   - rows: The dissimilarities, with row weights.
    ///   - options: Threads, progress and cancellation.
    /// - Returns: The medoids, and how many exchanges were made.
    static func exchange(
        _ medoids: [Int], _ rows: WeightedMatrix, options: ExecutionOptions
    ) throws(ClusteringError) -> (ThreeNearestMedoids, swaps: Int) {
        var nearest = ThreeNearestMedoids(medoids, rows)
        var swaps = 0
        var size = firstBlock
        var round = SwapRound(candidates: rows.count)
        while let block = round.next?.prefix(size) {
            try options.checkCancelled()
            guard let (better, candidate) = firstImprovement(in: block, nearest, rows, options: options) else {
                round.pass(block)
                size = min(2 * size, rows.count)
                continue
            }
            nearest = better
            round.restart(after: candidate)
            size = firstBlock
            swaps += 1
            try options.step(.swap, swaps, of: nil)
        }
        return (nearest, swaps)
    }

    /// What the first candidate leads to that improves.
    private static func firstImprovement(
        in block: Range<Int>, _ nearest: ThreeNearestMedoids, _ rows: WeightedMatrix, options: ExecutionOptions
    ) -> (ThreeNearestMedoids, candidate: Int)? {
        let isMedoid = Set(nearest.medoids)
        let found = options.mapChunks(of: block, grain: grain) { chunk -> (ThreeNearestMedoids, candidate: Int)? in
            let scratch = SwapScratch(clusterCount: nearest.medoids.count, rows)
            for candidate in chunk where !isMedoid.contains(candidate) {
                guard let cluster = nearest.bestExchange(for: candidate, scratch) else { continue }
                var medoids = nearest.medoids
                medoids[cluster] = candidate
                let better = ThreeNearestMedoids(medoids, rows)
                // What rounding alone makes "better" is no exchange.
                if better.loss < nearest.loss { return (better, candidate) }
            }
            return nil
        }
        return found.lazy.compactMap(\.self).first
    }
}

extension Range<Int> {
    /// The first few of a range.
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
