import TagPluginKit

@c(tagplugin_OtherNumbers)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "OtherNumbers", version: "1.0.0", summary: "every tag of one number that no other parser claims, in the unit of the standard")
    return register(description, host, plugin) { _ in [NumberParser()] }
}
