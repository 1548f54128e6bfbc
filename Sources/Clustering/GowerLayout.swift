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
    /// The columns of each presence byte, at most eight.
    let presence: [[Place]]
    /// The layout as the kernel reads it.
    let kernel: UnsafeMutablePointer<gower_layout>

    private let groupMemory: UnsafeMutablePointer<gower_group>
    private let scaleMemory: UnsafeMutablePointer<Float>

    /// Where a column lies in a block.
    enum Place {
        case byte(Int)
        case numeric(Int)
        case wide(Int)
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

        let others = numericColumns.indices.map { (numericColumns[$0].0, Place.numeric($0)) } + wideColumns.indices.map { (wideColumns[$0].0, Place.wide($0)) }
        let grouped = GowerLayout.groups(bytes: byteColumns.indices.map { (byteColumns[$0].0, .byte($0)) }, others: others)
        presence = grouped.flatMap(\.presence)
        groupMemory = .allocate(capacity: max(1, grouped.count))
        for (place, group) in grouped.enumerated() { (groupMemory + place).initialize(to: group.kernel) }
        let scales = numericColumns.map { $0.0 * $0.1.scale } + wideColumns.map(\.0)
        scaleMemory = .allocate(capacity: max(1, scales.count))
        for (place, scale) in scales.enumerated() { (scaleMemory + place).initialize(to: scale) }
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: gower_layout(
                groups: Int32(clamping: grouped.count), present: Int32(clamping: presence.count), numerics: Int32(clamping: numericColumns.count),
                wides: Int32(clamping: wideColumns.count), bytes: Int32(clamping: byteColumns.count), group: groupMemory, numeric_scale: scaleMemory,
                wide_weight: scaleMemory + numericColumns.count))
    }

    deinit {
        kernel.deallocate()
        groupMemory.deallocate()
        scaleMemory.deallocate()
    }

    /// The smallest weight beside a largest of 1 to 2.
    private static let leastWeight = Float(sign: .plus, exponent: -64, significand: 1)

    /// Columns of one weight, as the kernel reads them, and the columns of their presence bytes.
    private typealias Group = (kernel: gower_group, presence: [[Place]])

    /// Groups columns by weight; at most 120 byte columns and as many others a group, which a byte can count.
    private static func groups(bytes: [(Float, Place)], others: [(Float, Place)]) -> [Group] {
        var groups: [Group] = []
        for weight in Set((bytes + others).map(\.0)).sorted(by: >) {
            var bytes = bytes.filter { $0.0 == weight }.map(\.1)[...]
            var others = others.filter { $0.0 == weight }.map(\.1)[...]
            while !bytes.isEmpty || !others.isEmpty {
                let (byteColumns, otherColumns) = (bytes.prefix(120), others.prefix(120))
                let (bytePresence, otherPresence) = (eights(byteColumns), eights(otherColumns))
                let kernel = gower_group(
                    weight: weight, byte_columns: Int32(byteColumns.count), byte_present: Int32(bytePresence.count),
                    other_present: Int32(otherPresence.count))
                groups.append((kernel, bytePresence + otherPresence))
                bytes = bytes.dropFirst(120)
                others = others.dropFirst(120)
            }
        }
        return groups
    }

    private static func eights(_ places: ArraySlice<Place>) -> [[Place]] {
        stride(from: places.startIndex, to: places.endIndex, by: 8).map { Array(places[$0..<min(places.endIndex, $0 + 8)]) }
    }
}
