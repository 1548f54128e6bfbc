import TagPluginKit

@c(tagplugin_ShortTexts)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ShortTexts", version: "1.0.0", summary: "short texts that name a part or a setting of the device: in one spelling each")
    return register(description, host, plugin) { _ in
        attributes.map { ShortTextParser($0.keyword, $0.summary) }
    }
}

/// Only what says nothing of a person, a place or a device of its own (PS3.15 Table E.1-1): every attribute of short text that is
/// not here is no feature.
private let attributes: [(keyword: String, summary: String)] = [
    ("PositionReferenceIndicator", "landmark that positions are told from"),
    ("AcquisitionDeviceProcessingCode", "code of how the device processed the image"),
    ("ProcessingFunction", "function by which the image was processed"),
    ("PostprocessingFunction", "function by which the image was processed afterwards"),
    ("ImagedNucleus", "nucleus that resonates"),
    ("PlateType", "kind of the plate of CR"),
    ("PhosphorType", "kind of the phosphor of CR"),
    ("CollimatorGridName", "collimator or grid"),
    ("ReceiveCoilManufacturerName", "maker of the receive coil"),
    ("TransmitCoilManufacturerName", "maker of the transmit coil"),
    ("LUTLabel", "what values are mapped to"),
    ("DetectorManufacturerName", "maker of the detector"),
    ("DetectorManufacturerModelName", "model of the detector"),
    ("SecondaryCaptureDeviceManufacturer", "maker of the device that captured the image"),
    ("SecondaryCaptureDeviceManufacturerModelName", "model of the device that captured the image"),
    ("SecondaryCaptureDeviceSoftwareVersions", "software of the device that captured the image"),
    ("DigitalImageFormatAcquired", "format in which the image was captured"),
    ("VideoImageFormatAcquired", "format of the video that was captured"),
    ("HardcopyDeviceManufacturer", "maker of the printer"),
    ("CardiacFramingType", "how frames follow the heart"),
    ("PVCRejection", "how other heart beats were left out"),
    ("TriggerSourceOrType", "what triggers the acquisition"),
    ("EnergyWindowName", "window of energy"),
]
