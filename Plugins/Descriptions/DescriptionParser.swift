import TagPluginKit

/// One attribute of free text, each feature of which is a column of its own. What the text does not tell is missing.
///
/// A text is understood when it tells a feature. When most of its words are unknown it is understood in part; when none tells
/// anything it is rejected, unless all its words are known to tell nothing.
struct DescriptionParser: TagParser {
    let claim: Claim
    private let reader: DescriptionReader
    private let bodyPart: LabelColumn
    private let laterality: LabelColumn
    private let contrast: LabelColumn
    private let phase: LabelColumn
    private let weighting: LabelColumn
    private let plane: LabelColumn
    private let view: LabelColumn
    private let kind: LabelColumn
    private let sequence: LabelColumn
    private let fatSuppression: FlagColumn
    private let dimensions: LabelColumn

    /// - Parameter name: what the names of columns begin with, when that is not the attribute's.
    init(_ attribute: String, as name: String? = nil, host: Host) {
        let name = name ?? attribute
        var claim = Claim()
        claim.claimed(attribute)
        reader = DescriptionReader(for: &claim, host: host)
        bodyPart = claim.label("\(name)_bodyPart", "body part that the text names, a term of the dictionary body-parts")
        laterality = claim.label("\(name)_laterality", "side that the text names: L, R or B for both")
        contrast = claim.label("\(name)_contrast", "contrast agent by the text: GIVEN, NONE, or BOTH for images without and with it")
        phase = claim.label("\(name)_phase", "phase of the agent, a term of the dictionary contrast-phases")
        weighting = claim.label("\(name)_weighting", "what an MR image is weighted by, a term of the dictionary weightings")
        plane = claim.label("\(name)_plane", "plane, a term of the dictionary planes")
        view = claim.label("\(name)_view", "view of a radiograph, a term of the dictionary view-positions")
        kind = claim.label("\(name)_kind", "what the images are when not simply acquired (localizer, MIP, …), a term of the dictionary series-kinds")
        sequence = claim.label("\(name)_sequence", "family of an MR sequence, a term of the dictionary techniques")
        fatSuppression = claim.flag("\(name)_fatSuppressed", "whether fat is suppressed, where the text says so")
        dimensions = claim.label("\(name)_dimensions", "2D, 3D or 4D, where the text says so")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = reader.read(input.text(), beside: input)
        if let rule = reading.missingRule { return answer.missing(rule) }
        guard reading.tellsSomething else {
            if reading.isCode { return answer.missing("a code without words") }
            if reading.unknownWords > 0 || reading.knownWords == 0 { throw Rejection("no word that a dictionary of features knows") }
            return answer.missing("only words that tell no feature")
        }
        reader.tell(reading, beside: input, answer)
        tell(reading, answer)
        if reading.isCutOff { answer.partial("longer than is read") }
        if reading.unknownWords > reading.knownWords { answer.partial("more words unknown than known") }
    }

    private func tell(_ reading: DescriptionReading, _ answer: borrowing Answer) {
        let labels = [
            (bodyPart, reading.bodyPart), (laterality, reading.laterality), (contrast, reading.contrast), (phase, reading.phase),
            (weighting, reading.weighting), (plane, reading.plane), (view, reading.view), (kind, reading.kind), (sequence, reading.sequence),
            (dimensions, reading.dimensions),
        ]
        for (column, label) in labels { if let label { answer.label(column, label) } }
        if let isFatSuppressed = reading.isFatSuppressed { answer.flag(fatSuppression, isFatSuppressed) }
    }
}
