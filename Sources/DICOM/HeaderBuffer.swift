import Glibc

/// The bytes of a header, read as they are asked for. Long values that nobody needs are dropped without being read,
/// so a position in the buffer and an offset in the stream differ by `shift`.
struct HeaderBuffer: ~Copyable {
    /// Where the bytes come from.
    enum Source {
        case none
        case file(descriptor: Int32, size: Int)
        case inflated(Inflater)
    }

    private(set) var storage: [UInt8] = []
    /// Bytes of `storage` that hold data.
    private(set) var count = 0
    /// Stream offset minus buffer position, at the end of the buffer.
    private(set) var shift = 0
    private var source = Source.none
    private var sourceEnded = true
    /// Set when reading or inflating failed, as opposed to reaching the end.
    private(set) var failure: DICOMError?

    /// Bytes to read at first: as many as the last header took, since neighbours are alike. Fewer would cost another read,
    /// more would copy pixels.
    private var firstRead = 16 << 10

    mutating func start(descriptor: Int32, size: Int) {
        reset(.file(descriptor: descriptor, size: size))
        _ = fill(to: min(size, firstRead))
    }

    /// Learns from a header that ended at `position`.
    mutating func noteHeaderEnd(_ position: Int) {
        let needed = min(position, count) + 256
        firstRead = min(max((needed + 1023) & ~1023, 4 << 10), 64 << 10)
    }

    mutating func start(memory: [UInt8]) {
        reset(.none)
        storage = memory
        count = memory.count
    }

    /// From here on the bytes are what the rest of the file inflates to; the offset counts from the inflated start.
    mutating func startInflating(from position: Int, limit: Int) {
        let rest: Inflater
        switch source {
        case .file(let descriptor, _):
            rest = Inflater(descriptor: descriptor, offset: position + shift, limit: limit)
        case .none, .inflated:
            rest = Inflater(memory: Array(storage[min(position, count)..<count]), limit: limit)
        }
        source = .inflated(rest)
        count = min(position, count)
        shift = -count
        sourceEnded = false
    }

    private mutating func reset(_ source: Source) {
        self.source = source
        count = 0
        shift = 0
        failure = nil
        if case .none = source { sourceEnded = true } else { sourceEnded = false }
    }

    /// Makes the bytes up to `end` resident. False when the stream ends before.
    @inline(__always)
    mutating func ensure(_ end: Int) -> Bool { end <= count || fill(to: end) }

    private mutating func fill(to end: Int) -> Bool {
        while count < end, !sourceEnded {
            let wanted = max(end - count, min(count, 1 << 20))
            readMore(min(wanted, 1 << 20))
        }
        return end <= count
    }

    /// Appends at most `wanted` bytes: never more is allocated than the source turns out to hold.
    private mutating func readMore(_ wanted: Int) {
        if storage.count < count + wanted {
            storage.append(contentsOf: repeatElement(0, count: max(count + wanted - storage.count, 4096)))
        }
        let offset = count + shift
        let position = count
        switch source {
        case .none: sourceEnded = true
        case .file(let descriptor, let size):
            let read = storage.withUnsafeMutableBytes {
                readFully(descriptor, UnsafeMutableRawBufferPointer(rebasing: $0[position..<(position + wanted)]), at: offset)
            }
            if read < 0 { failure = DICOMError(.readFailed, "the system could not read on", offset: offset) }
            sourceEnded = read < wanted || offset + read >= size
            count += max(0, read)
        case .inflated(let inflater):
            let inflated = storage.withUnsafeMutableBytes {
                inflater.inflate(into: UnsafeMutableRawBufferPointer(rebasing: $0[position..<(position + wanted)]))
            }
            sourceEnded = inflated < wanted
            count += inflated
            failure = inflater.failure
        }
    }

    /// Drops `length` bytes of the stream from `position` on, resident or not. Returns how many there were.
    mutating func skip(from position: Int, length: Int) -> Int {
        let resident = count - position
        if length <= resident {
            // Keep them where they are: moving the rest would cost more than the space.
            return length
        }
        count = position
        let offset = position + shift
        switch source {
        case .none:
            sourceEnded = true
            return resident
        case .file(_, let size):
            let available = max(0, min(length, size - offset))
            shift += available
            sourceEnded = offset + available >= size
            return available
        case .inflated(let inflater):
            let skipped = resident + inflater.discard(length - resident)
            shift += skipped
            failure = inflater.failure
            sourceEnded = skipped < length
            return skipped
        }
    }

    /// Ends the stream at `position`.
    mutating func end(at position: Int) {
        count = min(count, position)
        sourceEnded = true
    }

    /// Bytes of the stream from `position` on, resident or not; nil when only inflating them would tell.
    func remaining(from position: Int) -> Int? {
        switch source {
        case .none: max(0, count - position)
        case .file(_, let size): max(0, size - position - shift)
        case .inflated: nil
        }
    }

    @inline(__always)
    func u16(_ position: Int, bigEndian: Bool) -> UInt16 {
        let value = storage.span.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt16.self)
        return bigEndian ? value.byteSwapped : value
    }
    @inline(__always)
    func u32(_ position: Int, bigEndian: Bool) -> UInt32 {
        let value = storage.span.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
        return bigEndian ? value.byteSwapped : value
    }
    /// Little endian.
    @inline(__always)
    func u64(_ position: Int) -> UInt64 {
        UInt64(littleEndian: storage.span.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
    @inline(__always)
    func byte(_ position: Int) -> UInt8 { storage[position] }
}

/// `pread` until the buffer is full or the file ends. Returns the bytes read, or -1.
func readFully(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    var done = 0
    while done < buffer.count {
        let read = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
        if read == 0 { break }
        if read < 0 {
            if errno == EINTR { continue }
            return -1
        }
        done += read
    }
    return done
}
