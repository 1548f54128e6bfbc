import Glibc
import Synchronization

/// Writes the results of a run. They may hold what identifies a patient, so that only the user may read them, unless a
/// file is made to be shared.
struct OutputFolder {
    let path: String
    private let record = Record()

    /// What was written into it to be shared. Copies of the folder share it.
    private final class Record: Sendable {
        let shareable = Mutex<Set<String>>([])
    }

    /// Makes the folder, and its parents where they are missing.
    /// - Parameter isShareable: holds no value of any file.
    /// - Throws: `CommandFailure`.
    init(_ path: String, isShareable: Bool = false) throws {
        self.path = path
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += (prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/") + part
            guard mkdir(prefix, isShareable ? 0o755 : 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure(.badUsage, "cannot make the folder \(prefix): \(String(cString: strerror(errno)).lowercased())")
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandFailure(.badUsage, "“\(path)” is not a folder")
        }
        guard access(path, W_OK) == 0 else { throw CommandFailure(.badUsage, "nothing can be written into \(path)") }
    }

    /// Writes a file whole, or leaves the old one as it was.
    /// - Parameter isShareable: holds no value of any file.
    func write(_ name: String, _ bytes: [UInt8], isShareable: Bool = false) throws {
        let target = path + "/" + name
        let temporary = target + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isShareable ? 0o644 : 0o600)
        guard descriptor >= 0 else { throw failure(target) }
        fchmod(descriptor, isShareable ? 0o644 : 0o600)
        let isWritten = bytes.withUnsafeBufferPointer { writeAll($0, to: descriptor) }
        guard close(descriptor) == 0, isWritten, rename(temporary, target) == 0 else {
            let error = failure(target)
            unlink(temporary)
            throw error
        }
        if isShareable { record.shareable.withLock { _ = $0.insert(name) } }
    }

    /// Says in the folder itself which of its files may be shared. The names alone would not: CSV has no place for such a mark, and a
    /// program that reads features.csv wants nothing else in it.
    func writeSharingNote() throws {
        let text = """
            These files show no value that could identify a patient, as docs/privacy.md of tagfold says, and may be shared:

            \(record.shareable.withLock { $0.sorted() }.map { "  \($0)\n" }.joined())
            All others in this folder are LOCAL: they hold values, names of files or UIDs. Only you can read them (mode 0600).
            Keep them inside the hospital.

            """
        try write("SHARING.txt", Array(text.utf8), isShareable: true)
    }

    /// Removes what an earlier run left there and this one does not write.
    func remove(_ name: String) { unlink(path + "/" + name) }

    private func failure(_ path: String) -> CommandFailure {
        CommandFailure(.badUsage, "cannot write \(path): \(String(cString: strerror(errno)).lowercased())")
    }
}

/// Reads a whole file that the user named.
enum InputFile {
    enum Role {
        /// A plan or a schema.
        case configuration
        /// Bars of coverage.
        case bars
        /// A report of an earlier run.
        case report
        /// A feature file.
        case data
        /// What a spreadsheet program has written.
        case sheet

        var code: CommandFailure.Code { self == .data || self == .sheet ? .inputUnreadable : .badUsage }
        var maximumBytes: Int {
            switch self {
            case .configuration: 64 << 20
            case .bars: 1 << 20
            case .report: 256 << 20
            case .data: 8 << 30
            case .sheet: 256 << 20
            }
        }
    }

    /// - Throws: `CommandFailure` when it cannot be read, or is larger than its kind ever is.
    static func read(_ path: String, as role: Role) throws -> [UInt8] {
        func failure() -> CommandFailure {
            CommandFailure(role.code, "cannot read \(path): \(String(cString: strerror(errno)).lowercased())")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var status = stat()
        if fstat(descriptor, &status) == 0 { bytes.reserveCapacity(max(0, min(Int(status.st_size), role.maximumBytes))) }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= role.maximumBytes else { throw CommandFailure(role.code, "\(path) is larger than \(role.maximumBytes >> 20) MB") }
        }
    }
}
