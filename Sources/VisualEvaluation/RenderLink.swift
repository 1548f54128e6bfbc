import CPluginWorker
import CRenderer
import Glibc
import WorkerProcesses

/// The host's end of a worker process. One that dies, hangs or uses too much is replaced before the next file.
final class RenderLink {
    private let executable: String
    private let configuration: RenderMessage.Configuration
    private let descriptor: Int32
    private let memory: PictureMemory
    private var worker: Worker?

    private struct Worker {
        let process: pid_t
        let socket: Int32
        /// Whether it was handed a file already.
        var isUsed = false
    }

    /// What a worker says of itself.
    struct Introduction {
        let version: String
        /// Why the system cannot keep it from files and sockets; empty when it does.
        let openness: String
    }

    private(set) var introduction = Introduction(version: "", openness: "")

    /// Seconds for starting and loading the backend.
    private static let loadSeconds = 30.0

    /// Starts the worker.
    init(_ configuration: RenderMessage.Configuration, executable: String) throws(RenderingError) {
        self.executable = executable
        self.configuration = configuration
        descriptor = pluginworker_memory(RenderedImage.count)
        guard descriptor >= 0, let memory = PictureMemory(descriptor: descriptor) else {
            throw RenderingError(.noWorker, "no memory to share with a worker: " + String(cString: strerror(errno)).lowercased())
        }
        self.memory = memory
        _ = try ready()
    }

    deinit {
        retire()
        memory.unmap()
        close(descriptor)
    }

    // MARK: Files

    /// A file is only blamed for what it does to a worker that has seen no other: what an earlier one left broken, or used
    /// up, must not cost the next.
    func render(_ file: ImageFile) throws(RenderingError) -> RenderingOutcome {
        let worker = try ready()
        let outcome = render(file, worker)
        guard worker.isUsed, outcome == .failed(.crashed) || outcome == .failed(.outOfMemory) else { return outcome }
        return render(file, try ready())
    }

    private func render(_ file: ImageFile, _ worker: Worker) -> RenderingOutcome {
        self.worker?.isUsed = true
        let start = ContinuousClock.now
        guard WorkerSocket.send(worker.socket, RenderMessage.number(file.size), [file.descriptor]) else { return .failed(end(isLate: false)) }
        let (answer, isLate) = WorkerTime.wait(for: worker.process, from: start, seconds: configuration.limits.seconds) { deadline in
            WorkerSocket.waits(worker.socket, until: deadline) ? WorkerSocket.receive(worker.socket) ?? [] : nil
        }
        guard let number = answer.flatMap(RenderMessage.number).flatMap(UInt32.init(exactly:)) else { return .failed(end(isLate: isLate)) }
        // It may have told so with its last breath.
        if number == UInt32(RENDERER_OUT_OF_MEMORY) { retire() }
        guard number == UInt32(RENDERER_RENDERED), let image = memory.image else { return .failed(RenderingProblem(number)) }
        return .rendered(image)
    }

    /// Ends a worker that gave no answer.
    private func end(isLate: Bool) -> RenderingProblem {
        retire()
        return isLate ? .timedOut : .crashed
    }

    // MARK: Starting and ending

    private func ready() throws(RenderingError) -> Worker {
        if let worker { return worker }
        let started: Worker
        do throws(WorkerFailure) { started = try start() } catch { throw RenderingError(.noWorker, error.description) }
        worker = started
        introduction = try introduce(started)
        return started
    }

    private func start() throws(WorkerFailure) -> Worker {
        let (own, theirs) = try WorkerSocket.pair()
        defer { close(theirs) }
        do throws(WorkerFailure) {
            let process = try WorkerSpawn.spawn(executable, [RenderWorker.argument], socket: theirs, as: RenderMessage.socket)
            return Worker(process: process, socket: own)
        } catch {
            close(own)
            throw error
        }
    }

    private func introduce(_ worker: Worker) throws(RenderingError) -> Introduction {
        let deadline = ContinuousClock.now + .seconds(RenderLink.loadSeconds)
        guard WorkerSocket.send(worker.socket, configuration.bytes, [descriptor]), WorkerSocket.waits(worker.socket, until: deadline),
            let answer = WorkerSocket.receive(worker.socket), let introduction = try? RenderMessage.Introduction(answer)
        else {
            retire()
            throw RenderingError(.noBackend, "the rendering backend \(configuration.backend) cannot be loaded: its process ended, or did not answer")
        }
        switch introduction {
        case .ready(let version, let openness): return Introduction(version: version, openness: openness)
        case .refused(let reason):
            retire()
            throw RenderingError(.noBackend, "the rendering backend \(configuration.backend) cannot be loaded: \(reason)")
        }
    }

    private func retire() {
        guard let worker else { return }
        var end = pluginworker_end()
        kill(worker.process, SIGKILL)
        close(worker.socket)
        _ = pluginworker_wait(worker.process, &end)
        self.worker = nil
    }
}
