/// What a slice is made of. One drawing serves every kind of imaging that cuts slices: each has its own greys for it.
enum Tissue: UInt8, CaseIterable, Sendable {
    case air, lung, fat, muscle, organ, kidney, bowel, fluid, urine, grey, white, marrow, cortex, disc, blood, myocardium

    /// Hounsfield units.
    func hounsfield(hasContrast: Bool) -> Double {
        switch self {
        case .air: -1000
        case .lung: -840
        case .fat: -100
        case .muscle: 52
        case .organ: hasContrast ? 115 : 58
        case .kidney: hasContrast ? 190 : 34
        case .bowel: 18
        case .fluid: 8
        case .urine: 4
        case .grey: 39
        case .white: 27
        case .marrow: 260
        case .cortex: 1150
        case .disc: 85
        case .blood: hasContrast ? 260 : 45
        case .myocardium: hasContrast ? 120 : 50
        }
    }

    /// Signal of MR in thousandths.
    func signal(_ rendition: Look.Rendition, hasContrast: Bool) -> Double {
        let table =
            switch rendition {
            case .t2: Tissue.t2
            case .flair: Tissue.flair
            case .protonDensity: Tissue.protonDensity
            case .fatSaturated: Tissue.fatSaturated
            case .diffusion: Tissue.diffusion
            default: Tissue.t1
            }
        return hasContrast && self == .blood ? 950 : table[Int(rawValue)]
    }
    //                                   air lung  fat musc orga kidn bowe flui urin grey whit marr cort disc bloo myoc
    private static let t1: [Double] = [    6,  20, 900, 340, 450, 330, 250,  80,  70, 400, 560, 700,  30, 320, 110, 360]
    private static let t2: [Double] = [    5,  15, 620, 170, 270, 620, 480, 980, 990, 500, 330, 460,  20, 540,  50, 300]
    private static let flair: [Double] = [ 5,  15, 520, 260, 300, 400, 300,  60,  70, 570, 440, 480,  25, 300,  60, 320]
    private static let protonDensity: [Double] = [5, 15, 860, 430, 480, 500, 450, 780, 800, 600, 500, 720, 40, 360, 90, 420]
    private static let fatSaturated: [Double] = [5, 15, 70, 380, 380, 520, 450, 1000, 1000, 560, 450, 110, 30, 300, 80, 400]
    private static let diffusion: [Double] = [4, 8, 25, 90, 140, 260, 120, 60, 60, 460, 380, 40, 10, 60, 30, 120]

    /// Uptake of sugar, in kilobecquerels a millilitre.
    var uptake: Double { Tissue.uptakes[Int(rawValue)] }
    private static let uptakes: [Double] = [0.1, 0.6, 0.8, 1.6, 6, 9, 4, 0.8, 45, 22, 8, 3, 0.8, 0.9, 4, 16]
}

typealias Slice = Raster<Tissue>

extension Raster where Value == Tissue {
    mutating func fill(_ shape: Shape, _ tissue: Tissue) { change(shape) { pixel, _ in pixel = tissue } }
    /// Spongy bone in a shell of compact bone.
    mutating func fillBone(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, shell: Double = 0.03, turned angle: Double = 0) {
        fill(.ellipse(x, y, radiusX, radiusY, turned: angle), .cortex)
        fill(.ellipse(x, y, max(0.01, radiusX - shell), max(0.01, radiusY - shell), turned: angle), .marrow)
    }
    /// As Raster.fill, but only where some tissue is: nothing hangs out of the body.
    mutating func fill(_ shape: Shape, _ tissue: Tissue, in host: Tissue) {
        change(shape) { pixel, _ in if pixel == host { pixel = tissue } }
    }
}
