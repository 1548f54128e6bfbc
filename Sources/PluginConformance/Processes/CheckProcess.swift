import Glibc

/// Runs one check in a process of its own, and tells how that ended.
struct CheckProcess {
    /// What a check may use, so that a plugin without bounds ends its check and nothing else.
    private static let mostMemory: rlim_t = 4 << 30
    private static let mostOutput: rlim_t = 64 << 20

    /// The program and its arguments, without the channel's.
    let command: [String]
    let seconds: Int

    static let channelOption = "--channel"
    private static let channelDescriptor: Int32 = 3

    func run() -> Finding {
        do throws(Fault) {
            let channel = try CheckChannel()
            let output = try CheckChannel.temporaryFile(), errors = try CheckChannel.temporaryFile()
            defer {
                close(output)
                close(errors)
            }
            let child = try start(channel.descriptor, output, errors)
            let ending = CheckProcess.wait(for: child, seconds: seconds)
            return judge(ending, channel, output: output, errors: errors)
        } catch {
            return .failed(error.reason)
        }
    }

    private func start(_ channel: Int32, _ output: Int32, _ errors: Int32) throws(Fault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        posix_spawn_file_actions_adddup2(&actions, channel, CheckProcess.channelDescriptor)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: what a plugin starts can be ended with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)

        var words = (command + [CheckProcess.channelOption, "\(CheckProcess.channelDescriptor)"]).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var variables = CheckProcess.environment.map { strdup($0) } + [nil]
        defer { variables.forEach { free($0) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, command[0], &actions, &attributes, &words, &variables)
        guard failure == 0 else { throw Fault("the check cannot be started: \(String(cString: strerror(failure)).lowercased())") }
        return child
    }

    /// This process's, but for backtraces: they take seconds.
    private static var environment: [String] {
        var variables: [String] = []
        var place = environ
        while let variable = place.pointee {
            let text = String(cString: variable)
            if !text.hasPrefix("SWIFT_BACKTRACE=") { variables.append(text) }
            place += 1
        }
        return variables + ["SWIFT_BACKTRACE=enable=no"]
    }

    private struct Ending {
        let status: Int32
        let isTimeOut: Bool
        let mostMegabytes: Int
    }

    private static func wait(for child: pid_t, seconds: Int) -> Ending {
        var status: Int32 = 0
        var usage = rusage()
        var start = timespec(), now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &start)
        var isTimeOut = false
        while wait4(child, &status, isTimeOut ? 0 : WNOHANG, &usage) == 0 {
            clock_gettime(CLOCK_MONOTONIC, &now)
            if now.tv_sec - start.tv_sec >= seconds {
                isTimeOut = true
                kill(-child, SIGKILL)
                kill(child, SIGKILL)
            } else {
                usleep(1000)
            }
        }
        // Whatever it has started.
        kill(-child, SIGKILL)
        return Ending(status: status, isTimeOut: isTimeOut, mostMegabytes: usage.ru_maxrss / 1024)
    }

    // MARK: What came of it

    private func judge(_ ending: Ending, _ channel: CheckChannel, output: Int32, errors: Int32) -> Finding {
        let place = channel.step.isEmpty ? "" : " (\(channel.step))"
        if ending.isTimeOut { return .crashed("it hangs: not done within \(seconds) seconds\(place)") }
        let signal = ending.status & 0x7F
        if signal != 0 {
            let words = CheckProcess.tail(of: errors).map { ": \($0)" } ?? ""
            let memory = ending.mostMegabytes > Int(CheckProcess.mostMemory >> 20) / 2 ? ", having used \(ending.mostMegabytes) MB" : ""
            let when = channel.finding == nil ? "it crashes" : "it crashes when the process ends"
            return .crashed("\(when): \(CheckProcess.name(of: signal))\(memory)\(place)\(words)")
        }
        guard let finding = channel.finding else {
            let code = ending.status >> 8 & 0xFF
            return .crashed("it ended the process, with exit code \(code), before the check was over\(place)")
        }
        guard finding.outcome != .failed, finding.outcome != .skipped else { return finding }
        for (name, descriptor) in [("standard output", output), ("standard error", errors)] {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_size > 0 else { continue }
            return .failed("it wrote \(status.st_size) bytes to \(name); a plugin has the host's log")
        }
        return finding
    }

    private static func name(of signal: Int32) -> String {
        let names: [Int32: String] = [
            SIGSEGV: "SIGSEGV", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGILL: "SIGILL", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGTERM: "SIGTERM",
            SIGTRAP: "SIGTRAP", SIGALRM: "SIGALRM", SIGXFSZ: "SIGXFSZ", SIGXCPU: "SIGXCPU", SIGPIPE: "SIGPIPE", SIGSYS: "SIGSYS",
        ]
        let text = strsignal(signal).map { String(cString: $0).lowercased() } ?? "unknown"
        return names[signal].map { "\($0), \(text)" } ?? "signal \(signal), \(text)"
    }

    /// The last line that was written: what a runtime says before it ends a process.
    private static func tail(of descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isNewline).last.map { String($0.prefix(300)) }
    }

    /// In the process of a check, before the plugin is opened.
    static func setLimits(seconds: Int) {
        func limit(_ resource: __rlimit_resource, _ most: rlim_t) {
            var limit = rlimit(rlim_cur: most, rlim_max: most)
            setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
        limit(RLIMIT_CORE, 0)
        limit(RLIMIT_AS, mostMemory)
        limit(RLIMIT_FSIZE, mostOutput)
        // Should the process that waits be gone.
        alarm(UInt32(clamping: seconds + 5))
    }
}

extension Finding {
    fileprivate static func crashed(_ detail: String) -> Finding { Finding(outcome: .failed, detail: detail, isCrash: true) }
}
