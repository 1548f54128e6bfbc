import TagPluginKit

@c(tagplugin_OtherCategories)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "OtherCategories", version: "1.0.0", summary: "every tag of code strings that no other parser claims, in one spelling")
    return register(description, host, plugin) { _ in [CodeStringParser()] }
}
