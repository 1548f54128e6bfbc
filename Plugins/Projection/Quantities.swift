import TagPluginKit

extension Quantity {
    private static let lengths: [UnitSuffix] = ["mm", UnitSuffix("cm", times: 10), UnitSuffix("m", times: 1000), UnitSuffix("in", times: 25.4)]

    /// No tube stands nearer than 20 cm; radiotherapy and lateral chests, some metres away.
    static let distance = Quantity(
        "distance", unit: "mm", within: 200...10_000, zero: .missing("zero is not a distance"), suffixes: lengths,
        otherUnits: [OtherUnit(20...199.999, times: 10, "centimetres for millimetres"), OtherUnit(0.2...9.999, times: 1000, "metres for millimetres")])

    static let magnification = Quantity("magnification", within: 0.9...20, zero: .missing("zero is not a magnification"))

    /// Breasts are compressed by 50 to 200 N. Devices also write decanewtons or kilograms, which are nearly the same.
    static let force = Quantity(
        "force", unit: "N", within: 25.001...500, zero: .missing("zero means not compressed, or not recorded"),
        suffixes: [
            "N", UnitSuffix("daN", times: 10), UnitSuffix("kg", times: 9.80665), UnitSuffix("kgf", times: 9.80665),
            UnitSuffix("lb", times: 4.44822), UnitSuffix("lbs", times: 4.44822), UnitSuffix("kp", times: 9.80665),
        ],
        otherUnits: [OtherUnit(0.5...25, times: 10, "decanewtons for newtons")])

    static let thickness = Quantity(
        "thickness", unit: "mm", within: 10...1000, zero: .missing("zero is not a thickness"), suffixes: lengths,
        otherUnits: [OtherUnit(0.8...9.999, times: 10, "centimetres for millimetres")])

    static let entranceDose = Quantity(
        "dose", unit: "mGy", within: 0...10_000, zero: .missing("zero means not recorded"),
        suffixes: ["mGy", UnitSuffix("dGy", times: 100), UnitSuffix("uGy", times: 0.001), UnitSuffix("Gy", times: 1000)])

    static let areaDose = Quantity(
        "dose area product", unit: "dGy.cm2", within: 0...1_000_000, zero: .missing("zero means not recorded"),
        suffixes: [
            "dGycm2", "dGy*cm2", "dGy.cm2", UnitSuffix("Gycm2", times: 10), UnitSuffix("Gy*cm2", times: 10), UnitSuffix("cGycm2", times: 0.1),
            UnitSuffix("cGy*cm2", times: 0.1), UnitSuffix("mGycm2", times: 0.01), UnitSuffix("mGy*cm2", times: 0.01), UnitSuffix("uGym2", times: 0.1),
            UnitSuffix("µGym2", times: 0.1), UnitSuffix("uGy*m2", times: 0.1),
        ])

    /// Microfocus tubes of mammography have 0.1 mm; no focus has 5.
    static let focus = Quantity(
        "focal spot", unit: "mm", within: 0.01...5, zero: .missing("zero is not a focal spot"), suffixes: ["mm", UnitSuffix("um", times: 0.001)],
        otherUnits: [OtherUnit(50...5000, times: 0.001, "micrometres for millimetres")])

    static let fieldOfView = Quantity(
        "field of view", unit: "mm", within: 10...2000, zero: .missing("zero is not a field of view"), suffixes: lengths)
}
