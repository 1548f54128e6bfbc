import CClusteringKernels
@testable import Clustering
import Testing

/// Every level of the inner loops and both layouts of a matrix give the same bits.
@Suite struct KernelLevelTests {
    static let levels = [CLUSTERING_PORTABLE, CLUSTERING_AVX2, CLUSTERING_AVX512].compactMap { level in
        clustering_kernels_of(Int32(level))?.pointee
    }

    /// Sizes around whole lanes and whole blocks; ties, duplicates and weights.
    @Test(arguments: [2, 15, 16, 17, 33, 100])
    func sameBits(count: Int) throws {
        let square = try KernelLevelTests.matrix(count, seed: 70)
        let condensed = try square.inCondensedLayout()
        for weights in [nil, (0..<count).map { 1 + $0 % 5 }] {
            for clusterCount in [2, 5, count / 2] where clusterCount > 1 && clusterCount <= count {
                let expected = try Outcome(clusterCount, WeightedMatrix(square, weights: weights), threads: 1)
                for kernels in KernelLevelTests.levels {
                    for matrix in [square, condensed] {
                        let rows = try WeightedMatrix(matrix, weights: weights, kernels: kernels.swap)
                        #expect(try Outcome(clusterCount, rows, threads: 2) == expected)
                    }
                }
            }
        }
    }

    /// More rows than the inner loops let wait, and more clusters than have their sums in banks.
    @Test func sameBitsForMany() throws {
        let matrix = try KernelLevelTests.matrix(1100, seed: 73)
        func run(_ kernels: clustering_kernels) throws -> KMedoidsResult {
            let rows = try WeightedMatrix(matrix, weights: nil, kernels: kernels.swap)
            return try KMedoids(clusterCount: 70, start: .random(seed: 1), maximumSwaps: 20)
                .cluster(rows, options: ExecutionOptions(threads: 2))
        }
        let expected = try run(KernelLevelTests.levels[0])
        for kernels in KernelLevelTests.levels.dropFirst() { #expect(try run(kernels) == expected) }
    }

    /// Everything that the inner loops have a part in.
    struct Outcome: Equatable {
        let build: KMedoidsResult
        let random: KMedoidsResult
        let lab: KMedoidsResult
        let silhouette: Silhouette?
        let selection: KSelectionResult
        let sweep: KSweepResult

        init(_ clusterCount: Int, _ rows: WeightedMatrix, threads: Int) throws {
            let options = ExecutionOptions(threads: threads)
            build = try KMedoids(clusterCount: clusterCount).cluster(rows, options: options)
            random = try KMedoids(clusterCount: clusterCount, start: .random(seed: 1)).cluster(rows, options: options)
            lab = try KMedoids(clusterCount: clusterCount, start: .lab(seed: 1), restarts: 2).cluster(rows, options: options)
            silhouette = try Silhouette.of(rows, assignments: random.assignments, options: options)
            selection = try KSelection.dynamic(2...min(7, clusterCount), start: .random(seed: 2)).run(rows, options: options)
            sweep = try KSweep(clusterCounts: [2, clusterCount]).run(rows, options: options)
        }
    }

    /// Distances with few different values, so that there are many ties and some zeros.
    static func matrix(_ count: Int, seed: UInt64) throws -> DissimilarityMatrix {
        var generator = SplitMix64(seed: seed)
        let values = (0..<count * (count - 1) / 2).map { _ in Float(generator.next(below: 40)) * 0.1 }
        return try DissimilarityMatrix(count: count, values: values)
    }

    @Test func moreThanOneLevelIsTestedHere() {
        #if arch(x86_64)
        #expect(KernelLevelTests.levels.count >= 1)
        #endif
        #expect(KernelLevelTests.levels[0].level == Int32(CLUSTERING_PORTABLE))
    }

    /// The filter by 32-bit sums lets through whatever lowers the loss by 64-bit sums.
    @Test(arguments: [3, 12, 30])
    func theFilterMissesNothing(clusterCount: Int) throws {
        let rows = try WeightedMatrix(KernelLevelTests.matrix(90, seed: 71), weights: (0..<90).map { 1 + $0 % 3 })
        for seed in 0..<3 as Range<UInt64> {
            let start = try KMedoids(clusterCount: clusterCount, start: .random(seed: seed), maximumSwaps: 5 * Int(seed))
                .cluster(rows, options: ExecutionOptions())
            let nearest = NearestMedoids(start.medoids, rows)
            let losses = SwapLosses(nearest)
            let scratch = SwapScratch(clusterCount: clusterCount, rows)
            for candidate in 0..<90 where !start.medoids.contains(candidate) {
                let best = start.medoids.indices.map { place in
                    var medoids = start.medoids
                    medoids[place] = candidate
                    return NearestMedoids(medoids, rows).loss
                }.min() ?? 0
                let swap = losses.improvement(candidate, nearest, scratch)
                if let swap {
                    #expect(abs(swap.loss - best) < 1e-9 * best)
                } else {
                    #expect(best > nearest.loss * (1 - 1e-12))
                }
            }
        }
    }

    /// After exchanges and removals a state is what it would be if it were made anew.
    @Test func changedStatesAreThoseMadeAnew() throws {
        let rows = try WeightedMatrix(KernelLevelTests.matrix(300, seed: 72), weights: nil)
        var generator = SplitMix64(seed: 5)
        let nearest = NearestMedoids(generator.sample(20, from: 300), rows)
        for _ in 0..<40 {
            let cluster = Int(generator.next(below: UInt64(nearest.medoids.count)))
            if nearest.medoids.count > 4, generator.next(below: 4) == 0 {
                nearest.remove(cluster)
            } else {
                let candidate = Int(generator.next(below: 300))
                guard !nearest.medoids.contains(candidate) else { continue }
                var medoids = nearest.medoids
                medoids[cluster] = candidate
                nearest.exchange(KMedoids.Swap(cluster: cluster, candidate: candidate, loss: NearestMedoids(medoids, rows).loss))
            }
            let anew = NearestMedoids(nearest.medoids, rows)
            #expect(nearest.loss == anew.loss)
            #expect(Array(nearest.distance.elements) == Array(anew.distance.elements))
            #expect(Array(nearest.secondDistance.elements) == Array(anew.secondDistance.elements))
            let places = zip(nearest.cluster.elements, nearest.secondCluster.elements)
            #expect(places.allSatisfy { $0 != $1 && $0 >= 0 && $1 >= 0 })
            for row in 0..<300 {
                #expect(try rows.matrix[row, nearest.medoids[Int(nearest.cluster[row])]] == nearest.distance[row])
                #expect(try rows.matrix[row, nearest.medoids[Int(nearest.secondCluster[row])]] == nearest.secondDistance[row])
            }
        }
    }
}

extension DissimilarityMatrix {
    /// The same matrix in the other layout.
    fileprivate func inCondensedLayout() throws -> DissimilarityMatrix {
        let values = condensed()
        let storage = try MatrixStorage(count: values.count)
        for (place, value) in values.enumerated() { storage.floats[place] = value }
        return DissimilarityMatrix(storage, count: count, layout: .condensed, incomparablePairs: incomparablePairs)
    }
}
