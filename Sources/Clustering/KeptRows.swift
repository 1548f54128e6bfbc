import Synchronization

/// The packed rows of a table, kept for calls that ask for few distances each.
final class KeptRows: Sendable {
    private let rows = Mutex<PackedRows?>(nil)

    /// Larger tables are packed anew each time.
    private static let mostBytes = 256 << 20

    /// The rows, if they were packed before.
    var kept: PackedRows? { rows.withLock { $0 } }

    /// The rows 0..<count, packed now or before.
    func packed(count: Int, _ layout: GowerLayout, options: ExecutionOptions) -> PackedRows {
        if let kept { return kept }
        let packed = PackedRows(0..<count, layout, options: options)
        guard packed.byteCount <= KeptRows.mostBytes else { return packed }
        rows.withLock { $0 = packed }
        return packed
    }
}
