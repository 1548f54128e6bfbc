import TagPluginKit

@c(tagplugin_CTParameters)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "CTParameters", version: "1.0.0", summary: "table, gantry, fields, pitch, collimation, generator and dose index of CT")
    return register(description, host, plugin) { _ in
        [
            QuantityParser("TableSpeed", unit: "mm/s", .tableSpeed, "way of the table in a second"),
            PitchParser(),
            QuantityParser("CTDIvol", unit: "mGy", .doseIndex, "volume CT dose index"),
            QuantityParser("TotalCollimationWidth", unit: "mm", .collimation, "width of the whole beam at the axis"),
            QuantityParser("SingleCollimationWidth", unit: "mm", .collimation, "width of one detector row at the axis"),
            QuantityParser("TableFeedPerRotation", unit: "mm", .feed, "way of the table in one rotation"),
            QuantityParser("TableHeight", unit: "mm", .tableHeight, "height of the table; from where, is the maker's matter"),
            QuantityParser("GantryDetectorTilt", unit: "deg", .tilt, "tilt of the gantry"),
            QuantityParser("RevolutionTime", unit: "s", .revolution, "time of one rotation"),
            QuantityParser("DataCollectionDiameter", unit: "mm", .diameter, "diameter of the field that was scanned"),
            QuantityParser("ReconstructionDiameter", unit: "mm", .diameter, "diameter of the field that is shown"),
            QuantityParser("GeneratorPower", unit: "kW", .power, "power of the generator, or what it gave"),
            QuantityParser("EstimatedDoseSaving", unit: "%", .saving, "dose saved by modulation"),
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

    static let feed = Quantity("table feed", unit: "mm", within: 0...1000, zero: .number, suffixes: ["mm", UnitSuffix("cm", times: 10)])

    /// Some count it downwards from the axis, some up from the floor.
    static let tableHeight = Quantity("table height", unit: "mm", within: -2000...2000, zero: .number, suffixes: ["mm", UnitSuffix("cm", times: 10)])

    static let tilt = Quantity("tilt", unit: "deg", within: -90...90, zero: .number, suffixes: ["deg", "°", "degrees"])

    static let revolution = Quantity(
        "revolution time", unit: "s", within: 0.1...120, zero: .missing("zero is not a time"), suffixes: ["s", "sec", UnitSuffix("ms", times: 0.001)],
        otherUnits: [OtherUnit(200...60_000, times: 0.001, "milliseconds for seconds")])

    /// Small fields of ears and micro-CT; the whole of a wide table.
    static let diameter = Quantity(
        "diameter", unit: "mm", within: 5...2000, zero: .missing("zero is not a diameter"), suffixes: ["mm", UnitSuffix("cm", times: 10)])

    /// The standard asks for kW in an integer string; most devices of CT write W.
    static let power = Quantity(
        "power", unit: "kW", within: 0...200, zero: .missing("zero means not recorded"), suffixes: ["kW", UnitSuffix("W", times: 0.001)],
        otherUnits: [OtherUnit(201...200_000, times: 0.001, "watts for kilowatts")])

    static let saving = Quantity("dose saving", unit: "%", within: -1000...100, zero: .number, suffixes: ["%"])
}
