/// Writes numbers and texts into bytes that another process reads.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: UInt64(truncatingIfNeeded: number).littleEndian) { bytes.append(contentsOf: $0) }
    }
    package mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
    package mutating func add(_ texts: [String]) { add(texts) { $0.add($1) } }
    package mutating func add<T>(_ list: [T], _ write: (inout WireWriter, T) -> Void) {
        add(list.count)
        for element in list { write(&self, element) }
    }
}

/// Reads them again. The other process may be anything: whatever does not fit is an error, and nothing is read beyond the end.
package struct WireReader {
    package struct Fault: Error { package init() {} }

    private let bytes: [UInt8]
    private var next = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package mutating func number() throws -> Int {
        let end = next + 8
        guard end <= bytes.count else { throw Fault() }
        defer { next = end }
        return Int(truncatingIfNeeded: bytes[next..<end].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }
    package mutating func text() throws -> String {
        let count = try self.count()
        defer { next += count }
        guard let text = String(validating: bytes[next..<(next + count)], as: UTF8.self) else { throw Fault() }
        return text
    }
    package mutating func texts() throws -> [String] { try list { try $0.text() } }
    package mutating func list<T>(_ read: (inout WireReader) throws -> T) throws -> [T] {
        // Every element has a byte at least, so that a wrong count is no reason to allocate.
        let count = try self.count()
        var list: [T] = []
        for _ in 0..<count { list.append(try read(&self)) }
        return list
    }

    /// A number of bytes, as many as are left at most.
    private mutating func count() throws -> Int {
        let count = try number()
        guard count >= 0, count <= bytes.count - next else { throw Fault() }
        return count
    }
}
