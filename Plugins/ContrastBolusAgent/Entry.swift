import TagPluginKit

@c(tagplugin_ContrastBolusAgent)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ContrastBolusAgent", version: "1.0.0",
        summary: "whether a contrast agent was given, and of which class; where it is not recorded, by its code, ingredient, volume or route")
    return register(description, host, plugin) { host in [ContrastParser(host: host)] }
}
