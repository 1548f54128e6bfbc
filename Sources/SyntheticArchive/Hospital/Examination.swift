/// What a study is of. The raw values are the defined terms of (0008,0060).
enum Modality: String, CaseIterable, Sendable {
    case CR, DX, CT, MR, US, MG, XA, NM, PT, OT
}

/// What is imaged; the raw values are the defined terms of PS3.16 Table L-1.
enum Anatomy: String, CaseIterable, Sendable {
    case head = "HEAD", brain = "BRAIN", chest = "CHEST", abdomen = "ABDOMEN", pelvis = "PELVIS", lumbarSpine = "LSPINE"
    case cervicalSpine = "CSPINE", knee = "KNEE", hand = "HAND", foot = "FOOT", breast = "BREAST", heart = "HEART", kidney = "KIDNEY"
    case thyroid = "THYROID", wholeBody = "WHOLEBODY"

    /// Of AnatomicRegionSequence (PS3.16 Table L-1): SNOMED CT code and its meaning.
    var code: (value: String, meaning: String) {
        switch self {
        case .head: ("69536005", "Head")
        case .brain: ("12738006", "Brain")
        case .chest: ("51185008", "Chest")
        case .abdomen: ("818981001", "Abdomen")
        case .pelvis: ("816092008", "Pelvis")
        case .lumbarSpine: ("122496007", "Lumbar spine")
        case .cervicalSpine: ("122494005", "Cervical spine")
        case .knee: ("72696002", "Knee")
        case .hand: ("85562004", "Hand")
        case .foot: ("56459004", "Foot")
        case .breast: ("76752008", "Breast")
        case .heart: ("80891009", "Heart")
        case .kidney: ("64033007", "Kidney")
        case .thyroid: ("69748006", "Thyroid")
        case .wholeBody: ("38266002", "Entire body")
        }
    }

    /// Whether there is a left one and a right one.
    var isPaired: Bool { [.knee, .hand, .foot, .breast, .kidney].contains(self) }
}

enum Plane: String, CaseIterable, Sendable {
    case axial, coronal, sagittal

    /// ImageOrientationPatient of a plane that is not tilted (PS3.3 §C.7.6.2.1.1): the directions of rows and columns.
    var axes: [Double] {
        switch self {
        case .axial: [1, 0, 0, 0, 1, 0]
        case .coronal: [1, 0, 0, 0, 0, -1]
        case .sagittal: [0, 1, 0, 0, 0, -1]
        }
    }
}

/// What is examined how often: made up, with more of what has few images a study than hospitals do, so that each kind of
/// image is met.
enum Examinations {
    static let modalities: [(Modality, Int)] = [
        (.CR, 24), (.DX, 28), (.CT, 12), (.MR, 11), (.US, 9), (.MG, 7), (.XA, 9), (.NM, 12), (.PT, 5), (.OT, 6),
    ]

    static func anatomies(_ modality: Modality) -> [(Anatomy, Int)] {
        switch modality {
        case .CR: [(.chest, 6), (.hand, 3), (.knee, 2), (.foot, 2), (.pelvis, 2), (.lumbarSpine, 1)]
        case .DX: [(.chest, 6), (.knee, 3), (.lumbarSpine, 2), (.hand, 2), (.pelvis, 2), (.foot, 1), (.cervicalSpine, 1)]
        case .CT: [(.head, 5), (.chest, 5), (.abdomen, 5), (.pelvis, 1), (.lumbarSpine, 1)]
        case .MR: [(.brain, 6), (.lumbarSpine, 3), (.knee, 3), (.abdomen, 2), (.cervicalSpine, 1)]
        case .US: [(.abdomen, 4), (.heart, 3), (.thyroid, 2), (.kidney, 2), (.breast, 1)]
        case .MG: [(.breast, 1)]
        case .XA: [(.heart, 3), (.brain, 1), (.abdomen, 1)]
        case .NM: [(.wholeBody, 3), (.thyroid, 2), (.heart, 1)]
        case .PT: [(.wholeBody, 4), (.brain, 1)]
        case .OT: [(.chest, 2), (.abdomen, 1), (.head, 1)]
        }
    }
}
