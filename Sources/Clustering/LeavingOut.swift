import CClusteringKernels

/// The rows of feature importance: sorted by cluster, so that a row's dissimilarities to a cluster are sums of neighbours.
///
/// Each cluster starts at a multiple of 16 places and is filled up with places of weight 0, so that the kernel needs no
/// remainders.
struct LeavingOut: Sendable {
    /// Places are filled up to a multiple of this.
    private static let lanes = 16
    /// Rows a chunk of work.
    private static let grain = 16

    /// By column, grouped, then by place: (x − minimum) / range or the number of a category; 0 where missing.
    private var values: [Float] = []
    /// By column, grouped, then by place: the column's weight, or 0 where missing.
    private var columnWeights: [Float] = []
    /// By column: whether it is categorical.
    private var categorical: [UInt8] = []
    /// By group, the first column; the last group is of the columns that never leave.
    private var first: [Int32] = [0]
    /// How many original rows there are in each place.
    private let rowWeights: [Double]
    /// The places of each cluster, without those of weight 0.
    private let clusters: [Range<Int>]
    private let clusterWeights: [Double]
    /// The number of groups that leave.
    private let groupCount: Int

    /// Sorts rows and prepares columns; `nil` for fewer than two clusters.
    ///
    /// - Parameters:
    ///   - table: Rows of mixed features.
    ///   - rows: The rows to look at.
    ///   - assignments: The cluster of each row of the table.
    ///   - weights: The weight of each row of the table.
    ///   - groups: The columns of each group, none twice.
    init?(
        _ table: GowerTable, rows: [Int], assignments: [Int], weights: [Int]?, groups: [[Int]]
    ) throws(ClusteringError) {
        // Numbers of categories are kept as floats, which count to 2²⁴.
        guard rows.count < 1 << 24 else {
            throw ClusteringError(.tooLarge, "\(rows.count) rows are too many to compare with each other; draw some")
        }
        let sorted = rows.sorted { (assignments[$0], $0) < (assignments[$1], $1) }
        var placeOf: [Int] = []
        var clusters: [Range<Int>] = []
        for (position, row) in sorted.enumerated() {
            if position > 0, assignments[sorted[position - 1]] == assignments[row], let last = clusters.last {
                clusters[clusters.count - 1] = last.lowerBound..<last.upperBound + 1
            } else {
                let start = ((clusters.last?.upperBound ?? 0) + LeavingOut.lanes - 1) / LeavingOut.lanes * LeavingOut.lanes
                clusters.append(start..<start + 1)
            }
            placeOf.append(clusters[clusters.count - 1].upperBound - 1)
        }
        guard clusters.count > 1, let last = clusters.last else { return nil }
        let stride = (last.upperBound + LeavingOut.lanes - 1) / LeavingOut.lanes * LeavingOut.lanes

        var rowWeights = [Double](repeating: 0, count: stride)
        for (row, place) in zip(sorted, placeOf) { rowWeights[place] = Double(weights?[row] ?? 1) }
        self.rowWeights = rowWeights
        self.clusters = clusters
        clusterWeights = clusters.map { places in places.reduce(0) { $0 + rowWeights[$1] } }
        groupCount = groups.count

        let leaving = Set(groups.flatMap(\.self))
        // Only the proportions of weights matter; the heaviest column gets 1, so that a float can hold them.
        let heaviest = table.columns.reduce(0) { max($0, $1.weight) }
        for group in groups + [table.columns.indices.filter { !leaving.contains($0) }] {
            for column in group where table.columns[column].weight > 0 {
                append(table.columns[column], sorted, placeOf, stride, heaviest: heaviest)
            }
            first.append(Int32(categorical.count))
        }
    }

    /// Adds a column, in the order of the places.
    private mutating func append(
        _ column: GowerTable.Column, _ sorted: [Int], _ placeOf: [Int], _ stride: Int, heaviest: Double
    ) {
        var values = [Float](repeating: 0, count: stride)
        var weights = values
        let weight = Float(column.weight / heaviest)
        switch column.values {
        case .numeric(let numbers):
            guard let range = column.range else { return }
            for (row, place) in zip(sorted, placeOf) where !numbers[row].isNaN {
                values[place] = Float(range.share(numbers[row], range.minimum))
                weights[place] = weight
            }
            categorical.append(0)
        case .categorical(let codes):
            var numbers: [Int32: Float] = [:]
            for (row, place) in zip(sorted, placeOf) where codes[row] >= 0 {
                let number = numbers[codes[row]] ?? Float(numbers.count)
                numbers[codes[row]] = number
                values[place] = number
                weights[place] = weight
            }
            categorical.append(1)
        }
        self.values += values
        columnWeights += weights
    }

    /// Sums over rows: with all columns, and without each group.
    func run(options: ExecutionOptions) throws(ClusteringError) -> ImportanceSums {
        let places = rowWeights.indices.filter { rowWeights[$0] > 0 }
        var sums = ImportanceSums(groupCount: groupCount)
        let band = max(256, places.count / 16)
        for start in stride(from: 0, to: places.count, by: band) {
            let rows = start..<min(places.count, start + band)
            let parts = options.mapChunks(of: rows, grain: LeavingOut.grain) { chunk in
                sum(places[chunk])
            }
            for part in parts { sums.add(part) }
            try options.step(.importance, rows.upperBound, of: places.count)
        }
        return sums
    }

    /// Sums over some rows.
    private func sum(_ places: ArraySlice<Int>) -> ImportanceSums {
        var result = ImportanceSums(groupCount: groupCount)
        // One slot more for the columns that never leave, and one for all columns.
        let slots = groupCount + 2
        let sumCount = slots * clusters.count
        var sums = [Double](repeating: 0, count: sumCount * places.count)
        var others = rowWeights.map { Float($0) }
        let block = Int(CLUSTERING_IMPORTANCE_BLOCK)
        let scratch = UnsafeMutableRawPointer.allocate(
            byteCount: (groupCount + 1) * Int(CLUSTERING_IMPORTANCE_SCRATCH), alignment: 64)
        defer { scratch.deallocate() }
        // The pointers are used inside these closures only; all places are below the number that the arrays were made for.
        withColumns { columns in
            others.withUnsafeMutableBufferPointer { others in
                sums.withUnsafeMutableBufferPointer { sums in
                    guard let weights = others.baseAddress, let firstSum = sums.baseAddress else { return }
                    for (cluster, range) in clusters.enumerated() {
                        let end = (range.upperBound + LeavingOut.lanes - 1) / LeavingOut.lanes * LeavingOut.lanes
                        // A block of columns serves all rows while it is in the cache.
                        for start in stride(from: range.lowerBound, to: end, by: block) {
                            for (number, place) in places.enumerated() {
                                // A row is compared with the rows identical to it, but not with itself.
                                weights[place] = Float(rowWeights[place] - 1)
                                Kernels.best.importance.leave_out(
                                    columns, Int32(place), Int32(start), Int32(min(block, end - start)), weights, scratch,
                                    firstSum + number * sumCount + cluster * slots)
                                weights[place] = Float(rowWeights[place])
                            }
                        }
                    }
                }
            }
        }
        for (number, place) in places.enumerated() {
            add(place, sums[number * sumCount..<(number + 1) * sumCount], slots, to: &result)
        }
        return result
    }

    /// Adds a row's silhouettes.
    private func add(_ place: Int, _ sums: ArraySlice<Double>, _ slots: Int, to result: inout ImportanceSums) {
        let own = clusters.firstIndex { $0.contains(place) } ?? 0
        let all = width(own, sums, slots, slot: groupCount + 1)
        result.add(weight: rowWeights[place], withAll: all) { group in all - width(own, sums, slots, slot: group) }
    }

    /// s(i) of a row of a cluster, from its summed dissimilarities to the rows of each cluster; see ``Silhouette``.
    private func width(_ own: Int, _ sums: ArraySlice<Double>, _ slots: Int, slot: Int) -> Double {
        guard clusterWeights[own] > 1 else { return 0 }
        let a = sums[sums.startIndex + own * slots + slot] / (clusterWeights[own] - 1)
        var b = Double.infinity
        for cluster in clusters.indices where cluster != own {
            b = min(b, sums[sums.startIndex + cluster * slots + slot] / clusterWeights[cluster])
        }
        let larger = max(a, b)
        return larger > 0 ? (b - a) / larger : 0
    }

    /// Calls `body` with the columns as the kernel reads them.
    private func withColumns(_ body: (UnsafePointer<clustering_columns>) -> Void) {
        values.withUnsafeBufferPointer { values in
            columnWeights.withUnsafeBufferPointer { weights in
                categorical.withUnsafeBufferPointer { categorical in
                    first.withUnsafeBufferPointer { first in
                        var columns = clustering_columns(
                            values: values.baseAddress, weights: weights.baseAddress, categorical: categorical.baseAddress,
                            first: first.baseAddress, stride: rowWeights.count, groups: Int32(groupCount + 1))
                        body(&columns)
                    }
                }
            }
        }
    }
}
