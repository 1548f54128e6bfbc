/// What an embedding that was not trained sees: the picture at 16 × 16, without its mean.
///
/// The cosine of two such points is the correlation of the two small pictures. A baseline for what an autoencoder learns, and
/// for machines without libtorch. A picture of a single grey is the point 0.
public struct PixelEmbedder: ImageEmbedder {
    private static let cells = 16
    private static let cellSide = RenderedImage.side / cells

    public init() {}

    public var name: String { "pixels \(PixelEmbedder.cells)×\(PixelEmbedder.cells), mean-free" }

    public func embed(_ images: ImageSet) throws -> ImageEmbedding {
        let dimension = PixelEmbedder.cells * PixelEmbedder.cells
        var values: [Float] = []
        values.reserveCapacity(images.count * dimension)
        for image in 0..<images.count {
            let sums = PixelEmbedder.cellSums(images.pixels[image * RenderedImage.count..<(image + 1) * RenderedImage.count])
            // Whole numbers, so that equal cells come to exactly 0.
            let total = sums.reduce(0, +)
            let scale = Float(1) / Float(255 * dimension * PixelEmbedder.cellSide * PixelEmbedder.cellSide)
            for sum in sums { values.append(Float(sum * dimension - total) * scale) }
        }
        guard let embedding = ImageEmbedding(values: values, dimension: dimension) else {
            throw EvaluationError(.tooFewImages, "the pictures cannot be laid out as points")
        }
        return embedding
    }

    private static func cellSums(_ pixels: ArraySlice<UInt8>) -> [Int] {
        var sums = [Int](repeating: 0, count: cells * cells)
        var place = pixels.startIndex
        for row in 0..<RenderedImage.side {
            for column in 0..<RenderedImage.side {
                sums[row / cellSide * cells + column / cellSide] += Int(pixels[place])
                place += 1
            }
        }
        return sums
    }
}
