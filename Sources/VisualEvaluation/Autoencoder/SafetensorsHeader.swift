/// The header of a safetensors file: of JSON only what such a header has, and nothing else is taken.
struct SafetensorsHeader {
    private(set) var metadata: [String: String] = [:]
    private(set) var entries: [Entry] = []

    struct Entry {
        let name: String
        let shape: [Int]
        /// Bytes after the header; four for each value of the shape.
        let offsets: Range<Int>
    }

    static let mostEntries = 4096

    init(_ bytes: [UInt8]) throws(Safetensors.Fault) {
        var reader = JSONReader(bytes)
        var names: Set<String> = []
        try reader.object { name, reader throws(Safetensors.Fault) in
            guard names.insert(name).inserted else { throw Safetensors.Fault("its header names something twice") }
            guard names.count <= SafetensorsHeader.mostEntries else { throw Safetensors.Fault("its header names more than \(SafetensorsHeader.mostEntries) tensors") }
            if name == "__metadata__" {
                try reader.object { key, reader throws(Safetensors.Fault) in
                    guard metadata.updateValue(try reader.text(), forKey: key) == nil else { throw Safetensors.Fault("its metadata names something twice") }
                }
            } else {
                entries.append(try SafetensorsHeader.entry(name, &reader))
            }
        }
        try reader.end()
    }

    private static func entry(_ name: String, _ reader: inout JSONReader) throws(Safetensors.Fault) -> Entry {
        var type: String?, shape: [Int]?, offsets: [Int]?
        try reader.object { key, reader throws(Safetensors.Fault) in
            switch key {
            case "dtype" where type == nil: type = try reader.text()
            case "shape" where shape == nil: shape = try reader.numbers()
            case "data_offsets" where offsets == nil: offsets = try reader.numbers()
            default: throw Safetensors.Fault("a tensor has something else than one dtype, shape and data_offsets")
            }
        }
        guard let type, let shape, let offsets else { throw Safetensors.Fault("a tensor has not all of dtype, shape and data_offsets") }
        guard type == "F32" else { throw Safetensors.Fault("a tensor is not of single precision (F32)") }
        guard offsets.count == 2, offsets[0] <= offsets[1], let count = product(shape), offsets[1] - offsets[0] == count else {
            throw Safetensors.Fault("the bytes of a tensor do not fit its shape")
        }
        return Entry(name: name, shape: shape, offsets: offsets[0]..<offsets[1])
    }

    /// Bytes of a shape; nil when they are too many to count.
    private static func product(_ shape: [Int]) -> Int? {
        var count = MemoryLayout<Float>.size
        for side in shape {
            let (next, isOverflow) = count.multipliedReportingOverflow(by: side)
            guard !isOverflow else { return nil }
            count = next
        }
        return count
    }
}

/// Reads objects, texts and lists of whole numbers in JSON (RFC 8259); never beyond its bytes, and no deeper than it is asked.
struct JSONReader {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let fault = Safetensors.Fault("its header is not the JSON of such a file")

    /// Nothing but white space follows.
    mutating func end() throws(Safetensors.Fault) {
        guard peek() == nil else { throw JSONReader.fault }
    }

    /// An object; `member` reads the value of each name.
    mutating func object(_ member: (String, inout JSONReader) throws(Safetensors.Fault) -> Void) throws(Safetensors.Fault) {
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let name = try text()
            try expect(UInt8(ascii: ":"))
            try member(name, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    /// A list of whole numbers, none negative.
    mutating func numbers() throws(Safetensors.Fault) -> [Int] {
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return [] }
        var numbers: [Int] = []
        repeat { numbers.append(try number()) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return numbers
    }

    mutating func text() throws(Safetensors.Fault) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
            let byte = bytes[next]
            next += 1
            guard byte >= 0x20 else { throw JSONReader.fault }
            text += byte == UInt8(ascii: "\\") ? try escaped() : [byte]
        }
        // Not `expect`: white space belongs to the text.
        guard next < bytes.count, let text = String(validating: text, as: UTF8.self) else { throw JSONReader.fault }
        next += 1
        return text
    }

    private mutating func escaped() throws(Safetensors.Fault) -> [UInt8] {
        guard next < bytes.count else { throw JSONReader.fault }
        defer { next += 1 }
        switch bytes[next] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [bytes[next]]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            // Pairs of surrogates are not taken: nothing here needs them.
            let digits = bytes[(next + 1)...].prefix(4)
            guard digits.count == 4, digits.allSatisfy({ isHexadecimal($0) }), let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(number)
            else { throw JSONReader.fault }
            next += 4
            return Array(String(scalar).utf8)
        default: throw JSONReader.fault
        }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }

    private mutating func number() throws(Safetensors.Fault) -> Int {
        guard let first = peek() else { throw JSONReader.fault }
        let start = next
        while next < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next]) { next += 1 }
        // No zero in front of other digits, and no more than 15 of them: far beyond any file.
        guard next > start, next - start <= 15, first != UInt8(ascii: "0") || next == start + 1 else { throw JSONReader.fault }
        return bytes[start..<next].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// The next byte that is no white space.
    private mutating func peek() -> UInt8? {
        while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
        return next < bytes.count ? bytes[next] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        next += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Safetensors.Fault) {
        guard take(byte) else { throw JSONReader.fault }
    }
}
