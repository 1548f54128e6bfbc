import CPluginWorker
import Glibc

/// Why there can be no worker.
package struct WorkerFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ what: String, errno code: Int32 = 0) {
        description = code == 0 ? what : "\(what): \(String(cString: strerror(code)).lowercased())"
    }
}

/// Sockets between a host and its processes, which keep messages apart and carry descriptors.
package enum WorkerSocket {
    /// Longest message; the kernel's own bound for one is a little higher.
    package static let mostBytes = 128 << 10

    package static func pair() throws(WorkerFailure) -> (Int32, Int32) {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
            throw WorkerFailure("no sockets", errno: errno)
        }
        return (pair[0], pair[1])
    }

    package static func send(_ socket: Int32, _ bytes: [UInt8], _ descriptors: [Int32]) -> Bool {
        bytes.withUnsafeBytes { pluginworker_send(socket, $0.baseAddress, $0.count, descriptors, descriptors.count) } == bytes.count
    }

    /// Waits for a message; nil when the other end is gone.
    package static func receive(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: mostBytes)
        let count = buffer.withUnsafeMutableBytes { pluginworker_receive(socket, $0.baseAddress, $0.count, nil, 0, nil) }
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// Whether there is something to receive, or the other end is gone, before the deadline.
    package static func waits(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: milliseconds))
            if ready < 0, errno != EINTR { return false }
            if ready > 0 { return true }
        }
    }
}
