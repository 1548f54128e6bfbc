extension Elements {
    /// What decides the weighting, in milliseconds and degrees.
    struct Timing {
        let repetition: Double
        let echo: Double
        let inversion: Double?
        let echoTrain: Int
        let flip: Double
        let sequence: String
        let variant: String
        let options: String

        init(_ rendition: Look.Rendition, _ draw: inout Draw) {
            let (repetitions, echoes): (ClosedRange<Double>, ClosedRange<Double>) =
                switch rendition {
                case .t1: (400...700, 8...15)
                case .t2: (3000...6000, 80...110)
                case .flair: (8000...9500, 95...130)
                case .diffusion: (4500...7000, 70...95)
                default: (2200...3400, 22...35)
                }
            repetition = draw.number(repetitions).rounded()
            echo = (draw.number(echoes) * 10).rounded() / 10
            inversion = rendition == .flair ? draw.integer(2200...2500).asDouble : nil
            echoTrain = rendition == .t1 ? draw.integer(1...4) : draw.integer(8...18)
            flip = rendition == .t1 ? draw.pick([70, 90, 150]) : draw.pick([90, 150, 180])
            sequence = rendition == .diffusion ? "EP\\SE" : rendition == .flair ? "SE\\IR" : "SE"
            variant = rendition == .diffusion ? "SK\\SP" : "SK\\SP\\OSP"
            options = rendition == .fatSaturated ? "FS\\PFP" : "PFP"
        }
    }

    static func addResonance(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        _ = draw.unit()
        let timing = Timing(instance.look.rendition, &draw), device = instance.device
        addPlane(instance, to: &set)
        if instance.isEnhanced {
            addFunctionalGroups(instance, timing, to: &set)
        } else {
            addTiming(timing, instance, &draw, to: &set)
        }
        set.set(.magneticFieldStrength, numbers: [device.fieldStrength == 1.5 && device.maker == .siemens ? 1.494 : device.fieldStrength], digits: 3)
        set.set(.mrAcquisitionType, "2D")
        set.set(.acquisitionNumber, "1")
    }

    private static func addTiming(_ timing: Timing, _ instance: Instance, _ draw: inout Draw, to set: inout ElementSet) {
        let look = instance.look, maker = instance.device.maker, series = instance.series
        let kind = maker == .philips ? "M_SE\\M\\SE" : maker == .siemens ? "M\\ND\\NORM" : "OTHER"
        set.set(.imageType, (look.rendition == .diffusion ? "DERIVED\\PRIMARY\\DIFFUSION\\" : "ORIGINAL\\PRIMARY\\") + kind)
        set.set(.repetitionTime, numbers: [timing.repetition])
        set.set(.echoTime, numbers: [timing.echo])
        if let inversion = timing.inversion { set.set(.inversionTime, numbers: [inversion]) }
        set.set(.echoTrainLength, String(timing.echoTrain))
        set.set(.flipAngle, numbers: [timing.flip])
        set.set(.scanningSequence, timing.sequence)
        set.set(.sequenceVariant, timing.variant)
        set.set(.scanOptions, timing.options)
        set.set(.numberOfAverages, String(draw.integer(1...3)))
        set.set(.imagedNucleus, "1H")
        set.set(.imagingFrequency, numbers: [42.577 * instance.device.fieldStrength], digits: 3)
        set.set(.pixelBandwidth, String(draw.integer(100...260)))
        set.set(.percentSampling, "100")
        set.set(.spacingBetweenSlices, numbers: [series.thickness * 1.1])
        let isRow = draw.chance(0.5), (rows, columns) = (series.rows, series.columns)
        set.set(.inPlanePhaseEncodingDirection, isRow ? "ROW" : "COL")
        set[.acquisitionMatrix] = .words((isRow ? [0, columns, rows, 0] : [columns, 0, 0, rows]).map { UInt16(truncatingIfNeeded: $0) })
        set.set(.receiveCoilName, [.knee: "KNEE COIL", .brain: "HeadMatrix", .abdomen: "BODY"][look.anatomy] ?? "SpineMatrix")
        if maker == .siemens { set.set(.sequenceName, look.rendition == .diffusion ? "*ep_b1000t" : "*tse2d1_\(timing.echoTrain)") }
    }

    /// Enhanced MR (PS3.3 §A.36.3): what all frames share, and what each has of its own.
    private static func addFunctionalGroups(_ instance: Instance, _ timing: Timing, to set: inout ElementSet) {
        let series = instance.series, look = instance.look
        var measures = ElementSet()
        measures.set(.pixelSpacing, numbers: [series.spacing, series.spacing])
        measures.set(.sliceThickness, numbers: [series.thickness])
        measures.set(.spacingBetweenSlices, numbers: [series.thickness * 1.1])
        var orientation = ElementSet()
        orientation.set(.imageOrientationPatient, numbers: axes(instance), digits: 6)
        var times = ElementSet()
        times.set(.repetitionTime, numbers: [timing.repetition])
        times.set(.flipAngle, numbers: [timing.flip])
        times.set(.echoTrainLength, String(timing.echoTrain))
        var echo = ElementSet()
        echo.set(.effectiveEchoTime, doubles: timing.echo)
        var anatomy = ElementSet.of((.frameLaterality, look.side ?? "U"))
        anatomy.set(.anatomicRegionSequence, [region(look.anatomy)])
        let type = ElementSet.of(
            (.frameType, "ORIGINAL\\PRIMARY\\M\\NONE"), (.pixelPresentation, "MONOCHROME"), (.volumetricProperties, "VOLUME"),
            (.volumeBasedCalculationTechnique, "NONE"), (.complexImageComponent, "MAGNITUDE"), (.acquisitionContrast, contrast(look.rendition)))
        var shared = ElementSet()
        for (group, item) in [
            (Attribute.pixelMeasuresSequence, measures), (.planeOrientationSequence, orientation), (.mrTimingAndRelatedParametersSequence, times),
            (.mrEchoSequence, echo), (.frameAnatomySequence, anatomy), (.mrImageFrameTypeSequence, type),
        ] { shared.set(group, [item]) }
        set.set(.sharedFunctionalGroupsSequence, [shared])
        set.set(.perFrameFunctionalGroupsSequence, (0..<series.frames).map { frame($0, instance) })
        set.set(.imageType, "ORIGINAL\\PRIMARY\\M\\NONE")
        for (attribute, value) in [
            (Attribute.pixelPresentation, "MONOCHROME"), (.volumetricProperties, "VOLUME"), (.volumeBasedCalculationTechnique, "NONE"),
            (.complexImageComponent, "MAGNITUDE"), (.acquisitionContrast, contrast(look.rendition)), (.contentQualification, "RESEARCH"),
            (.resonantNucleus, "1H"), (.kSpaceFiltering, "NONE"), (.applicableSafetyStandardAgency, "NONE"),
            (.acquisitionDateTime, instance.study.day.text + time(instance.study.start)), (.presentationLUTShape, "IDENTITY"),
            (.lossyImageCompression, "00"),
        ] { set.set(attribute, value) }
        set.set(.acquisitionDuration, doubles: 120)
    }

    private static func frame(_ number: Int, _ instance: Instance) -> ElementSet {
        var content = ElementSet.of((.stackID, "1"))
        content.set(.frameAcquisitionNumber, 1)
        content.set(.inStackPositionNumber, longs: number + 1)
        content.set(.dimensionIndexValues, longs: number + 1)
        var position = ElementSet()
        position.set(.imagePositionPatient, numbers: Elements.position(instance, slice: number), digits: 3)
        var groups = ElementSet()
        groups.set(.frameContentSequence, [content])
        groups.set(.planePositionSequence, [position])
        return groups
    }

    private static func contrast(_ rendition: Look.Rendition) -> String {
        [.t1: "T1", .t2: "T2", .flair: "FLUID_ATTENUATED", .diffusion: "DIFFUSION"][rendition] ?? "PROTON_DENSITY"
    }

    static func region(_ anatomy: Anatomy) -> ElementSet { .code(anatomy.code.value, "SCT", anatomy.code.meaning) }
}

extension Int {
    fileprivate var asDouble: Double { Double(self) }
}
