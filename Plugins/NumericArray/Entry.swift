import TagPluginKit

@c(tagplugin_NumericArray)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "NumericArray", version: "1.0.0",
        summary: "every tag of several numbers that no other parser claims, one column for each component")
    return register(description, host, plugin) { _ in [NumericArrayParser()] }
}
