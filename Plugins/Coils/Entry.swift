import TagPluginKit

@c(tagplugin_Coils)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Coils", version: "1.0.0",
        summary: "coils of MR: the part of the body that they are made for, and how many channels they name")
    return register(description, host, plugin) { host in
        [
            CoilParser("ReceiveCoilName", host), CoilParser("TransmitCoilName", host),
        ]
    }
}
