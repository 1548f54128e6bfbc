/// What was made messy in a file: the keyword of the element, and how.
struct Mess: Sendable, Equatable {
    let keyword: String
    let habit: Habit
}

/// Applies the habits of a device to what it would have written.
struct MessMaker {
    private let instance: Instance
    private var draw: Draw
    private(set) var applied: [Mess] = []

    init(_ instance: Instance) {
        self.instance = instance
        // All images of a series are messy in the same way.
        draw = instance.draw(.habits)
    }

    private var look: Look { instance.look }
    private var language: Language { instance.device.language }

    mutating func apply(to set: inout ElementSet) {
        for habit in instance.series.habits {
            switch habit {
            case .ownLanguage, .oddSpelling, .protocolDefault, .bodyPartMissing, .bodyPartSentinel: applyToBodyPart(habit, &set)
            case .decimalComma, .bracketedList, .wrongSeparator, .gluedUnit, .paddedNumbers, .fractionInInteger, .gauss, .kilovoltsAsVolts, .microUnits,
                .zeroThickness:
                applyToNumbers(habit, &set)
            case .spelledManufacturer, .manufacturerMissing, .modelMissing, .sentinelTexts, .emptyTexts, .caretDescription, .upperCaseDescription,
                .doubledSpaces, .noDescriptions:
                applyToTexts(habit, &set)
            case .oddAge, .ageMissing, .oddSex, .dottedDates, .oddLaterality: applyToPatient(habit, &set)
            case .severalWindows, .windowMissing, .kernelStrength, .reversedSets, .spacingMissing, .spacingOfDetectorCopied, .derivedSaysOriginal,
                .otherModality:
                applyToImage(habit, &set)
            case .undeclaredCharacterSet: applied.append(Mess(keyword: "SpecificCharacterSet", habit: habit))
            }
        }
    }

    // MARK: Changes, noted where they change something

    private mutating func replace(_ attribute: Attribute, _ habit: Habit, _ set: inout ElementSet, _ change: (String) -> String?) {
        guard let old = set.text(attribute), let new = change(old), new != old else { return }
        set.set(attribute, new)
        applied.append(Mess(keyword: attribute.keyword, habit: habit))
    }

    private mutating func remove(_ attribute: Attribute, _ habit: Habit, _ set: inout ElementSet) {
        guard set[attribute] != nil else { return }
        set.remove(attribute)
        applied.append(Mess(keyword: attribute.keyword, habit: habit))
    }

    private mutating func applyToBodyPart(_ habit: Habit, _ set: inout ElementSet) {
        let spelling: String? =
            switch habit {
            case .ownLanguage: BodyPartWords.words(look.anatomy, language)[0]
            case .oddSpelling: draw.pick(BodyPartWords.words(look.anatomy, instance.series.habits.contains(.ownLanguage) ? language : .english))
            case .protocolDefault: draw.pick(Examinations.anatomies(look.modality).map(\.0.rawValue))
            case .bodyPartSentinel: draw.pick(["UNKNOWN", "NONE", "N/A", "XXX", "OTHER", ""])
            default: nil
            }
        guard let spelling else { return remove(.bodyPartExamined, habit, &set) }
        replace(.bodyPartExamined, habit, &set) { _ in spelling }
    }

    private mutating func applyToNumbers(_ habit: Habit, _ set: inout ElementSet) {
        let spacings = [Attribute.pixelSpacing, .imagerPixelSpacing]
        switch habit {
        case .decimalComma:
            for attribute in spacings + [.sliceThickness, .echoTime] { replace(attribute, habit, &set) { MessMaker.withCommas($0) } }
        case .bracketedList:
            for attribute in spacings + [.imageOrientationPatient] {
                replace(attribute, habit, &set) { $0.contains(",") ? nil : "[" + $0.split(separator: "\\").joined(separator: ", ") + "]" }
            }
        case .wrongSeparator:
            for attribute in spacings { replace(attribute, habit, &set) { $0.contains("[") ? nil : $0.split(separator: "\\").joined(separator: ";") } }
        case .gluedUnit:
            replace(.sliceThickness, habit, &set) { $0 + "mm" }
            replace(.magneticFieldStrength, habit, &set) { $0 + "T" }
            replace(.kvp, habit, &set) { $0 + " kV" }
        case .paddedNumbers:
            replace(.kvp, habit, &set) { $0 + ".0 " }
            replace(.seriesNumber, habit, &set) { "0" + $0 }
        case .fractionInInteger:
            let tenths = draw.integer(1...9)
            replace(.exposure, habit, &set) { $0 + ".\(tenths)" }
        case .gauss:
            replace(.magneticFieldStrength, habit, &set) { $0.hasPrefix("1.5") ? "15000" : $0.hasPrefix("3") ? "30000" : nil }
        case .kilovoltsAsVolts: replace(.kvp, habit, &set) { $0.contains(" ") ? nil : $0 + "000" }
        case .microUnits:
            guard let time = set.text(.exposureTime), let milliseconds = Int(time) else { return }
            remove(.exposureTime, habit, &set)
            set.set(.exposureTimeInuS, String(milliseconds * 1000))
        default: replace(.sliceThickness, habit, &set) { _ in "0" }
        }
    }

    private static func withCommas(_ text: String) -> String { String(text.map { $0 == "." ? "," : $0 }) }

    private mutating func applyToTexts(_ habit: Habit, _ set: inout ElementSet) {
        let optional = [Attribute.protocolName, .softwareVersions, .contrastBolusAgent, .receiveCoilName, .accessionNumber]
        switch habit {
        case .spelledManufacturer: applied.append(Mess(keyword: "Manufacturer", habit: habit))
        case .manufacturerMissing: remove(.manufacturer, habit, &set)
        case .modelMissing: remove(.manufacturerModelName, habit, &set)
        case .sentinelTexts:
            let word = draw.pick(["UNKNOWN", "N/A", "NONE", "Not Supplied", "(blank)", "XXX XXXX"])
            for attribute in optional { replace(attribute, habit, &set) { _ in word } }
        case .emptyTexts: for attribute in optional { replace(attribute, habit, &set) { _ in "" } }
        case .caretDescription:
            replace(.studyDescription, habit, &set) { $0.split(separator: " ", maxSplits: 1).reversed().joined(separator: "^") }
        case .upperCaseDescription:
            for attribute in [Attribute.studyDescription, .seriesDescription] { replace(attribute, habit, &set) { $0.uppercased() } }
        case .doubledSpaces:
            for attribute in [Attribute.studyDescription, .seriesDescription] {
                replace(attribute, habit, &set) { $0.split(separator: " ").joined(separator: "  ") }
            }
        default: for attribute in [Attribute.studyDescription, .seriesDescription] { remove(attribute, habit, &set) }
        }
    }

    private mutating func applyToPatient(_ habit: Habit, _ set: inout ElementSet) {
        switch habit {
        case .oddAge:
            let way = draw.below(4)
            replace(.patientAge, habit, &set) { age in
                let number = String(Int(age.dropLast()) ?? 0), unit = age.suffix(1)
                return [number, number + unit, number + " " + unit, age.lowercased()][unit == "M" && way == 0 ? 1 : way]
            }
        case .ageMissing: remove(.patientAge, habit, &set)
        case .oddSex:
            let way = draw.below(3)
            replace(.patientSex, habit, &set) { sex in
                [sex.lowercased(), sex == "F" ? "Female" : "Male", sex == "F" ? "W" : "M"][way]
            }
        case .dottedDates:
            let day = instance.study.day.dotted
            for attribute in [Attribute.studyDate, .seriesDate] { replace(attribute, habit, &set) { _ in day } }
        default:
            let left = draw.pick(["l", "LEFT", "LT"]), right = ["l": "r", "LEFT": "RIGHT", "LT": "RT"][left] ?? "r"
            for attribute in [Attribute.laterality, .imageLaterality] { replace(attribute, habit, &set) { $0 == "L" ? left : $0 == "R" ? right : nil } }
        }
    }

    private mutating func applyToImage(_ habit: Habit, _ set: inout ElementSet) {
        switch habit {
        case .severalWindows: addWindows(habit, &set)
        case .windowMissing:
            remove(.windowCenter, habit, &set)
            if set[.windowWidth] != nil { set.remove(.windowWidth) }
        case .kernelStrength:
            guard instance.device.maker == .siemens || instance.device.maker == .philips else { return }
            let strength = draw.integer(1...4)
            replace(.convolutionKernel, habit, &set) { $0 + "\\\(strength)" }
        case .reversedSets:
            for attribute in [Attribute.scanningSequence, .sequenceVariant, .scanOptions] {
                replace(attribute, habit, &set) { $0.split(separator: "\\").reversed().joined(separator: "\\") }
            }
        case .spacingMissing: for attribute in [Attribute.pixelSpacing, .imagerPixelSpacing] { remove(attribute, habit, &set) }
        case .spacingOfDetectorCopied:
            guard let spacing = set.text(.imagerPixelSpacing), set.text(.pixelSpacing) != spacing else { return }
            set.set(.pixelSpacing, spacing)
            applied.append(Mess(keyword: Attribute.pixelSpacing.keyword, habit: habit))
        case .derivedSaysOriginal:
            replace(.imageType, habit, &set) { $0.hasPrefix("DERIVED") ? "ORIGINAL" + $0.dropFirst("DERIVED".count) : nil }
        default:
            let other = [.DX: draw.pick(["DR", "CR"]), .CR: "DX", .MG: "CR"][look.modality] ?? "SC"
            replace(.modality, habit, &set) { _ in other }
        }
    }

    /// A second window, that viewers offer beside the first.
    private mutating func addWindows(_ habit: Habit, _ set: inout ElementSet) {
        let isLung = look.rendition == .lung
        let (centre, width) = look.modality == .CT ? (isLung ? ("40", "400") : ("-600", "1600")) : ("600", "1600")
        let explanation = look.modality == .CT ? (isLung ? "LUNG\\SOFT_TISSUE" : "WINDOW1\\WINDOW2") : "NORMAL\\HARDER"
        guard !(set.text(.windowCenter) ?? "[").contains("[") else { return }
        replace(.windowCenter, habit, &set) { $0 + "\\" + centre }
        replace(.windowWidth, habit, &set) { $0 + "\\" + width }
        if set[.windowCenter] != nil { set.set(.windowCenterWidthExplanation, explanation) }
    }
}
