import TagPluginKit

// Times are in ms. Tools that write seconds are told apart only where the number can be no milliseconds.
extension Quantity {
    private static let times: [UnitSuffix] = [
        "ms", "msec", UnitSuffix("s", times: 1000), UnitSuffix("sec", times: 1000), UnitSuffix("us", times: 0.001),
    ]
    private static let secondsRule = "seconds for milliseconds"

    /// The shortest echo times of all are some 0.008 ms.
    static let echoTime = Quantity(
        "echo time", unit: "ms", within: 0.005...10_000, zero: .missing("zero is not an echo time"), suffixes: times,
        otherUnits: [OtherUnit(0.0005...0.0049, times: 1000, secondsRule)])

    /// Without gradient switching between pulses, some 0.3 ms; gated and fluid-sensitive sequences, tens of seconds.
    static let repetitionTime = Quantity(
        "repetition time", unit: "ms", within: 0.2...600_000, zero: .missing("zero is not a repetition time"), suffixes: times,
        otherUnits: [OtherUnit(0.002...0.19, times: 1000, secondsRule)])

    /// The inversion pulse alone takes longer than 3 ms.
    static let inversionTime = Quantity(
        "inversion time", unit: "ms", within: 3...60_000, zero: .missing("zero means no inversion pulse"), suffixes: times,
        otherUnits: [OtherUnit(0.01...2.99, times: 1000, secondsRule)])

    static let echoTrainLength = Quantity("echo train length", within: 1...10_000, zero: .missing("zero is not an echo train"))

    static let flipAngle = Quantity(
        "flip angle", unit: "deg", within: 0...360, zero: .missing("zero is not a flip angle"), suffixes: ["deg", "degrees", "°"])

    static let averages = Quantity("number of averages", within: 0.1...10_000, zero: .missing("zero is not a number of averages"))

    /// From 10 000 on a number is in gauss (no magnet has 10 T for 10 000 mT to be one); some tens are millitesla. What lies
    /// between may be either.
    static let fieldStrength = Quantity(
        "field strength", unit: "T", within: 0.001...25, zero: .missing("zero means not recorded"),
        suffixes: [
            "T", "tesla", UnitSuffix("mT", times: 0.001), UnitSuffix("G", times: 1e-4), UnitSuffix("gauss", times: 1e-4),
            UnitSuffix("kG", times: 0.1),
        ],
        otherUnits: [
            OtherUnit(10_000...250_000, times: 1e-4, "gauss for tesla"), OtherUnit(26...199, times: 0.001, "millitesla for tesla"),
        ])

    static let frequency = Quantity(
        "frequency", unit: "MHz", within: 0.5...1500, zero: .missing("zero is not a frequency"),
        suffixes: ["MHz", UnitSuffix("Hz", times: 1e-6), UnitSuffix("kHz", times: 0.001)],
        otherUnits: [OtherUnit(500_000...1.5e9, times: 1e-6, "hertz for megahertz")])

    static let bandwidth = Quantity(
        "bandwidth", unit: "Hz", within: 0.5...1e6, zero: .missing("zero is not a bandwidth"),
        suffixes: ["Hz", "Hz/px", "Hz/pixel", UnitSuffix("kHz", times: 1000)])

    /// Up to 1 it may be a share, but what tells is missing: 0.5 % is none.
    static let sampling = Quantity(
        "sampling", unit: "%", within: 1.001...2000, zero: .missing("zero is not a share"), suffixes: ["%"],
        otherUnits: [OtherUnit(0.01...1, times: 100, "share for percent")])

    static let phaseField = Quantity(
        "phase field of view", unit: "%", within: 1.001...2000, zero: .missing("zero is not a share"), suffixes: ["%"],
        otherUnits: [OtherUnit(0.01...1, times: 100, "share for percent")])

    static let phaseSteps = Quantity("phase encoding steps", within: 1...1e7, zero: .missing("zero is not a number of steps"))

    static let absorption = Quantity("absorption rate", unit: "W/kg", within: 0...100, zero: .number, suffixes: ["W/kg"])

    static let fieldChange = Quantity("field change", unit: "T/s", within: 0...10_000, zero: .number, suffixes: ["T/s"])
}
