import CTagPlugin
import DICOM
import Dictionaries
import Glibc
import Logging

/// Opens plugin libraries and checks what they say of themselves.
struct PluginLoader {
    let dictionaries: DictionarySet
    var granularity = Granularity.term
    /// Options by plugin and key.
    let options: [String: [String: String]]
    let logger: Logger
    /// Instead of the dictionaries' own.
    var folding: HostServices.Folding?

    /// Loads one library.
    /// - Throws: `PluginRefusal`.
    func load(_ path: String) throws -> LoadedPlugin {
        let name = try PluginLoader.name(of: path)
        if let fault = LibraryFile.fault(path) { throw PluginRefusal(.cannotLoad, fault, path: path) }
        // Never closed again: a Swift plugin does not survive it.
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw PluginRefusal(.cannotLoad, dlerror().map { String(cString: $0) } ?? "the library cannot be opened", path: path)
        }
        guard let symbol = dlsym(library, "tagplugin_" + name) else {
            throw PluginRefusal(.noEntrySymbol, "no symbol tagplugin_\(name)", path: path)
        }
        // The name of the symbol is the contract that it has this type.
        let entry = unsafeBitCast(symbol, to: (@convention(c) (UnsafePointer<tagplugin_host>?, UnsafeMutablePointer<tagplugin_plugin>?) -> tagplugin_status).self)
        let services = HostServices(plugin: name, dictionaries: dictionaries, granularity: granularity, options: options[name] ?? [:], logger: logger, folding: folding)
        var plugin = tagplugin_plugin()
        plugin.struct_size = UInt32(MemoryLayout<tagplugin_plugin>.size)
        let status = entry(services.table, &plugin)
        services.endCall()
        guard ABI.major(plugin.abi_version) == TAGPLUGIN_ABI_MAJOR || plugin.abi_version == 0 && status != TAGPLUGIN_OK else {
            throw PluginRefusal(
                .abiMismatch, "built for ABI \(ABI.text(plugin.abi_version)), this host speaks \(ABI.text(ABI.version))", path: path)
        }
        guard status == TAGPLUGIN_OK else { throw PluginRefusal(.entryFailed, "its entry function failed with status \(status)", path: path) }
        guard plugin.parse != nil else { throw PluginRefusal(.badDescription, "it has no parse function", path: path) }
        let description = try DescriptionReader(path: path, dictionary: dictionaries.data).read(plugin, name: name)
        return LoadedPlugin(description: description, plugin: plugin, services: services)
    }

    /// `Name` of `libName.so`.
    private static func name(of path: String) throws -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = file.dropFirst(3).dropLast(3)
        guard file.hasPrefix("lib"), file.hasSuffix(".so"), !name.isEmpty,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else { throw PluginRefusal(.cannotLoad, "the file is not named lib<Name>.so", path: path) }
        return String(name)
    }
}

/// A plugin in this process. Its C side is called by one thread at a time, unless it says that it may be by more.
final class LoadedPlugin: @unchecked Sendable {
    // Safe to share: `plugin` and `description` never change, and `services` and `sinks` are only touched inside a call,
    // which the normalizer makes serially for each plugin.
    let description: PluginDescription
    let plugin: tagplugin_plugin
    let services: HostServices
    let sinks: SinkPort

    init(description: PluginDescription, plugin: tagplugin_plugin, services: HostServices) {
        self.description = description
        self.plugin = plugin
        self.services = services
        sinks = SinkPort()
    }
}
