import TagPluginKit

@c(tagplugin_AcquisitionMatrix)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "AcquisitionMatrix", version: "1.0.0",
        summary: "how many samples MR acquired in frequency and in phase direction, and which way phase was encoded")
    return register(description, host, plugin) { _ in [MatrixParser()] }
}
