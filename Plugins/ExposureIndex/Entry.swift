import TagPluginKit

@c(tagplugin_ExposureIndex)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ExposureIndex", version: "1.0.0",
        summary: "exposure, deviation and sensitivity indices of digital radiography, with the vendor whose scale they are on")
    return register(description, host, plugin) { host in
        [
            IndexParser(host: host),
            VendorScaleParser(
                "Sensitivity", Quantity("sensitivity", within: 0.01...100_000, zero: .missing("zero means not recorded")),
                "sensitivity at which the plate was read", host: host),
            VendorScaleParser(
                "RelativeXRayExposure", Quantity("relative exposure", within: 0...1e6, zero: .missing("zero means not recorded")),
                "relative exposure of the detector", host: host),
        ]
    }
}
