import TagPluginKit

/// What stands in the first item of SequenceOfUltrasoundRegions (PS3.3 C.8.5.5).
enum RegionPath {
    static func of(_ keyword: String) -> String { "SequenceOfUltrasoundRegions.\(keyword)" }

    static let formats = [0: "", 1: "2D", 2: "M-MODE", 3: "SPECTRAL", 4: "WAVE FORM", 5: "GRAPHICS"]

    static let dataTypes = [
        0: "", 1: "TISSUE", 2: "COLOR FLOW", 3: "PW SPECTRAL DOPPLER", 4: "CW SPECTRAL DOPPLER", 5: "DOPPLER MEAN TRACE",
        6: "DOPPLER MODE TRACE", 7: "DOPPLER MAX TRACE", 8: "VOLUME TRACE", 9: "DIAMETER TRACE", 10: "ECG TRACE", 11: "PULSE TRACE",
        12: "PHONOCARDIOGRAM TRACE", 13: "GREY BAR", 14: "COLOR BAR", 15: "INTEGRATED BACKSCATTER", 16: "AREA TRACE",
        17: "AREA CHANGE TRACE", 18: "OTHER PHYSIOLOGICAL",
    ]
}

extension Quantity {
    static let index = Quantity("index", within: 0...20, zero: .number)
    static let depth = Quantity(
        "depth", unit: "mm", within: 1...500, zero: .missing("zero is not a depth"), suffixes: ["mm", UnitSuffix("cm", times: 10)])
}
