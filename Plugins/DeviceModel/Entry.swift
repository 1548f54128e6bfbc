import TagPluginKit

@c(tagplugin_DeviceModel)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "DeviceModel", version: "1.0.0",
        summary: "model of the machine, a term of the dictionary device-models where it is known, and the family and version of its software")
    return register(description, host, plugin) { host in [ModelParser(host), SoftwareParser()] }
}
