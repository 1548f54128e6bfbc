import Glibc

/// Raw little-endian files of numbers.
enum RawFile {
    /// All values of a file, of which as many are expected.
    static func read<Value: BitwiseCopyable>(_ path: String, count: Int, zero: Value) throws -> [Value] {
        let file = try open(path, "rb")
        defer { fclose(file) }
        var values = [Value](repeating: zero, count: count)
        let found = values.withUnsafeMutableBytes { fread($0.baseAddress, MemoryLayout<Value>.stride, count, file) }
        guard found == count else { throw BenchError("\(path) has \(found) values, not \(count)") }
        return values
    }

    /// Writes rows one after the other.
    static func write<Value: BitwiseCopyable>(_ path: String, rows: Int, _ row: (Int) throws -> [Value]) throws {
        let file = try open(path, "wb")
        defer { fclose(file) }
        for place in 0..<rows {
            let part = try row(place)
            let written = part.withUnsafeBytes { fwrite($0.baseAddress, MemoryLayout<Value>.stride, part.count, file) }
            guard written == part.count else { throw BenchError("\(path) could not be written") }
        }
    }

    /// The lines of a small text file.
    static func lines(_ path: String) throws -> [Substring] {
        let file = try open(path, "rb")
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let found = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        return String(decoding: bytes.prefix(found), as: UTF8.self).split(separator: "\n")
    }

    private static func open(_ path: String, _ mode: String) throws -> UnsafeMutablePointer<FILE> {
        guard let file = fopen(path, mode) else { throw BenchError("\(path): \(String(cString: strerror(errno)))") }
        return file
    }
}
