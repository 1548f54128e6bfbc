/// A side of the body.
enum Side: String {
    case left = "L"
    case right = "R"
    case both = "B"

    /// English words and the abbreviations in use everywhere, in upper case.
    init?(word: String) {
        switch word {
        case "L", "LT", "LEFT": self = .left
        case "R", "RT", "RIGHT": self = .right
        case "BI", "BIL", "BILAT", "BILATERAL", "BOTH": self = .both
        default: return nil
        }
    }
}

extension Set<Side> {
    /// One side for all; both when the values name each.
    var combined: Side? {
        count > 1 ? .both : first
    }
}

/// What a short word for a side is not, where it stands.
enum SideDoubts {
    /// Words that mean something else at the beginning: DX is a modality.
    static let neverFirst: Set<String> = ["DX", "SX", "DS", "SN"]

    /// Words that are a side only at the end: DER is an article, SIN means without, D and G are too short.
    static let onlyLast: Set<String> = ["D", "G", "SIN", "DER", "DIR", "VA", "HO", "BS"]

    /// Sides of eyes alone: the cervical os has none.
    static let ofEyes: Set<String> = ["OD", "OS", "OU"]

    static func isOfEyes(_ term: String) -> Bool { ["CORNEA", "EYE", "EYELID", "OPTICNERVE", "ORBIT", "SCLERA"].contains(term) }

    /// What makes a letter before it no side: rule out, lumbosacral.
    static let behindLetter: Set<String> = ["O", "S"]

    /// Words of other languages that an English word for the side does not go with: the left main is an artery, no hand.
    static let notBehindEnglish: Set<String> = ["MAIN"]

    /// Whether a word may name a view where there are no sides: a lateral one, from the right to the left.
    static func mayBeView(_ word: String) -> Bool { word.count == 1 || word == "RL" || word == "LR" }

    /// In the middle of the body a letter may as well stand for a lateral view, and RT for radiotherapy.
    static func isInTheMiddle(_ term: String) -> Bool { middle.contains(term) }

    private static let middle: Set<String> = [
        "ABDOMEN", "ABDOMENPELVIS", "BACK", "BLADDER", "BRAIN", "CHEST", "CHESTABDOMEN", "CHESTABDPELVIS", "COCCYX", "CSPINE", "CTSPINE",
        "EXTREMITY", "FACE", "HEAD", "HEADNECK", "HEART", "LIVER", "LSPINE", "LSSPINE", "MEDIASTINUM", "NECK", "NECKCHEST", "NECKCHESTABDOMEN",
        "NECKCHESTABDPELV", "NOSE", "PELVIS", "PHANTOM", "PROSTATE", "SKULL", "SPINE", "SSPINE", "STERNUM", "THORAX", "TLSPINE", "TRUNK", "TSPINE",
        "UTERUS", "WHOLEBODY",
    ]

    /// Terms of Table L-1 that are of one side, or of both.
    static func hasItsSide(_ term: String) -> Bool { sided.contains(term) }

    private static let sided: Set<String> = [
        "LATRIUM", "LEGS", "LFEMORALA", "LHEPATICV", "LHYPOCHONDRIAC", "LINGUINAL", "LLQ", "LLUMBAR", "LPORTALV", "LPULMONARYA",
        "LSUPPULMONARYV", "LUQ", "LVENTRICLE", "RATRIUM", "RFEMORALA", "RHEPATICV", "RHYPOCHONDRIAC", "RINGUINAL", "RLQ",
        "RLUMBAR", "RPORTALV", "RPULMONARYA", "RSUPPULMONARYV", "RUQ", "RVENTRICLE",
    ]

    /// Short names of parts that a glued letter may stand before. Others are abbreviations: `LMCA` is the left main
    /// coronary artery, and `REAR` is behind.
    static let shortParts: Set<String> = ["ARM", "EYE", "HIP", "LE", "LEG", "RIB", "TOE", "UE"]
}
