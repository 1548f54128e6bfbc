import TagPluginKit

/// Any tag of one number. Nothing is known of what it measures, so no unit is taken off and no range is asked for; what a
/// number alone stands for is known of the fields below.
struct NumberParser: TagParser {
    let claim: Claim
    private let column: NumericColumn

    private static let zeroRule = "zero means not recorded"
    private static let minusOneRule = "-1 means not recorded"

    /// Fields in which zero can be no value.
    private static let nonzero: Set<String> = [
        "AcquisitionDuration", "BeamLimitingDeviceAngleTolerance", "DoseGridScaling", "FrameAcquisitionDuration", "GeneratorPower",
        "HeartRate", "HighRRValue", "LowRRValue", "IntervalsAcquired", "NominalInterval", "RWaveTimeVector", "TriggerWindow",
        "MRAcquisitionFrequencyEncodingSteps", "MRAcquisitionPhaseEncodingStepsInPlane", "MRAcquisitionPhaseEncodingStepsOutOfPlane",
        "NumberOfKSpaceTrajectories", "NumberOfStages", "NumberOfTemporalPositions", "NumberOfViewsInStage", "NumberOfRRIntervals",
        "NumberOfTimeSlices", "OverlayColumns", "OverlayRows", "ParallelReductionFactorInPlane", "ParallelReductionFactorOutOfPlane",
        "ParallelReductionFactorSecondInPlane", "RealWorldValueSlope", "SlabThickness", "SpatialResolution", "TagSpacingFirstDimension",
        "TagSpacingSecondDimension", "TagThickness", "TemporalResolution", "ExposuresOnPlate", "RadiationMachineSAD", "RTImageSID",
        "CountsAccumulated", "CountRate", "ScanLength", "NumberOfDetectors", "NumberOfEnergyWindows", "NumberOfSlices",
    ]
    /// Counters and numbers of which files write -1 where there is none.
    private static let notNegative: Set<String> = [
        "NumberOfTemporalPositions", "TemporalPositionIdentifier", "TemporalPositionIndex", "CardiacNumberOfImages", "TriggerTime",
        "NumberOfTimeSlots", "NumberOfPhases", "StageNumber", "ViewNumber", "NumberOfStages", "NumberOfViewsInStage", "HeartRate",
        "AcquisitionNumber", "SeriesNumber", "InstanceNumber", "ImagesInAcquisition", "NumberOfPhaseEncodingSteps",
        "ContrastBolusVolume", "ContrastBolusTotalDose", "ContrastFlowRate", "ContrastFlowDuration", "FrameDelay", "RepresentativeFrameNumber",
    ]

    init() {
        var claim = Claim(everyTagWith: "DS IS FD FL US SS UL SL SV UV", minimumVM: 1)
        column = claim.number("", "the number, in the unit of the standard")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let number = try input.single()
        if number.value == 0, Self.nonzero.contains(input.keyword) { return answer.missing(Self.zeroRule) }
        if number.value == -1, Self.notNegative.contains(input.keyword) { return answer.missing(Self.minusOneRule) }
        answer.repaired(number.repairs)
        answer.number(column, number.value)
    }
}
