import TagPluginKit

/// ScanOptions: options of an MR scan, a set of codes; in CT the makers write the mode of the scan there.
struct ScanOptionsParser: TagParser {
    let claim: Claim
    private let inputs: CodeSetInputs
    private let columns: CodeSetColumns
    private let mode: LabelColumn
    private let pitch: InputTag

    init() {
        var claim = Claim()
        inputs = CodeSetInputs(CodeSetReader(.scanOptions, others: ScanMode.names), &claim)
        columns = CodeSetColumns(.scanOptions, &claim)
        mode = claim.label("ScanOptions_mode", "mode of a CT scan: spiral, sequential, localizer, cine, dynamic or fluoroscopy")
        pitch = claim.context("SpiralPitchFactor")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try inputs.read(input, answer)
        guard !reading.isEmpty else { return answer.missing(inputs.missingRule(input)) }
        columns.tell(reading, answer)
        let modes = Set(reading.codes.compactMap { ScanMode.modes[$0] })
        guard let first = modes.min() else { return }
        guard modes.count == 1 else { return answer.contradiction("several modes of scanning") }
        answer.label(mode, first)
        let pitch = try? input.single(pitch).value
        if first == "sequential" || first == "localizer", let pitch, pitch > 0 {
            answer.contradiction("the pitch of a spiral in a \(first) scan")
        }
    }
}

/// Modes of CT, by the words of the makers.
private enum ScanMode {
    /// Spellings, with the code that they come out as.
    static let names: [String: String] = Dictionary(uniqueKeysWithValues: words.flatMap { code, _, spellings in ([code] + spellings).map { ($0, code) } })
    /// The mode that a code means.
    static let modes: [String: String] = Dictionary(uniqueKeysWithValues: words.map { ($0.code, $0.mode) })

    private static let words: [(code: String, mode: String, spellings: [String])] = [
        ("HELICAL MODE", "spiral", ["HELICAL", "HELIX", "HELICAL_MODE", "HELICAL SCAN", "HELICAL_CT", "SPIRAL", "SPIRAL MODE", "SPIRAL SCAN", "HELICAL CT", "SPIRAL_CT"]),
        ("AXIAL MODE", "sequential", ["AXIAL", "AXIAL_MODE", "AXIAL SCAN", "NORMAL_CT", "NORMAL CT", "SEQUENCE", "SEQUENTIAL", "SEQUENCED", "STEP AND SHOOT", "STEP_AND_SHOOT", "AXIAL CT"]),
        ("SCOUT MODE", "localizer", ["SCOUT", "SCOUT_MODE", "SURVIEW", "TOPOGRAM", "SCANOGRAM", "SCANO", "LOCALIZER", "SCANOSCOPE", "SCOUT SCAN", "DUAL_SCANOSCOPE"]),
        ("CINE MODE", "cine", ["CINE", "CINE_MODE", "CINE SCAN"]),
        ("DYNAMIC MODE", "dynamic", ["DYNAMIC", "DYNAMIC_CT", "DYNAMIC SCAN", "DVOLUME_CT", "DYNAMIC CT", "SSURE_CT"]),
        ("VOLUME MODE", "sequential", ["VOLUME_CT", "VOLUME CT", "DVOL_CT", "WIDE VOLUME"]),
        ("FLUORO MODE", "fluoroscopy", ["FLUORO", "FLUOROSCOPY", "CT FLUORO", "CT_FLUORO", "FLUORO_CT", "CCT", "BIOPSY", "INTERVENTION"]),
    ]
}
