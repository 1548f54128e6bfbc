import TagPluginKit

@c(tagplugin_Compression)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Compression", version: "1.0.0",
        summary: "how the pixels are compressed, whether something was lost, and how much")
    return register(description, host, plugin) { host in
        [
            TransferSyntaxParser(host), LossyParser(host), RatioParser(),
            TermParser("LossyImageCompressionMethod", "ways of lossy compression, terms of the dictionary", of: "compression-methods", holds: .set, host),
        ]
    }
}
