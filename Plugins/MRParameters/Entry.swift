import TagPluginKit

@c(tagplugin_MRParameters)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "MRParameters", version: "1.0.0",
        summary: "times, flip angle, echoes and averages of an MR sequence, and the strength of the field")
    return register(description, host, plugin) { _ in
        [
            EchoTimeParser(), RepetitionTimeParser(), InversionTimeParser(), EchoNumberParser(),
            QuantityParser("EchoTrainLength", .echoTrainLength, "echoes acquired for each excitation"),
            QuantityParser("FlipAngle", unit: "deg", .flipAngle, "angle by which the magnetisation is tipped"),
            QuantityParser("NumberOfAverages", .averages, "how often each line is acquired; below 1 where some are not"),
            QuantityParser("MagneticFieldStrength", unit: "T", .fieldStrength, "nominal field strength of the magnet"),
        ]
    }
}
