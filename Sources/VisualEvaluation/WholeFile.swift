import Glibc

/// Files that are read and written whole.
enum WholeFile {
    struct Problem: Error, Equatable {
        let reason: String
        static func system(_ number: Int32) -> Problem { Problem(reason: String(cString: strerror(number)).lowercased()) }
    }

    static func read(_ path: String, mostBytes: Int) -> Result<[UInt8], Problem> {
        // Not blocking: a named pipe must not stop the run.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return .failure(.system(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .failure(Problem(reason: "it is no regular file")) }
        guard status.st_size <= mostBytes else { return .failure(Problem(reason: "it has more than \(mostBytes) bytes")) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count) }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return .failure(Problem(reason: "it became shorter while it was read")) }
            count += more
        }
        return .success(bytes)
    }

    /// Writes beside the file, then puts it in its place: whoever looks, or whatever ends this process or the machine, there is
    /// the old file or the new one. Readable by the user alone.
    /// - Returns: why it is not written; nil when it is.
    static func write(_ bytes: [UInt8], to path: String) -> String? {
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return Problem.system(errno).reason }
        var failure = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0 ? nil : Problem.system(errno).reason
        if close(descriptor) != 0, failure == nil { failure = Problem.system(errno).reason }
        if failure == nil, rename(template, path) != 0 { failure = Problem.system(errno).reason }
        if failure != nil { unlink(template) }
        return failure
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            done += written
        }
        return true
    }
}
