import CTagPlugin
import Dictionaries
import Glibc

/// A plugin library that is open in this process, with what it says of itself.
struct PluginLibrary {
    let plugin: tagplugin_plugin
    let declared: DeclaredPlugin
    let services: HostServices
}

/// Opens plugin libraries.
struct PluginLoader {
    let dictionaries: DictionarySet
    var granularity = Granularity.term
    /// Options by plugin and key.
    let options: [String: [String: String]]
    /// Instead of the dictionaries' own.
    var folding: HostServices.Folding?

    /// Opens one library and calls its entry function.
    /// - Throws: `PluginRefusal`.
    func open(_ path: String) throws -> PluginLibrary {
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
        let services = HostServices(dictionaries: dictionaries, granularity: granularity, options: options[name] ?? [:], folding: folding)
        return try PluginLoader.library(path, services, entry)
    }

    private static func library(
        _ path: String, _ services: HostServices,
        _ entry: @convention(c) (UnsafePointer<tagplugin_host>?, UnsafeMutablePointer<tagplugin_plugin>?) -> tagplugin_status
    ) throws -> PluginLibrary {
        var plugin = tagplugin_plugin()
        plugin.struct_size = UInt32(MemoryLayout<tagplugin_plugin>.size)
        services.startCall { services.keepLog($0, $1) }
        let status = entry(services.table, &plugin)
        services.endCall()
        guard ABI.major(plugin.abi_version) == TAGPLUGIN_ABI_MAJOR || plugin.abi_version == 0 && status != TAGPLUGIN_OK else {
            throw PluginRefusal(
                .abiMismatch, "built for ABI \(ABI.text(plugin.abi_version)), this host speaks \(ABI.text(ABI.version))", path: path)
        }
        guard status == TAGPLUGIN_OK else { throw PluginRefusal(.entryFailed, "its entry function failed with status \(status)", path: path) }
        guard plugin.parse != nil else { throw PluginRefusal(.badDescription, "it has no parse function", path: path) }
        return PluginLibrary(plugin: plugin, declared: try DeclaredPlugin(plugin, path: path), services: services)
    }

    /// `Name` of `libName.so`.
    static func name(of path: String) throws -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = file.dropFirst(3).dropLast(3)
        guard file.hasPrefix("lib"), file.hasSuffix(".so"), !name.isEmpty,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else { throw PluginRefusal(.cannotLoad, "the file is not named lib<Name>.so", path: path) }
        return String(name)
    }
}
