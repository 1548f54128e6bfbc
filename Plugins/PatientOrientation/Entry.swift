import TagPluginKit

@c(tagplugin_PatientOrientation)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "PatientOrientation", version: "1.0.0",
        summary: "where the rows and columns of the image run in the body, and the plane that both lie in")
    return register(description, host, plugin) { _ in [OrientationParser()] }
}
