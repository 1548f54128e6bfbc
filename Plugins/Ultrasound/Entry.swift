import TagPluginKit

@c(tagplugin_Ultrasound)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Ultrasound", version: "1.0.0",
        summary: "ultrasound: what the first region shows and its spacing, transducer, depth and indices of exposure")
    return register(description, host, plugin) { host in
        [
            NumberedTermParser(
                RegionPath.of("RegionSpatialFormat"), column: "UltrasoundRegion_format", RegionPath.formats, "how the first region is laid out"),
            NumberedTermParser(
                RegionPath.of("RegionDataType"), column: "UltrasoundRegion_type", RegionPath.dataTypes, "what the first region shows"),
            DeltaParser(.x), DeltaParser(.y),
            TermParser("TransducerType", "transducer, a term of the dictionary", of: "transducer-types", host),
            TransducerParser(),
            QuantityParser("MechanicalIndex", .index, "mechanical index"),
            QuantityParser("BoneThermalIndex", .index, "thermal index of bone"),
            QuantityParser("CranialThermalIndex", .index, "thermal index of the cranium"),
            QuantityParser("SoftTissueThermalIndex", .index, "thermal index of soft tissue"),
            QuantityParser("DepthOfScanField", unit: "mm", .depth, "depth of the field"),
            NumberedTermParser("UltrasoundColorDataPresent", [0: "GREY", 1: "COLOR"], "whether the region has color"),
        ]
    }
}
