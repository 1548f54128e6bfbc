/// The side that a description names. Words of three letters or less are mostly something else, and count beside a part of the
/// body that there are two of: `KNEE L`, `mano sx`; LT and RT always count.
struct DescriptionSides {
    private(set) var words: [DescriptionWord] = []

    init(_ found: [DescriptionScan.Found]) {
        for (place, item) in found.enumerated() where item.word.aspect == .side && DescriptionSides.sides.contains(item.word.term) {
            if DescriptionSides.isClear(item.word) || DescriptionSides.isBesidePair(place, found) { words.append(item.word) }
        }
    }

    var side: String? {
        let terms = Set(words.map(\.term))
        return terms.count > 1 ? "B" : terms.first
    }

    private static let sides: Set<String> = ["L", "R", "B"]
    private static let clear: Set<String> = ["LT", "RT", "BIL", "RCC", "LCC", "RML", "LML"]

    private static func isClear(_ word: DescriptionWord) -> Bool { word.spelling.unicodeScalars.count > 3 || clear.contains(word.spelling) }

    /// Whether the next word on either side, but for words without a feature, is a part that there are two of.
    private static func isBesidePair(_ place: Int, _ found: [DescriptionScan.Found]) -> Bool {
        let range = found[place].range
        let before = found[..<place].reversed().first { $0.range != range && !isPassing($0) }
        let behind = found[(place + 1)...].first { $0.range != range && !isPassing($0) }
        let own = found.contains { $0.range == range && isPaired($0.word) }
        return own || [before, behind].contains { item in
            guard let item, isPaired(item.word) else { return false }
            // Of what stands between, all is known to tell nothing, or not much of it is unknown.
            return item.range.upperBound <= range.lowerBound ? range.lowerBound - item.range.upperBound < 3 : item.range.lowerBound - range.upperBound < 2
        }
    }

    private static func isPassing(_ item: DescriptionScan.Found) -> Bool {
        switch item.word.aspect {
        case .word, .view, .modality: true
        default: false
        }
    }

    private static func isPaired(_ word: DescriptionWord) -> Bool {
        guard word.aspect == .bodyPart || word.aspect == .examination else { return false }
        return !pairedRegions.isDisjoint(with: word.chain) || paired.contains(word.term)
    }

    private static let pairedRegions: Set<String> = ["UPPERLIMB", "LOWERLIMB", "BREAST"]
    private static let paired: Set<String> = [
        "ADRENAL", "AXILLA", "CAROTID", "CLAVICLE", "CORNEA", "EAR", "EAC", "EYE", "EYELID", "FLANK", "HIP", "IAC", "ILIUM", "INGUINAL", "KIDNEY",
        "MASTOID", "OPTICNERVE", "ORBIT", "OVARY", "PAROTID", "RENALA", "RIB", "SCAPULA", "SIJOINT", "TEMPORALBONE", "TESTIS", "TMJ", "URETER", "ZYGOMA",
    ]
}
