import TagPluginKit

@c(tagplugin_CTParameters)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "CTParameters", version: "1.0.0", summary: "table speed, pitch, collimation and dose index of CT")
    return register(description, host, plugin) { _ in
        [
            QuantityParser("TableSpeed", unit: "mm/s", .tableSpeed, "way of the table in a second"),
            PitchParser(),
            QuantityParser("CTDIvol", unit: "mGy", .doseIndex, "volume CT dose index"),
            QuantityParser("TotalCollimationWidth", unit: "mm", .collimation, "width of the whole beam at the axis"),
            QuantityParser("SingleCollimationWidth", unit: "mm", .collimation, "width of one detector row at the axis"),
        ]
    }
}

extension Quantity {
    /// Zero is what a table does that stands still.
    static let tableSpeed = Quantity(
        "table speed", unit: "mm/s", within: 0...2000, zero: .number, suffixes: ["mm/s", UnitSuffix("cm/s", times: 10)])

    static let pitch = Quantity("pitch", within: 0.01...10, zero: .missing("zero is not a pitch"))

    static let doseIndex = Quantity(
        "CTDIvol", unit: "mGy", within: 0...2000, zero: .missing("zero means not recorded"),
        suffixes: ["mGy", UnitSuffix("Gy", times: 1000), UnitSuffix("cGy", times: 10), UnitSuffix("uGy", times: 0.001)])

    static let collimation = Quantity(
        "collimation", unit: "mm", within: 0.01...500, zero: .missing("zero is not a width"),
        suffixes: ["mm", UnitSuffix("cm", times: 10)])
}
