import Glibc

/// A look at a library before the system's loader opens it: the loader maps what the file declares, and a file that was
/// cut short would kill the process, a named pipe hang it.
enum LibraryFile {
    /// Why the loader must not be given this file, or nil. Only 64-bit little endian ELF files, which is what the loader
    /// takes here, are looked into; it refuses others itself.
    static func fault(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return String(cString: strerror(errno)).lowercased() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "not a regular file" }
        guard let header = read(descriptor, 0, 64), header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return "not a 64-bit library" }
        return segmentFault(descriptor, header, fileSize: UInt64(max(0, status.st_size)))
    }

    /// Every segment that the program headers load lies inside the file (ELF-64, figures 2-3 and 5-1).
    private static func segmentFault(_ descriptor: Int32, _ header: [UInt8], fileSize: UInt64) -> String? {
        let truncated = "the file is cut short"
        let table = number(header, at: 32, bytes: 8), size = number(header, at: 54, bytes: 2), count = number(header, at: 56, bytes: 2)
        guard size >= 56, table <= fileSize, size * count <= fileSize - table, table <= UInt64(Int.max) else { return truncated }
        guard let programs = read(descriptor, Int(table), Int(size * count)) else { return truncated }
        let loaded: UInt64 = 1, dynamic: UInt64 = 2
        for entry in 0..<Int(count) {
            let start = entry * Int(size)
            guard [loaded, dynamic].contains(number(programs, at: start, bytes: 4)) else { continue }
            let offset = number(programs, at: start + 8, bytes: 8), length = number(programs, at: start + 32, bytes: 8)
            guard offset <= fileSize, length <= fileSize - offset else { return truncated }
        }
        return nil
    }

    private static func read(_ descriptor: Int32, _ offset: Int, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return pread(descriptor, &bytes, count, offset) == count ? bytes : nil
    }

    /// Little endian.
    private static func number(_ bytes: [UInt8], at start: Int, bytes count: Int) -> UInt64 {
        bytes[start..<(start + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
