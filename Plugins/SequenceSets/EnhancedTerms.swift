import TagPluginKit

/// Attributes of enhanced MR and CT images that say one by one what the sets of classic images say together; and
/// MRAcquisitionType, which classic images have. Those that say yes or no are the plugin YesNo's.
enum EnhancedTerms {
    static let parsers: [any TagParser] = [
        DefinedTermParser(
            "MRAcquisitionType", ["1D", "2D", "3D", "MIXED"],
            synonyms: ["2D MULTISLICE": "2D", "2 D": "2D", "3DFT": "3D", "2DFT": "2D", "2D FT": "2D", "3D FT": "3D", "MS": "2D", "M2D": "2D", "S3D": "3D", "V3D": "3D", "MULTISLICE": "2D", "3D VOLUME": "3D"],
            "dimensions of data acquisition"),
        DefinedTermParser(
            "AcquisitionContrast",
            ["DIFFUSION", "FLOW_ENCODED", "FLUID_ATTENUATED", "PERFUSION", "PROTON_DENSITY", "STIR", "TAGGING", "T1", "T2", "T2_STAR", "TOF", "MIXED", "ADC", "ELASTOGRAPHY", "SWI", "T1RHO"],
            synonyms: [
                "T1W": "T1", "T2W": "T2", "PD": "PROTON_DENSITY", "PDW": "PROTON_DENSITY", "FLAIR": "FLUID_ATTENUATED", "DWI": "DIFFUSION",
                "PHASE CONTRAST": "FLOW_ENCODED", "TIME OF FLIGHT": "TOF", "T1 WEIGHTED": "T1", "T2 WEIGHTED": "T2", "T2STARW": "T2_STAR",
            ],
            "contrast that the acquisition is made for, by the standard's terms"),
        DefinedTermParser(
            "EchoPulseSequence", ["SPIN", "GRADIENT", "BOTH"],
            synonyms: ["SPIN ECHO": "SPIN", "SE": "SPIN", "GRADIENT ECHO": "GRADIENT", "GR": "GRADIENT", "GRE": "GRADIENT", "GE": "GRADIENT"],
            "kind of echo, by the standard's terms"),
        DefinedTermParser(
            "SteadyStatePulseSequence", ["FREE_PRECESSION", "TRANSVERSE", "TIME_REVERSED", "LONGITUDINAL", "NONE"], "steady state, by the standard's terms"),
        DefinedTermParser("Spoiling", ["RF", "GRADIENT", "RF_AND_GRADIENT", "NONE"], "spoiling, by the standard's terms"),
        DefinedTermParser("OversamplingPhase", ["2D", "3D", "2D_3D", "NONE"], "oversampling in the phase direction"),
        DefinedTermParser(
            "SpectrallySelectedSuppression", ["FAT", "WATER", "FAT_AND_WATER", "SILICON_GEL", "NONE"], synonyms: ["SILICONE": "SILICON_GEL"],
            "what spectrally selective pulses suppress"),
        DefinedTermParser(
            "SpectrallySelectedExcitation", ["WATER", "FAT", "NONE"], "what spectrally selective pulses excite"),
        DefinedTermParser("SpatialPresaturation", ["SLAB", "NONE"], "spatial presaturation"),
        DefinedTermParser("MagnetizationTransfer", ["ON_RESONANCE", "OFF_RESONANCE", "BOTH", "NONE"], "magnetization transfer"),
        DefinedTermParser("FlowCompensation", ["ACCELERATION", "VELOCITY", "OTHER", "NONE"], "flow compensation"),
        DefinedTermParser("GeometryOfKSpaceTraversal", ["RECTILINEAR", "RADIAL", "SPIRAL"], "how k-space is sampled"),
        DefinedTermParser("SegmentedKSpaceTraversal", ["SINGLE", "PARTIAL", "FULL"], "how k-space is segmented"),
        DefinedTermParser("ParallelAcquisitionTechnique", ["PILS", "SENSE", "SMASH", "GRAPPA", "OTHER"], "how data are acquired in parallel"),
        DefinedTermParser(
            "AcquisitionType", ["SEQUENCED", "SPIRAL", "CONSTANT_ANGLE", "STATIONARY", "FREE"],
            synonyms: ["HELICAL": "SPIRAL", "AXIAL": "SEQUENCED", "SEQUENTIAL": "SEQUENCED", "SEQUENCE": "SEQUENCED", "SCOUT": "CONSTANT_ANGLE", "LOCALIZER": "CONSTANT_ANGLE"],
            "how a CT scan is acquired, by the standard's terms"),
    ]
}
