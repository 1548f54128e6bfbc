/// The distinct rows of a table, found by their hashes.
struct DistinctRows {
    /// By distinct row: how many rows are equal to it.
    private(set) var weights: [Int] = []
    /// By row: its distinct row.
    private(set) var distinctRow: [Int] = []
    /// By distinct row: the first row that is equal to it.
    private(set) var representative: [Int] = []

    /// No rows.
    init() {}

    /// Finds the distinct rows; `nil` if there are more than `limit`.
    init?(_ table: GowerTable, atMost limit: Int, options: ExecutionOptions) {
        let keys = RowKeys(table)
        guard group(keys, table.rowCount, limit: limit, options: options, isSame: { _, _ in true }) else { return nil }
        if areGroupsEqual(keys, options) { return }
        // Rows that differ have the same hash: nearly never, unless somebody chose them so.
        self = DistinctRows()
        guard group(keys, table.rowCount, limit: limit, options: options, isSame: keys.areEqual) else { return nil }
    }

    /// Groups rows of the same hash that are the same.
    ///
    /// - Parameter isSame: Says of two rows with the same hash whether they go together.
    private mutating func group(
        _ keys: RowKeys, _ rowCount: Int, limit: Int, options: ExecutionOptions, isSame: (Int, Int) -> Bool
    ) -> Bool {
        var newest: [UInt64: Int] = [:]  // hash → the distinct row last seen with it
        var older: [Int] = []  // distinct row → the one before it with the same hash, or −1
        distinctRow.reserveCapacity(rowCount)
        // Parts of the table: when there are too many distinct rows, that shows early.
        for start in stride(from: 0, to: rowCount, by: 1 << 16) {
            let part = start..<min(rowCount, start + 1 << 16)
            let chunks = options.mapChunks(of: part, grain: 1 << 12, keys.hashes)
            for (row, key) in zip(part, chunks.joined()) {
                guard key.isComparable else {
                    add(row)
                    older.append(-1)
                    continue
                }
                let last = newest[key.hash] ?? -1
                var match = last
                while match >= 0, !isSame(representative[match], row) { match = older[match] }
                if match < 0 {
                    newest[key.hash] = weights.count
                    older.append(last)
                    add(row)
                } else {
                    weights[match] += 1
                    distinctRow.append(match)
                }
            }
            if weights.count > limit { return false }
        }
        return true
    }

    /// Adds a row that is like none before it.
    private mutating func add(_ row: Int) {
        distinctRow.append(weights.count)
        weights.append(1)
        representative.append(row)
    }

    /// Whether every row is equal to the one that stands for it.
    private func areGroupsEqual(_ keys: RowKeys, _ options: ExecutionOptions) -> Bool {
        options.mapChunks(of: 0..<distinctRow.count, grain: 1 << 14) { rows in
            rows.allSatisfy { row in
                let first = representative[distinctRow[row]]
                return first == row || keys.areEqual(first, row)
            }
        }.allSatisfy(\.self)
    }
}

/// What tells rows apart: their comparable values as bit patterns.
private struct RowKeys: Sendable {
    /// A row's hash, and whether it has anything to compare.
    struct Key: Sendable {
        var hash: UInt64 = 0
        var isComparable = false
    }

    /// The columns that count.
    private let columns: [Column]

    init(_ table: GowerTable) {
        columns = table.columns.filter { $0.weight > 0 }.map(Column.init)
    }

    /// The keys of some rows.
    func hashes(_ rows: Range<Int>) -> [Key] {
        var keys = [Key](repeating: Key(), count: rows.count)
        for column in columns { column.mix(rows, into: &keys) }
        return keys
    }

    /// Whether two rows with something to compare are the same.
    func areEqual(_ i: Int, _ j: Int) -> Bool {
        columns.allSatisfy { $0.bits(i) == $0.bits(j) }
    }

    /// The values of a column as bit patterns: equal for values that are equal, or both missing.
    private enum Column: Sendable {
        case numbers([Double])
        case categories([Int32])
        /// By code, from 0 for missing.
        case encoded([UInt64], GowerTable.Codes)

        /// A bit pattern that no present value has: a NaN, as a missing number is.
        static let missing = Double.nan.bitPattern

        init(_ column: GowerTable.Column) {
            switch column.storage {
            case .numbers(let numbers): self = .numbers(numbers)
            case .categories(let codes): self = .categories(codes)
            case .encodedNumbers(let numbers, let codes): self = .encoded([Column.missing] + numbers.map(Column.bits), codes)
            case .encodedCategories(let categories, let codes): self = .encoded([Column.missing] + categories.map(Column.bits), codes)
            }
        }

        static func bits(_ number: Double) -> UInt64 { number.isNaN ? missing : number == 0 ? 0 : number.bitPattern }
        static func bits(_ category: Int32) -> UInt64 { category < 0 ? missing : UInt64(category) }

        @inline(__always)
        func bits(_ row: Int) -> UInt64 {
            switch self {
            case .numbers(let numbers): Column.bits(numbers[row])
            case .categories(let codes): Column.bits(codes[row])
            case .encoded(let bits, let codes): bits[codes[row]]
            }
        }

        func mix(_ rows: Range<Int>, into keys: inout [Key]) {
            switch self {
            case .numbers(let numbers): Column.mix(rows, into: &keys) { Column.bits(numbers[$0]) }
            case .categories(let codes): Column.mix(rows, into: &keys) { Column.bits(codes[$0]) }
            case .encoded(let bits, .bytes(let codes)): Column.mix(rows, into: &keys) { bits[Int(codes[$0])] }
            case .encoded(let bits, .shorts(let codes)): Column.mix(rows, into: &keys) { bits[Int(codes[$0])] }
            case .encoded(let bits, .words(let codes)): Column.mix(rows, into: &keys) { bits[Int(codes[$0])] }
            }
        }

        @inline(__always)
        private static func mix(_ rows: Range<Int>, into keys: inout [Key], _ bits: (Int) -> UInt64) {
            for (place, row) in rows.enumerated() {
                let value = bits(row)
                var mixer = SplitMix64(seed: keys[place].hash ^ value)
                keys[place].hash = mixer.next()
                if value != missing { keys[place].isComparable = true }
            }
        }
    }
}
