import CPluginWorker
import Glibc
import WorkerProcesses

/// A worker process, with one plugin or with several that came together. One that dies, hangs or uses too much is replaced
/// before the next call. Calls of all its plugins take turns.
final class WorkerLink {
    private let paths: [String]
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

    var isShared: Bool { paths.count > 1 }

    /// Makes the memory and orders a worker. `introductions` tells what became of it.
    init(_ paths: [String], _ nursery: WorkerNursery, _ limits: PluginLimits) throws(WorkerNursery.Failure) {
        self.paths = paths
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
        let (own, theirs) = try WorkerSocket.pair()
        defer { close(theirs) }
        do throws(WorkerNursery.Failure) {
            return Worker(process: try nursery.start(paths, socket: theirs, memory: descriptor), socket: own)
        } catch {
            close(own)
            throw error
        }
    }

    /// Waits until the plugins are loaded.
    /// - Returns: what each says of itself, or why it is refused.
    /// - Throws: `CallFailure` when the process came to nothing.
    func introductions() throws(CallFailure) -> [Result<Introduction, PluginRefusal>] {
        guard let worker else { throw CallFailure(reason: "no worker process") }
        let deadline = ContinuousClock.now + .seconds(PluginLimits.loadSeconds)
        guard let doorbell = hear(worker, until: deadline) else {
            let late = ContinuousClock.now >= deadline
            self.worker = nil
            let how = end(worker)
            throw CallFailure(reason: late ? "it did not load within \(Int(PluginLimits.loadSeconds)) seconds" : "while it was loaded, \(how)")
        }
        var wire = WireReader(memory.answers(0).prefix(Int(clamping: doorbell.detail)))
        do {
            let openness = try wire.text()
            var path = paths.makeIterator()
            let told = try wire.list { wire in try WorkerLink.introduction(&wire, path.next() ?? "", openness) }
            guard told.count == paths.count else { throw WireReader.Fault() }
            return told
        } catch {
            retire()
            throw CallFailure(reason: "what its process says of it cannot be read")
        }
    }

    private static func introduction(_ wire: inout WireReader, _ path: String, _ openness: String) throws -> Result<Introduction, PluginRefusal> {
        if try wire.number() != 0 {
            let texts = try wire.texts()
            let code = texts.first.flatMap(PluginRefusal.Code.init) ?? .cannotLoad
            return .failure(PluginRefusal(code, texts.dropFirst().first ?? "", path: path))
        }
        let declared = try DeclaredPlugin(&wire)
        let log = try wire.list { wire in BatchAnswers.LogLine(level: UInt32(truncatingIfNeeded: try wire.number()), text: try wire.text()) }
        return .success(Introduction(declared: declared, log: log, openness: openness.isEmpty ? nil : openness))
    }

    /// A worker that is ready, made anew where the last one ended.
    private func ready() throws(CallFailure) -> Worker {
        if let worker { return worker }
        do throws(WorkerNursery.Failure) { worker = try order() } catch { throw CallFailure(reason: error.description) }
        _ = try introductions()
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
        let name = WorkerLink.name(of: end.signal)
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

    func request(_ slot: Int) -> RawRegion { memory.request(slot) }

    func send(_ slot: Int, to plugin: Int) {
        // A worker that cannot be had or told fails the call when its answers are asked for.
        guard let worker = try? ready() else { return }
        if slotsInWork.isEmpty { startOfWork = .now }
        slotsInWork.append(slot)
        ring(worker, .parse, slot: UInt32(slot), detail: UInt64(plugin))
    }

    func receive(_ slot: Int, items: Int, _ reader: AnswerReader) throws(CallFailure) -> BatchAnswers {
        let worker = try ready()
        guard slotsInWork.first == slot else { throw CallFailure(reason: "its process ended before it was asked") }
        let (doorbell, isLate) = WorkerTime.wait(for: worker.process, from: startOfWork, seconds: limits.seconds(items: items)) { hear(worker, until: $0) }
        guard let doorbell, doorbell.bell == WorkerMessage.Bell.done.rawValue, doorbell.slot == UInt32(slot) else {
            throw failure(worker, slot, items, reader, isLate: isLate, isGarbled: doorbell != nil)
        }
        slotsInWork.removeFirst()
        startOfWork = .now
        let answers = read(slot, items, reader)
        guard let fault = answers.fault else { return answers }
        // What was sent behind it is sent again, to a process that has not seen it.
        if !slotsInWork.isEmpty { retire() }
        throw CallFailure(reason: fault, answers: answers)
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

    /// The answers of a call that nobody waits for would be taken for those of the next.
    func abandon() { if !slotsInWork.isEmpty { retire() } }

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
        if hear(worker, until: .now + .seconds(PluginLimits.shortestSeconds)) == nil { return retire() }
        // It ends by itself, and the nursery with it: nobody needs to wait for that.
        close(worker.socket)
        self.worker = nil
    }

    // MARK: Doorbells

    private func ring(_ worker: Worker, _ bell: WorkerMessage.Bell, slot: UInt32 = 0, detail: UInt64 = 0) {
        var doorbell = WorkerMessage.Doorbell(bell: bell.rawValue, slot: slot, detail: detail)
        _ = withUnsafeBytes(of: &doorbell) { pluginworker_send(worker.socket, $0.baseAddress, WorkerMessage.doorbellSize, nil, 0) }
    }

    /// The worker's next doorbell; nil when it is late or gone.
    private func hear(_ worker: Worker, until deadline: ContinuousClock.Instant) -> WorkerMessage.Doorbell? {
        guard WorkerSocket.waits(worker.socket, until: deadline) else { return nil }
        var doorbell = WorkerMessage.Doorbell(bell: 0)
        let count = withUnsafeMutableBytes(of: &doorbell) { Glibc.read(worker.socket, $0.baseAddress, WorkerMessage.doorbellSize) }
        return count == WorkerMessage.doorbellSize ? doorbell : nil
    }
}
