import TagPluginKit

extension Quantity {
    /// Whole-body scans take hours.
    static let frameDuration = Quantity(
        "frame duration", unit: "ms", within: 0...1e9, zero: .missing("zero is not a duration"),
        suffixes: ["ms", "msec", UnitSuffix("s", times: 1000), UnitSuffix("sec", times: 1000)])
    static let referenceTime = Quantity("reference time", unit: "ms", within: -1e9...1e9, zero: .number)
    static let factor = Quantity("factor", within: 0...1e12, zero: .missing("zero is not a factor"))
    static let energy = Quantity(
        "energy", unit: "keV", within: 1...4000, zero: .missing("zero is not an energy"),
        suffixes: ["keV", UnitSuffix("MeV", times: 1000), UnitSuffix("eV", times: 0.001)],
        otherUnits: [OtherUnit(4001...4_000_000, times: 0.001, "electronvolts for kiloelectronvolts")])
}

/// The sequence that holds what was given to the patient; some devices write its elements outside of it, too.
enum AgentPath {
    static let sequence = "RadiopharmaceuticalInformationSequence"
    static func inside(_ path: String) -> String { "\(sequence).\(path)" }
}
