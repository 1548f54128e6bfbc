/// An attribute that holds a set of codes, of which the standard defines some.
struct CodeSet: Sendable {
    struct Member: Sendable {
        let code: String
        let summary: String
        /// Other words for it.
        let synonyms: [String]

        init(_ code: String, _ summary: String, _ synonyms: String...) {
            self.code = code
            self.summary = summary
            self.synonyms = synonyms
        }
    }

    let attribute: String
    /// Where Siemens' XA software writes it instead.
    let siemensCopy: String
    let summary: String
    /// What the standard defines; each gets a flag.
    let members: [Member]
    /// The code for an empty set.
    let none: String?
    /// Whether devices add codes of their own, which then are kept as they are.
    let isOpen: Bool

    static let scanningSequence = CodeSet(
        attribute: "ScanningSequence", siemensCopy: "0021xx5A@\"SIEMENS MR SDS 01\"", summary: "kind of MR sequence",
        members: [
            Member("SE", "spin echo", "SPIN ECHO", "SPIN_ECHO", "SPINECHO", "SPIN", "TSE", "FSE"),
            Member("IR", "inversion recovery", "INVERSION RECOVERY", "INVERSION_RECOVERY", "INVERSION"),
            Member("GR", "gradient recalled", "GRADIENT RECALLED", "GRADIENT_RECALLED", "GRADIENT ECHO", "GRADIENT_ECHO", "GRADIENT", "GRE", "GE", "FE", "FFE"),
            Member("EP", "echo planar", "ECHO PLANAR", "ECHO_PLANAR", "ECHOPLANAR", "EPI"),
            Member("RM", "research mode", "RESEARCH MODE", "RESEARCH_MODE", "RESEARCH"),
        ], none: nil, isOpen: false)

    static let sequenceVariant = CodeSet(
        attribute: "SequenceVariant", siemensCopy: "0021xx5B@\"SIEMENS MR SDS 01\"", summary: "variants of the MR sequence",
        members: [
            Member("SK", "segmented k-space", "SEGMENTED K-SPACE", "SEGMENTED"),
            Member("MTC", "magnetization transfer contrast", "MT", "MAGNETIZATION TRANSFER"),
            Member("SS", "steady state", "STEADY STATE", "STEADY_STATE"),
            Member("TRSS", "time-reversed steady state", "TIME REVERSED STEADY STATE"),
            Member("SP", "spoiled", "SPOILED"),
            Member("MP", "magnetization prepared", "MAG PREPARED", "MAGNETIZATION PREPARED", "MPRAGE"),
            Member("OSP", "oversampling in the phase direction", "OVERSAMPLING PHASE", "OVERSAMPLING"),
        ], none: "NONE", isOpen: true)

    static let scanOptions = CodeSet(
        attribute: "ScanOptions", siemensCopy: "0021xx5C@\"SIEMENS MR SDS 01\"", summary: "options of the scan",
        members: [
            Member("PER", "phase-encode reordering", "PHASE ENCODE REORDERING"),
            Member("RG", "respiratory gating", "RESPIRATORY GATING", "RESP_GATED", "RESP GATE"),
            Member("CG", "cardiac gating", "CARDIAC GATING", "EKG", "ECG", "CARDIAC GATE"),
            Member("PPG", "peripheral pulse gating", "PERIPHERAL PULSE GATING"),
            Member("FC", "flow compensation", "FLOW COMPENSATION", "FLOW COMP", "FLOWCOMP"),
            Member("PFF", "partial Fourier in the frequency direction", "PARTIAL FOURIER FREQUENCY"),
            Member("PFP", "partial Fourier in the phase direction", "PARTIAL FOURIER PHASE"),
            Member("SP", "spatial presaturation", "SPATIAL PRESATURATION", "PRESAT"),
            Member("FS", "fat saturation", "FAT SATURATION", "FAT SAT", "FATSAT", "FAT_SAT"),
        ], none: "NONE", isOpen: true)
}
