#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Compares a few rows of a table, kept at hand, with any number of others that are prepared as they come: memory does not
/// grow with the table.
struct RowComparison: Sendable {
    /// Rows of a block.
    static let blockSize = 64
    private let columns: [ComparedColumn]

    init(_ table: GowerTable) {
        columns = table.columns.compactMap(ComparedColumn.init)
    }

    /// Rows prepared for comparing: by column, blocks of 64.
    struct Packed: Sendable {
        let count: Int
        fileprivate let values: [Float]
        fileprivate let columnCount: Int
    }

    /// Prepares rows that are known to exist.
    func pack(_ rows: some RandomAccessCollection<Int>) -> Packed {
        let size = RowComparison.blockSize
        let blocks = (rows.count + size - 1) / size
        var values = [Float](repeating: .nan, count: blocks * size * columns.count)
        for (place, row) in rows.enumerated() {
            let start = place / size * size * columns.count + place % size
            for (number, column) in columns.enumerated() { values[start + number * size] = column.value(row) }
        }
        return Packed(count: rows.count, values: values, columnCount: columns.count)
    }

    /// Compares every row of `few` with every row of `many`.
    ///
    /// - Parameter body: Gets the place of a row in `few`, the place in `many` of the first of up to 64 rows, and the
    ///   dissimilarities to those. A row with nothing to compare has 1 even to itself.
    func compare(_ few: Packed, with many: Packed, _ body: (Int, Int, UnsafeBufferPointer<Float>) -> Void) {
        let size = RowComparison.blockSize
        var dissimilar = [Float](repeating: 0, count: size)
        var compared = dissimilar
        few.values.withUnsafeBufferPointer { own in
            many.values.withUnsafeBufferPointer { others in
                for first in stride(from: 0, to: many.count, by: size) {
                    for place in 0..<few.count {
                        let start = place / size * size * few.columnCount + place % size
                        for lane in 0..<size { (dissimilar[lane], compared[lane]) = (0, 0) }
                        for (number, column) in columns.enumerated() {
                            let value = own[start + number * size]
                            guard !value.isNaN else { continue }
                            let block = first * many.columnCount + number * size
                            for lane in 0..<size {
                                let difference = abs(others[block + lane] - value)
                                let isPresent = difference == difference
                                let share = column.isNumeric ? difference : difference == 0 ? 0 : 1
                                dissimilar[lane] += isPresent ? column.weight * share : 0
                                compared[lane] += isPresent ? column.weight : 0
                            }
                        }
                        for lane in 0..<size {
                            dissimilar[lane] = compared[lane] > 0 ? min(1, (dissimilar[lane] / compared[lane]).squareRoot()) : 1
                        }
                        dissimilar.withUnsafeBufferPointer { body(place, first, UnsafeBufferPointer(rebasing: $0[..<min(size, many.count - first)])) }
                    }
                }
            }
        }
    }
}

private struct ComparedColumn: Sendable {
    let isNumeric: Bool
    let weight: Float
    private let storage: GowerTable.Column.Storage
    private let range: GowerTable.ValueRange?
    private let entries: [Float]

    init?(_ column: GowerTable.Column) {
        guard column.weight > 0 else { return nil }
        storage = column.storage
        weight = Float(column.weight)
        let range = column.range
        self.range = range
        switch column.storage {
        case .numbers, .encodedNumbers: isNumeric = true
        case .categories, .encodedCategories: isNumeric = false
        }
        entries = switch column.storage {
        case .encodedNumbers(let numbers, _): numbers.map { $0.isNaN ? .nan : Float(range?.share($0, range?.minimum ?? 0) ?? 0) }
        case .encodedCategories(let categories, _): categories.map { $0 < 0 ? .nan : Float($0) }
        default: []
        }
    }

    func value(_ row: Int) -> Float {
        switch storage {
        case .numbers(let numbers): numbers[row].isNaN ? .nan : Float(range?.share(numbers[row], range?.minimum ?? 0) ?? 0)
        case .categories(let codes): codes[row] < 0 ? .nan : Float(codes[row])
        case .encodedNumbers(_, let codes), .encodedCategories(_, let codes): codes[row] == 0 ? .nan : entries[codes[row] - 1]
        }
    }
}
