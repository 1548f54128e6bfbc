import TagPluginKit

@c(tagplugin_SequenceSets)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "SequenceSets", version: "1.0.0",
        summary: "kind of MR sequence, its variants and options as sets without order; scan mode of CT; their kin of enhanced images")
    return register(description, host, plugin) { _ in
        let sets: [any TagParser] = [
            CodeSetParser(.scanningSequence), CodeSetParser(.sequenceVariant), ScanOptionsParser(),
        ]
        return sets + EnhancedTerms.parsers
    }
}
