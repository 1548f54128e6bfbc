extension KMedoids {
    /// An exchange of a medoid for another row.
    struct Swap: Sendable {
        /// The cluster whose medoid goes.
        let cluster: Int
        /// The row that comes.
        let candidate: Int
        /// The loss that the exchange leads to.
        let loss: Double
    }

    /// SWAP: exchanges medoids while that lowers the loss.
    ///
    /// This is FasterPAM (Schubert & Rousseeuw 2021, section 3.3): candidates are looked at in row order, round and round,
    /// and the first exchange that lowers the loss is made at once. It ends when a whole round finds none, so that the
    /// medoids are a local optimum of PAM.
    ///
    /// - Parameters:
    ///   - medoids: k different rows to start with.
    ///   - rows: The dissimilarities, with row weights.
    ///   - known: A result of the same rows; where its medoids are reached, what comes is known.
    ///   - options: Threads, progress and cancellation.
    func exchange(
        _ medoids: [Int], _ rows: WeightedMatrix, known: KMedoidsResult? = nil, options: ExecutionOptions
    ) throws(ClusteringError) -> KMedoidsResult {
        if let maximumSwaps, maximumSwaps < 0 {
            throw ClusteringError(.invalidOption, "the number of swaps cannot be \(maximumSwaps)")
        }
        let nearest = NearestMedoids(medoids, rows)
        let startLoss = nearest.loss
        let limit = maximumSwaps ?? Int.max
        var swaps = 0
        var round = SwapRound(candidates: rows.count)
        // One cluster has its best medoid from the start, and no second nearest to move to.
        if medoids.count == 1 { round.end() }
        var search = SwapSearch(nearest, options: options)
        while swaps < limit, let block = round.next {
            try options.checkCancelled()
            guard let swap = search.firstImprovement(in: block) else {
                round.pass(block)
                continue
            }
            nearest.exchange(swap)
            search.update()
            round.restart(after: swap.candidate)
            if let known, known.converged, nearest.loss == known.loss, nearest.medoids.sorted() == known.medoids { round.end() }
            swaps += 1
            try options.step(.swap, swaps, of: nil)
        }
        return nearest.result(startLoss: startLoss, swaps: swaps, converged: swaps < limit && round.next == nil, start: start)
    }
}

/// Which candidates SWAP looks at next.
struct SwapRound {
    /// Candidates a block at most: often enough to ask for cancellation.
    private static let largestBlock = 4096

    private let candidates: Int
    private var position = 0
    /// Candidates still to be looked at before a whole round is without a swap.
    private var remaining: Int

    init(candidates: Int) {
        self.candidates = candidates
        remaining = candidates
    }

    /// The next block; `nil` at the end of a round without a swap.
    var next: Range<Int>? {
        guard remaining > 0 else { return nil }
        return position..<position + min(remaining, candidates - position, SwapRound.largestBlock)
    }

    /// Goes on: a block has no swap.
    mutating func pass(_ block: Range<Int>) {
        remaining -= block.count
        position = block.upperBound < candidates ? block.upperBound : 0
    }

    /// Begins a new round behind a candidate, which need not be looked at again.
    mutating func restart(after candidate: Int) {
        remaining = candidates - 1
        position = candidate + 1 < candidates ? candidate + 1 : 0
    }

    /// Ends the search.
    mutating func end() { remaining = 0 }
}
