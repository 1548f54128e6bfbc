import ArgumentParser
import Dictionaries
import Logging
import PluginHost
import Reports

/// Which plugins a command loads.
struct PluginOptions: ParsableArguments {
    @Option(
        name: .customLong("plugins"),
        help: ArgumentHelp("A folder of plugins, or one lib<Name>.so, besides those that lie with the command. May repeat.", valueName: "path"))
    var paths: [String] = []

    @Flag(name: .customLong("no-shipped-plugins"), help: "Load only the plugins of the folders named with --plugins.")
    var withoutShipped = false

    @Option(
        name: .customLong("plugin-option"),
        help: ArgumentHelp("An option for one plugin. May repeat.", valueName: "Name.key=value"))
    var options: [String] = []

    @Flag(name: .customLong("in-process"), help: "Run plugins in this process, for debugging: one that crashes ends the run.")
    var inProcess = false

    @Option(
        name: .customLong("plugin-time-limit"),
        help: ArgumentHelp("Seconds that a plugin may take for 1,024 values.", valueName: "seconds"))
    var timeLimit = PluginLimits().secondsPerBatch

    @Option(name: .customLong("plugin-memory"), help: ArgumentHelp("Megabytes of memory that a plugin may use.", valueName: "MB"))
    var memory = PluginLimits().memory >> 20

    @Option(
        name: .customLong("plugin-failures"),
        help: ArgumentHelp("How often a plugin may fail before it is not called any more.", valueName: "times"))
    var failures = PluginLimits().failures

    @Option(
        name: .customLong("quarantine"),
        help: ArgumentHelp(
            "A file that remembers plugins in quarantine by their SHA-256: they are refused until their line is removed.", valueName: "file"))
    var quarantineFile: String?

    @Option(help: "Terms that values fold to: each its own (term), or the outermost one above it (region): LIVER or ABDOMEN.")
    var granularity = Granularity.term

    func validate() throws {
        _ = try parsedOptions()
        guard (0.1...86_400).contains(timeLimit) else { throw ValidationError("--plugin-time-limit takes 0.1 to 86400 seconds.") }
        guard (16...1 << 20).contains(memory) else { throw ValidationError("--plugin-memory takes 16 to 1048576 MB.") }
        guard (1...1 << 30).contains(failures) else { throw ValidationError("--plugin-failures takes 1 and more.") }
    }

    private var limits: PluginLimits {
        var limits = PluginLimits()
        limits.secondsPerBatch = timeLimit
        limits.memory = memory << 20
        limits.failures = failures
        return limits
    }

    /// - Parameter showsLog: what plugins log, word for word. They may log values.
    func load(_ dictionaries: DictionarySet, showsLog: Bool = true) throws -> PluginHost {
        let logger = Logger(label: "tagfold") { _ in PluginLog(showsText: showsLog) }
        for path in paths where !InstalledFiles.exists(path) { throw CommandFailure(.badUsage, "there is no plugin folder or file \(path)") }
        let files = paths.filter { $0.hasSuffix(".so") }
        let host = PluginHost(
            folders: paths.filter { !$0.hasSuffix(".so") } + (withoutShipped ? [] : InstalledFiles.pluginFolders()), files: files,
            dictionaries: dictionaries, granularity: granularity, options: try parsedOptions(),
            isolation: inProcess ? .inProcess : .forkedWorkers, limits: limits,
            quarantined: Set(try quarantine()?.entries.map(\.hash) ?? []),
            sharingFolders: Set(InstalledFiles.pluginFolders()), logger: logger)
        if let openness = host.openness {
            Terminal.note("plugins run in processes of their own, but this system cannot keep them from files and sockets: \(Escape.terminal(openness))")
        }
        if let unknown = try parsedOptions().keys.sorted().first(where: { name in !host.plugins.contains { $0.name == name } }) {
            throw CommandFailure(.badUsage, "--plugin-option names the plugin \(unknown), which is not loaded")
        }
        noteUnseenConditions(host, dictionaries)
        return host
    }

    /// Says which entries can never hold, since the plugin that folds by them does not look where their conditions ask.
    private func noteUnseenConditions(_ host: PluginHost, _ dictionaries: DictionarySet) {
        for folder in dictionaries.synonyms.values.sorted(by: { $0.name < $1.name }) {
            let keywords = folder.conditionKeywords
            let paths = Set(folder.layers.flatMap(\.tags).compactMap { dictionaries.data.path($0) })
            for plugin in keywords.isEmpty ? [] : host.plugins {
                let claims = plugin.claims.filter { claim in claim.inputs.contains { $0.isClaimed && paths.contains($0.path) } }
                let unseen = keywords.filter { keyword in !claims.contains { $0.inputs.contains { $0.pathText == keyword } } }
                guard !claims.isEmpty, !unseen.isEmpty else { continue }
                let names = unseen.map { Escape.terminal($0) }.joined(separator: ", ")
                Terminal.note(
                    "entries of the dictionary \(Escape.terminal(folder.name)) that ask for \(names) never hold: the plugin "
                        + "\(Escape.terminal(plugin.name)) does not look there")
            }
        }
    }

    private func quarantine() throws -> PluginLock? {
        guard let quarantineFile else { return nil }
        do { return try PluginLock(file: quarantineFile) } catch let refusal as PluginRefusal {
            throw CommandFailure(.badUsage, "\(refusal.path): \(refusal.reason)")
        }
    }

    /// Says which plugins were put into quarantine, and writes them down where the user wants that.
    func keepQuarantine(_ normalization: Normalization, _ host: PluginHost) throws {
        let caught = host.plugins.compactMap { plugin in
            normalization.records[plugin.name]?.hash.map { PluginLock.Entry(name: FilePath.name(plugin.path), hash: $0) }
        }
        for entry in caught { Terminal.note("plugin in quarantine  \(Escape.terminal(entry.name)) (SHA-256 \(entry.hash)): the report says why") }
        guard let quarantineFile, !caught.isEmpty else { return }
        let before = try quarantine()?.entries ?? []
        let lock = PluginLock(entries: before + caught.filter { !before.contains($0) })
        try OutputFolder(FilePath.folder(quarantineFile)).write(FilePath.name(quarantineFile), Array(lock.text.utf8))
    }

    /// Says which plugins and claims are not used, where a report would not show it.
    func noteRefusals(_ host: PluginHost) {
        for refusal in host.refusals { Terminal.note("plugin refused  \(Escape.terminal(refusal.path)): \(Escape.terminal(refusal.reason))") }
    }

    private func parsedOptions() throws -> [String: [String: String]] {
        var parsed: [String: [String: String]] = [:]
        for option in options {
            guard let equals = option.firstIndex(of: "="), let dot = option[..<equals].firstIndex(of: ".") else {
                throw ValidationError("--plugin-option takes Name.key=value, not “\(option)”.")
            }
            parsed[String(option[..<dot]), default: [:]][String(option[option.index(after: dot)..<equals])] = String(option[option.index(after: equals)...])
        }
        return parsed
    }
}

extension Granularity: ExpressibleByArgument {}
