import TagPluginKit

/// An angle of the positioner, and the name of its side: primary to the left (LAO) and right (RAO), secondary to head (CRA) and
/// feet (CAU). Where files write the name beside the number, it is the sign.
struct AngleParser: TagParser {
    enum Axis {
        case primary
        case secondary
    }

    let claim: Claim
    private let modality: InputTag
    private let axis: Axis
    private let angle: NumericColumn
    private let side: LabelColumn

    /// Within this nobody speaks of an oblique view.
    private static let straight = 0.5
    private static let names: [(name: String, isNegative: Bool, axis: Axis)] = [
        ("LAO", false, .primary), ("RAO", true, .primary), ("CRA", false, .secondary), ("CRAN", false, .secondary),
        ("CRANIAL", false, .secondary), ("CAU", true, .secondary), ("CAUD", true, .secondary), ("CAUDAL", true, .secondary),
    ]
    private static let units: [UnitSuffix] = ["deg", "°", "degrees"]

    init(_ axis: Axis) {
        var claim = Claim()
        let keyword = axis == .primary ? "PositionerPrimaryAngle" : "PositionerSecondaryAngle"
        claim.claimed(keyword)
        modality = claim.context("Modality")
        angle = claim.number(keyword, unit: "deg", axis == .primary ? "of the beam, positive to the left" : "of the beam, positive to the head")
        side = claim.label("\(keyword)_side", axis == .primary ? "LAO, RAO or STRAIGHT" : "CRA, CAU or STRAIGHT")
        self.claim = claim
        self.axis = axis
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let number = try read(input, answer)
        guard abs(number.value) <= (axis == .primary ? 360 : 180) else { throw Rejection("angle above a full turn") }
        // One turn less is the same angle.
        let value = number.value > 180 ? number.value - 360 : number.value < -180 ? number.value + 360 : number.value
        if value != number.value { answer.repaired("angle beyond half a turn") }
        answer.repaired(number.repairs)
        answer.number(angle, value)
        // In mammography the angle is that of the gantry.
        if ["XA", "RF", "XRF", "DX"].contains(input.text(modality)) { answer.label(side, name(of: value)) }
    }

    private func read(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Number {
        let text = input.text().uppercased()
        let words = text.split { $0 == " " || $0 == "\0" }.map(String.init)
        for (name, isNegative, axis) in Self.names where axis == self.axis {
            guard let rest = Self.without(name, words) else { continue }
            var number = try NumberSyntax.parse(rest, units: Self.units)
            guard number.value >= 0 else { throw Rejection("a sign beside a side") }
            if isNegative { number.value.negate() }
            answer.repaired("name of the side for a sign")
            return number
        }
        return try input.single(units: Self.units)
    }

    /// What is left of `LAO 30`, `30 LAO`, `LAO30` or `30LAO`.
    private static func without(_ name: String, _ words: [String]) -> String? {
        if words.count > 1, words.first == name { return words.dropFirst().joined(separator: " ") }
        if words.count > 1, words.last == name { return words.dropLast().joined(separator: " ") }
        guard words.count == 1, let word = words.first, word.count > name.count else { return nil }
        if word.hasPrefix(name), word.dropFirst(name.count).first?.isNumber == true { return String(word.dropFirst(name.count)) }
        if word.hasSuffix(name), word.dropLast(name.count).last?.isNumber == true { return String(word.dropLast(name.count)) }
        return nil
    }

    private func name(of value: Double) -> String {
        if abs(value) <= Self.straight { return "STRAIGHT" }
        switch axis {
        case .primary: return value > 0 ? "LAO" : "RAO"
        case .secondary: return value > 0 ? "CRA" : "CAU"
        }
    }
}
