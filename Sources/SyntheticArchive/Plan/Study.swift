/// A study as it is planned: whose it is, on which device, and its series.
struct Study: Sendable {
    let number: Int
    let seed: UInt64
    let patient: Patient
    let patientNumber: Int
    let device: Device
    let anatomy: Anatomy
    let day: Day
    /// Seconds since midnight.
    let start: Int
    let uid: String
    let frameOfReference: String
    let accession: String
    let series: [Series]

    /// Which device images what in a study.
    private struct Examination {
        let device: Device
        let anatomy: Anatomy

        init(_ hospital: Hospital, seed: UInt64, study: Int) {
            var draw = Draw(seed, 3, study)
            let modality = draw.pick(weighted: Examinations.modalities)
            device = hospital.device(modality, &draw)
            anatomy = draw.pick(weighted: Examinations.anatomies(modality))
        }
    }

    /// Every study follows from the seed and its number alone, so that a smaller archive is the start of a larger one.
    init(_ hospital: Hospital, seed: UInt64, number: Int) {
        // Of three studies in a row, the first two are of one patient.
        let first = number / 3 * 3 + (number % 3 == 2 ? 2 : 0)
        let ofPatient = (first..<first + (number % 3 == 2 ? 1 : 2)).map { Examination(hospital, seed: seed, study: $0) }
        let examination = ofPatient[number - first]
        var draw = Draw(seed, 4, number)
        self.number = number
        self.seed = seed
        (device, anatomy) = (examination.device, examination.anatomy)
        patientNumber = number / 3 * 2 + (number % 3 == 2 ? 1 : 0)
        patient = Patient(seed: seed, number: patientNumber, language: ofPatient[0].device.language, isFemale: ofPatient.contains { $0.anatomy == .breast })
        day = Day(year: draw.integer(2019...2023), month: draw.integer(1...12), day: draw.integer(1...28))
        start = draw.integer(7 * 3600...18 * 3600)
        uid = draw.uid()
        frameOfReference = draw.uid()
        accession = "A" + String(10_000_000 + number).dropFirst()
        series = Study.series(examination.device, examination.anatomy, &draw)
    }

    private static func series(_ device: Device, _ anatomy: Anatomy, _ draw: inout Draw) -> [Series] {
        var looks = Protocols.looks(device.modality, anatomy, &draw)
        // A probe that shows flow does so in a series of its own.
        if device.modality == .US, device.isEnhanced, draw.chance(0.5) {
            looks.append(looks[0])
            looks[1].rendition = .doppler
        }
        return looks.enumerated().map { place, look in
            let (instances, frames) = Protocols.counts(look, isEnhanced: device.isEnhanced, &draw)
            let size = Protocols.size(look, scale: device.scale, &draw)
            let habits = Study.habits(of: device, &draw)
            return Series(
                number: place + 1, look: look, instances: instances, rows: size.rows, columns: size.columns, frames: look.rendition == .doppler ? 1 : frames,
                spacing: size.spacing, thickness: size.thickness, file: device.file, habits: habits)
        }
    }

    /// A sequence of their own, so that a tidy archive shows the same images.
    private static func habits(of device: Device, _ draw: inout Draw) -> [Habit] {
        var own = Draw(draw.bits())
        return device.habits.filter { own.chance($0.share) }.map(\.habit)
    }

    var instances: Int { series.reduce(0) { $0 + $1.instances } }

    /// Age in whole years on the day of the study.
    var age: Int { max(0, patient.birth.years(until: day)) }
}
