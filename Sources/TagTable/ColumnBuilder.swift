import DICOM

/// A column while it is scanned: interned raw values, and a code for each row so far.
struct ColumnBuilder: Sendable {
    /// Code of each row so far; rows after the last set are absent.
    var codes = CodeArray()
    private(set) var arena: [UInt8] = []
    private(set) var ends: [Int] = []
    private(set) var contexts: [ValueContext] = []
    /// First file that held each value.
    private(set) var firstFiles: [Int32] = []
    var locations = TagColumn.LocationCounts()
    private var slots: [UInt32] = Array(repeating: 0, count: 16)
    private var lastValue = -1

    var valueCount: Int { ends.count }

    func valueRange(_ value: Int) -> Range<Int> { (value == 0 ? 0 : ends[value - 1])..<ends[value] }

    /// Interns a value. Returns its number, from 0.
    mutating func intern(_ bytes: RawSpan, _ context: ValueContext, file: Int32, seed: UInt64) -> Int {
        if lastValue >= 0, matches(lastValue, bytes, context) { return lastValue }
        let hash = ColumnBuilder.hash(bytes, context, seed)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let value = Int(slots[slot]) - 1
            if matches(value, bytes, context) {
                lastValue = value
                return value
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        lastValue = ends.count
        for index in 0..<bytes.byteCount { arena.append(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
        ends.append(arena.count)
        contexts.append(context)
        firstFiles.append(file)
        slots[slot] = UInt32(lastValue + 1)
        if ends.count * 2 > slots.count { grow(seed) }
        return lastValue
    }

    private mutating func grow(_ seed: UInt64) {
        slots = Array(repeating: 0, count: slots.count * 2)
        for value in 0..<ends.count {
            let range = valueRange(value)
            let hash = ColumnBuilder.hash(arena.span.bytes.extracting(range), contexts[value], seed)
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(value + 1)
        }
    }

    private func matches(_ value: Int, _ bytes: RawSpan, _ context: ValueContext) -> Bool {
        let range = valueRange(value)
        guard range.count == bytes.byteCount, contexts[value] == context else { return false }
        let own = arena.span.bytes
        var index = 0
        while index + 8 <= bytes.byteCount {
            if own.unsafeLoadUnaligned(fromByteOffset: range.lowerBound + index, as: UInt64.self)
                != bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        while index < bytes.byteCount {
            if own.unsafeLoad(fromByteOffset: range.lowerBound + index, as: UInt8.self)
                != bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            {
                return false
            }
            index += 1
        }
        return true
    }

    /// Multiply and fold over words, from a seed that changes with each process so that no file can aim at collisions.
    /// The order of values does not depend on it.
    private static func hash(_ bytes: RawSpan, _ context: ValueContext, _ seed: UInt64) -> UInt64 {
        var state = seed ^ UInt64(context.rawValue) ^ UInt64(bytes.byteCount) << 40
        func mix(_ word: UInt64) {
            let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            state = product.high ^ product.low
        }
        var index = 0
        while index + 8 <= bytes.byteCount {
            mix(bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var tail: UInt64 = 0
        while index < bytes.byteCount {
            tail = tail << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
            index += 1
        }
        mix(tail)
        return state ^ state >> 32
    }
}
