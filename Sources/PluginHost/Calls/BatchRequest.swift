import CTagPlugin

/// A batch of distinct inputs as it lies in memory that a plugin's process reads: a head, a place for each value, and the
/// texts. Numbers are in the machine's own order, since both processes run on it.
enum BatchRequest {
    struct Head: BitwiseCopyable {
        var claim: UInt32 = 0
        var count: UInt32 = 0
        var inputCount: UInt32 = 0
        var keywordLength: UInt32 = 0
        var keywordOffset: UInt64 = 0
    }

    struct Value: BitwiseCopyable {
        var offset: UInt32
        var length: UInt32
        var presence: UInt32
        var vr: (CChar, CChar)
        var reserved: UInt16 = 0
    }

    static let valuesOffset = 32
    static let valueSize = 16
    /// What the host has of memory for a batch. A value has at most a few thousand bytes, so that any single item fits.
    static let size = 8 << 20
}

/// Writes a batch.
struct BatchWriter {
    private let memory: RawRegion
    private var head = BatchRequest.Head()
    private var nextValue = BatchRequest.valuesOffset
    private var nextText: Int
    /// Values of the item that is being written, which counts once it is whole.
    private var pending = 0

    /// - Parameters:
    ///   - inputCount: values an item.
    ///   - mostItems: items that will be added at most.
    init(_ memory: RawRegion, claim: Int, keyword: String, inputCount: Int, mostItems: Int) {
        self.memory = memory
        head.claim = UInt32(clamping: claim)
        head.inputCount = UInt32(clamping: inputCount)
        nextText = BatchRequest.valuesOffset + mostItems * inputCount * BatchRequest.valueSize
        head.keywordOffset = UInt64(nextText)
        head.keywordLength = UInt32(clamping: keyword.utf8.count)
        var keyword = keyword
        keyword.withUTF8 { memory.copy(UnsafeRawBufferPointer($0), to: nextText) }
        nextText += Int(head.keywordLength)
    }

    var count: Int { Int(head.count) }

    /// - Returns: false when it does not fit: the item is then left out.
    @inline(__always)
    mutating func add(_ bytes: UnsafeRawBufferPointer, presence: UInt32, vr: (CChar, CChar)) -> Bool {
        guard bytes.count <= memory.count - nextText else { return false }
        let value = BatchRequest.Value(offset: UInt32(truncatingIfNeeded: nextText), length: UInt32(truncatingIfNeeded: bytes.count), presence: presence, vr: vr)
        memory.store(value, at: nextValue + pending * BatchRequest.valueSize)
        memory.copy(bytes, to: nextText)
        nextText += bytes.count
        pending += 1
        return true
    }

    mutating func endItem() {
        nextValue += pending * BatchRequest.valueSize
        pending = 0
        head.count += 1
    }

    func finish() { memory.store(head, at: 0) }
}

/// Hands a written batch to a plugin's parse function.
struct BatchReader {
    private let memory: RawRegion
    /// Kept from batch to batch, since making it anew costs more than filling it.
    private var values: [tagplugin_value] = []

    init(_ memory: RawRegion) { self.memory = memory }

    var head: BatchRequest.Head { memory.load(BatchRequest.Head.self, at: 0) }

    /// - Parameter body: gets the batch, which is valid until it returns.
    mutating func withBatch<R>(_ body: (UnsafePointer<tagplugin_batch>) -> R) -> R {
        let head = head
        let count = Int(head.count) * Int(head.inputCount)
        values.removeAll(keepingCapacity: true)
        values.reserveCapacity(count)
        for index in 0..<count {
            let stored = memory.load(BatchRequest.Value.self, at: BatchRequest.valuesOffset + index * BatchRequest.valueSize)
            var value = tagplugin_value()
            value.text = text(Int(stored.offset), Int(stored.length))
            value.presence = stored.presence
            value.vr = stored.vr
            values.append(value)
        }
        var batch = tagplugin_batch()
        batch.struct_size = UInt32(MemoryLayout<tagplugin_batch>.size)
        batch.abi_version = ABI.version
        batch.claim = head.claim
        batch.count = head.count
        batch.input_count = head.inputCount
        batch.value_size = UInt32(MemoryLayout<tagplugin_value>.stride)
        batch.keyword = text(Int(head.keywordOffset), Int(head.keywordLength))
        // The batch and all it points to stay in place until the body returns; the plugin may not keep any of it.
        return values.withUnsafeBufferPointer { values in
            batch.values = values.baseAddress
            return withUnsafePointer(to: batch, body)
        }
    }

    private func text(_ offset: Int, _ length: Int) -> tagplugin_text {
        guard length > 0 else { return tagplugin_text(bytes: nil, length: 0) }
        let region = memory.region(offset..<(offset + length))
        return tagplugin_text(bytes: UnsafePointer(region.base.assumingMemoryBound(to: CChar.self)), length: UInt64(length))
    }
}
