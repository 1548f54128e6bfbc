extension Elements {
    /// Study, series and protocol in the words of the site and in the manner of the maker.
    static func addDescriptions(_ instance: Instance, to set: inout ElementSet) {
        let look = instance.look, words = DescriptionWords.of(instance.device.language)
        set.set(.studyDescription, study(instance, words))
        set.set(.seriesDescription, series(instance, words))
        switch look.modality {
        case .CT, .MR, .PT: set.set(.protocolName, words.anatomy(look.anatomy) + (look.anatomy == .head ? " routine" : ""))
        default: break
        }
    }

    private static func study(_ instance: Instance, _ words: DescriptionWords) -> String {
        let look = instance.look, side = look.side.map { " " + ($0 == "L" ? words.left : words.right) } ?? ""
        // The study has contrast when any of its series has.
        let hasContrast = instance.study.series.contains(where: \.look.hasContrast)
        let contrast = [.CT, .MR].contains(look.modality) ? " " + (hasContrast ? words.withContrast : words.withoutContrast) : ""
        return words.modality(look.modality) + " " + words.anatomy(look.anatomy) + side + contrast
    }

    private static func series(_ instance: Instance, _ words: DescriptionWords) -> String {
        let look = instance.look
        return switch look.modality {
        case .MR: resonance(look, instance.device.maker, words)
        case .CT: tomography(instance, words)
        case .PT: look.plane == .coronal ? "PET AC COR" : "WB PET AC"
        case .MG: (look.side ?? "") + " " + (look.view?.rawValue ?? "")
        case .NM: look.anatomy == .wholeBody ? "WB BONE ANT/POST" : words.anatomy(look.anatomy) + " static"
        case .XA: look.rendition == .subtracted ? "DSA 3 F/S" : "LCA " + (look.view == .ap ? "RAO" : "LAO")
        case .OT: "Dose Report"
        default: words.anatomy(look.anatomy) + (look.view.map { " " + $0.rawValue } ?? "")
        }
    }

    private static func resonance(_ look: Look, _ maker: Maker, _ words: DescriptionWords) -> String {
        let weighting = look.rendition
        if maker == .siemens {
            let sequence =
                [.t1: "t1_tse", .t2: "t2_tse", .flair: "t2_tirm", .protonDensity: "pd_tse", .fatSaturated: "pd_tse_fs", .diffusion: "ep2d_diff"][weighting] ?? ""
            let plane = [.axial: "tra", .coronal: "cor", .sagittal: "sag"][look.plane ?? .axial] ?? ""
            return sequence + "_" + plane + (weighting == .flair ? "_dark-fluid" : "") + (look.hasContrast ? "_KM" : "")
        }
        let plane = [.axial: "AX", .coronal: "COR", .sagittal: "SAG"][look.plane ?? .axial] ?? ""
        if maker == .philips { return weighting.rawValue + (weighting == .diffusion ? "_SSh " : "W_TSE ") + plane + (look.hasContrast ? " +C" : "") }
        return plane + " " + weighting.rawValue + (weighting == .diffusion ? "" : " FSE") + (look.hasContrast ? " POST" : "")
    }

    private static func tomography(_ instance: Instance, _ words: DescriptionWords) -> String {
        let look = instance.look, thickness = ElementSet.decimal(instance.series.thickness, digits: 2)
        let plane = look.plane == .axial ? "" : look.plane == .coronal ? " COR" : " SAG"
        if instance.device.maker == .siemens { return words.anatomy(look.anatomy) + plane + "  \(thickness)  " + kernel(look, .siemens) }
        let window = [.softTissue: "STANDARD", .lung: "LUNG", .bone: "BONE", .brain: "BRAIN"][look.rendition] ?? ""
        return words.anatomy(look.anatomy) + plane + " " + window + " " + thickness + "mm"
    }

    /// ConvolutionKernel as the maker names it.
    static func kernel(_ look: Look, _ maker: Maker) -> String {
        switch (maker, look.rendition) {
        case (.siemens, .lung): "B70f"
        case (.siemens, .bone): "B60s"
        case (.siemens, .brain): "H31s"
        case (.siemens, _): "B30f"
        case (.ge, .lung): "LUNG"
        case (.ge, .bone): "BONEPLUS"
        case (.ge, _): look.rendition == .brain ? "SOFT" : "STANDARD"
        case (.philips, .lung): "YC"
        case (.philips, .bone): "D"
        case (.philips, .brain): "UB"
        case (.philips, _): "B"
        case (_, .lung): "FC52"
        case (_, .bone): "FC30"
        case (_, .brain): "FC21"
        default: "FC13"
        }
    }
}
