import DICOM
import Dictionaries
import Logging

/// The plugins of a run: found, checked, loaded, and told which tags are theirs.
public struct PluginHost: Sendable {
    let loaded: [LoadedPlugin]
    /// For each plugin the numbers of its claims that are used.
    let usedClaims: [[Int]]
    /// Files that were not loaded and claims that are not used, with the reason.
    public let refusals: [PluginRefusal]
    let dictionary: DataDictionary

    /// Why plugins in worker processes are not kept from files and sockets here; nil when they are, or run in this process.
    public let openness: String?

    /// Loads every library of some folders, in order of names. What others than its owner can write, links out of its
    /// folder, or is not what the folder's `plugins.lock` pins, is refused.
    /// - Parameters:
    ///   - folders: searched in order; of two plugins with the same name the first counts.
    ///   - files: libraries named one by one.
    ///   - granularity: of the terms that plugins fold values to.
    ///   - options: by plugin name and key.
    ///   - isolation: where plugins run.
    ///   - quarantined: SHA-256 of files that are refused.
    ///   - sharingFolders: folders whose plugins share a few workers, instead of having one each.
    ///   - limits: of time, memory and failures; the first two hold in worker processes.
    public init(
        folders: [String], files: [String] = [], dictionaries: DictionarySet, granularity: Granularity = .term,
        options: [String: [String: String]] = [:], isolation: PluginIsolation = .inProcess, limits: PluginLimits = PluginLimits(),
        quarantined: Set<String> = [], sharingFolders: Set<String> = [],
        logger: Logger = Logger(label: "tagfold") { _ in SwiftLogNoOpLogHandler() }
    ) {
        dictionary = dictionaries.data
        var house = PluginHouse(dictionaries, granularity, options, isolation, limits, quarantined, sharingFolders, logger)
        let paths = files + folders.flatMap(PluginHost.libraries)
        let opened = house.open(paths)
        var loaded: [LoadedPlugin] = []
        var refusals: [PluginRefusal] = []
        for (path, result) in zip(paths, opened) {
            switch result {
            case .failure(let refusal): refusals.append(refusal)
            case .success(let plugin):
                if let other = loaded.first(where: { $0.description.name == plugin.description.name }) {
                    refusals.append(PluginRefusal(.alreadyLoaded, "\(other.description.path) has the same name and comes first", path: path))
                } else {
                    loaded.append(plugin)
                }
            }
        }
        var conflicts = ClaimConflicts(dictionary: dictionaries.data)
        usedClaims = loaded.map { conflicts.settle($0.description) }
        self.loaded = loaded
        self.refusals = refusals + conflicts.refusals
        openness = house.openness
    }

    /// Tells every plugin that no more calls will come. The host is of no use afterwards.
    public func finish() {
        for plugin in loaded { plugin.caller.finish() }
    }

    /// How the plugins have behaved so far, by name.
    var records: [String: PluginRecord] { Dictionary(uniqueKeysWithValues: loaded.map { ($0.description.name, $0.record) }) }

    /// For each of some plugins the numbers of its claims that would be used if there were no others.
    func settledClaims(of plugins: [LoadedPlugin]) -> [[Int]] {
        var conflicts = ClaimConflicts(dictionary: dictionary)
        return plugins.map { conflicts.settle($0.description) }
    }

    public var plugins: [PluginDescription] { loaded.map(\.description) }

    /// Paths through sequences that the plugins read: the scan must keep them.
    public var nestedPaths: [AttributePath] {
        Set(plugins.flatMap(\.claims).flatMap(\.inputs).map(\.path).filter(\.isNested)).sorted()
    }

    private static func libraries(in folder: String) -> [String] {
        (FolderListing.names(in: folder, endingWith: ".so") ?? []).filter { $0.hasPrefix("lib") }.map { folder + "/" + $0 }
    }
}

/// Settles which claims are used. A tag is claimed once, and a column name is given once: the plugin that comes first in
/// order keeps it. A claim that is not used keeps nothing from others.
private struct ClaimConflicts {
    let dictionary: DataDictionary
    private(set) var refusals: [PluginRefusal] = []
    private var tagOwner: [AttributePath: String] = [:]
    private var columnOwner: [String: String] = [:]

    init(dictionary: DataDictionary) { self.dictionary = dictionary }

    /// - Returns: numbers of the plugin's claims that are used.
    mutating func settle(_ plugin: PluginDescription) -> [Int] {
        plugin.claims.indices.filter { number in
            let claim = plugin.claims[number]
            let tags = claim.inputs.filter(\.isClaimed)
            // The columns of a claim on every tag are named by their tags, each of which is claimed once.
            let columns = claim.inputs.first.map { first in claim.columns.map { $0.name.isEmpty ? dictionary.columnName(first.path) : $0.name } } ?? []
            let reasons = tags.compactMap { tag in tagOwner[tag.path].map { "\(tag.pathText) is claimed by \($0) already" } }
                + columns.compactMap { column in columnOwner[column].map { "the column “\(column)” is given by \($0) already" } }
            if let reason = reasons.first {
                refusals.append(PluginRefusal(.alreadyClaimed, reason, path: plugin.path))
                return false
            }
            for tag in tags { tagOwner[tag.path] = plugin.name }
            for column in columns { columnOwner[column] = plugin.name }
            return true
        }
    }
}
