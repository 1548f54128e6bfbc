import TagPluginKit

/// Options: `obliqueAbove`, degrees, see ``OrientationParser``.
@c(tagplugin_ImageOrientation)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ImageOrientation", version: "1.0.0",
        summary: "plane of the image (axial, coronal, sagittal, oblique) and its obliqueness in degrees")
    return register(description, host, plugin) { host throws(PluginError) in
        [OrientationParser(obliqueAbove: try host.option("obliqueAbove", within: 0...90, fallback: 30))]
    }
}
