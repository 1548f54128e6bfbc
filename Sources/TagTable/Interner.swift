/// Byte strings, each under a mark that is part of its identity, numbered in order of first use.
///
/// Most instances repeat the value before theirs. Asking for such a one touches no more memory than the first field and,
/// for a long value, its bytes: an archive has hundreds of columns, and their arrays do not fit the nearest cache.
package struct Interner: Sendable {
    /// The value asked for last.
    private var last: Value?
    private(set) var arena: [UInt8] = []
    private(set) var ends: [Int] = []
    private(set) var marks: [UInt32] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 16)
    private let seed: UInt64

    private struct Value {
        let number: Int
        let range: Range<Int>
        let mark: UInt32
        /// What `Interner.tail` says of its bytes.
        let tail: UInt64
    }

    /// - Parameter seed: different in each process, so that no file can aim at collisions. Numbers do not depend on it.
    package init(seed: UInt64) { self.seed = seed }

    package var count: Int { ends.count }

    /// The bytes of a value.
    subscript(number: Int) -> ArraySlice<UInt8> { arena[range(number)] }

    func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    /// The number of a value, from 0.
    package mutating func intern(_ bytes: RawSpan, mark: UInt32) -> Int {
        let tail = Interner.tail(bytes)
        if let last, last.tail == tail, last.mark == mark, last.range.count == bytes.byteCount,
            bytes.byteCount <= 8 || matches(last.range, bytes)
        {
            return last.number
        }
        let hash = Interner.hash(bytes, tail, mark, seed)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            let range = self.range(number)
            if marks[number] == mark, range.count == bytes.byteCount, matches(range, bytes) {
                last = Value(number: number, range: range, mark: mark, tail: tail)
                return number
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = ends.count
        bytes.withUnsafeBytes { arena.append(contentsOf: $0) }
        ends.append(arena.count)
        marks.append(mark)
        slots[slot] = UInt32(number + 1)
        if ends.count * 2 > slots.count { grow() }
        last = Value(number: number, range: range(number), mark: mark, tail: tail)
        return number
    }

    private mutating func grow() {
        var grown = [UInt32](repeating: 0, count: slots.count * 2)
        for number in 0..<ends.count {
            let bytes = arena.span.bytes.extracting(range(number))
            let hash = Interner.hash(bytes, Interner.tail(bytes), marks[number], seed)
            var slot = Int(truncatingIfNeeded: hash) & (grown.count - 1)
            while grown[slot] != 0 { slot = (slot + 1) & (grown.count - 1) }
            grown[slot] = UInt32(number + 1)
        }
        slots = grown
    }

    /// Whether the arena holds `bytes` at `range`, which is as long.
    private func matches(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
        let own = arena.span.bytes.extracting(range)
        var index = 0
        while index < bytes.byteCount - 8 {
            if own.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                != bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        return Interner.tail(own) == Interner.tail(bytes)
    }

    /// The last eight bytes, or all of a shorter value: of one length, equal only if those bytes are.
    @inline(__always)
    private static func tail(_ bytes: RawSpan) -> UInt64 {
        let count = bytes.byteCount
        func load<T: FixedWidthInteger & BitwiseCopyable>(_ index: Int, _: T.Type) -> UInt64 {
            UInt64(truncatingIfNeeded: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: T.self))
        }
        if count >= 8 { return load(count - 8, UInt64.self) }
        if count >= 4 { return load(0, UInt32.self) | load(count - 4, UInt32.self) << 32 }
        if count >= 2 { return load(0, UInt16.self) | load(count - 2, UInt16.self) << 16 }
        return count == 1 ? load(0, UInt8.self) : 0
    }

    /// Multiply and fold over words.
    private static func hash(_ bytes: RawSpan, _ tail: UInt64, _ mark: UInt32, _ seed: UInt64) -> UInt64 {
        var state = seed ^ UInt64(mark) ^ UInt64(bytes.byteCount) << 40
        func mix(_ word: UInt64) {
            let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            state = product.high ^ product.low
        }
        var index = 0
        while index < bytes.byteCount - 8 {
            mix(bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        mix(tail)
        return state ^ state >> 32
    }
}
