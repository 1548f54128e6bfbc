import CPluginWorker
import Dictionaries
import Glibc
import Synchronization
import WorkerProcesses

/// The host's end of the nursery: starts the process, and has it fork workers.
final class WorkerNursery: Sendable {
    private struct Link {
        var socket: Int32
        var process: pid_t
        /// Whether it has said that its dictionaries are loaded.
        var isReady = false
    }

    private let link: Mutex<Link>

    typealias Failure = WorkerFailure

    /// Starts the process; it loads its dictionaries while the host goes on.
    init(executable: String, _ configuration: NurseryConfiguration) throws(Failure) {
        let (own, theirs) = try WorkerSocket.pair()
        defer { close(theirs) }
        let process = try WorkerSpawn.spawn(executable, [PluginWorker.argument], socket: theirs, as: WorkerMessage.nurseryDescriptor)
        link = Mutex(Link(socket: own, process: process))
        var wire = WireWriter()
        configuration.write(&wire)
        guard WorkerSocket.send(own, wire.bytes, []) else { throw Failure("the worker process cannot be told what to load", errno: errno) }
    }

    /// Forks the process off this one, with its dictionaries.
    init(_ configuration: NurseryConfiguration, _ dictionaries: DictionarySet) throws(Failure) {
        let (own, theirs) = try WorkerSocket.pair()
        let process = pluginworker_fork()
        if process == 0 {
            // Nothing of the host stays open here, its end of the socket least of all.
            dup2(theirs, WorkerMessage.nurseryDescriptor)
            _ = pluginworker_close_from(UInt32(WorkerMessage.nurseryDescriptor) + 1)
            PluginWorker.run(configuration, dictionaries)
        }
        let reason = errno
        close(theirs)
        guard process > 0 else {
            close(own)
            throw Failure("no worker process can be made", errno: reason)
        }
        link = Mutex(Link(socket: own, process: process, isReady: true))
    }

    deinit {
        link.withLock { link in
            // It ends when it hears no more. What it leaves is the system's to clear away; a host that made many clears here.
            close(link.socket)
            pluginworker_clear(link.process)
        }
    }

    // MARK: Orders

    /// Forks a worker for some plugins.
    func start(_ paths: [String], socket: Int32, memory: Int32) throws(Failure) -> pid_t {
        try order(.start, paths, [socket, memory]) { wire in
            let child = try wire.number()
            return child > 0 ? .success(pid_t(truncatingIfNeeded: child)) : .failure(Failure("no worker process can be made: \(try wire.text())"))
        }
    }

    /// How a worker ended.
    struct End {
        let exitCode: Int
        let signal: Int32
        let largestMemory: Int
    }

    /// Waits for a worker that has ended, or is about to.
    func reap(_ worker: pid_t) throws(Failure) -> End {
        try order(.reap, Int(worker), []) { wire in
            .success(End(exitCode: try wire.number(), signal: Int32(truncatingIfNeeded: try wire.number()), largestMemory: try wire.number()))
        }
    }

    private func order<R: Sendable>(
        _ order: WorkerMessage.Order, _ detail: some Sendable, _ descriptors: [Int32], _ read: (inout WireReader) throws -> Result<R, Failure>
    ) throws(Failure) -> R {
        var wire = WireWriter()
        wire.add(order.rawValue)
        if let texts = detail as? [String] { wire.add(texts) } else if let number = detail as? Int { wire.add(number) }
        let bytes = wire.bytes
        let answer: Result<[UInt8], Failure> = link.withLock { link in
            if !link.isReady {
                switch WorkerNursery.readiness(link.socket) {
                case .success: link.isReady = true
                case .failure(let failure): return .failure(failure)
                }
            }
            guard WorkerSocket.send(link.socket, bytes, descriptors), let answer = WorkerSocket.receive(link.socket) else {
                return .failure(Failure("the process that makes workers is gone"))
            }
            return .success(answer)
        }
        var reader = WireReader(try answer.get())
        guard let result = try? read(&reader) else { throw Failure("the process that makes workers gave a bad answer") }
        return try result.get()
    }

    private static func readiness(_ socket: Int32) -> Result<Void, Failure> {
        guard let answer = WorkerSocket.receive(socket) else { return .failure(Failure("the worker process ended before it was ready")) }
        var wire = WireReader(answer)
        guard let number = try? wire.number(), let text = try? wire.text() else { return .failure(Failure("the worker process gave a bad answer")) }
        return number == 0 ? .success(()) : .failure(Failure("the worker process cannot load the dictionaries: \(text)"))
    }
}
