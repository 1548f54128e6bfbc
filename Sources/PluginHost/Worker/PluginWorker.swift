import CPluginWorker
import CTagPlugin
import Dictionaries
import Glibc
import WorkerProcesses

/// The other side of worker processes: what an executable becomes that was started with `argument`.
public enum PluginWorker {
    /// The first argument of the executable when it is started for this.
    public static let argument = "plugin-nursery"

    /// Serves the host that started this process, until that ends. Never returns.
    public static func run() -> Never {
        var nursery = Nursery()
        if nursery.configure() { nursery.serve() }
        // Children die with this thread.
        _exit(0)
    }

    /// The same in a process that has just been forked.
    static func run(_ configuration: NurseryConfiguration, _ dictionaries: DictionarySet) -> Never {
        var nursery = Nursery(configuration: configuration, dictionaries: dictionaries)
        nursery.serve()
        _exit(0)
    }
}

/// The process that forks workers. It has one thread, so that forking is safe.
private struct Nursery {
    private let socket = WorkerMessage.nurseryDescriptor
    private var buffer = [UInt8](repeating: 0, count: WorkerSocket.mostBytes)
    private var configuration: NurseryConfiguration?
    private var dictionaries: DictionarySet?

    init(configuration: NurseryConfiguration? = nil, dictionaries: DictionarySet? = nil) {
        self.configuration = configuration
        self.dictionaries = dictionaries
    }

    /// Is told what to load, and loads it.
    mutating func configure() -> Bool {
        guard let first = receive() else { return false }
        var wire = WireReader(first.bytes)
        do {
            let configuration = try NurseryConfiguration(&wire)
            dictionaries = try DictionarySet(configuration.sources, sideBySide: false)
            self.configuration = configuration
            reply(0, "")
            return true
        } catch {
            reply(1, "\(error)")
            return false
        }
    }

    mutating func serve() {
        while let order = receive() { obey(order) }
    }

    private mutating func receive() -> (bytes: [UInt8], descriptors: [Int32])? {
        var descriptors = [Int32](repeating: -1, count: 2)
        var found = 0
        let count = buffer.withUnsafeMutableBytes { pluginworker_receive(socket, $0.baseAddress, $0.count, &descriptors, 2, &found) }
        return count > 0 ? (Array(buffer[..<count]), Array(descriptors[..<found])) : nil
    }

    private func reply(_ number: Int, _ text: String) {
        var wire = WireWriter()
        wire.add(number)
        wire.add(text)
        _ = wire.bytes.withUnsafeBytes { pluginworker_send(socket, $0.baseAddress, $0.count, nil, 0) }
    }

    private func obey(_ order: (bytes: [UInt8], descriptors: [Int32])) {
        defer { for descriptor in order.descriptors { close(descriptor) } }
        var wire = WireReader(order.bytes)
        switch (try? wire.number()).flatMap(WorkerMessage.Order.init) {
        case .start: if order.descriptors.count == 2, let paths = try? wire.texts() { start(paths, order.descriptors) } else { reply(-1, "a bad order") }
        case .reap: if let child = try? wire.number() { reap(child) }
        case nil: reply(-1, "an unknown order")
        }
    }

    private func start(_ paths: [String], _ descriptors: [Int32]) {
        guard let dictionaries, let configuration else { return reply(-1, "no dictionaries") }
        let child = pluginworker_fork()
        if child == 0 {
            let worker = WorkerProcess(paths: paths, socket: descriptors[0], memory: descriptors[1], configuration, dictionaries)
            worker.run()
        }
        reply(Int(child), child < 0 ? String(cString: strerror(errno)) : "")
    }

    private func reap(_ child: Int) {
        var end = pluginworker_end()
        guard pluginworker_wait(pid_t(truncatingIfNeeded: child), &end) == 0 else { return reply(-1, String(cString: strerror(errno))) }
        var wire = WireWriter()
        wire.add(Int(end.exit_code))
        wire.add(Int(end.signal))
        wire.add(end.largest_memory)
        _ = wire.bytes.withUnsafeBytes { pluginworker_send(socket, $0.baseAddress, $0.count, nil, 0) }
    }
}

/// A worker, just forked: loads its plugins, gives up all it need not have, and answers batches until the host has no more.
private struct WorkerProcess {
    private let paths: [String]
    private let memory: WorkerMemory
    private let configuration: NurseryConfiguration
    private let dictionaries: DictionarySet

    init(paths: [String], socket: Int32, memory descriptor: Int32, _ configuration: NurseryConfiguration, _ dictionaries: DictionarySet) {
        guard let memory = WorkerMemory(descriptor: descriptor), pluginworker_die_with_parent() == 0 else { _exit(70) }
        self.paths = paths
        self.memory = memory
        self.configuration = configuration
        self.dictionaries = dictionaries
        WorkerRestraint.arrangeDescriptors(socket, as: WorkerMessage.workerDescriptor)
        WorkerRestraint.letCrash()
        WorkerRestraint.limit(.all, to: configuration.memoryLimit)
    }

    // MARK: Work

    func run() -> Never {
        let loader = PluginLoader(dictionaries: dictionaries, granularity: configuration.granularity, options: configuration.options)
        let libraries = paths.map { path in
            Result { try loader.open(path) }.mapError { error in error as? PluginRefusal ?? PluginRefusal(.cannotLoad, "\(error)", path: path) }
        }
        let confinement = pluginworker_confine(0)
        tell { wire in
            wire.add(confinement == 0 ? "" : String(cString: strerror(-confinement)))
            wire.add(libraries) { wire, library in WorkerProcess.introduce(library, &wire) }
        }
        serve(libraries.map { try? $0.get() })
        _exit(0)
    }

    private static func introduce(_ library: Result<PluginLibrary, PluginRefusal>, _ wire: inout WireWriter) {
        switch library {
        case .failure(let refusal):
            wire.add(1)
            wire.add([refusal.code.rawValue, refusal.reason])
        case .success(let library):
            wire.add(0)
            library.declared.write(&wire)
            wire.add(library.services.entryLog) { wire, line in
                wire.add(line.level)
                wire.add(line.text)
            }
        }
    }

    private func tell(_ write: (inout WireWriter) -> Void) {
        var wire = WireWriter()
        write(&wire)
        let region = memory.answers(0)
        let fits = wire.bytes.count <= region.count
        if fits { wire.bytes.withUnsafeBytes { region.copy($0, to: 0) } }
        ring(.loaded, detail: UInt64(fits ? wire.bytes.count : 0))
    }

    private func serve(_ libraries: [PluginLibrary?]) {
        var readers = (0..<BatchSlot.count).map { BatchReader(memory.request($0)) }
        let executions = libraries.map { $0.map(PluginExecution.init) }
        while let doorbell = WorkerProcess.hear() {
            let slot = Int(doorbell.slot)
            switch WorkerMessage.Bell(rawValue: doorbell.bell) {
            case .parse:
                let number = Int(clamping: doorbell.detail)
                guard slot < BatchSlot.count, executions.indices.contains(number), let execution = executions[number] else { return }
                execution.run(&readers[slot], answers: memory.answers(slot), strayOutput: WorkerProcess.printed)
            case .linger: usleep(WorkerProcess.lingering)
            case .finish:
                for library in libraries { if let plugin = library?.plugin { plugin.finish?(plugin.state) } }
                return ring(.done)
            case .done, .loaded, nil: return
            }
            ring(.done, slot: doorbell.slot)
        }
    }

    /// Microseconds in which a thread that the plugin left behind shows what it is up to.
    private static let lingering: UInt32 = 200_000

    private static func hear() -> WorkerMessage.Doorbell? {
        var doorbell = WorkerMessage.Doorbell(bell: 0)
        let count = withUnsafeMutableBytes(of: &doorbell) { read(WorkerMessage.workerDescriptor, $0.baseAddress, WorkerMessage.doorbellSize) }
        return count == WorkerMessage.doorbellSize ? doorbell : nil
    }

    private func ring(_ bell: WorkerMessage.Bell, slot: UInt32 = 0, detail: UInt64 = 0) {
        var doorbell = WorkerMessage.Doorbell(bell: bell.rawValue, slot: slot, detail: detail)
        _ = withUnsafeBytes(of: &doorbell) { write(WorkerMessage.workerDescriptor, $0.baseAddress, WorkerMessage.doorbellSize) }
    }

    private static func printed() -> UInt64 { UInt64(max(0, lseek(1, 0, SEEK_CUR))) }
}
