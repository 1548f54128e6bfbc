import CTagPlugin

/// The parameters and the result of an entry function, so that a plugin need not import the C header.
public typealias HostPointer = UnsafePointer<tagplugin_host>?
public typealias PluginPointer = UnsafeMutablePointer<tagplugin_plugin>?
public typealias EntryStatus = tagplugin_status

/// The version of the ABI that the kit is built with. (The macro is computed, so Swift does not import it.)
let abiVersion: UInt32 = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR

/// Registers a plugin with the host: the whole body of its entry function.
///
/// ```swift
/// @c(tagplugin_Thickness)
/// public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
///     let description = PluginDescription(name: "Thickness", version: "1.0.0", summary: "slice thickness in mm")
///     return register(description, host, plugin) { _ in [Thickness()] }
/// }
/// ```
///
/// - Parameter parsers: makes the parsers, one for each claim. Options are read here; folding works only in `parse`. A
///   ``PluginError`` that it throws goes to the log, and the plugin is refused.
public func register(
    _ description: PluginDescription, _ host: HostPointer, _ plugin: PluginPointer,
    parsers: (Host) throws(PluginError) -> [any TagParser]
) -> EntryStatus {
    guard let plugin, let host = Host(host) else { return TAGPLUGIN_BAD_ARGUMENT }
    guard host.abiMajor == TAGPLUGIN_ABI_MAJOR else { return TAGPLUGIN_UNSUPPORTED }
    let knownSize = plugin.pointee.struct_size
    guard knownSize >= leastPluginSize else { return TAGPLUGIN_UNSUPPORTED }
    do throws(PluginError) {
        let instance = PluginInstance(parsers: try parsers(host))
        VersionedStruct.store(declaration(description, instance, size: knownSize), to: plugin, size: knownSize)
        return TAGPLUGIN_OK
    } catch {
        host.log(.error, "\(description.name): \(error.reason)")
        return TAGPLUGIN_FAILED
    }
}

/// Without room for `parse` a plugin could not be called.
private let leastPluginSize = MemoryLayout<tagplugin_plugin>.offset(of: \.finish) ?? MemoryLayout<tagplugin_plugin>.size

/// What the host gets to keep. Its memory is never freed: it must stay valid until the process ends.
private func declaration(_ description: PluginDescription, _ instance: PluginInstance, size: UInt32) -> tagplugin_plugin {
    let claims = UnsafeMutableBufferPointer<tagplugin_claim>.allocate(capacity: instance.claims.count)
    _ = claims.initialize(from: instance.claims.map(tagplugin_claim.init(immortal:)))

    var plugin = tagplugin_plugin()
    plugin.struct_size = size
    plugin.abi_version = abiVersion
    plugin.name = tagplugin_text(immortal: description.name)
    plugin.version = tagplugin_text(immortal: description.version)
    plugin.description = tagplugin_text(immortal: description.summary)
    plugin.claims = UnsafePointer(claims.baseAddress)
    plugin.claim_count = UInt32(clamping: claims.count)
    plugin.flags = description.isThreadSafe ? TAGPLUGIN_THREAD_SAFE : 0
    plugin.state = Unmanaged.passRetained(instance).toOpaque()
    plugin.parse = { state, batch, sink in
        guard let state else { return TAGPLUGIN_FAILED }
        return Unmanaged<PluginInstance>.fromOpaque(state).takeUnretainedValue().parse(batch, sink)
    }
    plugin.finish = { state in
        guard let state else { return }
        Unmanaged<PluginInstance>.fromOpaque(state).release()
    }
    return plugin
}
