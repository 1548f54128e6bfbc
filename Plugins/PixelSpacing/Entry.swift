import TagPluginKit

@c(tagplugin_PixelSpacing)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "PixelSpacing", version: "1.0.0",
        summary: "spacing between rows and between columns in mm, one pair of columns for each plane that it is given in")
    return register(description, host, plugin) { _ in
        [
            SpacingParser(of: "PixelSpacing", place: "in the patient"),
            SpacingParser(of: "ImagerPixelSpacing", place: "at the front plane of the detector"),
            SpacingParser(of: "NominalScannedPixelSpacing", place: "on the film or paper that was scanned"),
            SpacingParser(of: "ObjectPixelSpacingInCenterOfBeam", place: "in the centre of the beam"),
            SpacingParser(of: "DetectorElementSpacing", place: "between the elements of the detector"),
        ]
    }
}
