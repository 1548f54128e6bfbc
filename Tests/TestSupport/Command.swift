import Glibc

/// Runs programs as a user does: as processes of their own.
public struct Command: Sendable {
    public struct Result: Sendable {
        /// Exit code; 128 and the signal's number for a program that a signal ended.
        public let code: Int32
        public let output: String
        public let error: String
    }

    public let program: String

    /// - Parameter program: a path, or a name that is looked up in `PATH`.
    public init(_ program: String) { self.program = program }

    /// The built `tagfold`.
    public static func tagfold() throws -> Command { Command(try Places.products() + "/tagfold") }

    /// - Parameters:
    ///   - input: what stands on standard input; nothing by default.
    ///   - seconds: when they have passed, the program is ended.
    ///   - isEnough: is asked again and again; once it says so, the program is killed (SIGKILL).
    public func run(_ arguments: [String], input: String = "", seconds: Int = 60, killWhen isEnough: () -> Bool = { false }) throws -> Result {
        let folder = try TemporaryFolder()
        let (output, error) = (try folder.write("output", ""), try folder.write("error", ""))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, try folder.write("input", input), O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        setenv("SWIFT_BACKTRACE", "enable=no", 1)
        var child: pid_t = 0
        let failure = posix_spawnp(&child, program, &actions, nil, &words, environ)
        guard failure == 0 else { throw SupportFailure("cannot start \(program): \(String(cString: strerror(failure)))") }
        let status = try Command.wait(for: child, seconds: seconds, name: program, killWhen: isEnough)
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        return Result(code: code, output: try TemporaryFolder.text(output), error: try TemporaryFolder.text(error))
    }

    private static func wait(for child: pid_t, seconds: Int, name: String, killWhen isEnough: () -> Bool) throws -> Int32 {
        var status: Int32 = 0
        var isKilled = false
        for _ in 0..<(seconds * 500) {
            if waitpid(child, &status, WNOHANG) == child { return status }
            if !isKilled, isEnough() {
                kill(child, SIGKILL)
                isKilled = true
            }
            usleep(2000)
        }
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw SupportFailure("\(name) did not end within \(seconds) seconds")
    }
}
