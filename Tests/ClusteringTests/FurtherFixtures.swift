import Clustering
import Testing

/// The references that `Fixtures/make_further_fixtures.py` recorded.
extension Fixtures {
    /// What SciPy made of a matrix, or of one with repeated rows.
    struct TreeCase: Decodable, Sendable, CustomTestStringConvertible {
        struct Cut: Decodable, Sendable {
            let k: Int
            let labels: [Int]
        }

        struct Tree: Decodable, Sendable {
            let linkage: String
            let first: [Int]
            let second: [Int]
            let heights: [Double]
            let sizes: [Int]
            let cophenetic: Double?
            let cuts: [Cut]
        }

        let name: String
        let count: Int
        let condensed: [Float]
        let weights: [Int]?
        let trees: [Tree]

        var testDescription: String { name }
    }

    /// What NumPy made of a matrix, or of one with repeated rows.
    struct OrdinationCase: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let count: Int
        let condensed: [Float]
        let weights: [Int]?
        let eigenvalues: [Double]
        let axes: [[Double]]

        var testDescription: String { name }
    }

    /// Mean silhouettes of a table with columns left out.
    struct ImportanceCase: Decodable, Sendable {
        let table: TableCase
        let labels: [Int]
        let mean: Double
        let without: [Double]
        let groups: [[Int]]
        let withoutGroups: [Double]
    }

    /// scikit-learn's adjusted Rand index.
    struct RandCase: Decodable, Sendable {
        let first: [Int]
        let second: [Int]
        let index: Double
    }

    static let trees: [TreeCase] = load("trees")
    static let ordinations: [OrdinationCase] = load("ordinations")
    static let importance: [ImportanceCase] = load("importance")
    static let rand: [RandCase] = load("rand")
}
