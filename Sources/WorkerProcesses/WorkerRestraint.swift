import CPluginWorker
import Glibc

/// What a worker gives up before it loads code that is not trusted.
package enum WorkerRestraint {
    /// Nothing stays open but its socket, an empty standard input, and a piece of memory for what is printed: that is counted
    /// and not shown, since it may hold values. Ends the process where the system does not let it.
    /// - Parameter descriptor: what the socket becomes.
    package static func arrangeDescriptors(_ socket: Int32, as descriptor: Int32) {
        let null = open("/dev/null", O_RDONLY), printed = pluginworker_memory(mostPrinted)
        guard null >= 0, printed >= 0 else { _exit(70) }
        dup2(null, 0)
        dup2(printed, 1)
        dup2(printed, 2)
        if socket != descriptor { dup2(socket, descriptor) }
        _ = pluginworker_close_from(UInt32(descriptor) + 1)
    }

    private static let mostPrinted = 1 << 16

    /// A crash ends the process at once: no dump of its memory, and no handler of the host, which would print what it held.
    package static func letCrash() {
        _ = pluginworker_leave_no_core()
        for crash in [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGPIPE] { signal(crash, SIG_DFL) }
    }

    package enum Space {
        /// All that is mapped.
        case all
        /// What is private and can be written: neither shared memory nor mapped files.
        case data

        fileprivate var resource: __rlimit_resource { self == .all ? RLIMIT_AS : RLIMIT_DATA }
        /// Its place among the numbers of /proc/self/statm.
        fileprivate var place: Int { self == .all ? 0 : 5 }
    }

    /// Allows this much more than there is now.
    package static func limit(_ space: Space, to bytes: Int) {
        let size = rlim_t(inUse(space) + bytes)
        var limit = rlimit(rlim_cur: size, rlim_max: size)
        setrlimit(__rlimit_resource_t(space.resource.rawValue), &limit)
    }

    private static func inUse(_ space: Space) -> Int {
        let file = open("/proc/self/statm", O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = max(0, read(file, &bytes, bytes.count))
        let numbers = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ").map { Int($0) ?? 0 }
        return numbers.indices.contains(space.place) ? numbers[space.place] * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
