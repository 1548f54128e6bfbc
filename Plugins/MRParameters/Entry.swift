import TagPluginKit

@c(tagplugin_MRParameters)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "MRParameters", version: "1.0.0",
        summary: "times, flip angle, echoes, sampling and averages of an MR sequence, frequency and strength of the field")
    return register(description, host, plugin) { _ in
        [
            EchoTimeParser(), RepetitionTimeParser(), InversionTimeParser(), EchoNumberParser(),
            QuantityParser("EchoTrainLength", .echoTrainLength, "echoes acquired for each excitation"),
            QuantityParser("FlipAngle", unit: "deg", .flipAngle, "angle by which the magnetisation is tipped"),
            QuantityParser("NumberOfAverages", .averages, "how often each line is acquired; below 1 where some are not"),
            QuantityParser("MagneticFieldStrength", unit: "T", .fieldStrength, "nominal field strength of the magnet"),
            QuantityParser("ImagingFrequency", unit: "MHz", .frequency, "frequency at which the nucleus precesses"),
            QuantityParser("PixelBandwidth", unit: "Hz", .bandwidth, "bandwidth of one pixel"),
            QuantityParser("PercentSampling", unit: "%", .sampling, "lines acquired, as a share of the matrix"),
            QuantityParser("PercentPhaseFieldOfView", unit: "%", .phaseField, "field of view in phase direction over that in frequency direction"),
            QuantityParser("NumberOfPhaseEncodingSteps", .phaseSteps, "lines acquired in phase direction"),
            QuantityParser("SAR", unit: "W/kg", .absorption, "specific absorption rate"),
            QuantityParser("dBdt", unit: "T/s", .fieldChange, "change of the gradients' field"),
        ]
    }
}
