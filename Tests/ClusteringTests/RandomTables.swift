import Clustering

/// Tables drawn from a seed, with everything that makes Gower's coefficient awkward.
enum RandomTables {
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - missing: The share of missing values, in [0, 1].
    ///   - levels: The number of values that a column takes; few make many identical rows.
    static func mixed(rows: Int, missing: Double, levels: UInt64 = 1000, seed: UInt64) throws -> GowerTable {
        var generator = SplitMix64(seed: seed)
        func draw(_ generator: inout SplitMix64) -> Int32? {
            let isMissing = generator.next(below: 1_000_000) < UInt64(missing * 1_000_000)
            let value = Int32(generator.next(below: levels))
            return isMissing ? nil : value
        }
        var columns: [GowerTable.Column] = []
        for column in 0..<3 {
            let numbers = (0..<rows).map { _ in draw(&generator).map { Double($0) * 0.37 - 50 } }
            columns.append(.numeric("n\(column)", optional: numbers, unit: "mm", weight: [1, 0.5, 2][column]))
            let codes = (0..<rows).map { _ in draw(&generator).map { $0 % 4 } ?? -1 }
            columns.append(.categorical("c\(column)", codes: codes, weight: [1, 0.25, 3][column]))
        }
        columns.append(.flag("f", (0..<rows).map { _ in draw(&generator).map { $0.isMultiple(of: 2) } }))
        columns.append(.numeric("constant", Array(repeating: 4.5, count: rows), weight: missing == 0 ? 1 : 0))
        return try GowerTable(columns: columns)
    }

    /// A matrix of distances between random points in a square.
    static func planar(points: Int, seed: UInt64) throws -> DissimilarityMatrix {
        var generator = SplitMix64(seed: seed)
        let places = (0..<points).map { _ in
            (x: Double(generator.next(below: 1_000_000)) / 1e6, y: Double(generator.next(below: 1_000_000)) / 1e6)
        }
        var values: [Float] = []
        for i in places.indices {
            for j in places.indices where j > i {
                let (dx, dy) = (places[i].x - places[j].x, places[i].y - places[j].y)
                values.append(Float((dx * dx + dy * dy).squareRoot()))
            }
        }
        return try DissimilarityMatrix(count: points, values: values)
    }
}

extension ClusteringError {
    /// An error with nothing but its code, to compare with.
    init(_ code: Code) {
        self.init(code, "")
    }
}

extension DissimilarityMatrix {
    /// The matrix of some of the rows, in any order and repeated at will.
    func selecting(rows: [Int]) throws -> DissimilarityMatrix {
        var values: [Float] = []
        for (place, i) in rows.enumerated() {
            for j in rows[(place + 1)...] { values.append(try self[i, j]) }
        }
        return try DissimilarityMatrix(count: rows.count, values: values)
    }
}
