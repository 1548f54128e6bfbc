import CClusteringKernels

/// What the kernel knows of a table's columns: how values become the floats and bytes of blocks, and what they weigh.
///
/// One layout serves all rows of a table, so that blocks packed at different times can be compared.
final class GowerLayout: @unchecked Sendable {
    // Safe to share: everything is written before `init` returns, and the pointers live as long as the object.

    /// The table's columns in the order of a block: byte, numeric, wide. Columns that never count are left out.
    let byteColumns: [ByteColumn]
    let numericColumns: [NumericColumn]
    let wideColumns: [WideColumn]
    /// Which columns share a presence word: places in the order byte, then numeric, then wide.
    let words: [Word]
    /// The layout as the kernel reads it.
    let kernel: UnsafeMutablePointer<gower_layout>

    private let wordMemory: UnsafeMutablePointer<gower_word>
    private let scaleMemory: UnsafeMutablePointer<Float>

    /// A presence word.
    struct Word {
        /// The weight of each of its columns, the largest of the table being from 1 to 2.
        var weight: Float
        /// Whether the columns are byte columns.
        var isByte: Bool
        /// Places of the columns: in `byteColumns`, or in `numericColumns` followed by `wideColumns`.
        var columns: Range<Int>
    }

    init(_ table: GowerTable) {
        // By a power of two: nothing is rounded that a float can hold.
        let largest = table.columns.map(\.weight).max() ?? 0
        let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
        var sorted: [(column: GowerTable.Column, weight: Float)] = table.columns.filter { $0.weight > 0 }.map { column in
            // A weight too small for a float still lets a pair be compared.
            (column, max(Float(column.weight / unit), GowerLayout.leastWeight))
        }
        // Columns of one weight lie together; sorting is stable, so the order is that of the table otherwise.
        sorted.sort { $0.weight > $1.weight }
        let prepared = sorted.map { ($0.weight, PackedColumn($0.column)) }
        var byteColumns: [(Float, ByteColumn)] = [], numericColumns: [(Float, NumericColumn)] = [], wideColumns: [(Float, WideColumn)] = []
        for (weight, column) in prepared {
            switch column {
            case .byte(let column): byteColumns.append((weight, column))
            case .numeric(let column): numericColumns.append((weight, column))
            case .wide(let column): wideColumns.append((weight, column))
            case nil: break
            }
        }
        self.byteColumns = byteColumns.map(\.1)
        self.numericColumns = numericColumns.map(\.1)
        self.wideColumns = wideColumns.map(\.1)
        words = GowerLayout.words(byteColumns.map(\.0), isByte: true) + GowerLayout.words((numericColumns.map(\.0) + wideColumns.map(\.0)), isByte: false)

        wordMemory = .allocate(capacity: max(1, words.count))
        for (place, word) in words.enumerated() {
            (wordMemory + place).initialize(to: gower_word(weight: word.weight, byte_columns: word.isByte ? Int32(word.columns.count) : 0))
        }
        let scales = numericColumns.map { $0.0 * $0.1.scale } + wideColumns.map(\.0)
        scaleMemory = .allocate(capacity: max(1, scales.count))
        for (place, scale) in scales.enumerated() { (scaleMemory + place).initialize(to: scale) }
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: gower_layout(
                words: Int32(clamping: words.count), numerics: Int32(clamping: numericColumns.count), wides: Int32(clamping: wideColumns.count),
                bytes: Int32(clamping: byteColumns.count), word: wordMemory, numeric_scale: scaleMemory,
                wide_weight: scaleMemory + numericColumns.count))
    }

    deinit {
        kernel.deallocate()
        wordMemory.deallocate()
        scaleMemory.deallocate()
    }

    /// The smallest weight beside a largest of 1 to 2.
    private static let leastWeight = Float(sign: .plus, exponent: -64, significand: 1)

    /// Groups columns that lie together and have the same weight into words of at most 64.
    private static func words(_ weights: [Float], isByte: Bool) -> [Word] {
        var words: [Word] = []
        for (place, weight) in weights.enumerated() {
            if let last = words.last, last.weight == weight, last.columns.count < 64 {
                words[words.count - 1].columns = last.columns.lowerBound..<place + 1
            } else {
                words.append(Word(weight: weight, isByte: isByte, columns: place..<place + 1))
            }
        }
        return words
    }
}
