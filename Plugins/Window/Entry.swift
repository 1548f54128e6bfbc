import TagPluginKit

/// Options: `explanation`, words of the explanation of the window that is wanted, see ``WindowParser``.
@c(tagplugin_Window)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Window", version: "1.0.0", summary: "centre and width of the window that an image is shown with first, and its explanation")
    return register(description, host, plugin) { host in
        [WindowParser(preferring: host.option("explanation"))]
    }
}
