/// One frame of an image file as the evaluator sees it: a square of grey values.
public struct RenderedImage: Sendable, Equatable {
    /// Rows and columns of the square.
    public static let side = 128
    static let count = side * side

    /// Row by row, 0 black to 255 white.
    public let pixels: [UInt8]

    /// - Parameter pixels: `side` × `side` values; nil for any other number of them.
    public init?(pixels: [UInt8]) {
        guard pixels.count == RenderedImage.count else { return nil }
        self.pixels = pixels
    }

    /// The same in [0,1], as an autoencoder takes them.
    public var greyValues: [Float] { pixels.map { Float($0) / 255 } }
}
