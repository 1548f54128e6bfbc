import Dictionaries
import Logging

/// Opens the libraries of a run, each where the run wants its plugins to be.
struct PluginHouse {
    private let dictionaries: DictionarySet
    private let options: [String: [String: String]]
    private let granularity: Granularity
    private let isolation: PluginIsolation
    private let limits: PluginLimits
    private let quarantined: Set<String>
    private let logger: Logger
    private var trust = PluginTrust()
    private(set) var openness: String?

    init(
        _ dictionaries: DictionarySet, _ granularity: Granularity, _ options: [String: [String: String]], _ isolation: PluginIsolation,
        _ limits: PluginLimits, _ quarantined: Set<String>, _ logger: Logger
    ) {
        self.dictionaries = dictionaries
        self.granularity = granularity
        self.options = options
        self.isolation = isolation
        self.limits = limits
        self.quarantined = quarantined
        self.logger = logger
    }

    /// - Returns: a plugin or why there is none, for each path.
    mutating func open(_ paths: [String]) -> [Result<LoadedPlugin, PluginRefusal>] {
        switch isolation {
        case .inProcess: paths.map { path in attempt(path) { house in try house.openHere(path) } }
        case .workers(let executable): openInWorkers(paths, executable)
        }
    }

    private mutating func attempt<T>(_ path: String, _ body: (inout PluginHouse) throws -> T) -> Result<T, PluginRefusal> {
        do {
            return .success(try body(&self))
        } catch let refusal as PluginRefusal {
            return .failure(refusal)
        } catch {
            return .failure(PluginRefusal(.cannotLoad, "\(error)", path: path))
        }
    }

    private mutating func check(_ path: String) throws {
        try trust.check(path)
        guard !quarantined.isEmpty, case let hash = try PluginLock.hash(of: path), quarantined.contains(hash) else { return }
        throw PluginRefusal(.quarantined, "it is in quarantine, since it failed in an earlier run (SHA-256 \(hash.prefix(12))…)", path: path)
    }

    // MARK: In this process

    private mutating func openHere(_ path: String) throws -> LoadedPlugin {
        try check(path)
        let library = try PluginLoader(dictionaries: dictionaries, granularity: granularity, options: options).open(path)
        let log = library.services.entryLog.map { BatchAnswers.LogLine(level: $0.level, text: $0.text) }
        return try plugin(path, library.declared, InProcessCaller(library), log)
    }

    private func plugin(
        _ path: String, _ declared: DeclaredPlugin, _ caller: any PluginCaller, _ log: [BatchAnswers.LogLine]
    ) throws -> LoadedPlugin {
        let description = try DescriptionCheck(path: path, dictionary: dictionaries.data).check(declared, name: try PluginLoader.name(of: path))
        let plugin = LoadedPlugin(
            description, caller, folding: HostServices.folding(dictionaries, granularity), logger: logger, mostFailures: limits.failures)
        plugin.log(log)
        return plugin
    }

    // MARK: In workers

    /// All workers are ordered before the first is asked what it has loaded: they load side by side.
    private mutating func openInWorkers(_ paths: [String], _ executable: String) -> [Result<LoadedPlugin, PluginRefusal>] {
        guard !paths.isEmpty else { return [] }
        let nursery: WorkerNursery
        do throws(WorkerNursery.Failure) {
            let configuration = NurseryConfiguration(
                sources: dictionaries.sources, granularity: granularity, options: options, memoryLimit: limits.memory)
            nursery = try WorkerNursery(executable: executable, configuration)
        } catch {
            return paths.map { .failure(PluginRefusal(.cannotLoad, error.description, path: $0)) }
        }
        let limits = limits
        let callers = paths.map { path in
            attempt(path) { house in
                try house.check(path)
                _ = try PluginLoader.name(of: path)
                if let fault = LibraryFile.fault(path) { throw PluginRefusal(.cannotLoad, fault, path: path) }
                return try WorkerCaller(path, nursery, limits)
            }
        }
        return zip(paths, callers).map { path, caller in
            attempt(path) { house in
                let caller = try caller.get()
                let introduction = try caller.introduction()
                house.openness = house.openness ?? introduction.openness
                return try house.plugin(path, introduction.declared, caller, introduction.log)
            }
        }
    }
}
