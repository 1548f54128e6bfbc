/// A way in which a device's tags are messy. The raw values stand in truth.csv.
enum Habit: String, CaseIterable, Sendable {
    // Of the body part
    case ownLanguage = "own language"
    case oddSpelling = "odd spelling"
    case protocolDefault = "protocol default"
    case bodyPartMissing = "body part missing"
    case bodyPartSentinel = "body part sentinel"
    // Of numbers
    case decimalComma = "decimal comma"
    case bracketedList = "bracketed list"
    case wrongSeparator = "wrong separator"
    case gluedUnit = "glued unit"
    case paddedNumbers = "padded numbers"
    case fractionInInteger = "fraction in integer"
    case gauss = "gauss"
    case kilovoltsAsVolts = "kilovolts as volts"
    case microUnits = "micro units"
    case zeroThickness = "zero thickness"
    // Of text
    case spelledManufacturer = "spelled manufacturer"
    case manufacturerMissing = "manufacturer missing"
    case modelMissing = "model missing"
    case sentinelTexts = "sentinel texts"
    case emptyTexts = "empty texts"
    case caretDescription = "caret description"
    case upperCaseDescription = "upper-case description"
    case doubledSpaces = "doubled spaces"
    case noDescriptions = "no descriptions"
    // Of the patient and dates
    case oddAge = "odd age"
    case ageMissing = "age missing"
    case oddSex = "odd sex"
    case dottedDates = "dotted dates"
    case oddLaterality = "odd laterality"
    // Of the image
    case severalWindows = "several windows"
    case windowMissing = "window missing"
    case kernelStrength = "kernel with strength"
    case reversedSets = "reversed sets"
    case spacingMissing = "spacing missing"
    case spacingOfDetectorCopied = "detector spacing copied"
    case derivedSaysOriginal = "derived says original"
    case otherModality = "other modality"
    case undeclaredCharacterSet = "character set"

    /// Whether a device of a kind, at a site of a language, can have it.
    func suits(_ modality: Modality, _ language: Language) -> Bool {
        let isXRay = [.CR, .DX, .MG, .XA, .CT].contains(modality), isProjection = [.CR, .DX, .MG].contains(modality)
        return switch self {
        case .ownLanguage: ![.english, .russian, .japanese].contains(language)
        case .decimalComma: language.hasDecimalComma
        case .gauss: modality == .MR
        case .zeroThickness: [.MR, .CT, .PT].contains(modality)
        case .reversedSets: [.MR, .CT].contains(modality)
        case .fractionInInteger, .kilovoltsAsVolts, .microUnits: isXRay
        case .kernelStrength: modality == .CT
        case .severalWindows: [.CT, .MR, .MG].contains(modality)
        // Not CT, whose look the window decides.
        case .windowMissing: [.MR, .CR, .DX].contains(modality)
        case .spacingOfDetectorCopied: isProjection
        case .spacingMissing: modality != .OT && modality != .US
        case .gluedUnit: isXRay || modality == .MR
        case .derivedSaysOriginal: [.CT, .MR].contains(modality)
        case .otherModality: [.DX, .MG, .CR, .OT].contains(modality)
        case .oddLaterality: isProjection
        case .undeclaredCharacterSet: false
        default: true
        }
    }

    /// How many devices have it, of 100 that could.
    var frequency: Int {
        switch self {
        case .ownLanguage: 70
        case .spelledManufacturer, .oddSpelling: 35
        case .decimalComma, .severalWindows, .kernelStrength, .fractionInInteger, .caretDescription, .oddAge, .gauss: 25
        case .protocolDefault, .bodyPartMissing, .ageMissing, .reversedSets, .upperCaseDescription, .oddLaterality: 20
        case .kilovoltsAsVolts, .manufacturerMissing, .dottedDates, .zeroThickness, .noDescriptions: 8
        default: 14
        }
    }

    /// In how many of its series a device that has it shows it, of 100: some do it always, some when a user forgets.
    var share: ClosedRange<Int> {
        switch self {
        case .protocolDefault: 15...40
        case .oddSpelling, .bodyPartMissing, .bodyPartSentinel, .emptyTexts, .sentinelTexts, .doubledSpaces, .derivedSaysOriginal: 20...70
        default: 70...100
        }
    }
}
