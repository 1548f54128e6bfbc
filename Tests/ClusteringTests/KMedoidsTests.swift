import Clustering
import Testing

@Suite struct KMedoidsTests {
    /// The same BUILD and the same exchanges as another FasterPAM, and so the same medoids.
    @Test(arguments: Fixtures.matrices)
    func agreesWithRecordedFasterPAM(_ fixture: Fixtures.MatrixCase) throws {
        let matrix = try fixture.matrix()
        for recorded in fixture.partitions {
            let build = try KMedoids(clusterCount: recorded.k, maximumSwaps: 0).cluster(matrix, weights: fixture.weights)
            #expect(build.medoids == recorded.buildMedoids.map { fixture.repeatedRows[$0] }.sorted())
            #expect(abs(build.loss - recorded.buildLoss) < 1e-9 * recorded.buildLoss)
            #expect(build.swaps == 0 && build.loss == build.startLoss && !build.converged)

            let result = try KMedoids(clusterCount: recorded.k).cluster(matrix, weights: fixture.weights)
            #expect(result.medoids == recorded.fasterPAMMedoids.map { fixture.repeatedRows[$0] }.sorted())
            #expect(abs(result.loss - recorded.fasterPAMLoss) < 1e-9 * recorded.fasterPAMLoss)
            #expect(result.converged)
            #expect(result.startLoss == build.loss)
        }
    }

    /// From a random start there are more exchanges; those of repeated rows come in another order.
    @Test(arguments: Fixtures.matrices.filter { $0.weights == nil })
    func agreesWithRecordedFasterPAMFromARandomStart(_ fixture: Fixtures.MatrixCase) throws {
        for recorded in fixture.partitions {
            let result = try KMedoids(clusterCount: recorded.k, start: .medoids(recorded.randomStart)).cluster(fixture.matrix())
            #expect(result.medoids == recorded.randomMedoids)
            #expect(result.swaps == recorded.randomSwaps || recorded.k == 1)
            #expect(abs(result.loss - recorded.randomLoss) < 1e-9 * recorded.randomLoss)
        }
    }

    /// Tries every pair of medoids: no exchange is left that lowers the loss, and none of the losses is mistaken.
    @Test func resultIsALocalOptimumByBruteForce() throws {
        let matrix = try RandomTables.planar(points: 24, seed: 4)
        let weights = (0..<24).map { 1 + $0 % 3 }
        for seed in 0..<6 as Range<UInt64> {
            let result = try KMedoids(clusterCount: 4, start: .random(seed: seed)).cluster(matrix, weights: weights)
            #expect(try abs(result.loss - loss(of: result.medoids, matrix, weights)) < 1e-12)
            for place in result.medoids.indices {
                for candidate in 0..<24 where !result.medoids.contains(candidate) {
                    var medoids = result.medoids
                    medoids[place] = candidate
                    #expect(try loss(of: medoids, matrix, weights) >= result.loss - 1e-12)
                }
            }
        }
    }

    /// The loss by its definition.
    private func loss(of medoids: [Int], _ matrix: DissimilarityMatrix, _ weights: [Int]) throws -> Double {
        var loss = 0.0
        for row in 0..<matrix.count {
            let nearest = try medoids.map { try matrix[row, $0] }.min()
            loss += Double(weights[row]) * Double(try #require(nearest))
        }
        return loss
    }

    @Test func assignmentsAreToTheNearestMedoid() throws {
        let matrix = try RandomTables.planar(points: 60, seed: 8)
        let result = try KMedoids(clusterCount: 6).cluster(matrix)
        #expect(result.medoids == result.medoids.sorted())
        #expect(result.clusterCount == 6)
        for row in 0..<60 {
            let distances = try result.medoids.map { try matrix[row, $0] }
            #expect(result.assignments[row] == distances.firstIndex(of: try #require(distances.min())))
        }
        for (cluster, medoid) in result.medoids.enumerated() { #expect(result.assignments[medoid] == cluster) }
        #expect(result.clusterWeights == (0..<6).map { c in result.assignments.count { $0 == c } })
    }

    @Test(arguments: [KMedoids.Start.build, .random(seed: 3)])
    func sameBytesForAnyNumberOfThreads(start: KMedoids.Start) throws {
        let matrix = try RandomTables.planar(points: 150, seed: 12)
        let any = try KMedoids(clusterCount: 7, start: start).cluster(matrix)
        for threads in [1, 2, 3, 64] {
            let some = try KMedoids(clusterCount: 7, start: start)
                .cluster(matrix, options: ExecutionOptions(threads: threads))
            #expect(some == any)
            #expect(some.loss.bitPattern == any.loss.bitPattern)
        }
    }

    @Test func randomStartsAreSetByTheirSeed() throws {
        let matrix = try RandomTables.planar(points: 80, seed: 13)
        func start(_ seed: UInt64) throws -> KMedoidsResult {
            try KMedoids(clusterCount: 5, start: .random(seed: seed), maximumSwaps: 0).cluster(matrix)
        }
        #expect(try start(1) == start(1))
        #expect(try start(1).medoids != start(2).medoids)
        #expect(try start(1).seed == 1)
        #expect(try KMedoids(clusterCount: 5).cluster(matrix).seed == nil)
    }

    @Test func theBestOfSeveralSeedsIsTaken() throws {
        let matrix = try RandomTables.planar(points: 90, seed: 21)
        for start in [KMedoids.Start.random(seed: 7), .lab(seed: 7)] {
            let single = try (7..<13 as Range<UInt64>).map { seed in
                let own: KMedoids.Start = start == .random(seed: 7) ? .random(seed: seed) : .lab(seed: seed)
                return try KMedoids(clusterCount: 8, start: own).cluster(matrix)
            }
            let best = try KMedoids(clusterCount: 8, start: start, restarts: 6).cluster(matrix)
            let lowest = try #require(single.map(\.loss).min())
            #expect(best == single.first { $0.loss == lowest })
            #expect(best.seed == best.start.ownSeed)
        }
        #expect(try KMedoids(clusterCount: 8, restarts: 6).cluster(matrix) == KMedoids(clusterCount: 8).cluster(matrix))
        #expect(throws: ClusteringError(.invalidOption)) { try KMedoids(clusterCount: 8, restarts: 0).cluster(matrix) }
    }

    /// LAB looks at samples only, and is still much better than a random choice.
    @Test func linearBuildIsAGoodStart() throws {
        let matrix = try RandomTables.planar(points: 400, seed: 22)
        func mean(_ start: (UInt64) -> KMedoids.Start) throws -> Double {
            try (0..<10 as Range<UInt64>).reduce(0.0) { sum, seed in
                sum + (try KMedoids(clusterCount: 12, start: start(seed), maximumSwaps: 0).cluster(matrix).loss)
            } / 10
        }
        let lab = try mean { .lab(seed: $0) }
        #expect(try lab < 0.9 * mean { .random(seed: $0) })
        #expect(try lab >= KMedoids(clusterCount: 12, maximumSwaps: 0).cluster(matrix).loss)
        let all = try KMedoids(clusterCount: 400, start: .lab(seed: 1)).cluster(matrix)
        #expect(all.medoids == Array(0..<400))
    }

    /// BUILD by its definition, on distances with many ties.
    @Test func buildIsThatOfTheBook() throws {
        var generator = SplitMix64(seed: 23)
        let values = (0..<50 * 49 / 2).map { _ in Float(generator.next(below: 12)) }
        let matrix = try DissimilarityMatrix(count: 50, values: values)
        let weights = (0..<50).map { 1 + $0 % 3 }
        var chosen: [Int] = []
        while chosen.count < 20 {
            let losses = try (0..<50).map { candidate in
                chosen.contains(candidate) ? .infinity : try loss(of: chosen + [candidate], matrix, weights)
            }
            chosen.append(try #require(losses.indices.min { losses[$0] < losses[$1] }))
            let build = try KMedoids(clusterCount: chosen.count, maximumSwaps: 0).cluster(matrix, weights: weights)
            #expect(build.medoids == chosen.sorted() || chosen.count == 1)
        }
    }

    @Test func cancellationEndsEachStage() throws {
        let matrix = try RandomTables.planar(points: 60, seed: 24)
        for stage in [ExecutionOptions.Progress.Stage.build, .swap] {
            let seen = Flag()
            let options = ExecutionOptions(
                progress: { if $0.stage == stage { seen.isSet = true } }, isCancelled: { seen.isSet })
            let start: KMedoids.Start = stage == .build ? .build : .random(seed: 1)
            #expect(throws: ClusteringError(.cancelled)) { try KMedoids(clusterCount: 9, start: start).cluster(matrix, options: options) }
            #expect(seen.isSet)
        }
        #expect(throws: ClusteringError(.cancelled)) {
            try KMedoids(clusterCount: 9).cluster(matrix, options: ExecutionOptions(isCancelled: { true }))
        }
    }

    @Test func limitsOnSwapsAreKept() throws {
        let matrix = try RandomTables.planar(points: 80, seed: 14)
        var losses: [Double] = []
        for swaps in 0...3 {
            let result = try KMedoids(clusterCount: 9, start: .random(seed: 1), maximumSwaps: swaps).cluster(matrix)
            #expect(result.swaps == swaps)
            #expect(!result.converged)
            losses.append(result.loss)
        }
        #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func aConvergedResultIsAFixedPoint() throws {
        let matrix = try RandomTables.planar(points: 80, seed: 15)
        let result = try KMedoids(clusterCount: 6).cluster(matrix)
        let again = try KMedoids(clusterCount: 6, start: .medoids(result.medoids.reversed())).cluster(matrix)
        #expect(again.swaps == 0)
        #expect(again.medoids == result.medoids)
        #expect(again.loss == result.loss)
    }

    @Test func oneClusterHasTheMostCentralRow() throws {
        let matrix = try RandomTables.planar(points: 40, seed: 16)
        let sums = try (0..<40).map { try matrix.row($0).reduce(0.0) { $0 + Double($1) } }
        let central = try #require(sums.indices.min { sums[$0] < sums[$1] })
        for start in [KMedoids.Start.build, .random(seed: 5), .medoids([7])] {
            let result = try KMedoids(clusterCount: 1, start: start).cluster(matrix)
            #expect(result.medoids == [central])
            #expect(result.assignments == Array(repeating: 0, count: 40))
            #expect(result.converged)
        }
    }

    @Test func asManyClustersAsRows() throws {
        let matrix = try RandomTables.planar(points: 12, seed: 17)
        for start in [KMedoids.Start.build, .random(seed: 5)] {
            let result = try KMedoids(clusterCount: 12, start: start).cluster(matrix)
            #expect(result.medoids == Array(0..<12))
            #expect(result.assignments == Array(0..<12))
            #expect(result.loss == 0)
        }
        let single = try KMedoids(clusterCount: 1).cluster(DissimilarityMatrix(count: 1, values: []))
        #expect(single.medoids == [0])
    }

    @Test func identicalRowsTakeTheLowest() throws {
        let result = try KMedoids(clusterCount: 3).cluster(DissimilarityMatrix(count: 5, values: Array(repeating: 0, count: 10)))
        #expect(result.medoids == [0, 1, 2])
        #expect(result.assignments == [0, 1, 2, 0, 0])
        #expect(result.clusterWeights == [3, 1, 1])
        #expect(result.loss == 0)
        let equal = try KMedoids(clusterCount: 2).cluster(DissimilarityMatrix(count: 4, values: Array(repeating: 1, count: 6)))
        #expect(equal.medoids == [0, 1])
        #expect(equal.assignments == [0, 1, 0, 0])
    }

    @Test func theOrderOfRowsDoesNotChangeTheLoss() throws {
        let matrix = try RandomTables.planar(points: 50, seed: 18)
        let result = try KMedoids(clusterCount: 6).cluster(matrix)
        for seed in 0..<4 as Range<UInt64> {
            var generator = SplitMix64(seed: seed)
            let order = generator.sample(50, from: 50)
            let permuted = try KMedoids(clusterCount: 6).cluster(matrix.selecting(rows: order))
            #expect(abs(permuted.loss - result.loss) < 1e-12)
            #expect(permuted.medoids.map { order[$0] }.sorted() == result.medoids)
        }
    }

    @Test func badInputIsRefused() throws {
        let matrix = try RandomTables.planar(points: 10, seed: 19)
        for k in [0, -1, 11, Int.max, Int.min] {
            #expect(throws: ClusteringError(.invalidClusterCount)) { try KMedoids(clusterCount: k).cluster(matrix) }
        }
        let none = try DissimilarityMatrix(count: 0, values: [])
        #expect(throws: ClusteringError(.invalidClusterCount)) { try KMedoids(clusterCount: 1).cluster(none) }
        let same = WeightedRows(try GowerTable(columns: [.flag("a", [true, true, false])]))
        #expect(throws: ClusteringError(.invalidClusterCount)) { try KMedoids(clusterCount: 3).cluster(same) }

        let two = KMedoids(clusterCount: 2)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try two.cluster(matrix, weights: [1]) }
        for weight in [0, -1, Int.min] {
            #expect(throws: ClusteringError(.invalidWeight)) {
                try two.cluster(matrix, weights: Array(repeating: 1, count: 9) + [weight])
            }
        }
        #expect(throws: ClusteringError(.invalidWeight)) { try two.cluster(matrix, weights: Array(repeating: .max, count: 10)) }
        #expect(throws: ClusteringError(.invalidOption)) { try KMedoids(clusterCount: 2, maximumSwaps: -1).cluster(matrix) }
        for medoids in [[], [1], [1, 1], [1, 2, 3]] {
            #expect(throws: ClusteringError(.invalidStart)) {
                try KMedoids(clusterCount: 2, start: .medoids(medoids)).cluster(matrix)
            }
        }
        for medoids in [[1, 10], [-1, 0], [Int.max, 0]] {
            #expect(throws: ClusteringError(.rowOutOfRange)) {
                try KMedoids(clusterCount: 2, start: .medoids(medoids)).cluster(matrix)
            }
        }
    }

    @Test func hugeDistancesAndWeights() throws {
        let huge = Float.greatestFiniteMagnitude
        let matrix = try DissimilarityMatrix(count: 4, values: [0, huge, huge, huge, huge, 0])
        let result = try KMedoids(clusterCount: 2, start: .medoids([0, 1])).cluster(matrix, weights: [1 << 60, 1, 1 << 60, 1])
        #expect(result.medoids == [0, 2] || result.medoids == [1, 2])
        #expect(result.loss == 0)
    }
}

/// Set and read on the calling thread alone.
private final class Flag: @unchecked Sendable {
    var isSet = false
}

extension KMedoids.Start {
    fileprivate var ownSeed: UInt64? {
        switch self {
        case .random(let seed), .lab(let seed): seed
        case .build, .medoids: nil
        }
    }
}
