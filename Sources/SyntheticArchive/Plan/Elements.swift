import DICOM

/// What a device without bad habits would write: the elements of an image, but for its pixels.
enum Elements {
    /// In every file, so that none is ever taken for a patient's.
    static let notice = "SYNTHETIC TEST IMAGE made by tagfold synth. It shows nobody; no numbers from it say anything about patients."

    static func of(_ instance: Instance) -> ElementSet {
        var set = ElementSet()
        addPatient(instance.study, to: &set)
        addStudy(instance.study, to: &set)
        addSeries(instance, to: &set)
        addDescriptions(instance, to: &set)
        switch instance.look.modality {
        case .CT: addTomography(instance, to: &set)
        case .MR: addResonance(instance, to: &set)
        case .CR, .DX, .MG: addProjection(instance, to: &set)
        case .XA: addAngiography(instance, to: &set)
        case .US: addUltrasound(instance, to: &set)
        case .NM: addScintigraphy(instance, to: &set)
        case .PT: addEmission(instance, to: &set)
        case .OT: addCapture(instance, to: &set)
        }
        return set
    }

    private static func addPatient(_ study: Study, to set: inout ElementSet) {
        let patient = study.patient
        set.set(.patientName, patient.name)
        set.set(.patientID, patient.identifier)
        set.set(.patientBirthDate, patient.birth.text)
        set.set(.patientSex, patient.sex.rawValue)
        set.set(.patientAge, age(of: study))
        set.set(.patientIdentityRemoved, "YES")
        set.set(.deidentificationMethod, "NOBODY: THE PATIENT IS MADE UP")
        if [.MR, .PT, .NM, .CT].contains(study.device.modality) {
            set.set(.patientSize, numbers: [patient.heightInMetres], digits: 2)
            set.set(.patientWeight, numbers: [patient.weightInKilograms], digits: 1)
        }
    }

    /// AS has months below two years (PS3.5 Table 6.2-1 leaves the choice of the unit).
    private static func age(of study: Study) -> String {
        let (number, unit) = study.age < 2 ? (max(0, study.patient.birth.months(until: study.day)), "M") : (study.age, "Y")
        return String(1000 + min(number, 999)).dropFirst() + unit
    }

    private static func addStudy(_ study: Study, to set: inout ElementSet) {
        let device = study.device
        if let declared = device.text.declared { set.set(.specificCharacterSet, declared) }
        set.set(.studyInstanceUID, study.uid)
        set.set(.studyDate, study.day.text)
        set.set(.studyTime, time(study.start))
        set.set(.studyID, String(study.number + 1))
        set.set(.accessionNumber, study.accession)
        set.set(.referringPhysicianName, "")
        set.set(.manufacturer, device.manufacturer)
        set.set(.manufacturerModelName, device.model)
        set.set(.softwareVersions, device.software)
        set.set(.deviceSerialNumber, device.serialNumber)
        set.set(.stationName, device.modality.rawValue + device.name)
        set.set(.institutionName, device.language.site)
    }

    /// HHMMSS.
    static func time(_ seconds: Int) -> String {
        let seconds = seconds % 86_400
        return String(1_000_000 + seconds / 3600 * 10_000 + seconds / 60 % 60 * 100 + seconds % 60).dropFirst().description
    }

    private static func addSeries(_ instance: Instance, to set: inout ElementSet) {
        let study = instance.study, look = instance.look
        set.set(.sopClassUID, instance.sopClass)
        set.set(.sopInstanceUID, instance.uid)
        set.set(.seriesInstanceUID, instance.seriesUID)
        set.set(.seriesNumber, String(instance.series.number))
        set.set(.instanceNumber, String(instance.number + 1))
        set.set(.modality, look.modality.rawValue)
        set.set(.imageComments, notice)
        let begun = study.start + 120 * instance.series.number
        for (date, time, later) in [(Attribute.seriesDate, Attribute.seriesTime, 0), (.acquisitionDate, .acquisitionTime, 10), (.contentDate, .contentTime, 12)] {
            set.set(date, study.day.text)
            set.set(time, Elements.time(begun + later))
        }
        set.set(.bodyPartExamined, look.anatomy.rawValue)
        if let side = look.side, look.modality != .MG, look.modality != .DX { set.set(.laterality, side) }
        if look.modality != .OT { set.set(.burnedInAnnotation, "NO") }
        if let creator = instance.device.maker.privateCreator {
            set.set(.creator(0x0029), creator)
            set.set(.inBlock(0x0029, 0x01, .LO, of: creator), "synthetic private value \(instance.series.number)")
        }
        if instance.look.hasContrast { addAgent(instance, to: &set) }
    }

    private static func addAgent(_ instance: Instance, to set: inout ElementSet) {
        var draw = instance.draw(.habitOfDevice)
        let iodine = ["OMNIPAQUE 350 100ML", "ULTRAVIST 370", "IV", "Iomeron", "APPLIED"], gadolinium = ["Gadovist", "DOTAREM", "MAGNEVIST 15ML", "GD"]
        set.set(.contrastBolusAgent, draw.pick(instance.look.modality == .MR ? gadolinium : iodine))
    }
}
