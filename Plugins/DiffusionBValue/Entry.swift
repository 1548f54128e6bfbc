import TagPluginKit

@c(tagplugin_DiffusionBValue)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "DiffusionBValue", version: "1.0.0",
        summary: "diffusion b-value in s/mm2, of the standard's tag or those of Siemens, GE and Philips")
    return register(description, host, plugin) { _ in [BValueParser()] }
}
