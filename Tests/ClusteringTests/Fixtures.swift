import Clustering
import Foundation
import Testing

/// The recorded references; `Fixtures/make_fixtures.py` says where they come from.
enum Fixtures {
    /// A mixed table with its Gower distances.
    struct TableCase: Decodable, Sendable, CustomTestStringConvertible {
        struct Column: Decodable, Sendable {
            let name: String
            let kind: String
            let weight: Double
            let values: [Double?]
        }

        let name: String
        let incomparablePairs: Int
        let distances: [Double]
        let columns: [Column]

        var testDescription: String { name }
    }

    /// What other implementations made of a matrix and one number of clusters.
    struct Partition: Decodable, Sendable {
        let k: Int
        let buildMedoids: [Int]
        let buildLoss: Double
        let pamMedoids: [Int]
        let pamLoss: Double
        let fastPAM1Loss: Double
        let fasterPAMLoss: Double
        let fasterPAMMedoids: [Int]
        let randomStart: [Int]
        let randomLoss: Double
        let randomSwaps: Int
        let randomMedoids: [Int]
        let labels: [Int]?
        let silhouette: [Double]?
        let medoidSilhouette: [Double]?
        let medoidSilhouetteMean: Double?
    }

    /// What DynMSC made of a matrix and a start with the largest number of clusters.
    struct Dynamic: Decodable, Sendable {
        let start: [Int]
        let bestK: Int
        let medoids: [Int]
        /// The average medoid silhouettes of 2, 3, … clusters.
        let means: [Double]
    }

    /// A matrix with its partitions; those of a weighted one are by repeated row.
    struct MatrixCase: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let count: Int
        let condensed: [Float]
        let weights: [Int]?
        let partitions: [Partition]
        let dynamic: [Dynamic]

        var testDescription: String { name }
    }

    static let tables: [TableCase] = load("gower")
    static let matrices: [MatrixCase] = load("partitions")

    static func load<Value: Decodable>(_ name: String) -> [Value] {
        do {
            let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
            return try JSONDecoder().decode([Value].self, from: Data(contentsOf: url))
        } catch {
            Issue.record("fixture \(name) cannot be read: \(error)")
            return []
        }
    }
}

extension Fixtures.TableCase {
    func table() throws -> GowerTable {
        try GowerTable(columns: columns.map { column in
            switch column.kind {
            case "numeric":
                .numeric(column.name, optional: column.values, weight: column.weight)
            case "flag":
                .flag(column.name, column.values.map { $0.map { $0 == 1 } }, weight: column.weight)
            default:
                .categorical(column.name, codes: column.values.map { $0.map { Int32($0) } ?? -1 }, weight: column.weight)
            }
        })
    }
}

extension Fixtures.MatrixCase {
    func matrix() throws -> DissimilarityMatrix {
        try DissimilarityMatrix(count: count, values: condensed)
    }

    /// The row of each repeated row.
    var repeatedRows: [Int] {
        (weights ?? Array(repeating: 1, count: count)).enumerated().flatMap { row, weight in
            Array(repeating: row, count: weight)
        }
    }
}
