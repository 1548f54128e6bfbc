import TagPluginKit

@c(tagplugin_ImageType)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ImageType", version: "1.0.0",
        summary: "what an image is by ImageType: original or derived, and flags such as localizer, MPR, phase, MOCO; kin of enhanced images")
    return register(description, host, plugin) { host in
        [
            ImageTypeParser("ImageType", flags: ImageFlag.all, host),
            ImageTypeParser("FrameType", flags: [], host),
            DefinedTermParser(
                "VolumetricProperties", ["VOLUME", "SAMPLED", "DISTORTED", "MIXED"], synonyms: ["VOLUMETRIC": "VOLUME"],
                "whether pixels lie where geometry says, by the standard's terms"),
            DefinedTermParser(
                "VolumeBasedCalculationTechnique",
                ["NONE", "MAX_IP", "MIN_IP", "VOLUME_RENDER", "SURFACE_RENDER", "MPR", "CURVED_MPR", "MIXED"],
                synonyms: ["MIP": "MAX_IP", "MINIP": "MIN_IP", "VRT": "VOLUME_RENDER", "SSD": "SURFACE_RENDER", "CPR": "CURVED_MPR"],
                "how the image was calculated from a volume, by the standard's terms"),
            DefinedTermParser(
                "ComplexImageComponent", ["MAGNITUDE", "PHASE", "REAL", "IMAGINARY", "MIXED"],
                synonyms: ["M": "MAGNITUDE", "P": "PHASE", "R": "REAL", "I": "IMAGINARY", "MAG": "MAGNITUDE", "IMAG": "IMAGINARY"],
                "component of the complex signal, by the standard's terms"),
            DefinedTermParser(
                "PixelPresentation", ["COLOR", "MONOCHROME", "MIXED", "TRUE_COLOR", "COLOR_REF", "COLOR_RANGE"],
                synonyms: ["COLOUR": "COLOR", "GRAYSCALE": "MONOCHROME", "GREYSCALE": "MONOCHROME"],
                "grey or color, by the standard's terms"),
        ]
    }
}
