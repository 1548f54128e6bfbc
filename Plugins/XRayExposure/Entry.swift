import TagPluginKit

@c(tagplugin_XRayExposure)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "XRayExposure", version: "1.0.0",
        summary: "exposure time in ms, tube current in mA, exposure in mAs and tube voltage in kV, in whichever tags they are")
    return register(description, host, plugin) { _ in
        [AmountParser(.exposureTime), AmountParser(.tubeCurrent), ExposureParser(), VoltageParser()]
    }
}
