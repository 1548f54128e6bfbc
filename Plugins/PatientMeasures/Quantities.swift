import TagPluginKit

extension Quantity {
    /// The tallest person measured 2.72 m; small animals are measured too. Some 5 to 7 may be feet: not understood.
    static let height = Quantity(
        "height", unit: "m", within: 0.03...2.8, zero: .missing("zero means not recorded"),
        suffixes: ["m", UnitSuffix("cm", times: 0.01), UnitSuffix("mm", times: 0.001), UnitSuffix("in", times: 0.0254)],
        otherUnits: [
            OtherUnit(20...280, times: 0.01, "centimetres for metres"), OtherUnit(300...2800, times: 0.001, "millimetres for metres"),
        ])

    /// The heaviest person weighed 635 kg. The next numbers are grams: of premature children, and of others.
    static let weight = Quantity(
        "weight", unit: "kg", within: 0.005...650, zero: .missing("zero means not recorded"),
        suffixes: ["kg", "kgs", UnitSuffix("g", times: 0.001), UnitSuffix("lb", times: 0.45359237), UnitSuffix("lbs", times: 0.45359237)],
        otherUnits: [OtherUnit(651...650_000, times: 0.001, "grams for kilograms")])
}
