/// What the images of a study are in truth.
struct StudyTruth: Sendable {
    private(set) var rows: [String] = []
    private(set) var bytes = 0
    private(set) var looks: [String: Int] = [:]
    private(set) var mess: [String: Int] = [:]

    static let header = """
        path,patient,study,series,look,modality,anatomy,plane,view,rendition,contrast,laterality,rows,columns,frames,device,language,\
        manufacturer,model,encoding,transferSyntax,sopClass,mess

        """

    mutating func add(_ instance: Instance, _ mess: [Mess], bytes: Int) {
        let look = instance.look, study = instance.study, series = instance.series, device = study.device
        let fields = [
            instance.path, study.patient.identifier, String(study.number), String(series.number), look.name, look.modality.rawValue, look.anatomy.rawValue,
            look.plane?.rawValue ?? "", look.view?.rawValue ?? "", look.rendition.rawValue, look.hasContrast ? "true" : "false", look.side ?? "",
            String(series.rows), String(series.columns), String(series.frames), device.name, device.language.rawValue, device.maker.rawValue, device.model,
            device.text.encoding, series.file.rawValue, instance.sopClass, mess.map { "\($0.keyword): \($0.habit.rawValue)" }.joined(separator: "; "),
        ]
        // None of the fields holds a comma, a quote or a line break: they come from the tables of this module.
        rows.append(fields.joined(separator: ",") + "\n")
        self.bytes += bytes
        looks[look.name, default: 0] += 1
        for mess in Set(mess.map(\.habit.rawValue)) { self.mess[mess, default: 0] += 1 }
    }
}

/// What was made.
package struct SynthesisResult: Encodable, Sendable {
    struct DeviceSummary: Encodable, Sendable {
        let name: String
        let modality: String
        let language: String
        let manufacturer: String
        let model: String
        let characterSet: String?
        let encoding: String
        let transferSyntax: String
        let habits: [String: Double]
    }

    package let notice = Elements.notice
    /// Of the files that a seed gives; rises when the same seed would give others.
    package let version = 1
    package let seed: UInt64
    package let isTidy: Bool
    package let instances: Int
    package let studies: Int
    package let patients: Int
    /// Of all image files together.
    package let bytes: Int
    /// Images of each look.
    package let looks: [String: Int]
    /// Images that show each habit.
    package let mess: [String: Int]
    let devices: [DeviceSummary]
    /// What stands in `truth.csv`.
    package let truth: String

    private enum CodingKeys: String, CodingKey { case notice, version, seed, isTidy, instances, studies, patients, bytes, looks, mess, devices }

    init(archive: SyntheticArchive, hospital: Hospital, studies: [StudyTruth]) {
        (seed, isTidy) = (archive.seed, archive.isTidy)
        instances = archive.instances
        self.studies = studies.count
        patients = studies.count - (studies.count + 1) / 3
        bytes = studies.reduce(0) { $0 + $1.bytes }
        looks = studies.reduce(into: [:]) { $0.merge($1.looks, uniquingKeysWith: +) }
        mess = studies.reduce(into: [:]) { $0.merge($1.mess, uniquingKeysWith: +) }
        devices = hospital.devices.map { device in
            DeviceSummary(
                name: device.name, modality: device.modality.rawValue, language: device.language.rawValue, manufacturer: device.maker.rawValue,
                model: device.model, characterSet: device.text.declared, encoding: device.text.encoding, transferSyntax: device.file.rawValue,
                habits: Dictionary(device.habits.map { ($0.habit.rawValue, $0.share) }, uniquingKeysWith: max))
        }
        truth = StudyTruth.header + studies.lazy.flatMap(\.rows).joined()
    }
}
