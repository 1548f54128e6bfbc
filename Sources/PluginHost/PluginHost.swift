import DICOM
import Dictionaries
import Glibc
import Logging

/// The plugins of a run: found, checked, loaded, and told which tags are theirs.
public struct PluginHost: Sendable {
    let loaded: [LoadedPlugin]
    /// Files that were not loaded and claims that are not used, with the reason.
    public let refusals: [PluginRefusal]
    let dictionary: DataDictionary

    /// Loads every library of some folders, in order of names.
    /// - Parameters:
    ///   - folders: searched in order; of two plugins with the same name the first counts.
    ///   - files: libraries named one by one.
    ///   - options: by plugin name and key.
    public init(
        folders: [String], files: [String] = [], dictionaries: DictionarySet, options: [String: [String: String]] = [:],
        logger: Logger = Logger(label: "tagfold") { _ in SwiftLogNoOpLogHandler() }
    ) {
        dictionary = dictionaries.data
        let loader = PluginLoader(dictionaries: dictionaries, options: options, logger: logger)
        var loaded: [LoadedPlugin] = []
        var refusals: [PluginRefusal] = []
        for path in files + folders.flatMap(PluginHost.libraries) {
            do {
                let plugin = try loader.load(path)
                if let other = loaded.first(where: { $0.description.name == plugin.description.name }) {
                    refusals.append(PluginRefusal(.alreadyLoaded, "\(other.description.path) has the same name and comes first", path: path))
                } else {
                    loaded.append(plugin)
                }
            } catch let refusal as PluginRefusal {
                refusals.append(refusal)
            } catch {
                refusals.append(PluginRefusal(.cannotLoad, "\(error)", path: path))
            }
        }
        self.loaded = loaded
        self.refusals = refusals + PluginHost.conflicts(loaded)
    }

    public var plugins: [PluginDescription] { loaded.map(\.description) }

    /// Paths through sequences that the plugins read: the scan must keep them.
    public var nestedPaths: [AttributePath] {
        Set(plugins.flatMap(\.claims).flatMap(\.inputs).map(\.path).filter(\.isNested)).sorted()
    }

    private static func libraries(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("lib"), name.hasSuffix(".so") { names.append(name) }
        }
        return names.sorted().map { folder + "/" + $0 }
    }

    /// A tag is claimed once: the plugin that comes first in order keeps it, the later claim is not used.
    private static func conflicts(_ loaded: [LoadedPlugin]) -> [PluginRefusal] {
        var owner: [AttributePath: String] = [:]
        var refusals: [PluginRefusal] = []
        for plugin in loaded.map(\.description) {
            for claim in plugin.claims {
                for input in claim.inputs where input.isClaimed {
                    if let other = owner[input.path] {
                        refusals.append(PluginRefusal(.alreadyClaimed, "\(input.pathText) is claimed by \(other) already", path: plugin.path))
                    } else {
                        owner[input.path] = plugin.name
                    }
                }
            }
        }
        return refusals
    }
}
