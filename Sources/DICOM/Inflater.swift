import CZlib

/// Inflates a deflated data set (PS3.5 §A.5) piece by piece, so that a small file that inflates without end costs no
/// memory and is stopped at the limit.
final class Inflater {
    /// zlib keeps a pointer back to its stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var inputStart = 0
    private let descriptor: Int32?
    private var offset: Int
    private var produced = 0
    private let limit: Int
    private var finished = false
    private(set) var failure: DICOMError?

    init(descriptor: Int32, offset: Int, limit: Int) {
        self.descriptor = descriptor
        self.offset = offset
        self.limit = limit
        stream = Inflater.makeStream()
        open()
    }

    init(memory: [UInt8], limit: Int) {
        descriptor = nil
        offset = 0
        stream = Inflater.makeStream()
        self.limit = limit
        input = memory
        open()
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    private static func makeStream() -> UnsafeMutablePointer<z_stream> {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        return stream
    }

    private func open() {
        if tagfold_inflateInitRaw(stream) != Z_OK { fail("zlib could not start") }
    }

    private func fail(_ reason: String) {
        failure = DICOMError(.deflateFailed, reason, offset: produced)
        finished = true
    }

    /// Fills `buffer` as far as the stream goes. Returns the bytes written.
    func inflate(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var written = 0
        while written < buffer.count, !finished {
            if inputStart == input.count { refill() }
            let available = input.count - inputStart
            let room = min(buffer.count - written, Int(UInt32.max))
            let (used, made, status) = input.withUnsafeMutableBytes { bytes in
                // zlib reads only [next_in, next_in + avail_in) and writes only [next_out, next_out + avail_out):
                // both lie inside the two buffers for the length of this call.
                stream.pointee.next_in = bytes.baseAddress.map { ($0 + inputStart).assumingMemoryBound(to: UInt8.self) }
                stream.pointee.avail_in = UInt32(available)
                stream.pointee.next_out = buffer.baseAddress.map { ($0 + written).assumingMemoryBound(to: UInt8.self) }
                stream.pointee.avail_out = UInt32(room)
                let status = CZlib.inflate(stream, Z_NO_FLUSH)
                return (available - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status)
            }
            inputStart += used
            written += made
            produced += made
            switch status {
            case Z_STREAM_END: finished = true
            case Z_OK: if used == 0, made == 0 { fail("the deflated data ends early") }
            case Z_BUF_ERROR: if available == 0 { fail("the deflated data ends early") }
            default: fail("the deflated data is corrupt")
            }
            if produced > limit { fail("the data set inflates to more than \(limit) bytes") }
        }
        return written
    }

    /// Inflates and throws away up to `length` bytes. Returns how many there were.
    func discard(_ length: Int) -> Int {
        var scratch = [UInt8](repeating: 0, count: min(length, 64 << 10))
        var done = 0
        while done < length, !finished {
            let want = min(scratch.count, length - done)
            done += scratch.withUnsafeMutableBytes { inflate(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<want])) }
        }
        return done
    }

    private func refill() {
        guard let descriptor else { return }
        if input.count < 64 << 10 { input = [UInt8](repeating: 0, count: 64 << 10) }
        let read = input.withUnsafeMutableBytes { readFully(descriptor, $0, at: offset) }
        if read < 0 { fail("the system could not read on") }
        input.removeLast(input.count - max(0, read))
        offset += max(0, read)
        inputStart = 0
    }
}
