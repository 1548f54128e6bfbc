import CZlib

/// Raw deflate of a whole data set (PS3.5 §A.5).
enum Deflate {
    static func raw(_ bytes: [UInt8]) -> [UInt8] {
        // zlib keeps a pointer back to its stream, so the stream must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard tagfold_deflateInitRaw(stream) == Z_OK else { return [] }
        defer { deflateEnd(stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(stream, UInt(bytes.count))))
        // zlib reads and writes inside the two buffers, whose sizes it is told, during this one call; the bound above is
        // enough for all of the output.
        let made = input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to in
                stream.pointee.next_in = from.baseAddress
                stream.pointee.avail_in = UInt32(truncatingIfNeeded: from.count)
                stream.pointee.next_out = to.baseAddress
                stream.pointee.avail_out = UInt32(truncatingIfNeeded: to.count)
                return deflate(stream, Z_FINISH) == Z_STREAM_END ? to.count - Int(stream.pointee.avail_out) : 0
            }
        }
        output.removeLast(output.count - made)
        return made % 2 == 0 ? output : output + [0]
    }
}
