import TagPluginKit

@c(tagplugin_BodyPartExamined)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "BodyPartExamined", version: "1.0.0",
        summary: "body part as a term of the dictionary body-parts, with the side that its text names")
    return register(description, host, plugin) { host in
        let knowsRegions = host.lookup("AnatomicRegionSequence.CodeValue") != nil && host.lookup("AnatomicRegionSequence.CodeMeaning") != nil
        let parts = BodyPartParser(host: host)
        return knowsRegions ? [parts, AnatomicRegionParser(host: host)] : [parts]
    }
}
