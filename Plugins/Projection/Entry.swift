import TagPluginKit

@c(tagplugin_Projection)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Projection", version: "1.0.0",
        summary: "projection X-ray: angles, distances, field, focus, detector, grid, filter, compression and dose")
    return register(description, host, plugin) { host in
        [
            AngleParser(.primary), AngleParser(.secondary),
            DistanceParser(), MagnificationParser(),
            QuantityParser("DistanceSourceToPatient", unit: "mm", .distance, "from the source to the isocentre, or the table or breast support"),
            FieldOfViewParser(), FocusParser(),
            QuantityParser("CompressionForce", unit: "N", .force, "force on the breast"),
            QuantityParser("BodyPartThickness", unit: "mm", .thickness, "thickness of the body part, as compressed"),
            QuantityParser("EntranceDoseInmGy", unit: "mGy", .entranceDose, "dose at the entrance"),
            QuantityParser("ImageAndFluoroscopyAreaDoseProduct", unit: "dGy.cm2", .areaDose, "dose times area, of the examination"),
            OrganDoseParser(),
            TermParser("DetectorType", "detector, a term of the dictionary", of: "detector-types", host),
            TermParser("Grid", "grid, terms of the dictionary", of: "grids", holds: .set, host),
            TermParser("FilterMaterial", "materials of the filter, terms of the dictionary", of: "xray-materials", holds: .set, host),
            TermParser("AnodeTargetMaterial", "material of the anode, terms of the dictionary", of: "xray-materials", holds: .set, host),
            WordTermsParser("FilterType", "filter", of: "filter-types", keepsCodes: true, host),
        ]
    }
}
