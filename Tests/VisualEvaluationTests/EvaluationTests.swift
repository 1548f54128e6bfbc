import Clustering
import Testing

@testable import VisualEvaluation

/// What is measured of a set of images, on points and features made for it.
@Suite("Evaluation")
struct EvaluationTests {
    private func points(_ rows: [[Float]]) throws -> EmbeddedPoints {
        EmbeddedPoints(try #require(ImageEmbedding(values: rows.flatMap { $0 }, dimension: rows[0].count)), Array(rows.indices))
    }

    @Test("distance to the centre, by hand: two directions at a right angle lie 1 − √½ from their middle")
    func spread() throws {
        let spread = CosineSpread(try points([[1, 0], [0, 1], [3, 0], [5, 0], [0, -2]]), groups: [0, 0, 1, 1, 2])
        let half = 1 - 0.5.squareRoot()
        #expect(abs(spread.distances[0] - half) < 1e-12 && abs(spread.distances[1] - half) < 1e-12)
        #expect(abs(spread.groupMeans[1]) < 1e-12)
        #expect(spread.groupMeans[2] == 0)
        #expect(abs(spread.mean - 2 * half / 5) < 1e-12)
    }

    @Test("points without a direction, centres without one, groups of one and no points have an answer")
    func degenerateSpread() throws {
        #expect(CosineSpread(try points([[0, 0], [1, 0]]), groups: [0, 0]).distances == [1, 0])
        #expect(CosineSpread(try points([[0, 0], [0, 0]]), groups: [0, 0]).mean == 0)
        #expect(CosineSpread(try points([[1, 0], [-1, 0]]), groups: [0, 0]).mean == 1)
        #expect(CosineSpread(try points([[0, 0]]), groups: [0]).mean == 0)
        let gap = CosineSpread(try points([[1, 0], [1, 0]]), groups: [0, 2])
        #expect(gap.groupMeans == [0, 0, 0])
    }

    @Test("cosine distances of all pairs are those of the definition, for dimensions that fill no block too", arguments: [1, 7, 16, 37])
    func cosineMatrix(_ dimension: Int) throws {
        var generator = SplitMix64(seed: 5)
        var rows = (0..<9).map { _ in (0..<dimension).map { _ in Float(Int(generator.next(below: 200)) - 100) } }
        rows[4] = Array(repeating: 0, count: dimension)
        rows[5] = rows[4]
        let matrix = try CosineMatrix.of(try points(rows), options: ExecutionOptions(threads: 3))
        for (i, a) in rows.enumerated() {
            for (j, b) in rows.enumerated() where i != j {
                func product(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
                let lengths = (product(a, a) * product(b, b)).squareRoot()
                let expected = lengths > 0 ? 1 - product(a, b) / lengths : product(a, a) == product(b, b) ? 0 : 1
                #expect(abs(Double(try matrix[i, j]) - expected) < 2e-6)
            }
        }
    }

    @Test("pixels: equal pictures are equal points whatever their brightness; a single grey is the point 0")
    func pixels() throws {
        func picture(_ value: (Int, Int) -> Int) throws -> RenderedImage {
            try #require(RenderedImage(pixels: (0..<128 * 128).map { UInt8(value($0 / 128, $0 % 128)) }))
        }
        let embedding = try PixelEmbedder().embed(
            ImageSet([try picture { row, _ in row }, try picture { row, _ in row + 50 }, try picture { _, column in column }, try picture { _, _ in 90 }]))
        #expect(embedding.count == 4 && embedding.dimension == 256)
        let values = (0..<4).map { Array(embedding.values[$0 * 256..<($0 + 1) * 256]) }
        #expect(values[0] == values[1])
        #expect(values[0] != values[2])
        #expect(values[3].allSatisfy { $0 == 0 })
        #expect(try PixelEmbedder().embed(ImageSet()).count == 0)
    }

    @Test("sets are as many and as large as the images allow", arguments: [
        (50_000, 10, 5000, 15), (60_000, 10, 5000, 15), (5000, 10, 500, 15), (200, 10, 20, 4), (64, 3, 21, 4), (30, 2, 15, 3), (20, 2, 10, 2),
    ])
    func sets(_ count: Int, _ setCount: Int, _ size: Int, _ clusters: Int) throws {
        let sets = try EvaluationSets(count: count, EvaluationSets.Wish())
        #expect(sets.sets.count == setCount && sets.size == size && sets.clusterCount == clusters)
        #expect(Set(sets.sets.flatMap { $0 }).count == setCount * size)
        #expect(sets.sets.flatMap { $0 }.allSatisfy { $0 < count })
    }

    @Test("fewer images than two sets take are refused", arguments: [0, 1, 19])
    func tooFew(_ count: Int) {
        #expect(throws: EvaluationError(.tooFewImages, "")) { try EvaluationSets(count: count, EvaluationSets.Wish()) }
    }

    /// Features of two kinds; points that follow them, or not.
    private func outcome(follows: Bool, threads: Int = 1) throws -> VisualExperiment.Outcome {
        var generator = SplitMix64(seed: 8)
        let kinds = (0..<60).map { Int32($0 % 2) }
        let values = kinds.flatMap { kind -> [Float] in
            let side = follows ? kind : Int32(generator.next(below: 2))
            return [Float(side) * 10 + Float(generator.next(below: 3)), Float(1 - side) * 10 + Float(generator.next(below: 3))]
        }
        let numbers = kinds.indices.map { Double(kinds[$0]) * 100 + Double(generator.next(below: 10)) }
        let table = try GowerTable(columns: [.categorical("kind", codes: kinds), .numeric("size", numbers)])
        var experiment = VisualExperiment(sets: EvaluationSets(sets: (0..<4).map { Array($0 * 15..<($0 + 1) * 15) }, clusterCount: 2))
        experiment.options.threads = threads
        return try experiment.run(
            table, try #require(ImageEmbedding(values: values, dimension: 2)), baselines: [ImageGrouping(name: "kind", groups: kinds.map(Int.init))])
    }

    @Test("clusters by features that the points follow are those of the points; shuffled labels are not")
    func follows() throws {
        let outcome = try outcome(follows: true)
        #expect(outcome.clusterCount == 2 && outcome.sets.count == 4)
        for set in outcome.sets {
            #expect(abs(set.tags - set.ceiling) < 1e-12)
            #expect(set.permuted > set.tags + 0.1)
            #expect(set.baselines[0].groups == 2 && abs(set.baselines[0].distance - set.tags) < 1e-12)
            #expect(try #require(set.silhouette) > 0.8)
        }
        #expect(outcome.clusters.map(\.size).reduce(0, +) == 15)
        #expect(outcome.members.count == 60)
        #expect(outcome.clusters.allSatisfy { cluster in outcome.members.contains { $0.set == 0 && $0.image == cluster.medoid } })
    }

    @Test("the same on any number of threads")
    func threads() throws {
        let one = try outcome(follows: false)
        #expect(try outcome(follows: false, threads: 2) == one)
        #expect(try outcome(follows: false, threads: 5) == one)
    }

    @Test("images that all have the same features cannot be clustered, which is told")
    func tooAlike() throws {
        let table = try GowerTable(columns: [.categorical("same", codes: Array(repeating: 0, count: 20))])
        let experiment = VisualExperiment(sets: EvaluationSets(sets: [Array(0..<10), Array(10..<20)], clusterCount: 2))
        let embedding = try #require(ImageEmbedding(values: Array(repeating: 1, count: 20), dimension: 1))
        #expect(throws: EvaluationError(.tooAlike, "")) { try experiment.run(table, embedding, baselines: []) }
    }
}
