import TagPluginKit

@c(tagplugin_PatientMeasures)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(name: "PatientMeasures", version: "1.0.0", summary: "body height in m and weight in kg")
    return register(description, host, plugin) { _ in
        [
            QuantityParser("PatientSize", unit: "m", .height, "length or height of the patient"),
            WeightParser(),
        ]
    }
}
