import CPluginWorker
import Glibc

/// Calls a plugin in a worker process of its own. A worker that dies, hangs or uses too much is replaced before the next call.
final class WorkerCaller: PluginCaller {
    private let path: String
    private let nursery: WorkerNursery
    private let limits: PluginLimits
    private let memory: WorkerMemory
    private let descriptor: Int32
    private var worker: Worker?
    /// What the worker has been sent and not answered yet.
    private var slotsInWork: [Int] = []
    private var startOfWork = ContinuousClock.now

    private struct Worker {
        let process: pid_t
        let socket: Int32
    }

    /// What a worker said of its plugin when it had loaded it.
    struct Introduction {
        let declared: DeclaredPlugin
        let log: [BatchAnswers.LogLine]
        /// Why the system cannot keep the plugin from files and sockets; nil when it does.
        let openness: String?
    }

    /// Makes the memory and orders a worker. `introduction` tells what became of it.
    init(_ path: String, _ nursery: WorkerNursery, _ limits: PluginLimits) throws(WorkerNursery.Failure) {
        self.path = path
        self.nursery = nursery
        self.limits = limits
        descriptor = pluginworker_memory(WorkerMemory.size)
        guard descriptor >= 0, let memory = WorkerMemory(descriptor: descriptor) else {
            throw WorkerNursery.Failure("no memory to share with a worker", errno: errno)
        }
        self.memory = memory
        worker = try order()
    }

    deinit {
        if let worker { _ = end(worker) }
        memory.unmap()
        close(descriptor)
    }

    // MARK: Starting

    private func order() throws(WorkerNursery.Failure) -> Worker {
        let (own, theirs) = try WorkerNursery.sockets()
        defer { close(theirs) }
        do throws(WorkerNursery.Failure) {
            return Worker(process: try nursery.start(path, socket: theirs, memory: descriptor), socket: own)
        } catch {
            close(own)
            throw error
        }
    }

    /// Waits until the plugin is loaded.
    /// - Throws: `PluginRefusal`.
    func introduction() throws -> Introduction {
        guard let worker else { throw PluginRefusal(.cannotLoad, "no worker process", path: path) }
        let deadline = ContinuousClock.now + .seconds(PluginLimits.loadSeconds)
        guard let doorbell = hear(worker, until: deadline) else {
            let late = ContinuousClock.now >= deadline
            self.worker = nil
            let how = end(worker)
            throw PluginRefusal(.cannotLoad, late ? "it did not load within \(Int(PluginLimits.loadSeconds)) seconds" : "while it was loaded, \(how)", path: path)
        }
        var wire = WireReader(memory.answers(0).prefix(Int(clamping: doorbell.detail)))
        do {
            if try wire.number() != 0 {
                let texts = try wire.texts()
                let code = texts.first.flatMap(PluginRefusal.Code.init) ?? .cannotLoad
                retire()
                throw PluginRefusal(code, texts.dropFirst().first ?? "", path: path)
            }
            let openness = try wire.text()
            let declared = try DeclaredPlugin(&wire)
            let log = try wire.list { wire in
                BatchAnswers.LogLine(level: UInt32(truncatingIfNeeded: try wire.number()), text: try wire.text())
            }
            return Introduction(declared: declared, log: log, openness: openness.isEmpty ? nil : openness)
        } catch is WireReader.Fault {
            retire()
            throw PluginRefusal(.badDescription, "what its process says of it cannot be read", path: path)
        }
    }

    /// A worker that is ready, made anew where the last one ended.
    private func ready() throws(CallFailure) -> Worker {
        if let worker { return worker }
        do {
            worker = try order()
            _ = try introduction()
        } catch let failure as WorkerNursery.Failure {
            throw CallFailure(reason: failure.description)
        } catch {
            throw CallFailure(reason: "it could not be loaded again: \((error as? PluginRefusal)?.reason ?? "\(error)")")
        }
        guard let worker else { throw CallFailure(reason: "it could not be loaded again") }
        return worker
    }

    private func retire() {
        if let worker { _ = end(worker) }
        worker = nil
    }

    /// Ends a worker, which may have ended already.
    /// - Returns: how it did.
    private func end(_ worker: Worker) -> String {
        kill(worker.process, SIGKILL)
        close(worker.socket)
        slotsInWork = []
        guard let end = try? nursery.reap(worker.process) else { return "its process is gone" }
        if end.signal == 0 { return "it ended its process, with exit code \(end.exitCode)" }
        let name = WorkerCaller.name(of: end.signal)
        // What is mapped but not touched is not counted: nearly all of it is near enough.
        if end.largestMemory > limits.memory / 10 * 9 { return "it ran out of its \(limits.memory >> 20) MB of memory (\(name))" }
        return end.signal == SIGKILL ? "its process was killed" : "it crashed (\(name))"
    }

    private static func name(of signal: Int32) -> String {
        let names: [Int32: String] = [
            SIGSEGV: "SIGSEGV", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGILL: "SIGILL", SIGFPE: "SIGFPE", SIGTRAP: "SIGTRAP", SIGKILL: "SIGKILL",
            SIGSYS: "SIGSYS", SIGTERM: "SIGTERM", SIGPIPE: "SIGPIPE",
        ]
        return names[signal] ?? "signal \(signal)"
    }

    // MARK: Calls

    var checksAgain: Bool { true }
    func request(_ slot: Int) -> RawRegion { memory.request(slot) }

    func send(_ slot: Int) {
        // A worker that cannot be had or told fails the call when its answers are asked for.
        guard let worker = try? ready() else { return }
        if slotsInWork.isEmpty { startOfWork = .now }
        slotsInWork.append(slot)
        ring(worker, .parse, slot: UInt32(slot))
    }

    func receive(_ slot: Int, items: Int, _ reader: AnswerReader) throws(CallFailure) -> BatchAnswers {
        let worker = try ready()
        guard slotsInWork.first == slot else { throw CallFailure(reason: "its process ended before it was asked") }
        let deadline = startOfWork + .seconds(limits.seconds(items: items))
        let doorbell = hear(worker, until: deadline)
        guard let doorbell, doorbell.bell == WorkerMessage.Bell.done.rawValue, doorbell.slot == UInt32(slot) else {
            throw failure(worker, slot, items, reader, isLate: ContinuousClock.now >= deadline, isGarbled: doorbell != nil)
        }
        slotsInWork.removeFirst()
        startOfWork = .now
        let answers = read(slot, items, reader)
        if let fault = answers.fault { throw CallFailure(reason: fault, answers: answers) }
        return answers
    }

    private func failure(_ worker: Worker, _ slot: Int, _ items: Int, _ reader: AnswerReader, isLate: Bool, isGarbled: Bool) -> CallFailure {
        self.worker = nil
        let how = end(worker)
        let answers = read(slot, items, reader)
        if isGarbled { return CallFailure(reason: "its process answered what it was not asked", answers: answers) }
        let seconds = limits.seconds(items: items)
        return CallFailure(reason: isLate ? "it did not answer within \(seconds) seconds" : how, answers: answers)
    }

    private func read(_ slot: Int, _ items: Int, _ reader: AnswerReader) -> BatchAnswers {
        let region = memory.answers(slot)
        let used = AnswerRecord.recordsOffset + Int(clamping: min(region.load(UInt64.self, at: 0), UInt64(region.count)))
        return reader.read(region.prefix(used), items: items)
    }

    func linger() -> String? {
        guard let worker else { return nil }
        ring(worker, .linger)
        guard hear(worker, until: .now + .seconds(PluginLimits.shortestSeconds)) == nil else { return nil }
        self.worker = nil
        return end(worker)
    }

    func finish() {
        guard let worker else { return }
        ring(worker, .finish)
        _ = hear(worker, until: .now + .seconds(PluginLimits.shortestSeconds))
        retire()
    }

    // MARK: Doorbells

    private func ring(_ worker: Worker, _ bell: WorkerMessage.Bell, slot: UInt32 = 0) {
        var doorbell = WorkerMessage.Doorbell(bell: bell.rawValue, slot: slot)
        _ = withUnsafeBytes(of: &doorbell) { pluginworker_send(worker.socket, $0.baseAddress, WorkerMessage.doorbellSize, nil, 0) }
    }

    /// The worker's next doorbell; nil when it is late or gone.
    private func hear(_ worker: Worker, until deadline: ContinuousClock.Instant) -> WorkerMessage.Doorbell? {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
            var waiting = pollfd(fd: worker.socket, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: milliseconds))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { continue }
            var doorbell = WorkerMessage.Doorbell(bell: 0)
            let count = withUnsafeMutableBytes(of: &doorbell) { Glibc.read(worker.socket, $0.baseAddress, WorkerMessage.doorbellSize) }
            return count == WorkerMessage.doorbellSize ? doorbell : nil
        }
    }
}
