import Glibc

/// What a library's file says of itself (ELF-64, little endian), without opening it as a library.
struct ELFFile {
    struct Segment {
        let type: UInt32
        let flags: UInt32
        let offset: UInt64
        let size: UInt64
    }

    let type: UInt16
    let machine: UInt16
    let segments: [Segment]
    private let bytes: [UInt8]

    static let sharedObject: UInt16 = 3
    static let dynamicSegment: UInt32 = 2
    static let stackSegment: UInt32 = 0x6474_E551
    static let executable: UInt32 = 1
    private static let mostBytes = 1 << 30

    /// The machine that this was built for, nil where there is no number for it here.
    static var ownMachine: UInt16? {
        #if arch(x86_64)
        62
        #elseif arch(arm64)
        183
        #else
        nil
        #endif
    }

    init(_ path: String) throws(Fault) {
        bytes = try ELFFile.read(path)
        guard bytes.count >= 64, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw Fault("it is no ELF file") }
        guard bytes[4] == 2, bytes[5] == 1 else { throw Fault("it is no 64-bit little endian ELF file") }
        let file = Reader(bytes: bytes)
        type = UInt16(truncatingIfNeeded: file.number(16, 2) ?? 0)
        machine = UInt16(truncatingIfNeeded: file.number(18, 2) ?? 0)
        let table = file.number(32, 8) ?? 0, size = file.number(54, 2) ?? 0, count = file.number(56, 2) ?? 0
        var segments: [Segment] = []
        for index in 0..<count {
            let start = table &+ index &* size
            guard let type = file.number(start, 4), let flags = file.number(start &+ 4, 4), let offset = file.number(start &+ 8, 8),
                let length = file.number(start &+ 32, 8)
            else { throw Fault("its program headers lie outside the file: it is cut short") }
            segments.append(Segment(type: UInt32(type), flags: UInt32(flags), offset: offset, size: length))
        }
        self.segments = segments
    }

    /// Tags of the dynamic section with their values.
    var dynamicEntries: [(tag: UInt64, value: UInt64)] {
        guard let segment = segments.first(where: { $0.type == ELFFile.dynamicSegment }) else { return [] }
        let file = Reader(bytes: bytes)
        var entries: [(tag: UInt64, value: UInt64)] = []
        for index in 0..<min(segment.size / 16, 4096) {
            guard let tag = file.number(segment.offset &+ index &* 16, 8), let value = file.number(segment.offset &+ index &* 16 &+ 8, 8), tag != 0 else { break }
            entries.append((tag, value))
        }
        return entries
    }

    /// Names that others can link to, sorted; nil for a file without a table of them.
    var exports: [String]? {
        let file = Reader(bytes: bytes)
        guard let table = file.number(40, 8), table > 0, let size = file.number(58, 2), let count = file.number(60, 2) else { return nil }
        let dynamicSymbols: UInt64 = 11
        for index in 0..<count {
            let section = table &+ index &* size
            guard file.number(section &+ 4, 4) == dynamicSymbols, let offset = file.number(section &+ 24, 8), let length = file.number(section &+ 32, 8),
                let link = file.number(section &+ 40, 4), let names = file.number(table &+ link &* size &+ 24, 8)
            else { continue }
            return (0..<min(length / 24, 1 << 20)).compactMap { name(offset &+ $0 &* 24, names, file) }.sorted()
        }
        return nil
    }

    /// Nil for a symbol that is not defined here, or is not for others.
    private func name(_ symbol: UInt64, _ names: UInt64, _ file: Reader) -> String? {
        guard let place = file.number(symbol, 4), let info = file.number(symbol &+ 4, 1), let other = file.number(symbol &+ 5, 1),
            let section = file.number(symbol &+ 6, 2), section != 0, [1, 2].contains(info >> 4), [0, 3].contains(other & 3)
        else { return nil }
        return file.text(names &+ place)
    }

    private struct Reader {
        let bytes: [UInt8]

        /// Little endian; nil outside the file.
        func number(_ start: UInt64, _ count: Int) -> UInt64? {
            guard start <= UInt64(bytes.count), count <= bytes.count - Int(start) else { return nil }
            return bytes[Int(start)..<(Int(start) + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }

        func text(_ start: UInt64) -> String? {
            guard start < UInt64(bytes.count) else { return nil }
            return String(decoding: bytes[Int(start)...].prefix(4096).prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func read(_ path: String) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Fault(String(cString: strerror(errno)).lowercased()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Fault("it is no regular file") }
        guard status.st_size <= mostBytes else { throw Fault("it is larger than \(mostBytes >> 20) MB") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
            guard count > 0 else { throw Fault("it cannot be read") }
            done += count
        }
        return bytes
    }
}
