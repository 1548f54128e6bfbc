import Features
import PluginHost
import TagTable

/// The different values of a column: labels in the order in which they are stored, numbers rising. Level 0 is a missing value.
struct ColumnLevels {
    /// The level of each code.
    let ofCode: [Int32]
    /// With that of the missing value.
    let count: Int
    /// Of labels and flags, by level − 1.
    let names: [String]
    /// Rising, by level − 1.
    let numbers: [Double]

    init(_ column: FeatureColumn) {
        switch column.kind {
        case .numeric:
            let given = column.values.map { value -> Double? in
                if case .number(let number)? = value, !number.isNaN { number } else { nil }
            }
            let sorted = Set(given.compactMap { $0 }).sorted()
            let places = Dictionary(zip(sorted, sorted.indices)) { first, _ in first }
            ofCode = [0] + given.map { number in number.flatMap { places[$0] }.map { Int32(truncatingIfNeeded: $0 + 1) } ?? 0 }
            (names, numbers, count) = ([], sorted, sorted.count + 1)
        case .categorical, .flag:
            var places: [String: Int32] = [:]
            var found: [String] = []
            ofCode = [0] + column.values.map { value in
                guard let text = value?.text else { return 0 }
                let place = places[text] ?? Int32(truncatingIfNeeded: found.count + 1)
                if places.updateValue(place, forKey: text) == nil { found.append(text) }
                return place
            }
            (names, numbers, count) = (found, [], found.count + 1)
        }
    }
}

/// The clusters of a column's rows, in the order of the rows' levels.
struct LevelRuns {
    let levelCount: Int
    private let clusterCount: Int
    /// Where each level begins in `clusters`, and where the last one ends.
    private let starts: [Int]
    private let clusters: [Int32]

    /// - Parameters:
    ///   - levelOfCode: levels, below `levelCount`, by code.
    ///   - clusters: one a row; rows of none of the `clusterCount` are left out.
    init(_ codes: CodeArray, _ levelOfCode: [Int32], _ levelCount: Int, _ clusters: [Int32], clusterCount: Int) {
        self.levelCount = levelCount
        self.clusterCount = clusterCount
        switch codes.codes {
        case .narrow(let codes): (starts, self.clusters) = LevelRuns.sorted(codes, levelOfCode, levelCount, clusters, clusterCount)
        case .medium(let codes): (starts, self.clusters) = LevelRuns.sorted(codes, levelOfCode, levelCount, clusters, clusterCount)
        case .wide(let codes): (starts, self.clusters) = LevelRuns.sorted(codes, levelOfCode, levelCount, clusters, clusterCount)
        }
    }

    /// Sorts by counting.
    private static func sorted<Code: FixedWidthInteger>(
        _ codes: [Code], _ levelOfCode: [Int32], _ levelCount: Int, _ clusters: [Int32], _ clusterCount: Int
    ) -> ([Int], [Int32]) {
        let counted = UInt32(clamping: clusterCount)
        var starts = [Int](repeating: 0, count: levelCount + 1)
        for (row, code) in codes.enumerated() where UInt32(bitPattern: clusters[row]) < counted { starts[Int(levelOfCode[Int(code)]) + 1] += 1 }
        for level in 0..<levelCount { starts[level + 1] += starts[level] }
        var next = starts
        var sorted = [Int32](repeating: 0, count: starts[levelCount])
        for (row, code) in codes.enumerated() where UInt32(bitPattern: clusters[row]) < counted {
            let level = Int(levelOfCode[Int(code)])
            sorted[next[level]] = clusters[row]
            next[level] += 1
        }
        return (starts, sorted)
    }

    /// The rows of a level.
    func size(_ level: Int) -> Int { starts[level + 1] - starts[level] }

    /// The rows of a level in each cluster.
    func counts(level: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: clusterCount)
        for place in starts[level]..<starts[level + 1] { counts[Int(clusters[place])] += 1 }
        return counts
    }

    /// The clusters that have rows of a level, in order, with how many.
    func forEachCluster(of level: Int, _ body: (_ cluster: Int, _ count: Int) -> Void) {
        let run = clusters[starts[level]..<starts[level + 1]]
        guard run.count >= clusterCount else {
            var sorted = run.sorted()[...]
            while let cluster = sorted.first {
                let rest = sorted.drop { $0 == cluster }
                body(Int(cluster), sorted.count - rest.count)
                sorted = rest
            }
            return
        }
        for (cluster, count) in counts(level: level).enumerated() where count > 0 { body(cluster, count) }
    }
}
