import TagPluginKit

@c(tagplugin_CharacterSet)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "CharacterSet", version: "1.0.0",
        summary: "script of SpecificCharacterSet, its defined terms, and whether it is as the standard has it")
    return register(description, host, plugin) { _ in [CharacterSetParser()] }
}
