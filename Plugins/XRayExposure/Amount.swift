import TagPluginKit

/// One amount that DICOM keeps in several tags: in the unit of the column, in a thousandth of it, and for enhanced images
/// once more.
struct Amount {
    /// One of the tags.
    struct Source {
        let keyword: String
        let quantity: Quantity
        /// From the unit of the tag to that of the column.
        let factor: Double
        /// How much a whole number may be rounded, in the unit of the column: an integer string holds no fractions.
        let rounding: Double
    }

    let name: String
    let column: String
    /// UCUM code.
    let unit: String
    let summary: String
    /// The least precise first, as it is the tag that most files have.
    let sources: [Source]

    static let exposureTime = Amount(
        name: "exposure time", column: "ExposureTime", unit: "ms", summary: "duration of X-ray exposure",
        sources: [
            Source("ExposureTime", time("ms"), rounding: 1),
            Source("ExposureTimeInuS", time("us", times: 1000), factor: 0.001),
            Source("ExposureTimeInms", time("ms")),
        ])

    static let tubeCurrent = Amount(
        name: "tube current", column: "XRayTubeCurrent", unit: "mA", summary: "X-ray tube current",
        sources: [
            Source("XRayTubeCurrent", current("mA", [microamperes]), rounding: 1),
            Source("XRayTubeCurrentInuA", current("uA", times: 1000), factor: 0.001),
            Source("XRayTubeCurrentInmA", current("mA")),
        ])

    static let exposure = Amount(
        name: "exposure", column: "Exposure", unit: "mA.s", summary: "product of tube current and exposure time",
        sources: [
            Source("Exposure", charge("mAs"), rounding: 1),
            Source("ExposureInuAs", charge("uAs", times: 1000), factor: 0.001),
            Source("ExposureInmAs", charge("mAs")),
        ])

    // MARK: What is plausible in each unit

    private static let zero = Quantity.Zero.missing("zero means not recorded")
    /// No tube takes 5 A.
    private static let microamperes = Quantity.OtherUnit(5_000...2_000_000, times: 0.001, "microamperes for milliamperes")

    /// Up to an hour: the sum of all pulses.
    private static func time(_ unit: String, times scale: Double = 1) -> Quantity {
        let suffixes = [("us", 0.001), ("µs", 0.001), ("ms", 1), ("msec", 1), ("s", 1000), ("sec", 1000)]
        return Quantity("exposure time", unit: unit, within: 0...(3.6e6 * scale), zero: zero, suffixes: suffixes.scaled(scale))
    }

    private static func current(_ unit: String, times scale: Double = 1, _ others: [Quantity.OtherUnit] = []) -> Quantity {
        let suffixes = [("uA", 0.001), ("µA", 0.001), ("mA", 1), ("A", 1000)]
        return Quantity(
            "tube current", unit: unit, within: 0...(2000 * scale), zero: zero, suffixes: suffixes.scaled(scale), otherUnits: others)
    }

    private static func charge(_ unit: String, times scale: Double = 1) -> Quantity {
        let suffixes = [("uAs", 0.001), ("µAs", 0.001), ("mAs", 1), ("As", 1000)]
        return Quantity("exposure", unit: unit, within: 0...(100_000 * scale), zero: zero, suffixes: suffixes.scaled(scale))
    }
}

extension Amount.Source {
    fileprivate init(_ keyword: String, _ quantity: Quantity, factor: Double = 1, rounding: Double = 0) {
        self.init(keyword: keyword, quantity: quantity, factor: factor, rounding: rounding)
    }
}

extension [(String, Double)] {
    fileprivate func scaled(_ scale: Double) -> [UnitSuffix] { map { UnitSuffix($0.0, times: $0.1 * scale) } }
}
