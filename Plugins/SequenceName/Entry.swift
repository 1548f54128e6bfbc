import TagPluginKit

@c(tagplugin_SequenceName)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "SequenceName", version: "1.0.0",
        summary: "family, technique and dimension of an MR sequence by its name, and the echoes and the factor that are in the name")
    return register(description, host, plugin) { _ in [SequenceNameParser()] }
}
