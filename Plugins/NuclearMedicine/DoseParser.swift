import TagPluginKit

/// RadionuclideTotalDose in MBq. The standard asks for Bq in PET (PS3.3 C.8.9.2) and for MBq in nuclear medicine (C.8.4.10), and
/// devices confuse the two. A patient gets between some MBq and some GBq, so the number tells which it is.
struct DoseParser: TagParser {
    let claim: Claim
    private let nested: InputTag
    private let plain: InputTag
    private let modality: InputTag
    private let column: NumericColumn

    /// As MBq this would be 50 GBq; as Bq, less than any image needs.
    private static let leastBecquerels = 50_000.0
    private static let mostBecquerels = 5e10
    private static let units: [UnitSuffix] = [
        UnitSuffix("Bq", times: 1e-6), UnitSuffix("kBq", times: 1e-3), "MBq", UnitSuffix("GBq", times: 1000),
        UnitSuffix("mCi", times: 37), UnitSuffix("uCi", times: 0.037), UnitSuffix("µCi", times: 0.037), UnitSuffix("Ci", times: 37_000),
    ]

    init() {
        var claim = Claim()
        nested = claim.claimed(AgentPath.inside("RadionuclideTotalDose"))
        plain = claim.claimed("RadionuclideTotalDose")
        modality = claim.context("Modality")
        column = claim.number("RadionuclideTotalDose", unit: "MBq", "activity given to the patient")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let tag = input.isPresent(nested) ? nested : plain
        if let rule = input.sentinel(tag) { return answer.missing(rule) }
        let number = try input.single(tag, units: Self.units)
        guard number.value != 0 else { return answer.missing("zero means not recorded") }
        guard number.value > 0 else { throw Rejection("negative dose") }
        answer.repaired(number.repairs)
        answer.number(column, try megabecquerels(number, input, answer))
    }

    private func megabecquerels(_ number: Number, _ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Double {
        guard number.value < Self.mostBecquerels else { throw Rejection("dose above 50 GBq") }
        guard !number.repairs.contains(.unitSuffix) else { return number.value }
        let isBecquerels = number.value >= Self.leastBecquerels
        switch input.text(modality) {
        case "PT" where !isBecquerels: answer.repaired("megabecquerels for becquerels")
        case "NM" where isBecquerels: answer.repaired("becquerels for megabecquerels")
        default: break
        }
        return isBecquerels ? number.value * 1e-6 : number.value
    }
}
