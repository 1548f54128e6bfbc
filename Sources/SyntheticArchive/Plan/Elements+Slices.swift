extension Elements {
    // MARK: Geometry

    /// Plane, position and spacing of a slice (PS3.3 §C.7.6.2).
    static func addPlane(_ instance: Instance, to set: inout ElementSet) {
        set.set(.frameOfReferenceUID, instance.study.frameOfReference)
        set.set(.positionReferenceIndicator, "")
        set.set(.patientPosition, instance.look.anatomy == .knee ? "FFS" : "HFS")
        guard !instance.isEnhanced else { return }
        set.set(.imageOrientationPatient, numbers: axes(instance), digits: 6)
        set.set(.imagePositionPatient, numbers: position(instance, slice: instance.number), digits: 3)
        set.set(.sliceThickness, numbers: [instance.series.thickness])
        set.set(.pixelSpacing, numbers: [instance.series.spacing, instance.series.spacing])
        set.set(.sliceLocation, numbers: [distance(instance, slice: instance.number)], digits: 3)
    }

    /// The plane's directions, tilted a little where a user has placed it by hand.
    static func axes(_ instance: Instance) -> [Double] {
        guard let plane = instance.look.plane else { return [] }
        var draw = instance.draw(.series)
        guard instance.look.modality == .MR, draw.chance(0.4) else { return plane.axes }
        let tilt = draw.number(0.03...0.3), rest = (1 - tilt * tilt).squareRoot()
        return switch plane {
        case .axial: [1, 0, 0, 0, rest, -tilt]
        case .coronal: [1, 0, 0, 0, tilt, -rest]
        case .sagittal: [tilt, rest, 0, 0, 0, -1]
        }
    }

    /// The direction that slices follow each other in.
    static func normal(_ axes: [Double]) -> [Double] {
        guard axes.count == 6 else { return [0, 0, 1] }
        return [axes[1] * axes[5] - axes[2] * axes[4], axes[2] * axes[3] - axes[0] * axes[5], axes[0] * axes[4] - axes[1] * axes[3]]
    }

    /// Millimetres along the normal.
    static func distance(_ instance: Instance, slice: Int) -> Double {
        let gap = [.brain: 1.2, .knee: 1.1][instance.look.anatomy] ?? 4.0
        return (Double(slice) - 2) * max(instance.series.thickness, 1) * gap
    }

    /// Centre of the first pixel.
    static func position(_ instance: Instance, slice: Int) -> [Double] {
        let axes = axes(instance), normal = normal(axes), far = distance(instance, slice: slice), series = instance.series
        guard axes.count == 6 else { return [0, 0, far] }
        return (0..<3).map { axis in
            let across = Double(series.columns) / 2 * axes[axis] + Double(series.rows) / 2 * axes[axis + 3]
            return normal[axis] * far - across * series.spacing
        }
    }

    // MARK: CT

    static func addTomography(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        let look = instance.look, isHelical = look.anatomy != .head
        addPlane(instance, to: &set)
        let isAxial = look.plane == .axial
        set.set(.imageType, isAxial ? "ORIGINAL\\PRIMARY\\AXIAL" : "DERIVED\\SECONDARY\\REFORMATTED" + (draw.chance(0.5) ? "\\MPR" : "\\AVERAGE"))
        set.set(.kvp, String(draw.pick(weighted: [(120, 5), (100, 3), (140, 1)])))
        let time = draw.pick([500, 600, 750, 1000]), current = draw.integer(look.anatomy == .head ? 200...400 : 80...300)
        set.set(.exposureTime, String(time))
        set.set(.xRayTubeCurrent, String(current))
        set.set(.exposure, String(time * current / 1000))
        set.set(.convolutionKernel, kernel(look, instance.device.maker))
        set.set(.scanOptions, instance.device.maker == .ge ? (isHelical ? "HELICAL MODE" : "AXIAL MODE") : isHelical ? "HELIX" : "AXIAL")
        set.set(.gantryDetectorTilt, numbers: [look.anatomy == .head ? draw.pick([0, 0, -12.5, 15]) : 0])
        set.set(.tableHeight, numbers: [draw.number(120...190)], digits: 1)
        set.set(.reconstructionDiameter, numbers: [instance.series.spacing * Double(instance.series.columns)], digits: 1)
        set.set(.dataCollectionDiameter, "500")
        set.set(.rotationDirection, "CW")
        set.set(.filterType, "BODY FILTER")
        set.set(.acquisitionNumber, "1")
        if isHelical { set.set(.spiralPitchFactor, doubles: draw.pick([0.6, 0.984, 1.375])) }
        set.set(.ctdIvol, doubles: draw.number(2...60))
    }

    // MARK: PET

    static func addEmission(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        addPlane(instance, to: &set)
        set.set(.imageType, instance.look.plane == .axial ? "ORIGINAL\\PRIMARY" : "DERIVED\\PRIMARY")
        set.set(.seriesType, "WHOLE BODY\\IMAGE")
        set.set(.units, "BQML")
        set.set(.countsSource, "EMISSION")
        set.set(.numberOfSlices, instance.series.instances)
        set.set(.imageIndex, instance.number + 1)
        set.set(.correctedImage, draw.chance(0.5) ? "NORM\\DTIM\\ATTN\\SCAT\\DECY\\RAN" : "DECY\\ATTN\\SCAT\\DTIM\\RANSNG\\NORM")
        set.set(.randomsCorrectionMethod, draw.pick(["DLYD", "SING"]))
        set.set(.attenuationCorrectionMethod, draw.pick(["CT-derived mu-map", "measured,AC_CT"]))
        set.set(.scatterCorrectionMethod, draw.pick(["Model-based", "Relative Scaling"]))
        set.set(.decayCorrection, draw.pick(["START", "ADMIN"]))
        set.set(.reconstructionMethod, draw.pick(["OSEM2D 4i8s", "3D IR", "PSF+TOF 2i21s"]))
        set.set(.collimatorType, "NONE")
        set.set(.decayFactor, "1")
        // Codes, where there are any, take the place of PatientPosition (PS3.3 §C.7.3.1.1.2).
        set.remove(.patientPosition)
        set.set(.patientOrientationCodeSequence, [ElementSet]())
        set.set(.patientGantryRelationshipCodeSequence, [ElementSet]())
        set.set(.frameReferenceTime, numbers: [Double(draw.integer(0...900_000))])
        set.set(.actualFrameDuration, String(draw.pick([120_000, 180_000])))
        var tracer = ElementSet.of((.radiopharmaceutical, draw.pick(["FDG", "Fluorodeoxyglucose", "FDG -- fluorodeoxyglucose"])), (.radionuclideHalfLife, "6586.2"))
        tracer.set(.radionuclideTotalDose, numbers: [draw.number(2e8...4e8)], digits: 0)
        tracer.set(.radiopharmaceuticalStartTime, time(instance.study.start - 3600))
        tracer.set(.radionuclideCodeSequence, [.code("77004003", "SCT", "^18^Fluorine")])
        set.set(.radiopharmaceuticalInformationSequence, [tracer])
    }
}
