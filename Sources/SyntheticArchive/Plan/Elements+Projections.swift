extension Elements {
    // MARK: CR, DX and MG

    static func addProjection(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        let look = instance.look, spacing = instance.series.spacing
        set.set(.viewPosition, viewPosition(instance, &draw))
        set.set(.patientOrientation, orientation(look))
        addExposure(look, &draw, to: &set)
        let maker = instance.device.maker
        if look.modality == .CR {
            set.set(.imagerPixelSpacing, numbers: [spacing, spacing])
            set.set(.imageType, maker == .fuji ? "DERIVED\\PRIMARY\\POST_PROCESSED\\100000" : "DERIVED\\PRIMARY")
            set.set(.sensitivity, numbers: [draw.number(150...600)], digits: 0)
            set.set(.plateType, "code 30")
        } else {
            addDetector(instance, &draw, to: &set)
        }
    }

    private static func viewPosition(_ instance: Instance, _ draw: inout Draw) -> String {
        let look = instance.look
        guard look.view == .lateral else { return look.view?.rawValue ?? "" }
        return instance.device.maker == .carestream ? "LATERAL" : draw.chance(0.6) ? "LL" : "RL"
    }

    private static func orientation(_ look: Look) -> String {
        switch look.view {
        case .lateral: "A\\F"
        case .craniocaudal: look.side == "L" ? "A\\R" : "P\\L"
        case .mediolateralOblique: look.side == "L" ? "A\\FR" : "P\\FL"
        default: "L\\F"
        }
    }

    /// Harder rays for thicker parts.
    private static func addExposure(_ look: Look, _ draw: inout Draw, to set: inout ElementSet) {
        let (kilovolts, charge): (ClosedRange<Int>, ClosedRange<Int>) =
            switch look.anatomy {
            case .chest: (105...130, 1...6)
            case .pelvis, .lumbarSpine: (70...90, 15...60)
            case .breast: (25...32, 40...140)
            case .knee, .cervicalSpine: (58...70, 4...12)
            default: (48...57, 2...5)
            }
        let current = look.modality == .MG ? draw.integer(60...100) : draw.pick([200, 250, 320, 400]), exposure = draw.integer(charge)
        set.set(.kvp, String(draw.integer(kilovolts)))
        set.set(.xRayTubeCurrent, String(current))
        set.set(.exposure, String(exposure))
        set.set(.exposureTime, String(max(1, exposure * 1000 / current)))
        set.set(.distanceSourceToDetector, look.modality == .MG ? "660" : look.anatomy == .chest ? "1800" : "1150")
    }

    /// DX and mammography (PS3.3 §A.26, §A.27).
    private static func addDetector(_ instance: Instance, _ draw: inout Draw, to set: inout ElementSet) {
        let look = instance.look, spacing = instance.series.spacing
        set.set(.presentationIntentType, "FOR PRESENTATION")
        set.set(.imageType, "DERIVED\\PRIMARY" + (look.modality == .DX ? "\\" : ""))
        set.set(.imagerPixelSpacing, numbers: [spacing, spacing])
        if draw.chance(0.5) {
            // Calibrated to the patient, who is nearer to the tube (PS3.3 §10.7).
            set.set(.pixelSpacing, numbers: [spacing / 1.1, spacing / 1.1])
            set.set(.estimatedRadiographicMagnificationFactor, "1.1")
        }
        set.set(.detectorType, look.modality == .MG ? "DIRECT" : "SCINTILLATOR")
        set.set(.imageLaterality, look.side ?? "U")
        set.set(.pixelIntensityRelationship, "LOG")
        set.set(.pixelIntensityRelationshipSign, instance.device.isMonochrome1 ? 1 : 0xFFFF)
        set.set(.lossyImageCompression, "00")
        set.set(.presentationLUTShape, instance.device.isMonochrome1 ? "INVERSE" : "IDENTITY")
        set.set(.rescaleIntercept, "0")
        set.set(.rescaleSlope, "1")
        set.set(.rescaleType, "US")
        set.set(.acquisitionContextSequence, [ElementSet]())
        set.set(.anatomicRegionSequence, [region(look.anatomy)])
        set.set(.grid, look.anatomy == .hand || look.anatomy == .foot ? "NONE" : draw.pick(["FIXED\\FOCUSED", "RECIPROCATING", "IN"]))
        set.set(.exposureIndex, numbers: [draw.number(150...900)], digits: 0)
        set.set(.positionerType, look.modality == .MG ? "MAMMOGRAPHIC" : "")
        guard look.modality == .MG else { return }
        set.set(.anodeTargetMaterial, draw.pick(["TUNGSTEN", "MOLYBDENUM", "RHODIUM"]))
        set.set(.filterMaterial, draw.pick(["SILVER", "RHODIUM", "MOLYBDENUM"]))
        set.set(.bodyPartThickness, String(draw.integer(35...75)))
        set.set(.compressionForce, String(draw.integer(50...160)))
        set.set(.organExposed, "BREAST")
        set.set(.breastImplantPresent, "NO")
        set.set(.partialView, "NO")
        let code = look.view == .craniocaudal ? ("399162004", "cranio-caudal") : ("399368009", "medio-lateral oblique")
        var view = ElementSet.code(code.0, "SCT", code.1)
        view.set(.viewModifierCodeSequence, [ElementSet]())
        set.set(.viewCodeSequence, [view])
    }

    // MARK: XA

    static func addAngiography(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        let look = instance.look
        set.set(.imageType, look.rendition == .subtracted ? "DERIVED\\PRIMARY\\SINGLE PLANE" : "ORIGINAL\\PRIMARY\\SINGLE PLANE")
        set.set(.kvp, String(draw.integer(65...110)))
        set.set(.xRayTubeCurrent, String(draw.integer(200...700)))
        set.set(.exposureTime, String(draw.integer(5...90)))
        set.set(.radiationSetting, "GR")
        set.set(.pixelIntensityRelationship, "DISP")
        set.set(.patientOrientation, look.view == .lateral ? "A\\F" : "L\\F")
        let isLateral = look.view == .lateral
        set.set(.positionerPrimaryAngle, numbers: [isLateral ? draw.number(60...95) : draw.number(-30...5)], digits: 1)
        set.set(.positionerSecondaryAngle, numbers: [draw.number(-30...30)], digits: 1)
        set.set(.positionerMotion, "STATIC")
        set.set(.imagerPixelSpacing, numbers: [instance.series.spacing, instance.series.spacing])
        set.set(.lossyImageCompression, "00")
        set.set(.cineRate, String(draw.pick([3, 7, 15, 30])))
        set.set(.acquisitionNumber, String(instance.series.number))
    }

    // MARK: Ultrasound

    static func addUltrasound(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        let look = instance.look, series = instance.series
        set.set(.imageType, "ORIGINAL\\PRIMARY\\" + (look.anatomy == .heart ? "TTE" : look.anatomy == .breast ? "SMALL PARTS" : "ABDOMINAL") + "\\0001")
        set.set(.transducerType, look.anatomy == .thyroid || look.anatomy == .breast ? "LINEAR" : look.anatomy == .heart ? "SECTOR_PHASED" : "CURVED LINEAR")
        set.set(.lossyImageCompression, "00")
        let scale = draw.number(0.04...0.08)
        var region = ElementSet()
        region.set(.regionSpatialFormat, 1)
        region.set(.regionDataType, look.rendition == .doppler ? 2 : 1)
        region.set(.regionFlags, longs: 0)
        region.set(.regionLocationMinX0, longs: 0)
        region.set(.regionLocationMinY0, longs: 0)
        region.set(.regionLocationMaxX1, longs: series.columns - 1)
        region.set(.regionLocationMaxY1, longs: series.rows - 1)
        region.set(.physicalUnitsXDirection, 3)
        region.set(.physicalUnitsYDirection, 3)
        region.set(.physicalDeltaX, doubles: scale)
        region.set(.physicalDeltaY, doubles: scale)
        if instance.device.maker != .samsung { set.set(.sequenceOfUltrasoundRegions, [region]) }
        set.set(.patientOrientation, "")
        if series.frames > 1 { set.set(.heartRate, String(draw.integer(55...95))) }
    }

    // MARK: Gamma camera

    static func addScintigraphy(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.series)
        let look = instance.look, series = instance.series
        set.set(.imageType, "ORIGINAL\\PRIMARY\\" + (look.anatomy == .wholeBody ? "WHOLE BODY" : "STATIC") + "\\EMISSION")
        set[.frameIncrementPointer] = .tags([Attribute.energyWindowVector.tag, Attribute.detectorVector.tag])
        set[.energyWindowVector] = .words([UInt16](repeating: 1, count: series.frames))
        set[.detectorVector] = .words((1...UInt16(series.frames)).map { $0 })
        set.set(.numberOfEnergyWindows, 1)
        set.set(.numberOfDetectors, series.frames)
        var window = ElementSet.of((.energyWindowName, "Tc99m"))
        window.set(.energyWindowRangeSequence, [.of((.energyWindowLowerLimit, "126"), (.energyWindowUpperLimit, "154"))])
        set.set(.energyWindowInformationSequence, [window])
        let tracer = look.anatomy == .thyroid ? "Pertechnetate" : look.anatomy == .heart ? "Tc-99m MIBI" : draw.pick(["MDP", "Tc-99m HDP"])
        var drug = ElementSet.of((.radiopharmaceutical, tracer))
        drug.set(.radionuclideTotalDose, numbers: [draw.number(100...750)], digits: 0)
        drug.set(.radionuclideCodeSequence, [.code("72454009", "SCT", "^99m^Technetium")])
        set.set(.radiopharmaceuticalInformationSequence, [drug])
        set.set(.patientOrientationCodeSequence, [ElementSet]())
        set.set(.patientGantryRelationshipCodeSequence, [ElementSet]())
        if look.anatomy == .wholeBody {
            set.set(.scanVelocity, "2.2")
            set.set(.scanLength, "1950")
        }
        set.set(.detectorInformationSequence, (1...series.frames).map { number in
            var detector = ElementSet.of((.collimatorType, "PARA"), (.fieldOfViewShape, "RECTANGLE"))
            detector.set(.imagePositionPatient, "")
            detector.set(.imageOrientationPatient, "")
            if look.anatomy == .wholeBody { detector.set(.viewCodeSequence, [number == 1 ? .code("272479007", "SCT", "posterior") : .code("272460009", "SCT", "anterior")]) }
            return detector
        })
        set.set(.pixelSpacing, numbers: [series.spacing, series.spacing])
        set.set(.countsAccumulated, String(draw.integer(100_000...1_500_000)))
        set.set(.actualFrameDuration, String(draw.pick([300_000, 600_000, 900_000])))
        set.set(.patientOrientation, "")
    }

    // MARK: Secondary capture

    static func addCapture(_ instance: Instance, to set: inout ElementSet) {
        set.set(.conversionType, "WSD")
        set.set(.imageType, "DERIVED\\SECONDARY\\" + (instance.device.maker == .ge ? "SCREEN SAVE" : "OTHER"))
        set.set(.burnedInAnnotation, "YES")
        set.set(.patientOrientation, "")
    }
}
