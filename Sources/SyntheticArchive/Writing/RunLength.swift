import DICOM

/// RLE, DICOM's own compression (PS3.5 Annex G).
enum RunLength {
    /// A frame of some planes of bytes: one for 8 bits, two for 16 with the high bytes first, three for colours.
    /// - Parameter columns: rows are packed each for itself, as §G.3.1 wants it.
    static func frame(_ planes: [[UInt8]], columns: Int) -> [UInt8] {
        let segments = planes.map { plane in
            let bytes = stride(from: 0, to: plane.count, by: columns).flatMap { packBits(Array(plane[$0..<min(plane.count, $0 + columns)])) }
            return bytes.count % 2 == 0 ? bytes : bytes + [0]
        }
        let encoder = DataSetEncoder.explicitLittle
        var offset: UInt32 = 64
        var header = encoder.u32(UInt32(segments.count))
        for segment in segments {
            header += encoder.u32(offset)
            offset += UInt32(segment.count)
        }
        return header + [UInt8](repeating: 0, count: 64 - header.count) + segments.flatMap { $0 }
    }

    /// §G.3.1: runs of two to 128 equal bytes, and stretches of as many different ones.
    private static func packBits(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        packed.reserveCapacity(bytes.count)
        func run(at place: Int) -> Int {
            var end = place + 1
            while end < bytes.count, end - place < 128, bytes[end] == bytes[place] { end += 1 }
            return end - place
        }
        var place = 0
        while place < bytes.count {
            let length = run(at: place)
            if length > 1 {
                packed += [UInt8(truncatingIfNeeded: 257 - length), bytes[place]]
                place += length
            } else {
                let start = place
                while place < bytes.count, place - start < 128, run(at: place) < 3 { place += 1 }
                packed.append(UInt8(place - start - 1))
                packed += bytes[start..<place]
            }
        }
        return packed
    }
}
