/// Pixels as they are stored, and what turns them into greys.
struct Picture: Sendable {
    struct Window: Sendable {
        let centre: Double
        let width: Double
    }

    /// All frames, row by row; colours by pixel; signed numbers in two's complement.
    var samples: [UInt16]
    /// Bits stored: 8, 12 or 16.
    let bits: Int
    var isSigned = false
    var isInverted = false
    var isColour = false
    var hasPalette = false
    var window: Window?
    var slope = 1.0
    var intercept = 0.0
}
