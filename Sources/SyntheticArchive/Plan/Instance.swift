/// One image of a series.
struct Instance: Sendable {
    let study: Study
    let series: Series
    /// From 0 in its series.
    let number: Int

    var look: Look { series.look }
    var device: Device { study.device }

    /// Draws that belong to the study, to the series, or to this image alone.
    func draw(_ purpose: Purpose) -> Draw {
        switch purpose {
        case .patient: Draw(study.seed, 5, study.patientNumber, Anatomy.allCases.firstIndex(of: study.anatomy) ?? 0)
        case .series: Draw(study.seed, 6, study.number, series.number)
        case .habits: Draw(study.seed, 7, study.number, series.number)
        case .uid: Draw(study.seed, 8, study.number, series.number, number)
        case .pixels: Draw(study.seed, 9, study.number, series.number, number)
        case .seriesUID: Draw(study.seed, 10, study.number, series.number)
        case .placing: Draw(study.seed, 12, study.number, series.number)
        case .habitOfDevice: Draw(study.seed, 11, Array(device.name.utf8).reduce(0) { $0 * 256 + Int($1) })
        }
    }
    enum Purpose { case patient, series, habits, uid, pixels, seriesUID, placing, habitOfDevice }

    /// Place of the slice in what is imaged: −1 at one end, 1 at the other.
    var depth: Double { depth(of: number) }
    func depth(of slice: Int) -> Double {
        let count = max(series.instances, look.modality == .MR ? series.frames : 1)
        return count > 1 ? 1.4 * (Double(slice) / Double(count - 1) - 0.5) : 0
    }

    /// Where it lies below the archive's folder. It says nothing of what it shows.
    var path: String {
        let patient = study.patient.identifier, study = "ST" + String(1_000_000 + study.number).dropFirst()
        return "images/\(patient)/\(study)/SE\(series.number)/IM\(String(1000 + number + 1).dropFirst()).dcm"
    }

    var seriesUID: String {
        var draw = draw(.seriesUID)
        return draw.uid()
    }

    var uid: String {
        var draw = draw(.uid)
        return draw.uid()
    }

    /// An enhanced object: all slices are frames of one (PS3.3 §A.36).
    var isEnhanced: Bool { look.modality == .MR && device.isEnhanced }

    /// Storage SOP class (PS3.4 Table B.5-1).
    var sopClass: String {
        let storage = "1.2.840.10008.5.1.4.1.1."
        return switch look.modality {
        case .CR: storage + "1"
        case .DX: storage + "1.1"
        case .MG: storage + "1.2"
        case .CT: storage + "2"
        case .MR: storage + (isEnhanced ? "4.1" : "4")
        case .US: storage + (series.frames > 1 ? "3.1" : "6.1")
        case .XA: storage + "12.1"
        case .NM: storage + "20"
        case .PT: storage + "128"
        case .OT: storage + "7"
        }
    }
}
