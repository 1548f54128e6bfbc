/// What an image shows, and so what decides how it looks: the truth that clusters are held against.
struct Look: Hashable, Sendable {
    /// How tissue becomes grey.
    enum Rendition: String, Sendable {
        // Windows of CT
        case softTissue = "soft tissue", lung, bone, brain
        // Weightings of MR
        case t1 = "T1", t2 = "T2", flair = "FLAIR", protonDensity = "PD", fatSaturated = "PD FS", diffusion = "DWI"
        // All else
        case projection, subtracted, greyScale = "grey scale", doppler, counts, uptake, page
    }

    /// Where X-rays come from, or what the camera stands before.
    enum View: String, Sendable {
        case pa = "PA", ap = "AP", lateral = "LATERAL", craniocaudal = "CC", mediolateralOblique = "MLO", anterior = "ANT"
    }

    let modality: Modality
    let anatomy: Anatomy
    var plane: Plane?
    var view: View?
    var rendition: Rendition
    /// R or L of what is paired.
    var side: String?
    var hasContrast = false

    /// All that decides how it looks, but for the anatomy's own variety.
    var name: String {
        [modality.rawValue, anatomy.rawValue, plane?.rawValue ?? view?.rawValue ?? "none", rendition.rawValue].joined(separator: " ")
    }
}

/// The parts of a study that one protocol makes.
struct Series: Sendable {
    /// From 1 in its study.
    let number: Int
    let look: Look
    let instances: Int
    let rows: Int
    let columns: Int
    let frames: Int
    /// Millimetres between pixels, in the patient; of the detector for projections.
    let spacing: Double
    let thickness: Double
    let file: FileEncoding
    /// Habits of the device that this series shows.
    let habits: [Habit]

    var pixels: Int { rows * columns * frames }
    var isColour: Bool { look.rendition == .doppler || look.rendition == .page }
    var bytesPerPixel: Int { isColour ? 3 : isEightBit ? 1 : 2 }
    var isEightBit: Bool { [.US, .XA, .OT].contains(look.modality) }
}
