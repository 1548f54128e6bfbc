import TagPluginKit

@c(tagplugin_PixelFormat)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "PixelFormat", version: "1.0.0",
        summary: "size of the image, samples and bits of its pixels, frames, and how stored values become real ones")
    return register(description, host, plugin) { _ in
        [
            QuantityParser("Rows", .side, "rows of the image"),
            QuantityParser("Columns", .side, "columns of the image"),
            QuantityParser("TotalPixelMatrixRows", .side, "rows of the whole slide"),
            QuantityParser("TotalPixelMatrixColumns", .side, "columns of the whole slide"),
            QuantityParser("NumberOfFrames", .frames, "frames of the image"),
            SamplesParser(),
            QuantityParser("BitsAllocated", unit: "bit", .bits, "bits that a sample takes"),
            BitParser(.stored), BitParser(.high),
            NumberedTermParser("PixelRepresentation", [0: "UNSIGNED", 1: "SIGNED"], "whether samples may be negative"),
            NumberedTermParser("PlanarConfiguration", [0: "BY PIXEL", 1: "BY PLANE"], "how the samples of colors follow each other"),
            QuantityParser("RescaleSlope", .slope, "what stored values are multiplied by"),
            QuantityParser("RescaleIntercept", .intercept, "what is added to stored values"),
        ]
    }
}
