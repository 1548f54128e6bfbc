import TagPluginKit

@c(tagplugin_YesNo)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(name: "YesNo", version: "1.0.0", summary: "attributes that say yes or no, in whatever words")
    return register(description, host, plugin) { host in
        attributes.map { YesNoParser($0.keyword, $0.summary, host) }
    }
}

private let attributes: [(keyword: String, summary: String)] = [
    // General
    ("BurnedInAnnotation", "whether text is burned into the pixels"),
    ("RecognizableVisualFeatures", "whether the pixels show who it is"),
    ("QualityControlImage", "whether it is an image of a phantom"),
    // X-ray, mammography
    ("BreastImplantPresent", "whether the breast has an implant"),
    ("PartialView", "whether the image shows a part of what one view shows"),
    // MR
    ("AngioFlag", "whether it is an angiography of MR"),
    ("VariableFlipAngleFlag", "whether flip angles vary in the sequence"),
    ("EchoPlanarPulseSequence", "whether the sequence is echo-planar"),
    ("InversionRecovery", "whether pulses invert before excitation"),
    ("MultipleSpinEcho", "whether several lines are read after each excitation"),
    ("MultiPlanarExcitation", "whether several planes are excited at a time"),
    ("PhaseContrast", "whether velocity is encoded in phases"),
    ("TimeOfFlightContrast", "whether inflow makes the contrast"),
    ("SaturationRecovery", "whether pulses saturate before excitation"),
    ("T2Preparation", "whether T2 is prepared"),
    ("ParallelAcquisition", "whether several coils encode in parallel"),
    ("PartialFourier", "whether a part of k-space was left out"),
    ("WaterReferencedPhaseCorrection", "whether phases were corrected by water"),
    ("QuadratureReceiveCoil", "whether the receive coil is in quadrature"),
    ("Decoupling", "whether nuclei were decoupled"),
    ("FrequencyCorrection", "whether shifts of frequency were corrected"),
    ("BloodSignalNulling", "whether the signal of blood is suppressed"),
    ("ContrastBolusAgentAdministered", "whether a contrast agent was administered before the acquisition"),
    ("ContrastBolusAgentDetected", "whether a contrast agent is seen in the image"),
    // PET and NM
    ("DecayCorrected", "whether decay was corrected"),
    ("AttenuationCorrected", "whether attenuation was corrected"),
    ("ScatterCorrected", "whether scatter was corrected"),
    ("DeadTimeCorrected", "whether dead time was corrected"),
    ("GantryMotionCorrected", "whether motion of the gantry was corrected"),
    ("PatientMotionCorrected", "whether motion of the patient was corrected"),
    ("CountLossNormalizationCorrected", "whether counts were normalised for losses"),
    ("RandomsCorrected", "whether random coincidences were corrected"),
    ("NonUniformRadialSamplingCorrected", "whether radial sampling was corrected"),
    ("SensitivityCalibrated", "whether sensitivity was calibrated"),
    ("DetectorNormalizationCorrection", "whether detectors were normalised"),
    ("TimeOfFlightInformationUsed", "whether times of flight were used"),
    ("IterativeReconstructionMethod", "whether it was reconstructed by iterations"),
]
