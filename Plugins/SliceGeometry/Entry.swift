import TagPluginKit

@c(tagplugin_SliceGeometry)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "SliceGeometry", version: "1.0.0", summary: "slice thickness, and spacing between the centres of slices, in mm")
    return register(description, host, plugin) { _ in
        [
            QuantityParser("SliceThickness", unit: "mm", .thickness, "nominal thickness of the slice"),
            SliceSpacingParser(),
        ]
    }
}

extension Quantity {
    /// Scout images have the length of what they show for a thickness: half a metre and more.
    private static let plausible = 0.001...2000.0
    private static let suffixes: [UnitSuffix] = ["mm", UnitSuffix("cm", times: 10), UnitSuffix("um", times: 0.001)]

    static let thickness = Quantity(
        "thickness", unit: "mm", within: plausible, zero: .missing("zero is not a thickness"), suffixes: suffixes)
    static let spacing = Quantity(
        "spacing", unit: "mm", within: plausible, zero: .missing("zero is not a spacing"), suffixes: suffixes)
}
