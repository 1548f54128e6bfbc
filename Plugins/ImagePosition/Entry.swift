import TagPluginKit

@c(tagplugin_ImagePosition)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ImagePosition", version: "1.0.0",
        summary: "position of the image in the patient and SliceLocation, in mm; what they say against each other is reported")
    return register(description, host, plugin) { _ in [PositionParser()] }
}
