extension Elements {
    /// Sizes, photometric interpretation and window of what was painted, and the pixels themselves.
    static func addPixels(_ picture: Picture, _ instance: Instance, to set: inout ElementSet) {
        let series = instance.series
        set.set(.rows, series.rows)
        set.set(.columns, series.columns)
        set.set(.samplesPerPixel, picture.isColour ? 3 : 1)
        set.set(.photometricInterpretation, photometric(picture, instance))
        let bits = picture.bits
        set.set(.bitsAllocated, bits > 8 ? 16 : 8)
        set.set(.bitsStored, bits)
        set.set(.highBit, bits - 1)
        set.set(.pixelRepresentation, picture.isSigned ? 1 : 0)
        if picture.isColour { set.set(.planarConfiguration, 0) }
        if picture.hasPalette { addPalette(to: &set) }
        if series.frames > 1 || instance.look.modality == .NM || instance.isEnhanced { set.set(.numberOfFrames, String(series.frames)) }
        if series.frames > 1, [.XA, .US].contains(instance.look.modality) {
            set[.frameIncrementPointer] = .tags([Attribute.frameTime.tag])
            set.set(.frameTime, instance.look.modality == .XA ? "133" : "40")
        }
        if let window = picture.window { addWindow(window, picture, instance, to: &set) }
        let file = instance.series.file
        set[file != .runLength && (bits > 8 || file == .implicitLittle) ? .pixelData : .pixelDataBytes] = content(picture, instance)
    }

    private static func photometric(_ picture: Picture, _ instance: Instance) -> String {
        if picture.hasPalette { return "PALETTE COLOR" }
        if picture.isColour { return "RGB" }
        return picture.isInverted ? "MONOCHROME1" : "MONOCHROME2"
    }

    /// Windows and the way from stored values to them (PS3.3 §C.11.1, §C.11.2).
    private static func addWindow(_ window: Picture.Window, _ picture: Picture, _ instance: Instance, to set: inout ElementSet) {
        if instance.isEnhanced {
            guard case .items(let shared)? = set[.sharedFunctionalGroupsSequence], var group = shared.first else { return }
            group.set(.frameVOILUTSequence, [.of((.windowCenter, ElementSet.decimal(window.centre)), (.windowWidth, ElementSet.decimal(window.width)))])
            group.set(.pixelValueTransformationSequence, [.of((.rescaleIntercept, "0"), (.rescaleSlope, "1"), (.rescaleType, "US"))])
            set.set(.sharedFunctionalGroupsSequence, [group])
            return
        }
        if instance.look.modality != .PT || instance.device.maker == .siemens {
            set.set(.windowCenter, numbers: [window.centre], digits: 1)
            set.set(.windowWidth, numbers: [window.width], digits: 1)
        }
        guard [.CT, .PT].contains(instance.look.modality) else { return }
        set.set(.rescaleIntercept, numbers: [picture.intercept])
        set.set(.rescaleSlope, numbers: [picture.slope], digits: 6)
        if instance.look.modality == .CT { set.set(.rescaleType, "HU") }
    }

    /// A palette of 256 greys with a tint, as old displays had.
    private static func addPalette(to set: inout ElementSet) {
        let channels: [(Attribute, Attribute, Double)] = [
            (.redPaletteColorLookupTableDescriptor, .redPaletteColorLookupTableData, 0.92),
            (.greenPaletteColorLookupTableDescriptor, .greenPaletteColorLookupTableData, 0.97),
            (.bluePaletteColorLookupTableDescriptor, .bluePaletteColorLookupTableData, 1),
        ]
        for (descriptor, data, tint) in channels {
            set.set(descriptor, 256, 0, 16)
            set[data] = .words((0..<256).map { UInt16(Double($0 * 257) * tint) })
        }
    }

    private static func content(_ picture: Picture, _ instance: Instance) -> ElementSet.Content {
        let series = instance.series, count = series.rows * series.columns
        guard instance.series.file == .runLength else {
            return picture.bits > 8 ? .bytes(FileEncoding.littleEndian(picture.samples)) : .bytes(picture.samples.map { UInt8(truncatingIfNeeded: $0) })
        }
        let channels = picture.isColour ? 3 : 1
        return .fragments(
            (0..<series.frames).map { frame in
                let samples = picture.samples[(frame * count * channels)..<((frame + 1) * count * channels)]
                if picture.bits > 8 {
                    return RunLength.frame([samples.map { UInt8($0 >> 8) }, samples.map { UInt8(truncatingIfNeeded: $0) }], columns: series.columns)
                }
                return RunLength.frame(
                    (0..<channels).map { channel in
                        stride(from: samples.startIndex + channel, to: samples.endIndex, by: channels).map { UInt8(truncatingIfNeeded: samples[$0]) }
                    }, columns: series.columns)
            })
    }
}
