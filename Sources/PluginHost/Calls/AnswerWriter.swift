import CTagPlugin

/// Takes a plugin's answers for one batch, behind the C function table, and writes them down. Everything it is told is
/// checked: what does not fit has no effect, and is written down as a misuse.
struct AnswerWriter {
    struct ColumnShape {
        let kind: UInt32
        let components: UInt32
    }

    private var memory = RawRegion.none
    private let services: Unmanaged<HostServices>
    private var columns: [ColumnShape] = []
    private var itemCount: UInt32 = 0
    private var used = 0
    private var isFull = false
    private var isOpen = false
    /// What a batch may log; more is dropped.
    private static let mostLogBytes = 1 << 16
    private var logBytes = 0

    init(services: HostServices) {
        // The services live as long as the process.
        self.services = .passUnretained(services)
    }

    /// - Parameter memory: where answers go; it must stay until they are closed.
    mutating func open(_ memory: RawRegion, _ columns: [ColumnShape], items: UInt32) {
        self.memory = memory
        self.columns = columns
        itemCount = items
        used = 0
        isFull = false
        isOpen = true
        logBytes = 0
        memory.store(AnswerRecord.Head(), at: 0)
    }

    mutating func close(status: tagplugin_status, strayOutput: UInt64) {
        isOpen = false
        memory.store(
            AnswerRecord.Head(bytes: UInt64(used), isFull: isFull ? 1 : 0, status: status, strayOutput: strayOutput), at: 0)
        memory = .none
    }

    // MARK: Answers

    @inline(__always)
    fileprivate mutating func number(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: Double) -> tagplugin_status {
        if let refused = refusal(item, column, component, TAGPLUGIN_KIND_NUMERIC) { return refused }
        guard value.isFinite else { return misuse("a number that is not finite", item) }
        guard let place = add(.number, item, column, component, length: 8) else { return TAGPLUGIN_FAILED }
        memory.store(value, at: place)
        return TAGPLUGIN_OK
    }

    @inline(__always)
    fileprivate mutating func label(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ text: tagplugin_text) -> tagplugin_status {
        if let refused = refusal(item, column, component, TAGPLUGIN_KIND_CATEGORICAL) { return refused }
        guard text.length > 0 else { return misuse("an empty label", item) }
        return write(.label, item, column, component, text, "a label")
    }

    fileprivate mutating func flag(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: UInt32) -> tagplugin_status {
        if let refused = refusal(item, column, component, TAGPLUGIN_KIND_FLAG) { return refused }
        guard value <= 1 else { return misuse("a flag that is neither 0 nor 1", item) }
        return add(.flag, item, column, component, length: 0, stored: value) == nil ? TAGPLUGIN_FAILED : TAGPLUGIN_OK
    }

    fileprivate mutating func missing(_ item: UInt32, _ column: UInt32, _ rule: tagplugin_text) -> tagplugin_status {
        if let refused = refusal(item) { return refused }
        guard column == TAGPLUGIN_ALL_COLUMNS || Int(column) < columns.count else { return misuse("a column that it has not", item) }
        return write(.missing, item, column, 0, rule, "a rule")
    }

    fileprivate mutating func note(_ kind: AnswerRecord.Kind, _ item: UInt32, _ text: tagplugin_text) -> tagplugin_status {
        if let refused = refusal(item) { return refused }
        return write(kind, item, 0, 0, text, "a rule or reason")
    }

    fileprivate mutating func folded(_ item: UInt32, _ fold: UnsafePointer<tagplugin_fold>?) -> tagplugin_status {
        if let refused = refusal(item) { return refused }
        guard let fold, let query = services.takeUnretainedValue().query(fold.pointee.trace) else {
            return misuse("a fold that the host did not make", item)
        }
        return query.withUnsafeBytes { bytes in
            guard let place = add(.folded, item, 0, 0, length: bytes.count) else { return TAGPLUGIN_FAILED }
            memory.copy(bytes, to: place)
            return TAGPLUGIN_OK
        }
    }

    /// A line for the log of the run.
    mutating func log(_ level: UInt32, _ text: tagplugin_text) {
        guard isOpen, text.length <= UInt64(AnswerWriter.mostLogBytes - logBytes) else { return }
        logBytes += Int(text.length)
        _ = write(.log, AnswerRecord.noItem, level, 0, text, "a log message")
    }

    // MARK: Records

    /// Why an answer is not taken, or nil.
    @inline(__always)
    private mutating func refusal(_ item: UInt32) -> tagplugin_status? {
        guard isOpen else { return TAGPLUGIN_FAILED }
        guard item < itemCount else { return misuse("an item that the batch has not", AnswerRecord.noItem) }
        return nil
    }

    @inline(__always)
    private mutating func refusal(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ kind: UInt32) -> tagplugin_status? {
        if let refused = refusal(item) { return refused }
        guard Int(column) < columns.count else { return misuse("a column that it has not", item) }
        let shape = columns[Int(column)]
        guard shape.kind == kind else { return misuse("a column of another kind", item) }
        guard component < shape.components else { return misuse("a component that the column has not", item) }
        return nil
    }

    /// Texts have at most this many bytes.
    static let longestText = 4096

    @inline(__always)
    private mutating func write(
        _ kind: AnswerRecord.Kind, _ item: UInt32, _ column: UInt32, _ component: UInt32, _ text: tagplugin_text, _ what: StaticString
    ) -> tagplugin_status {
        guard text.length <= UInt64(AnswerWriter.longestText), text.length == 0 || text.bytes != nil else {
            return misuse("\(what) that is too long or no text", item)
        }
        let bytes = UnsafeRawBufferPointer(start: text.bytes, count: Int(text.length))
        guard AnswerWriter.isUTF8(bytes) else { return misuse("\(what) that is not UTF-8", item) }
        guard let place = add(kind, item, column, component, length: bytes.count) else { return TAGPLUGIN_FAILED }
        memory.copy(bytes, to: place)
        return TAGPLUGIN_OK
    }

    @inline(__always)
    private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    private mutating func misuse(_ what: String, _ item: UInt32) -> tagplugin_status {
        guard isOpen else { return TAGPLUGIN_FAILED }
        let bytes = Array(what.utf8)
        if let place = add(.misuse, item, 0, 0, length: bytes.count) { bytes.withUnsafeBytes { memory.copy($0, to: place) } }
        return TAGPLUGIN_BAD_ARGUMENT
    }

    /// Makes room for a record and writes its fields.
    /// - Returns: where its text goes; nil when there is no room left.
    @inline(__always)
    private mutating func add(
        _ kind: AnswerRecord.Kind, _ item: UInt32, _ column: UInt32, _ component: UInt32, length: Int, stored: UInt32? = nil
    ) -> Int? {
        let start = AnswerRecord.recordsOffset + used
        let size = AnswerRecord.fieldsSize + (length + 7) & ~7
        guard !isFull, size <= memory.count - start else {
            isFull = true
            return nil
        }
        let fields = AnswerRecord.Fields(
            kind: kind.rawValue, component: UInt16(truncatingIfNeeded: component), column: column, item: item,
            length: stored ?? UInt32(truncatingIfNeeded: length))
        memory.store(fields, at: start)
        used += size
        memory.store(UInt64(used), at: 0)
        return start + AnswerRecord.fieldsSize
    }
}

/// The C function table of one plugin's answers. It stays where it is for good, so that a plugin which keeps it, against
/// the contract, points to nothing that is gone: outside a call every function of it fails.
struct SinkTable {
    // Both are never freed; the writer is only touched in calls that run one after the other.
    let writer: UnsafeMutablePointer<AnswerWriter>
    private let table: UnsafeMutablePointer<tagplugin_sink>

    init(_ answers: AnswerWriter) {
        writer = .allocate(capacity: 1)
        writer.initialize(to: answers)
        table = .allocate(capacity: 1)
        table.initialize(to: tagplugin_sink())
        table.pointee.struct_size = UInt32(MemoryLayout<tagplugin_sink>.size)
        table.pointee.abi_version = ABI.version
        table.pointee.context = UnsafeMutableRawPointer(writer)
        table.pointee.number = { SinkTable.writer($0)?.pointee.number($1, $2, $3, $4) ?? TAGPLUGIN_FAILED }
        table.pointee.label = { SinkTable.writer($0)?.pointee.label($1, $2, $3, $4) ?? TAGPLUGIN_FAILED }
        table.pointee.flag = { SinkTable.writer($0)?.pointee.flag($1, $2, $3, $4) ?? TAGPLUGIN_FAILED }
        table.pointee.missing = { SinkTable.writer($0)?.pointee.missing($1, $2, $3) ?? TAGPLUGIN_FAILED }
        table.pointee.repaired = { SinkTable.writer($0)?.pointee.note(.repaired, $1, $2) ?? TAGPLUGIN_FAILED }
        table.pointee.folded = { SinkTable.writer($0)?.pointee.folded($1, $2) ?? TAGPLUGIN_FAILED }
        table.pointee.inferred = { SinkTable.writer($0)?.pointee.note(.inferred, $1, $2) ?? TAGPLUGIN_FAILED }
        table.pointee.partial = { SinkTable.writer($0)?.pointee.note(.partial, $1, $2) ?? TAGPLUGIN_FAILED }
        table.pointee.rejected = { SinkTable.writer($0)?.pointee.note(.rejected, $1, $2) ?? TAGPLUGIN_FAILED }
        table.pointee.contradiction = { SinkTable.writer($0)?.pointee.note(.contradiction, $1, $2) ?? TAGPLUGIN_FAILED }
    }

    var pointer: UnsafePointer<tagplugin_sink> { UnsafePointer(table) }

    private static func writer(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<AnswerWriter>? {
        context?.assumingMemoryBound(to: AnswerWriter.self)
    }
}
