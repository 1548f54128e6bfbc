/// A manufacturer, and how its devices spell it. Real names, since parsers must know them; the devices are made up.
enum Maker: String, CaseIterable, Sendable {
    case siemens = "SIEMENS", ge = "GE", philips = "PHILIPS", canon = "CANON", toshiba = "TOSHIBA", agfa = "AGFA", fuji = "FUJIFILM"
    case carestream = "CARESTREAM", hologic = "HOLOGIC", samsung = "SAMSUNG"

    /// The first is the most common.
    var spellings: [String] {
        switch self {
        case .siemens: ["SIEMENS", "Siemens Healthineers", "SIEMENS HEALTHCARE GMBH", "Siemens", "SIEMENS NM"]
        case .ge: ["GE MEDICAL SYSTEMS", "GE MEDICAL S]STEMS", "GE Healthcare", "\"GE Healthcare\""]
        case .philips: ["Philips Medical Systems", "Philips", "PHILIPS", "Philips Healthcare", "PHILIPS-HJ24JVI"]
        case .canon: ["CANON_MEC", "Canon Inc.", "CANON MEDICAL SYSTEMS"]
        case .toshiba: ["TOSHIBA", "TOSHIBA_MEC", "TOSHIBA MEC"]
        case .agfa: ["Agfa-Gevaert", "AGFA", "Agfa"]
        case .fuji: ["FUJIFILM Corporation", "FUJI PHOTO FILM Co., ltd.", "FUJIFILM"]
        case .carestream: ["CARESTREAM HEALTH", "Carestream", "KODAK/CARESTREAM"]
        case .hologic: ["HOLOGIC, Inc.", "LORAD, A Hologic Company", "HOLOGIC"]
        case .samsung: ["SAMSUNG MEDISON CO., LTD.", "Samsung Electronics"]
        }
    }

    /// Creator of the private block that its devices write.
    var privateCreator: String? {
        switch self {
        case .siemens: "SIEMENS MED"
        case .ge: "GEMS_IDEN_01"
        case .philips: "Philips Imaging DD 001"
        case .toshiba, .canon: "TOSHIBA_MEC_1.0"
        case .fuji: "FUJI PHOTO FILM Co., ltd."
        default: nil
        }
    }

    /// Models with their software, for each kind of device.
    static func models(_ modality: Modality) -> [(Maker, model: String, software: String)] {
        switch modality {
        case .CR:
            [(.agfa, "CR 85", "CR85.X 2.0"), (.fuji, "CR-IR 363", "A10"), (.philips, "PCR Eleva", "1.2.1_PMS1.1.1 XRG GXRIM4.0")]
        case .DX:
            [
                (.siemens, "Fluorospot Compact FD", "VF11H"), (.carestream, "DRX-Evolution", "5.7.412.7"), (.ge, "Definium 8000", "DM_Platform_Magic_Release"),
                (.philips, "DigitalDiagnost", "3.1.1_PMS1.1.1"), (.canon, "CXDI", "9.0"),
            ]
        case .CT:
            [
                (.siemens, "SOMATOM Definition AS+", "syngo CT 2012B"), (.ge, "LightSpeed VCT", "07MW18.4"), (.philips, "Brilliance 64", "3.5.4"),
                (.toshiba, "Aquilion", "V4.61ER009"), (.siemens, "Sensation 64", "VB42B"),
            ]
        case .MR:
            [
                (.siemens, "Avanto", "syngo MR B17"), (.ge, "Signa HDxt", "24\\LX\\MR Software release:HD16.0_V02_1131.a"),
                (.philips, "Achieva", "3.2.1\\3.2.1.1"), (.siemens, "Prisma_fit", "syngo MR E11"), (.philips, "Ingenia", "5.1.7\\5.1.7.2"),
            ]
        case .US:
            [
                (.ge, "LOGIQ E9", "LOGIQE9:R4.1.2"), (.philips, "iU22", "PMS5.1 Ultrasound iU22_4.0.4.97"), (.samsung, "RS80A", "3.00"),
                (.siemens, "ACUSON S2000", "VC30A"),
            ]
        case .MG: [(.hologic, "Selenia Dimensions", "AWS:1.8.3.63"), (.ge, "Senographe DS", "ADS_54.11"), (.siemens, "Mammomat Inspiration", "VB30E")]
        case .XA: [(.siemens, "AXIOM-Artis", "VB35D"), (.philips, "Allura Xper", "R8.2.1"), (.ge, "Innova 4100", "FX10")]
        case .NM: [(.siemens, "Symbia T2", "VA60A"), (.ge, "INFINIA", "2.004.002.0"), (.philips, "BrightView", "2.5")]
        case .PT: [(.siemens, "Biograph 64", "VG50A"), (.ge, "Discovery STE", "41.04")]
        case .OT: [(.agfa, "IMPAX", "6.5"), (.ge, "Centricity", "4.0")]
        }
    }
}
