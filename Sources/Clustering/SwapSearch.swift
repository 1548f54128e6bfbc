import CClusteringKernels
import Dispatch
import Synchronization

/// The search for an exchange that lowers the loss, with what does not change until one is made.
///
/// By the removal losses of FastPAM1 (Schubert & Rousseeuw 2021, section 3.1), one look at a candidate's distances tells
/// the change of the loss for all k medoids. Sums of 32-bit floats are a filter that lets through whatever might lower
/// the loss; sums of 64-bit floats then choose the medoid and decide.
struct SwapSearch {
    /// Candidates that one thread looks at before others are asked to help: a swap often comes soon after another.
    private static let alone = 64
    /// Candidates a thread takes at a time.
    private static let grain = 16

    private let nearest: NearestMedoids
    private let workers: Int
    private var scratches: [SwapScratch]
    private var loss: SwapLosses

    /// Prepares the search around some medoids.
    init(_ nearest: NearestMedoids, options: ExecutionOptions) {
        self.nearest = nearest
        let workers = min(options.processorCount, max(1, nearest.rows.count / SwapSearch.grain))
        self.workers = workers
        scratches = (0..<workers).map { _ in SwapScratch(clusterCount: nearest.medoids.count, nearest.rows) }
        loss = SwapLosses(nearest)
    }

    /// Takes notice of an exchange.
    mutating func update() { loss = SwapLosses(nearest) }

    /// The exchange for the first candidate that lowers the loss with any.
    ///
    /// Which threads look at which candidates makes no difference: the first in row order counts, and all before it
    /// have been looked at.
    func firstImprovement(in candidates: Range<Int>) -> KMedoids.Swap? {
        let split = workers > 1 ? min(candidates.lowerBound + SwapSearch.alone, candidates.upperBound) : candidates.upperBound
        for candidate in candidates.lowerBound..<split {
            if let swap = loss.improvement(candidate, nearest, scratches[0]) { return swap }
        }
        return split < candidates.upperBound ? firstImprovementByAll(in: split..<candidates.upperBound) : nil
    }

    /// The same by all threads: each takes the next few candidates until there are none before the first swap found.
    private func firstImprovementByAll(in candidates: Range<Int>) -> KMedoids.Swap? {
        let next = Atomic<Int>(candidates.lowerBound)
        let lowest = Atomic<Int>(Int.max)
        let (loss, nearest, scratches) = (loss, nearest, scratches)
        for scratch in scratches { scratch.found = nil }
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            // Safe to share: each worker has a scratch of its own.
            let scratch = scratches[worker]
            while scratch.found == nil {
                let start = next.add(SwapSearch.grain, ordering: .relaxed).oldValue
                guard start < candidates.upperBound, start < lowest.load(ordering: .relaxed) else { return }
                for candidate in start..<min(start + SwapSearch.grain, candidates.upperBound) {
                    guard let swap = loss.improvement(candidate, nearest, scratch) else { continue }
                    scratch.found = swap
                    _ = lowest.min(candidate, ordering: .relaxed)
                    break
                }
            }
        }
        return scratches.compactMap(\.found).min { $0.candidate < $1.candidate }
    }
}

/// What one thread of the search writes.
final class SwapScratch: @unchecked Sendable {
    fileprivate var found: KMedoids.Swap?
    /// Room for a row of a condensed matrix.
    var row: [Float]
    /// Room for a number a cluster.
    let sums: LaneBuffer<Float>
    /// The same.
    let changes: LaneBuffer<Double>

    init(clusterCount: Int, _ rows: WeightedMatrix) {
        row = rows.scratch()
        sums = LaneBuffer(count: clusterCount)
        changes = LaneBuffer(count: clusterCount)
    }
}

/// What the removal of each medoid costs, and by it the change of the loss that a candidate makes.
struct SwapLosses: Sendable {
    /// ΔTD⁻(mi) of cluster i.
    private let removal: LaneBuffer<Double>
    /// The same as 32-bit floats, lowered by what their rounding could hide; infinite in the padding.
    private let lowered: LaneBuffer<Float>
    /// Whether 32-bit sums stay finite and the filter can be trusted.
    private let isFiltering: Bool
    private let isMedoid: [Bool]

    init(_ nearest: NearestMedoids) {
        let clusterCount = nearest.medoids.count
        isMedoid = nearest.isMedoid
        let (removal, sizes) = nearest.removalLosses()
        lowered = LaneBuffer(count: removal.padded, repeating: .infinity)
        for cluster in 0..<clusterCount {
            lowered[cluster] = Float(removal[cluster] * (1 - SwapLosses.hidden(sizes[cluster], of: nearest.rows.count)))
        }
        let sum = removal.elements.reduce(nearest.loss, +)
        isFiltering = sum < Double(Float.greatestFiniteMagnitude) / 4
        self.removal = removal
    }

    /// The share of a removal loss that the rounding of the filter could hide.
    ///
    /// All terms of a sum have one sign, so m additions lose at most m/2²⁴ of it. A change is near 0 only where the
    /// terms are together as large as the removal loss. Twice that, and four times for safety.
    private static func hidden(_ clusterSize: Int32, of count: Int) -> Double {
        min(1, 8 * (max(Double(clusterSize), Double(count) / 16) + 16) / Double(1 << 24))
    }

    /// The best exchange for one candidate if it lowers the loss; ties go to the first cluster.
    func improvement(_ candidate: Int, _ nearest: NearestMedoids, _ scratch: SwapScratch) -> KMedoids.Swap? {
        guard !isMedoid[candidate] else { return nil }
        let kernels = nearest.rows.kernels
        return nearest.rows.matrix.withRow(candidate, scratch: &scratch.row) { row in
            nearest.withState { state in
                if isFiltering, kernels.lowest_change(row, state, lowered.pointer, removal.count, scratch.sums.pointer) >= 0 {
                    return nil
                }
                let cluster = bestRemoval(row, state, kernels, scratch.changes)
                guard let cluster else { return nil }
                let loss = kernels.loss_after(row, state, Int32(cluster))
                // What rounding alone makes "better" is no swap.
                return loss < nearest.loss ? KMedoids.Swap(cluster: cluster, candidate: candidate, loss: loss) : nil
            }
        }
    }

    /// The medoid that is best exchanged for the candidate with these distances; `nil` if no exchange lowers the loss.
    private func bestRemoval(
        _ row: UnsafePointer<Float>, _ state: UnsafePointer<clustering_nearest>, _ kernels: clustering_swap_kernels,
        _ changes: LaneBuffer<Double>
    ) -> Int? {
        for cluster in 0..<removal.count { changes[cluster] = removal[cluster] }
        let shared = kernels.add_changes(row, state, changes.pointer)
        var best = 0
        for cluster in 1..<max(1, removal.count) where changes[cluster] < changes[best] { best = cluster }
        return changes[best] + shared < 0 ? best : nil
    }
}
