import Glibc

/// Starts an executable, mostly this one again, as a process of its own.
package enum WorkerSpawn {
    /// - Parameters:
    ///   - socket: is descriptor `descriptor` over there.
    package static func spawn(_ executable: String, _ arguments: [String], socket: Int32, as descriptor: Int32) throws(WorkerFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Through a high number: the low ones may be those of what is being passed.
        posix_spawn_file_actions_adddup2(&actions, socket, parking)
        posix_spawn_file_actions_adddup2(&actions, parking, descriptor)
        posix_spawn_file_actions_addclose(&actions, parking)
        var process = pid_t()
        let environment = environment()
        let failed = withCStrings([executable] + arguments) { arguments in
            withCStrings(environment) { environment in posix_spawn(&process, executable, &actions, nil, arguments, environment) }
        }
        guard failed == 0 else { throw WorkerFailure("\(executable) cannot be started", errno: failed) }
        return process
    }

    private static let parking: Int32 = 200

    /// The host's own, but without a handler that would look into crashed workers and print what they hold.
    private static func environment() -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            if !text.hasPrefix("SWIFT_BACKTRACE=") { variables.append(text) }
            next += 1
        }
        return variables + ["SWIFT_BACKTRACE=enable=no"]
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
