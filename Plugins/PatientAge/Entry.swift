import TagPluginKit

@c(tagplugin_PatientAge)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "PatientAge", version: "1.0.0",
        summary: "age in years, from PatientAge or else from the birth and study dates")
    return register(description, host, plugin) { _ in [AgeParser()] }
}
