/// A file of named arrays of single-precision numbers in the safetensors format (https://github.com/huggingface/safetensors):
/// eight bytes with the length of a header, the header in JSON, then all values one after the other, little-endian.
struct Safetensors: Equatable {
    var metadata: [String: String]
    var tensors: [Tensor]

    struct Tensor: Equatable {
        let name: String
        let shape: [Int]
        let values: [Float]
    }

    /// Why some bytes are no such file.
    struct Fault: Error, Equatable {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// Bytes that a file and its header may have: far beyond what is written here.
    static let mostBytes = 1 << 30
    static let mostHeaderBytes = 1 << 20

    // MARK: Writing

    var bytes: [UInt8] {
        var offset = 0
        var entries: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(Safetensors.quoted($0.key)):\(Safetensors.quoted($0.value))" }
            entries.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        for tensor in tensors {
            let end = offset + tensor.values.count * MemoryLayout<Float>.size
            let shape = tensor.shape.map { String($0) }.joined(separator: ",")
            entries.append("\(Safetensors.quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var header = Array("{\(entries.joined(separator: ","))}".utf8)
        // Values begin at a multiple of eight.
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header
        bytes.reserveCapacity(bytes.count + offset)
        for tensor in tensors {
            for value in tensor.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
        }
        return bytes
    }

    func write(to path: String) throws(AutoencoderError) {
        guard let reason = WholeFile.write(bytes, to: path) else { return }
        throw AutoencoderError(.cannotWrite, "cannot write \(path): \(reason)")
    }

    /// A text in JSON (RFC 8259 §7).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    init(metadata: [String: String], tensors: [Tensor]) {
        self.metadata = metadata
        self.tensors = tensors
    }

    // MARK: Reading

    /// - Throws: `AutoencoderError` when it cannot be read, or anything about it is not as the format says.
    init(contentsOf path: String) throws(AutoencoderError) {
        func bad(_ reason: String) -> AutoencoderError { AutoencoderError(.badFile, "\(path) is no file of weights: \(reason)") }

        let bytes: [UInt8]
        switch WholeFile.read(path, mostBytes: Safetensors.mostBytes) {
        case .success(let content): bytes = content
        case .failure(let problem): throw AutoencoderError(.badFile, "cannot read \(path): \(problem.reason)")
        }
        do throws(Fault) { try self.init(bytes) } catch { throw bad(error.reason) }
    }

    init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count >= 8 else { throw .init("it is shorter than 8 bytes") }
        let declared = bytes[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard declared <= Safetensors.mostHeaderBytes, declared <= bytes.count - 8 else { throw .init("its header is longer than the file, or than 1 MB") }
        let start = 8 + Int(declared)
        let header = try SafetensorsHeader(Array(bytes[8..<start]))
        metadata = header.metadata
        tensors = []
        // Without a hole, without an overlap, up to the end: what is not named would be hidden.
        var end = 0
        for entry in header.entries.sorted(by: { ($0.offsets.lowerBound, $0.offsets.upperBound) < ($1.offsets.lowerBound, $1.offsets.upperBound) }) {
            guard entry.offsets.lowerBound == end, entry.offsets.upperBound <= bytes.count - start else {
                throw .init("the values of its tensors do not lie one after the other within it")
            }
            end = entry.offsets.upperBound
            tensors.append(Tensor(name: entry.name, shape: entry.shape, values: Safetensors.values(bytes[(start + entry.offsets.lowerBound)..<(start + end)])))
        }
        guard end == bytes.count - start else { throw .init("it goes on after the values of its tensors") }
    }

    /// - Parameter bytes: a multiple of four, as the header was checked.
    private static func values(_ bytes: ArraySlice<UInt8>) -> [Float] {
        [Float](unsafeUninitializedCapacity: bytes.count / 4) { values, count in
            // The slice has four bytes for each value; its start may lie anywhere.
            bytes.withUnsafeBytes { bytes in
                for index in 0..<(bytes.count / 4) {
                    values[index] = Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
                }
                count = bytes.count / 4
            }
        }
    }
}
