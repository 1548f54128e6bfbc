import Hashing

/// Rendered images one after the other in memory, as they are trained on and embedded.
public struct ImageSet: Sendable, Equatable {
    /// `count` × `RenderedImage.side` × `RenderedImage.side` grey values, image by image, row by row.
    public private(set) var pixels: [UInt8] = []

    public init() {}

    public init(_ images: some Sequence<RenderedImage>) {
        for image in images { append(image) }
    }

    public var count: Int { pixels.count / RenderedImage.count }

    /// - Returns: nil for a place where there is none.
    public func image(_ place: Int) -> RenderedImage? {
        guard (0..<count).contains(place) else { return nil }
        return RenderedImage(pixels: Array(pixels[place * RenderedImage.count..<(place + 1) * RenderedImage.count]))
    }

    public mutating func append(_ image: RenderedImage) { pixels += image.pixels }

    /// Some of the images; those that are not there are left out.
    public subscript(images: Range<Int>) -> ImageSet {
        let images = images.clamped(to: 0..<count)
        var part = ImageSet()
        part.pixels = Array(pixels[images.lowerBound * RenderedImage.count..<images.upperBound * RenderedImage.count])
        return part
    }

    /// SHA-256 of each image.
    public var hashes: [String] { (0..<count).map { SHA256.hex(pixels[$0 * RenderedImage.count..<($0 + 1) * RenderedImage.count]) } }

    /// Those images whose hash is none of some.
    public func leavingOut(_ others: Set<String>) -> ImageSet {
        var rest = ImageSet()
        for (image, hash) in hashes.enumerated() where !others.contains(hash) {
            rest.pixels += pixels[image * RenderedImage.count..<(image + 1) * RenderedImage.count]
        }
        return rest
    }
}

/// A point of a space for each of some images: images that look alike lie near one another.
public struct ImageEmbedding: Sendable, Equatable {
    /// Coordinates of a point.
    public let dimension: Int
    /// `count` × `dimension` coordinates, point by point.
    public let values: [Float]

    /// - Returns: nil when the values do not fill whole points.
    public init?(values: [Float], dimension: Int) {
        guard dimension > 0, values.count.isMultiple(of: dimension) else { return nil }
        self.values = values
        self.dimension = dimension
    }

    public var count: Int { values.count / dimension }
}

/// Turns images into points; an autoencoder's first half, or what stands in for it.
public protocol ImageEmbedder: Sendable {
    /// What made the points, for reports: a name, and what tells one embedder from another.
    var name: String { get }

    /// - Returns: a point for each image, in their order; the same for an image whatever stands beside it.
    func embed(_ images: ImageSet) throws -> ImageEmbedding
}
