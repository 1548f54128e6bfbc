/// Which series a study has.
enum Protocols {
    /// The looks of a study's series, of which one or more are made.
    static func looks(_ modality: Modality, _ anatomy: Anatomy, _ draw: inout Draw) -> [Look] {
        switch modality {
        case .CT: tomography(anatomy, &draw)
        case .MR: resonance(anatomy, &draw)
        case .PT: [Look(modality: .PT, anatomy: anatomy, plane: .axial, rendition: .uptake)]
            + (draw.chance(0.5) ? [Look(modality: .PT, anatomy: anatomy, plane: .coronal, rendition: .uptake)] : [])
        case .CR, .DX: projections(modality, anatomy, &draw)
        case .MG: mammograms(&draw)
        case .XA: (0..<draw.integer(1...3)).map { _ in
            Look(modality: .XA, anatomy: anatomy, view: draw.chance(0.6) ? .ap : .lateral, rendition: anatomy == .heart ? .projection : .subtracted, hasContrast: true)
        }
        case .NM: [Look(modality: .NM, anatomy: anatomy, view: .anterior, rendition: .counts)]
        case .US: [Look(modality: .US, anatomy: anatomy, rendition: .greyScale, side: side(anatomy, &draw))]
        case .OT: [Look(modality: .OT, anatomy: anatomy, rendition: .page)]
        }
    }

    private static func side(_ anatomy: Anatomy, _ draw: inout Draw) -> String? { anatomy.isPaired ? draw.pick(["R", "L"]) : nil }

    private static func tomography(_ anatomy: Anatomy, _ draw: inout Draw) -> [Look] {
        let choices: [(Plane, Look.Rendition)] =
            switch anatomy {
            case .head: [(.axial, .brain), (.axial, .bone), (.coronal, .brain)]
            case .chest: [(.axial, .lung), (.axial, .softTissue), (.coronal, .lung)]
            case .lumbarSpine: [(.sagittal, .bone), (.axial, .bone)]
            case .pelvis: [(.axial, .softTissue), (.axial, .bone)]
            default: [(.axial, .softTissue), (.coronal, .softTissue)]
            }
        let hasContrast = draw.chance([.abdomen: 0.7, .chest: 0.4][anatomy] ?? 0.1)
        return some(choices, &draw).map { Look(modality: .CT, anatomy: anatomy, plane: $0, rendition: $1, hasContrast: hasContrast) }
    }

    private static func resonance(_ anatomy: Anatomy, _ draw: inout Draw) -> [Look] {
        let choices: [(Plane, Look.Rendition)] =
            switch anatomy {
            case .brain: [(.axial, .t2), (.axial, .flair), (.axial, .t1), (.sagittal, .t1), (.coronal, .t2), (.axial, .diffusion)]
            case .knee: [(.sagittal, .protonDensity), (.coronal, .t1), (.coronal, .fatSaturated)]
            case .abdomen: [(.axial, .t2), (.axial, .t1), (.coronal, .t2)]
            default: [(.sagittal, .t2), (.sagittal, .t1), (.axial, .t2)]
            }
        let hasContrast = draw.chance(0.25), side = side(anatomy, &draw)
        return some(choices, &draw).map {
            Look(modality: .MR, anatomy: anatomy, plane: $0, rendition: $1, side: side, hasContrast: hasContrast && $1 == .t1)
        }
    }

    private static func projections(_ modality: Modality, _ anatomy: Anatomy, _ draw: inout Draw) -> [Look] {
        let first: Look.View = anatomy == .hand ? .pa : anatomy == .chest ? (draw.chance(0.7) ? .pa : .ap) : .ap
        let views = anatomy == .pelvis || draw.chance(0.45) ? [first] : [first, .lateral]
        let side = side(anatomy, &draw)
        return views.map { Look(modality: modality, anatomy: anatomy, view: $0, rendition: .projection, side: side) }
    }

    private static func mammograms(_ draw: inout Draw) -> [Look] {
        let all = [("R", Look.View.craniocaudal), ("L", .craniocaudal), ("R", .mediolateralOblique), ("L", .mediolateralOblique)]
        return all.prefix(draw.chance(0.7) ? 4 : 2).map { Look(modality: .MG, anatomy: .breast, view: $1, rendition: .projection, side: $0) }
    }

    /// The first, and each of the others more or less often.
    private static func some<T>(_ choices: [T], _ draw: inout Draw) -> [T] {
        choices.enumerated().filter { $0.offset == 0 || draw.chance(0.5) }.map(\.element)
    }

    // MARK: Sizes

    /// Instances, and frames of each.
    static func counts(_ look: Look, isEnhanced: Bool, _ draw: inout Draw) -> (instances: Int, frames: Int) {
        switch look.modality {
        case .MR where isEnhanced: (1, draw.integer(3...5))
        case .CT, .MR: (draw.integer(3...6), 1)
        case .PT: (draw.integer(3...7), 1)
        case .US: (draw.integer(2...5), draw.chance(0.1) ? 4 : 1)
        case .XA: (1, draw.integer(3...6))
        case .NM: (1, look.anatomy == .wholeBody ? 2 : 1)
        default: (1, 1)
        }
    }

    /// Rows, columns, millimetres between pixels, slice thickness. Small, as pictures go: it is test equipment.
    static func size(_ look: Look, scale: Double, _ draw: inout Draw) -> (rows: Int, columns: Int, spacing: Double, thickness: Double) {
        let (rows, columns, width): (Int, Int, Double) =
            switch (look.modality, look.anatomy, look.plane) {
            case (.CT, .head, _): (176, 176, 240)
            case (.CT, .lumbarSpine, .sagittal): (208, 144, 180)
            case (.CT, _, _): (176, 176, 400)
            case (.MR, .brain, .axial): (192, 160, 210)
            case (.MR, .brain, _): (176, 176, 240)
            case (.MR, .abdomen, _): (144, 176, 380)
            case (.MR, .knee, _): (176, 176, 160)
            case (.MR, _, .axial): (144, 144, 200)
            case (.MR, _, _): (192, 144, 220)
            case (.PT, .brain, _): (112, 112, 250)
            case (.PT, _, .coronal): (200, 112, 600)
            case (.PT, _, _): (112, 112, 600)
            case (.CR, .chest, _), (.DX, .chest, _): (224, 208, 430)
            case (.CR, .hand, _), (.DX, .hand, _), (.CR, .foot, _), (.DX, .foot, _): (224, 176, 240)
            case (.CR, .pelvis, _), (.DX, .pelvis, _): (176, 224, 430)
            case (.CR, _, _), (.DX, _, _): (240, 160, 240)
            case (.MG, _, _): (240, 184, 240)
            case (.XA, _, _): (144, 144, 200)
            case (.NM, .wholeBody, _): (256, 96, 600)
            case (.NM, _, _): (128, 128, 400)
            case (.OT, _, _): (160, 208, 208)
            default: (168, 224, 200)
            }
        let isScaled = ![.NM, .PT].contains(look.modality)
        let even = { (side: Int) in max(64, Int((Double(side) * (isScaled ? scale : 1)).rounded()) & ~1) }
        let thickness = look.modality == .CT ? draw.pick([1, 1.25, 2.5, 5]) : look.modality == .MR ? draw.pick([3, 4, 5]) : look.modality == .PT ? 3.27 : 0
        return (even(rows), even(columns), width / Double(even(columns)) * draw.pick([0.9, 1, 1.1]), thickness)
    }
}
