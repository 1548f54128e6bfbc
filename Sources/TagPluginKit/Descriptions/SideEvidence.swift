/// What else tells the side: the side of the image or the frame, and descriptions.
struct SideEvidence {
    let sources: DescriptionSources
    private let images: [(name: String, tag: InputTag)]
    private let infers: Bool
    private let host: Host

    /// - Parameter infers: whether what is missing is filled in; one attribute for the side is enough.
    init(infers: Bool, for claim: inout Claim, host: Host, known: [String: InputTag]) {
        images = infers ? ["ImageLaterality", "FrameLaterality"].map { ($0, claim.context($0)) } : []
        sources = DescriptionSources(for: &claim, host: host, known: known)
        self.infers = infers
        self.host = host
    }

    func infer(_ input: borrowing Input) -> (side: String, rule: String)? {
        guard infers else { return nil }
        for (name, tag) in images where input.isPresent(tag) {
            if let fold = host.fold(input.text(tag), through: "laterality"), !fold.standsForMissing { return (fold.term, name) }
        }
        for source in sources.read(input) {
            if let side = source.reading.laterality { return (side, source.name) }
        }
        return nil
    }

    /// The descriptions that name the other side.
    func contradicting(_ side: String, _ input: borrowing Input) -> [String] {
        guard let other = ["L": "R", "R": "L"][side] else { return [] }
        return sources.read(input).filter { $0.reading.laterality == other }.map(\.name)
    }
}
