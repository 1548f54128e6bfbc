import Clustering
import Testing

@Suite struct AgglomerativeTests {
    /// Against SciPy: the joins one by one, their heights and sizes, the cuts, the cophenetic correlation.
    @Test(arguments: Fixtures.trees.filter { $0.weights == nil })
    func agreesWithRecordedTrees(_ fixture: Fixtures.TreeCase) throws {
        let matrix = try DissimilarityMatrix(count: fixture.count, values: fixture.condensed)
        for recorded in fixture.trees {
            let linkage = try #require(Agglomerative.Linkage(rawValue: recorded.linkage))
            let tree = try Agglomerative(linkage: linkage).cluster(matrix)
            #expect(tree.merges.map(\.first) == recorded.first)
            #expect(tree.merges.map(\.second) == recorded.second)
            #expect(tree.merges.map(\.size) == recorded.sizes)
            #expect(zip(tree.merges.map(\.height), recorded.heights).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
            for cut in recorded.cuts { #expect(try tree.assignments(clusterCount: cut.k) == cut.labels) }
            let correlation = try tree.copheneticCorrelation(with: matrix)
            #expect((correlation == nil) == (recorded.cophenetic == nil))
            if let correlation, let theirs = recorded.cophenetic { #expect(abs(correlation - theirs) < 1e-6) }
        }
    }

    /// Weighted rows against SciPy on repeated ones.
    @Test(arguments: Fixtures.trees.filter { $0.weights != nil })
    func weightedRowsStandForRepeatedOnes(_ fixture: Fixtures.TreeCase) throws {
        let matrix = try DissimilarityMatrix(count: fixture.count, values: fixture.condensed)
        let weights = try #require(fixture.weights)
        let repeated = weights.enumerated().flatMap { Array(repeating: $0, count: $1) }
        for recorded in fixture.trees {
            let linkage = try #require(Agglomerative.Linkage(rawValue: recorded.linkage))
            let tree = try Agglomerative(linkage: linkage).cluster(matrix, weights: weights)
            let theirs = zip(recorded.heights, recorded.sizes).filter { $0.0 > 0 }
            #expect(tree.merges.map(\.size) == theirs.map(\.1))
            #expect(zip(tree.merges.map(\.height), theirs.map(\.0)).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
            for cut in recorded.cuts {
                let labels = try tree.assignments(clusterCount: cut.k)
                #expect(repeated.map { labels[$0] } == cut.labels)
            }
            let correlation = try #require(try tree.copheneticCorrelation(with: matrix))
            #expect(abs(correlation - (try #require(recorded.cophenetic))) < 1e-6)
        }
    }

    /// Clusters by definition: the closest two first, with dissimilarities taken anew from all pairs of rows.
    private func naive(_ matrix: DissimilarityMatrix, _ weights: [Int], _ linkage: Agglomerative.Linkage) throws -> [Double] {
        var clusters = (0..<matrix.count).map { [$0] }
        var heights: [Double] = []
        while clusters.count > 1 {
            var best = (Double.infinity, 0, 0)
            for i in clusters.indices {
                for j in clusters.indices where j > i {
                    var (sum, pairs, largest) = (0.0, 0.0, 0.0)
                    for a in clusters[i] {
                        for b in clusters[j] {
                            let weight = Double(weights[a] * weights[b])
                            sum += weight * Double(try matrix[a, b])
                            pairs += weight
                            largest = max(largest, Double(try matrix[a, b]))
                        }
                    }
                    let height = linkage == .average ? sum / pairs : largest
                    if height < best.0 { best = (height, i, j) }
                }
            }
            heights.append(best.0)
            clusters[best.1] += clusters.remove(at: best.2)
        }
        return heights
    }

    @Test(arguments: Agglomerative.Linkage.allCases, [1, 2, 3] as [UInt64])
    func agreesWithTheDefinition(linkage: Agglomerative.Linkage, seed: UInt64) throws {
        let matrix = try RandomTables.planar(points: 35, seed: seed)
        var generator = SplitMix64(seed: seed)
        let weights = (0..<35).map { _ in 1 + Int(generator.next(below: 5)) }
        let tree = try Agglomerative(linkage: linkage).cluster(matrix, weights: weights)
        #expect(try zip(tree.merges.map(\.height), naive(matrix, weights, linkage)).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
    }

    /// Large enough that clusters are moved together several times; with many equal distances, and equal rows.
    @Test(arguments: Agglomerative.Linkage.allCases)
    func heightsAreThoseOfTheClustersJoined(linkage: Agglomerative.Linkage) throws {
        let table = try RandomTables.mixed(rows: 900, missing: 0.1, levels: 4, seed: 5)
        let matrix = try Dissimilarity(table).matrix()
        let tree = try Agglomerative(linkage: linkage).cluster(matrix)
        #expect(zip(tree.merges, tree.merges.dropFirst()).allSatisfy { $0.height <= $1.height })
        #expect(tree.merges.last?.size == 900)
        var members = (0..<900).map { [$0] }
        for (number, merge) in tree.merges.enumerated() {
            let (a, b) = (members[merge.first], members[merge.second])
            #expect(merge.first < merge.second)
            #expect(merge.size == a.count + b.count)
            members.append(a + b)
            // All pairs of all joins would be slow here: each seventh, and the largest.
            guard number.isMultiple(of: 7) || number > 880 else { continue }
            var (sum, largest) = (0.0, 0.0)
            for i in a {
                let row = try matrix.row(i)
                for j in b {
                    sum += Double(row[j])
                    largest = max(largest, Double(row[j]))
                }
            }
            let height = linkage == .average ? sum / Double(a.count * b.count) : largest
            #expect(abs(merge.height - height) <= 1e-6 * height)
        }
    }

    @Test(arguments: Agglomerative.Linkage.allCases)
    func sameBytesForAnyNumberOfThreads(linkage: Agglomerative.Linkage) throws {
        let matrix = try Dissimilarity(RandomTables.mixed(rows: 700, missing: 0.2, levels: 5, seed: 9)).matrix()
        let any = try Agglomerative(linkage: linkage).cluster(matrix)
        for threads in [1, 2, 5] {
            let options = ExecutionOptions(threads: threads)
            let some = try Agglomerative(linkage: linkage).cluster(matrix, options: options)
            #expect(some == any)
            #expect(try some.copheneticCorrelation(with: matrix, options: options) == any.copheneticCorrelation(with: matrix))
        }
    }

    @Test func distinctRowsExpandToTheTreeOfAllRows() throws {
        let table = try RandomTables.mixed(rows: 120, missing: 0, levels: 2, seed: 3)
        let rows = WeightedRows(table)
        #expect(rows.weights.contains { $0 > 1 })
        for linkage in Agglomerative.Linkage.allCases {
            let tree = try Agglomerative(linkage: linkage).cluster(Dissimilarity(rows).matrix(), weights: rows.weights)
            let expanded = try tree.expanded(by: rows)
            #expect(expanded.rowCount == 120)
            #expect(expanded.merges.count == 119)
            #expect(expanded.merges.prefix(120 - rows.weights.count).allSatisfy { $0.height == 0 })
            #expect(Array(expanded.merges.suffix(tree.merges.count).map(\.height)) == tree.merges.map(\.height))
            #expect(expanded.merges.suffix(tree.merges.count).map(\.size) == tree.merges.map(\.size))
            for k in [1, 2, 5, rows.weights.count] {
                #expect(try expanded.assignments(clusterCount: k) == rows.expand(tree.assignments(clusterCount: k)))
            }
            #expect(expanded.leafOrder.sorted() == Array(0..<120))
        }
        let other = try Agglomerative().cluster(RandomTables.planar(points: 5, seed: 1))
        #expect(throws: ClusteringError(.rowCountMismatch)) { try other.expanded(by: rows) }
    }

    @Test func fewRows() throws {
        for count in 0...1 {
            let matrix = try DissimilarityMatrix(count: count, values: [])
            let tree = try Agglomerative().cluster(matrix)
            #expect(tree.merges.isEmpty)
            #expect(try tree.assignments(clusterCount: count) == Array(repeating: 0, count: count))
            #expect(tree.leafOrder == Array(0..<count))
            #expect(try tree.copheneticCorrelation(with: matrix) == nil)
        }
        let two = try Agglomerative().cluster(DissimilarityMatrix(count: 2, values: [0.25]), weights: [3, 4])
        #expect(two.merges.map(\.height) == [0.25])
        #expect(two.merges.map(\.size) == [7])
        let zeros = try Agglomerative().cluster(DissimilarityMatrix(count: 40, values: Array(repeating: 0, count: 780)))
        #expect(zeros.merges.allSatisfy { $0.height == 0 })
        #expect(Set(try zeros.assignments(clusterCount: 7)).count == 7)
    }

    @Test func hugeDistancesStayFinite() throws {
        let huge = Float.greatestFiniteMagnitude
        for linkage in Agglomerative.Linkage.allCases {
            let tree = try Agglomerative(linkage: linkage)
                .cluster(DissimilarityMatrix(count: 4, values: [0, huge, huge, huge, huge, 0]), weights: [1 << 60, 1, 1, 1 << 60])
            #expect(tree.merges.map(\.height) == [0, 0, Double(huge)])
        }
    }

    @Test func leavesThatAreJoinedFirstStandTogether() throws {
        let tree = try Agglomerative().cluster(DissimilarityMatrix(count: 4, values: [9, 1, 9, 9, 2, 9]))
        #expect(tree.leafOrder == [0, 2, 1, 3])
        #expect(try tree.assignments(clusterCount: 2) == [0, 1, 0, 1])
        #expect(try tree.assignments(clusterCount: 3) == [0, 1, 0, 2])
    }

    @Test func badInputIsRefused() throws {
        let matrix = try RandomTables.planar(points: 10, seed: 1)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try Agglomerative().cluster(matrix, weights: [1]) }
        #expect(throws: ClusteringError(.invalidWeight)) { try Agglomerative().cluster(matrix, weights: Array(repeating: 0, count: 10)) }
        #expect(throws: ClusteringError(.invalidOption)) { try Agglomerative().cluster(matrix, options: ExecutionOptions(threads: 0)) }
        let tree = try Agglomerative().cluster(matrix)
        for k in [0, -1, 11, Int.max, Int.min] {
            #expect(throws: ClusteringError(.invalidClusterCount)) { try tree.assignments(clusterCount: k) }
        }
        let other = try RandomTables.planar(points: 9, seed: 1)
        #expect(throws: ClusteringError(.rowCountMismatch)) { try tree.copheneticCorrelation(with: other) }
    }

    @Test func stopsOnRequest() throws {
        let matrix = try RandomTables.planar(points: 20, seed: 1)
        let options = ExecutionOptions(isCancelled: { true })
        #expect(throws: ClusteringError(.cancelled)) { try Agglomerative().cluster(matrix, options: options) }
    }
}
