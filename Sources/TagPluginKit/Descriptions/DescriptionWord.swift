/// What a word or a phrase of a description is about: each is a synonym dictionary, or two.
enum DescriptionAspect: CaseIterable {
    case weighting
    case phase
    case plane
    case contrast
    case kind
    case technique
    case examination
    case bodyPart
    case side
    case view
    case modality
    case kernel
    case agent
    /// Words that tell nothing.
    case word

    var dictionary: String {
        switch self {
        case .weighting: "weightings"
        case .phase: "contrast-phases"
        case .plane: "planes"
        case .contrast: "contrast-mentions"
        case .kind: "series-kinds"
        case .technique: "techniques"
        case .examination: "examinations"
        case .bodyPart: "body-parts"
        case .side: "laterality"
        case .view: "view-positions"
        case .modality: "modalities"
        case .kernel: "convolution-kernels"
        case .agent: "contrast"
        case .word: "description-words"
        }
    }
}

/// What a dictionary makes of a word or a phrase.
struct DescriptionWord: Sendable {
    let aspect: DescriptionAspect
    let term: String
    /// The term, the one above it and so on.
    let chain: [String]
    /// What was looked up.
    let spelling: String
    let standsForMissing: Bool

    func lies(below term: String) -> Bool { chain.dropFirst().contains(term) }
}
