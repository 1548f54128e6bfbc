/// Something that the values of ImageType beyond the second say, by terms of the dictionary image-types.
struct ImageFlag: Sendable {
    let name: String
    let summary: String
    let terms: Set<String>

    private init(_ name: String, _ summary: String, _ terms: Set<String>) {
        self.name = name
        self.summary = summary
        self.terms = terms
    }

    static let all = [
        ImageFlag("localizer", "a localizer, scout or topogram", ["LOCALIZER"]),
        ImageFlag("MPR", "a multiplanar or curved reformat", ["MPR", "CURVED MPR"]),
        ImageFlag("MIP", "a maximum intensity projection", ["MIP"]),
        ImageFlag("MinIP", "a minimum intensity projection", ["MINIP"]),
        ImageFlag("rendering", "a volume or surface rendering", ["RENDERING"]),
        ImageFlag("magnitude", "magnitude of the complex signal", ["MAGNITUDE"]),
        ImageFlag("phase", "phase of the complex signal, or a velocity from it", ["PHASE", "VELOCITY"]),
        ImageFlag("real", "real part of the complex signal", ["REAL"]),
        ImageFlag("imaginary", "imaginary part of the complex signal", ["IMAGINARY"]),
        ImageFlag("MOCO", "corrected for motion", ["MOCO"]),
        ImageFlag("mosaic", "slices laid out side by side in one image", ["MOSAIC"]),
        ImageFlag("subtraction", "a difference of images", ["SUBTRACTION"]),
        ImageFlag("ADC", "a map of the apparent diffusion coefficient", ["ADC", "EADC"]),
        ImageFlag("trace", "trace-weighted or isotropic diffusion", ["TRACE"]),
        ImageFlag("FA", "a map of the fractional anisotropy", ["FA"]),
        ImageFlag("map", "a map of a computed quantity", maps),
        ImageFlag("screenshot", "a screenshot or secondary capture", ["SCREENSHOT"]),
        ImageFlag("dose", "a dose report", ["DOSE"]),
    ]

    private static let maps: Set<String> = [
        "ADC", "EADC", "FA", "TENSOR", "B0 MAP", "B1 MAP", "T1 MAP", "T2 MAP", "T2STAR MAP", "R2 MAP", "R2STAR MAP", "RHO MAP",
        "FAT FRACTION", "CBF", "CBV", "MTT", "TTP", "TMAX", "PERMEABILITY", "PERFUSION MAP", "QSM", "TEMPERATURE MAP", "METABOLITE MAP",
        "STATISTICAL MAP", "STIFFNESS MAP", "EXTRACELLULAR VOLUME",
    ]

    /// What is computed from other images, and so is no ORIGINAL. Water and fat images are not here: devices call what their
    /// reconstruction gives at once original.
    static let derived: Set<String> = maps.union([
        "MPR", "CURVED MPR", "MIP", "MINIP", "PROJECTION", "RENDERING", "MOCO", "TRACE", "SUBTRACTION", "MEAN", "STANDARD DEVIATION",
        "RESAMPLED", "FUSED", "SCREENSHOT", "MAXIMUM", "MINIMUM", "ADDITION", "MULTIPLICATION", "DIVISION", "SYNTHETIC",
    ])
}
