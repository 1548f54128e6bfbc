/// What a plugin answered, one record after the other, in memory that the host reads when the call is over: a head, then
/// records of 16 bytes, each with a number or text behind it, filled up to 8 bytes.
enum AnswerRecord {
    enum Kind: UInt8 {
        case number, label, flag, missing, repaired, folded, inferred, partial, rejected, contradiction, log
        /// The answer broke the contract; the text says how. Without an item it concerns the whole batch.
        case misuse
    }

    struct Head: BitwiseCopyable {
        /// Of all records; written before each, so that a call that is cut short leaves what came before.
        var bytes: UInt64 = 0
        /// The plugin said more than there is room for.
        var isFull: UInt32 = 0
        /// What the parse function returned.
        var status: UInt32 = 0
        /// Bytes that it wrote to its standard output and error, from its start.
        var strayOutput: UInt64 = 0
    }

    struct Fields: BitwiseCopyable {
        var kind: UInt8
        var reserved: UInt8 = 0
        var component: UInt16 = 0
        /// Of a column, or the level of a log line. `allColumns` for the item as a whole.
        var column: UInt32 = 0
        var item: UInt32
        /// Bytes behind the fields; of a flag its value.
        var length: UInt32 = 0
    }

    static let recordsOffset = 32
    static let fieldsSize = 16
    static let allColumns = UInt32.max
    static let noItem = UInt32.max
    /// Room for answers, of which a plugin touches as much as it needs.
    static let size = 32 << 20
}
