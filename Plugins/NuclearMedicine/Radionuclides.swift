import TagPluginKit

/// Half-lives of the radionuclides of the dictionary, in seconds (NUBASE and ENSDF, rounded).
enum Radionuclides {
    static let dictionary = "radionuclides"

    static let halfLives: [String: Double] = [
        "C-11": 1221.8, "N-13": 597.9, "O-14": 70.6, "O-15": 122.24, "F-18": 6586.2, "Na-22": 82_108_000, "Cu-61": 12_020, "Cu-62": 580.4,
        "Cu-64": 45_720, "Ga-67": 281_810, "Ga-68": 4062.6, "Ge-68": 23_410_000, "Br-76": 58_320, "Kr-81m": 13.1, "Rb-82": 76.4,
        "Sr-89": 4_368_000, "Y-86": 53_060, "Y-90": 230_550, "Zr-89": 282_280, "Tc-94m": 3120, "Tc-99m": 21_624, "In-111": 242_330,
        "In-113m": 5969, "I-123": 47_600, "I-124": 360_800, "I-125": 5_132_000, "I-131": 693_300, "Xe-127": 3_144_000, "Xe-133": 453_400,
        "Sm-153": 166_600, "Lu-177": 574_300, "Ra-223": 987_600, "Tl-201": 262_900, "Co-57": 23_480_000, "Cr-51": 2_393_500,
        "Gd-153": 20_770_000, "Cs-137": 949_300_000, "Mn-52": 483_100, "Sc-44": 14_550, "Tb-161": 595_300, "Ac-225": 857_100,
        "P-32": 1_232_300, "Ho-166": 96_600, "Re-188": 61_210, "Re-186": 321_260,
    ]

    /// Devices round, and some keep half-lives of older tables.
    private static let tolerance = 0.03
    /// To name a radionuclide that nothing else names takes more.
    private static let namingTolerance = 0.005

    static func agree(_ first: Double, _ second: Double, within tolerance: Double = tolerance) -> Bool {
        abs(first - second) <= tolerance * second
    }

    /// The radionuclide that has this half-life, if only one has.
    static func named(by halfLife: Double) -> String? {
        let names = halfLives.filter { agree(halfLife, $0.value, within: namingTolerance) }.map(\.key)
        return names.count == 1 ? names.first : nil
    }
}
