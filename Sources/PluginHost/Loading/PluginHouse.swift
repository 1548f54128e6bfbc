import Dictionaries
import Logging
import WorkerProcesses

/// Opens the libraries of a run, each where the run wants its plugins to be.
struct PluginHouse {
    private let dictionaries: DictionarySet
    private let options: [String: [String: String]]
    private let granularity: Granularity
    private let isolation: PluginIsolation
    private let limits: PluginLimits
    private let quarantined: Set<String>
    private let sharingFolders: Set<String>
    private let logger: Logger
    private var trust = PluginTrust()
    private(set) var openness: String?

    init(
        _ dictionaries: DictionarySet, _ granularity: Granularity, _ options: [String: [String: String]], _ isolation: PluginIsolation,
        _ limits: PluginLimits, _ quarantined: Set<String>, _ sharingFolders: Set<String>, _ logger: Logger
    ) {
        self.dictionaries = dictionaries
        self.granularity = granularity
        self.options = options
        self.isolation = isolation
        self.limits = limits
        self.quarantined = quarantined
        self.sharingFolders = sharingFolders
        self.logger = logger
    }

    /// - Returns: a plugin or why there is none, for each path.
    mutating func open(_ paths: [String]) -> [Result<LoadedPlugin, PluginRefusal>] {
        switch isolation {
        case .inProcess: paths.map { path in attempt(path) { house in try house.openHere(path) } }
        case .workers(let executable): openInWorkers(paths) { configuration, _ throws(WorkerNursery.Failure) in
            try WorkerNursery(executable: executable, configuration)
        }
        case .forkedWorkers: openInWorkers(paths) { configuration, dictionaries throws(WorkerNursery.Failure) in
            try WorkerNursery(configuration, dictionaries)
        }
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

    private mutating func openInWorkers(
        _ paths: [String], _ make: (NurseryConfiguration, DictionarySet) throws(WorkerNursery.Failure) -> WorkerNursery
    ) -> [Result<LoadedPlugin, PluginRefusal>] {
        guard !paths.isEmpty else { return [] }
        let nursery: WorkerNursery
        do throws(WorkerNursery.Failure) {
            let configuration = NurseryConfiguration(
                sources: dictionaries.sources, granularity: granularity, options: options, memoryLimit: limits.memory)
            nursery = try make(configuration, dictionaries)
        } catch {
            return paths.map { .failure(PluginRefusal(.cannotLoad, error.description, path: $0)) }
        }
        let checked = paths.map { path in
            attempt(path) { house in
                try house.check(path)
                _ = try PluginLoader.name(of: path)
                if let fault = LibraryFile.fault(path) { throw PluginRefusal(.cannotLoad, fault, path: path) }
            }
        }
        let allowed = paths.indices.filter { if case .success = checked[$0] { true } else { false } }
        var opened: [Int: Result<LoadedPlugin, PluginRefusal>] = [:]
        // All workers are ordered before the first is asked what it has loaded: they load side by side.
        let groups = parted(allowed, paths).map { members in
            (members, Result { () throws(WorkerNursery.Failure) in try WorkerLink(members.map { paths[$0] }, nursery, limits) })
        }
        for (members, link) in groups {
            for (member, result) in zip(members, introduced(members.map { paths[$0] }, link, nursery)) { opened[member] = result }
        }
        return paths.indices.map { index in
            if case .failure(let refusal) = checked[index] { return .failure(refusal) }
            return opened[index] ?? .failure(PluginRefusal(.cannotLoad, "it was not opened", path: paths[index]))
        }
    }

    /// What came with the command shares a few workers, since a process for each would cost more than all of their work; each
    /// other plugin has one of its own.
    private func parted(_ members: [Int], _ paths: [String]) -> [[Int]] {
        let together = members.filter { sharingFolders.contains(PluginTrust.folder(of: paths[$0])) }
        let alone = members.filter { !together.contains($0) }
        let shared = (0..<PluginHouse.sharedWorkers).map { number in together.enumerated().filter { $0.offset % PluginHouse.sharedWorkers == number }.map(\.element) }
        return shared.filter { !$0.isEmpty } + alone.map { [$0] }
    }

    private static let sharedWorkers = 4

    private mutating func introduced(
        _ paths: [String], _ link: Result<WorkerLink, WorkerNursery.Failure>, _ nursery: WorkerNursery
    ) -> [Result<LoadedPlugin, PluginRefusal>] {
        do {
            let link = try link.get()
            return zip(paths, try link.introductions()).enumerated().map { number, told in
                attempt(told.0) { house in
                    let introduction = try told.1.get()
                    house.openness = house.openness ?? introduction.openness
                    return try house.plugin(told.0, introduction.declared, WorkerCaller(link, number), introduction.log)
                }
            }
        } catch {
            let reason = (error as? CallFailure)?.reason ?? "\(error)"
            guard paths.count > 1 else { return paths.map { .failure(PluginRefusal(.cannotLoad, reason, path: $0)) } }
            // One of them took the others with it: each gets a worker of its own.
            return paths.flatMap { path in
                introduced([path], Result { () throws(WorkerNursery.Failure) in try WorkerLink([path], nursery, limits) }, nursery)
            }
        }
    }
}
