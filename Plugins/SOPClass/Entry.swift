import TagPluginKit

@c(tagplugin_SOPClass)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "SOPClass", version: "1.0.0",
        summary: "class of the object, the family that it belongs to, and whether it is an image that a device has taken")
    return register(description, host, plugin) { host in
        [
            SOPClassParser(host)
        ]
    }
}
