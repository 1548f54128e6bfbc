import Clustering
import Synchronization
import Testing

@Suite struct ExecutionOptionsTests {
    /// What a run told its caller.
    private final class Log: Sendable {
        let steps = Mutex<[ExecutionOptions.Progress]>([])
    }

    @Test func progressCountsUpInEveryStage() throws {
        let log = Log()
        let options = ExecutionOptions(progress: { step in log.steps.withLock { $0.append(step) } })
        let rows = WeightedRows(try RandomTables.mixed(rows: 60, missing: 0.1, seed: 3))
        _ = try SampledKMedoids(clusterCount: 3, sampleSize: 20).cluster(rows.table, options: options)
        let sampled = Set(log.steps.withLock { $0 }.map(\.stage))
        log.steps.withLock { $0 = [] }
        _ = try KSweep(clusterCounts: [2, 5]).run(rows, options: options)
        let steps = log.steps.withLock { $0 }
        let further: Set<ExecutionOptions.Progress.Stage> = [.linkage, .ordination, .importance]
        for stage in ExecutionOptions.Progress.Stage.allCases where !further.contains(stage) {
            #expect(sampled.contains(stage) || steps.contains { $0.stage == stage })
        }
        let rowsDone = steps.last { $0.stage == .dissimilarities }
        #expect(rowsDone?.completed == rows.weights.count)
        #expect(rowsDone?.total == rows.weights.count)
        #expect(steps.filter { $0.stage == .build }.map(\.completed) == [1, 2, 3, 4, 5])
        #expect(steps.last?.stage == .sweep)
        #expect(steps.filter { $0.stage == .sweep }.map(\.completed) == [1, 2])
    }

    @Test func furtherStagesCountUpToTheirTotal() throws {
        let log = Log()
        let options = ExecutionOptions(progress: { step in log.steps.withLock { $0.append(step) } })
        let table = try RandomTables.mixed(rows: 60, missing: 0.1, seed: 3)
        let matrix = try Dissimilarity(table).matrix()
        _ = try Agglomerative().cluster(matrix, options: options)
        _ = try Ordination.of(matrix, landmarks: .maxmin(count: 20, seed: 1), options: options)
        _ = try FeatureImportance.of(table, assignments: (0..<60).map { $0 % 2 }, options: options)
        let steps = log.steps.withLock { $0 }
        for stage in [.linkage, .ordination, .importance] as [ExecutionOptions.Progress.Stage] {
            let own = steps.filter { $0.stage == stage }
            #expect(own.map(\.completed) == own.map(\.completed).sorted())
            #expect(own.last?.completed == own.last?.total)
            #expect(own.last?.total != nil)
        }
    }

    @Test func cancellingEndsEveryCall() throws {
        let stop = ExecutionOptions(isCancelled: { true })
        let table = try RandomTables.mixed(rows: 20, missing: 0, seed: 3)
        let matrix = try Dissimilarity(table).matrix()
        #expect(throws: ClusteringError(.cancelled)) { try Dissimilarity(table).matrix(options: stop) }
        #expect(throws: ClusteringError(.cancelled)) { try KMedoids(clusterCount: 3).cluster(matrix, options: stop) }
        #expect(throws: ClusteringError(.cancelled)) { try KSweep(clusterCounts: [2]).run(matrix, options: stop) }
        #expect(throws: ClusteringError(.cancelled)) {
            try Silhouette.of(matrix, assignments: (0..<20).map { $0 % 2 }, options: stop)
        }
    }

    @Test func cancellingDuringSwaps() throws {
        let log = Log()
        let options = ExecutionOptions(
            progress: { step in log.steps.withLock { $0.append(step) } },
            isCancelled: { log.steps.withLock { $0.contains { $0.stage == .swap } } })
        let matrix = try RandomTables.planar(points: 100, seed: 5)
        #expect(throws: ClusteringError(.cancelled)) {
            try KMedoids(clusterCount: 8, start: .random(seed: 1)).cluster(matrix, options: options)
        }
        #expect(log.steps.withLock { $0.count } == 1)
    }

    @Test func badOptionsAreRefused() throws {
        let table = try RandomTables.mixed(rows: 20, missing: 0, seed: 3)
        let matrix = try Dissimilarity(table).matrix()
        for threads in [0, -1, Int.min] {
            let options = ExecutionOptions(threads: threads)
            #expect(throws: ClusteringError(.invalidOption)) { try Dissimilarity(table).matrix(options: options) }
            #expect(throws: ClusteringError(.invalidOption)) { try KMedoids(clusterCount: 2).cluster(matrix, options: options) }
            #expect(throws: ClusteringError(.invalidOption)) { try KSweep(clusterCounts: [2]).run(matrix, options: options) }
        }
    }

    @Test func memoryLimit() throws {
        let dissimilarity = Dissimilarity(try RandomTables.mixed(rows: 20, missing: 0, seed: 3))
        #expect(try dissimilarity.matrix(options: ExecutionOptions(maximumMatrixBytes: 1600)).condensed().count == 190)
        #expect(throws: ClusteringError(.tooLarge)) {
            try dissimilarity.matrix(options: ExecutionOptions(maximumMatrixBytes: 1599))
        }
    }
}
