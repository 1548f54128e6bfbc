import TagPluginKit

@c(tagplugin_NuclearMedicine)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "NuclearMedicine", version: "1.0.0",
        summary: "PET and nuclear medicine: agent, radionuclide, dose in MBq, half-life, uptake time, corrections, methods and windows of energy")
    return register(description, host, plugin) { host in
        [
            DoseParser(), RadionuclideParser(host), AgentParser(host), UptakeParser(), EnergyWindowParser(),
            TermParser("CorrectedImage", "what was corrected, terms of the dictionary", of: "pet-corrections", holds: .set, host),
            TermParser("DecayCorrection", "what time decay is corrected to, a term of the dictionary", of: "decay-corrections", host),
            TermParser("SeriesType", "kind of the PET series, terms of the dictionary", of: "pet-series-types", holds: .set, host),
            TermParser("CollimatorType", "collimator, a term of the dictionary", of: "collimators", host),
            WordTermsParser("ReconstructionMethod", "family of the reconstruction", of: "reconstruction-methods", host),
            WordTermsParser("AttenuationCorrectionMethod", "how attenuation was corrected", of: "attenuation-corrections", host),
            WordTermsParser("ScatterCorrectionMethod", "how scatter was corrected", of: "scatter-corrections", host),
            QuantityParser("ActualFrameDuration", unit: "ms", .frameDuration, "time that a frame took"),
            QuantityParser("FrameReferenceTime", unit: "ms", .referenceTime, "time of the average activity from the start of the series"),
            QuantityParser("DecayFactor", .factor, "factor by which decay was corrected"),
            QuantityParser("DoseCalibrationFactor", .factor, "factor by which pixels become doses"),
        ]
    }
}
