import Glibc
import Hashing

/// A file that is open for reading.
final class ImageFile {
    let descriptor: Int32
    let size: Int
    private let state: State

    /// What changes when a file is written to.
    private struct State: Equatable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init(_ status: stat) {
            size = Int(status.st_size)
            seconds = Int(status.st_mtim.tv_sec)
            nanoseconds = Int(status.st_mtim.tv_nsec)
        }
    }

    /// - Parameter path: its bytes, which need not be UTF-8.
    /// - Throws: `RenderingProblem`.
    init(path: [UInt8], mostBytes: Int) throws(RenderingProblem) {
        // Not blocking: a named pipe must not stop the run.
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .cannotOpen }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .cannotOpen
        }
        guard status.st_size > 0, status.st_size <= mostBytes else {
            close(descriptor)
            throw status.st_size > 0 ? .tooLarge : .notDICOM
        }
        self.descriptor = descriptor
        size = Int(status.st_size)
        state = State(status)
    }

    deinit { close(descriptor) }

    /// SHA-256 of its content; nil when it cannot be read.
    func hash() -> String? {
        var hash = SHA256(), offset = 0
        var buffer = [UInt8](repeating: 0, count: min(size, 1 << 18))
        while offset < size {
            let count = pread(descriptor, &buffer, min(buffer.count, size - offset), offset)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            hash.add(buffer[..<count])
            offset += count
        }
        return hash.finish()
    }

    /// Whether nobody has written to it since it was opened.
    var isUnchanged: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && State(status) == state
    }
}

extension RenderingProblem: Error {}
